#include "tests/support/golden/golden_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace trading::test {
namespace {

std::string read_file(const std::filesystem::path& path) {
    std::ifstream stream{path};
    EXPECT_TRUE(stream) << "cannot read " << path;
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

}  // namespace

void expect_golden(const std::string& text, const std::filesystem::path& path) {
    if (std::getenv("TRADING_GOLDEN_UPDATE") != nullptr) {
        std::ofstream{path} << text;
        return;
    }
    EXPECT_EQ(text, read_file(path));
}

void expect_scenario(const std::filesystem::path& path, const std::function<std::string(const std::string&)>& play) {
    expect_golden(play(read_file(path)), path);
}

std::vector<std::string> scenario_names(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.path().extension() == ".scenario") names.push_back(entry.path().stem());
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::string as_lines(const std::vector<std::string>& words) {
    std::string lines;
    for (const std::string& word : words) lines += word + "\n";
    return lines;
}

}  // namespace trading::test
