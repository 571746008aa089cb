#pragma once

#include "common/base/result.hpp"
#include "common/journal/frame.hpp"
#include "common/journal/header.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace trading::journal {

// How a run's journal ends.
enum class Ending {
    Orderly = 1,  // The process said so.
    Torn = 2,     // The process died; the last frame is cut, or nothing marks the end.
    Lost = 3,     // The recording was given up while the process went on.
};

// Reads the frames of one run in their order, one file in memory at a time.
class Reader {
public:
    static constexpr std::uint64_t kFileBytesMax = 1ULL << 30U;

    // `NotFound` without journal files, `Malformed` when the beginning of the run is missing or not readable.
    [[nodiscard]] static base::Result<Reader> open(const std::filesystem::path& run);

    [[nodiscard]] const Header& header() const noexcept { return header_; }

    // The next input or outputs; its payload is good until the next call. Nothing at the end, of which `ending` then
    // tells. `Malformed`, with file and place, when something in the middle is damaged or missing.
    [[nodiscard]] base::Result<std::optional<Frame>> next();

    [[nodiscard]] Ending ending() const noexcept { return ending_; }
    // In words, empty for an orderly one: "000002.journal is cut 17 bytes into its last frame".
    [[nodiscard]] const std::string& ending_detail() const noexcept { return ending_detail_; }

private:
    // Whether there is another file; its header must continue what was read.
    [[nodiscard]] base::Result<bool> open_next_file();
    [[nodiscard]] base::Status check_header(const Frame& frame);
    [[nodiscard]] base::Status check_order(const Frame& frame);
    [[nodiscard]] std::string place() const;
    [[nodiscard]] bool is_last_file() const noexcept { return next_file_ == files_.size(); }

    std::vector<std::filesystem::path> files_;
    std::size_t next_file_ = 0;
    std::string bytes_;
    std::size_t position_ = 0;
    Header header_;
    std::uint64_t next_sequence_ = 1;
    bool is_ended_ = false;
    Ending ending_ = Ending::Torn;
    std::string ending_detail_;
};

}  // namespace trading::journal
