#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace trading::test {

// A golden text is what a test is to produce, kept in a file. With TRADING_GOLDEN_UPDATE=1 in the environment the file is
// rewritten instead of compared; the reviewer reads the difference.
void expect_golden(const std::string& text, const std::filesystem::path& path);

// A scenario holds its inputs and its expected outputs in one file: `play` makes the text as it really comes out.
void expect_scenario(const std::filesystem::path& path, const std::function<std::string(const std::string&)>& play);

// The names, without ending, of the folder's scenarios; sorted.
[[nodiscard]] std::vector<std::string> scenario_names(const std::filesystem::path& folder);

// One a line, each with its end.
[[nodiscard]] std::string as_lines(const std::vector<std::string>& words);

}  // namespace trading::test
