#include "tests/support/venue_okx/okx_data.hpp"

#include "common/base/assert.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>

namespace trading::test {
namespace {

std::string unpack(const std::filesystem::path& file) {
    std::FILE* pipe = popen(("gzip -dc '" + file.string() + "'").c_str(), "r");
    if (pipe == nullptr) return {};
    std::string text;
    std::array<char, 65536> block{};
    while (const std::size_t count = std::fread(block.data(), 1, block.size(), pipe)) text.append(block.data(), count);
    pclose(pipe);
    return text;
}

// One past the end of the object that begins at `begin`, or npos when it never ends.
std::size_t end_of_object(std::string_view text, std::size_t begin) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t index = begin; index < text.size(); ++index) {
        const char character = text[index];
        if (in_string) {
            if (character == '\\') ++index;
            in_string = character != '"';
            continue;
        }
        if (character == '"') in_string = true;
        if (character == '{') ++depth;
        if (character == '}' && --depth == 0) return index + 1;
    }
    return std::string_view::npos;
}

}  // namespace

std::optional<std::filesystem::path> okx_data_folder() {
    const std::filesystem::path folder = std::filesystem::path{"../shared/data/okx"};
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error)) return std::nullopt;
    return folder;
}

std::string read_data_file(const std::filesystem::path& file) {
    if (file.extension() == ".gz") return unpack(file);
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{}};
}

std::vector<std::string> json_objects_in(std::string_view text) {
    std::vector<std::string> objects;
    std::size_t begin = text.find('{');
    while (begin != std::string_view::npos) {
        const std::size_t end = end_of_object(text, begin);
        if (end == std::string_view::npos) break;
        objects.emplace_back(text.substr(begin, end - begin));
        begin = text.find('{', end);
    }
    return objects;
}

venue::okx::FrameBuffer frame_of(std::string_view text) {
    venue::okx::FrameBuffer frame;
    const bool fits = frame.assign(text);
    TRADING_ASSERT(fits);
    return frame;
}

std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
        if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace trading::test
