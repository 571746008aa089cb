// Usage: trading_documents FOLDER          writes the documents there
//        trading_documents --check FOLDER  fails when one is not what the code says
#include "tests/documents/documents.hpp"

#include <fstream>
#include <iostream>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

namespace {

std::string text_of(const std::string& path) {
    std::ifstream stream{path};
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

}  // namespace

int main(int count, char** arguments) {
    const bool is_check = count == 3 && std::string_view{arguments[1]} == "--check";
    if (count != 2 && !is_check) {
        std::cerr << "usage: trading_documents [--check] FOLDER\n";
        return 2;
    }
    const std::string folder = arguments[count - 1];
    const std::vector<std::pair<std::string, std::string>> documents{
        {folder + "/denied_reasons.md", trading::test::denied_reasons_document()},
        {folder + "/order_status.md", trading::test::order_status_document()},
    };
    int stale = 0;
    for (const auto& [path, text] : documents) {
        if (!is_check) {
            if (!(std::ofstream{path} << text)) return 1;
            std::cout << "written: " << path << '\n';
        } else if (text_of(path) != text) {
            std::cerr << path << " is stale: run `make docs`\n";
            ++stale;
        }
    }
    return stale == 0 ? 0 : 1;
}
