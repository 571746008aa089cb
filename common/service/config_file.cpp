#include "common/service/config.hpp"
#include "common/service/config_document.hpp"

#include <fmt/format.h>

#include <cctype>
#include <fstream>
#include <map>
#include <sstream>

namespace trading::service {
namespace {

std::string upper(std::string text) {
    for (char& character : text) character = static_cast<char>(std::toupper(static_cast<unsigned char>(character)));
    return text;
}

// YAML keeps the last of two equal keys without a word; here the second one is a mistake.
void find_duplicate_keys(const YAML::Node& node, const std::string& path, std::vector<std::string>& mistakes) {
    if (node.IsSequence()) {
        for (std::size_t index = 0; index < node.size(); ++index) {
            find_duplicate_keys(node[index], fmt::format("{}[{}]", path, index), mistakes);
        }
    }
    if (!node.IsMap()) return;
    std::map<std::string, int> counts;
    for (const auto& member : node) {
        const auto name = member.first.as<std::string>("");
        const std::string member_path = path.empty() ? name : path + "." + name;
        if (++counts[name] == 2) mistakes.push_back(member_path + ": is there twice");
        find_duplicate_keys(member.second, member_path, mistakes);
    }
}

base::Result<std::shared_ptr<ConfigDocument>> make_document(
    const std::string& yaml, const std::string& source, const std::string& service
) {
    auto document = std::make_shared<ConfigDocument>();
    document->source = source;
    document->environment = "TRADING_" + upper(service) + "_";
    try {
        const YAML::Node root = YAML::Load(yaml);
        if (!root.IsMap()) return base::failure(base::ErrorCode::Malformed, source + ": is not a map of keys");
        find_duplicate_keys(root, "", document->mistakes);
        document->add_node(root, "");
    } catch (const YAML::Exception& error) {
        return base::failure(base::ErrorCode::Malformed, fmt::format("{}: {}", source, error.what()));
    }
    return document;
}

}  // namespace

ConfigFile::ConfigFile(std::shared_ptr<ConfigDocument> document) : document_(std::move(document)) {}

base::Result<ConfigFile> ConfigFile::load(const std::string& path, const std::string& service) {
    std::ifstream file{path};
    if (!file) return base::failure(base::ErrorCode::NotFound, fmt::format("cannot read the config file '{}'", path));
    std::ostringstream text;
    text << file.rdbuf();
    return make_document(text.str(), path, service).map([](auto document) { return ConfigFile{std::move(document)}; });
}

base::Result<ConfigFile> ConfigFile::parse(const std::string& yaml, const std::string& service) {
    return make_document(yaml, service + ".yaml", service).map([](auto document) {
        return ConfigFile{std::move(document)};
    });
}

base::Result<ConfigFile> ConfigFile::parse_recorded(const std::string& yaml, const std::string& service) {
    return make_document(yaml, "the recorded " + service + ".yaml", service).map([](auto document) {
        document->is_recorded = true;
        return ConfigFile{std::move(document)};
    });
}

ConfigSection ConfigFile::root() { return ConfigSection{document_, "", 0}; }

base::Status ConfigFile::check() {
    std::vector<std::string> mistakes = document_->mistakes;
    for (std::size_t index = 0; index < document_->nodes.size(); ++index) {
        for (const auto& member : document_->nodes[index]) {
            const std::string& parent = document_->node_paths[index];
            const auto name = member.first.as<std::string>("");
            const std::string path = parent.empty() ? name : parent + "." + name;
            if (!document_->known_keys.contains(path)) mistakes.push_back(path + ": is not a known key");
        }
    }
    if (mistakes.empty()) return {};
    return base::failure(
        base::ErrorCode::InvalidArgument,
        fmt::format("{} has {} mistake(s):\n  {}", document_->source, mistakes.size(), fmt::join(mistakes, "\n  "))
    );
}

std::vector<std::string> ConfigFile::effective() const {
    std::vector<std::string> lines;
    lines.reserve(document_->effective.size());
    for (const auto& [path, value] : document_->effective) lines.push_back(path + "=" + value);
    return lines;
}

std::string ConfigFile::to_yaml() const { return YAML::Dump(document_->nodes.front()); }

}  // namespace trading::service
