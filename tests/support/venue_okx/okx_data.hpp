#pragma once

#include "common/venue/okx/frame_buffer.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trading::test {

// The recorded and documented messages beside the project; absent on machines that do not have them. Tests then skip,
// saying so.
[[nodiscard]] std::optional<std::filesystem::path> okx_data_folder();

inline constexpr const char* kNoOkxData = "the recorded messages (../shared/data/okx) are not on this machine";

// The whole file; a name ending in .gz is unpacked. Empty when it cannot be read.
[[nodiscard]] std::string read_data_file(const std::filesystem::path& file);

// Every complete top-level JSON object of a text, in order, whatever stands between them.
[[nodiscard]] std::vector<std::string> json_objects_in(std::string_view text);

// The message as the parsers take it.
[[nodiscard]] venue::okx::FrameBuffer frame_of(std::string_view text);

// All regular files below a folder, sorted.
[[nodiscard]] std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder);

}  // namespace trading::test
