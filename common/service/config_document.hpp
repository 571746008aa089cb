#pragma once

#include <yaml-cpp/yaml.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace trading::service {

// What all sections of one file share: the parsed nodes, what was read, and what is wrong. Only this room sees YAML.
struct ConfigDocument {
    std::string source;       // The file's name, for messages.
    std::string environment;  // "TRADING_GATEWAY_"
    bool is_recorded = false;  // The environment does not count, and there are no secrets.
    std::vector<YAML::Node> nodes;
    std::vector<std::string> node_paths;
    std::set<std::string> known_keys;  // Full paths that somebody asked for.
    std::vector<std::pair<std::string, std::string>> effective;
    std::vector<std::string> mistakes;

    std::size_t add_node(YAML::Node node, std::string path) {
        nodes.push_back(std::move(node));
        node_paths.push_back(std::move(path));
        return nodes.size() - 1;
    }
};

}  // namespace trading::service
