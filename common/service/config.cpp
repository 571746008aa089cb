#include "common/service/config.hpp"

#include "common/service/config_document.hpp"

#include <fmt/format.h>

#include <cctype>
#include <charconv>
#include <cstdlib>
#include <fstream>

namespace trading::service {
namespace {

std::optional<std::string> environment_value(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) return std::nullopt;
    return std::string{value};
}

std::string environment_name(const std::string& prefix, std::string_view path) {
    std::string name = prefix;
    for (const char character : path) {
        const bool is_letter_or_digit = std::isalnum(static_cast<unsigned char>(character)) != 0;
        name.push_back(
            is_letter_or_digit ? static_cast<char>(std::toupper(static_cast<unsigned char>(character))) : '_'
        );
    }
    return name;
}

std::string read_first_line(const std::string& path) {
    std::ifstream file{path};
    std::string line;
    std::getline(file, line);
    return line;
}

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> values;
    while (!text.empty()) {
        const std::size_t end = text.find(',');
        if (end != 0) values.emplace_back(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return values;
}

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

std::optional<base::Duration> parse_duration(std::string_view text) {
    struct Unit {
        std::string_view name;
        base::Duration length;
    };
    // "ms" before "s", which it ends with.
    static constexpr Unit kUnits[] = {
        {"ms", std::chrono::milliseconds{1}},
        {"s", std::chrono::seconds{1}},
        {"m", std::chrono::minutes{1}},
        {"h", std::chrono::hours{1}},
    };
    constexpr std::int64_t kCountMax = 1'000'000;
    for (const Unit& unit : kUnits) {
        if (!text.ends_with(unit.name)) continue;
        const auto count = parse_number<std::int64_t>(text.substr(0, text.size() - unit.name.size()));
        if (!count || *count <= 0 || *count > kCountMax) return std::nullopt;
        return unit.length * *count;
    }
    return std::nullopt;
}

ConfigSection::ConfigSection(std::shared_ptr<ConfigDocument> document, std::string path, std::size_t node)
    : document_(std::move(document)), path_(std::move(path)), node_(node) {}

std::string ConfigSection::key_path(std::string_view key) const {
    return path_.empty() ? std::string{key} : path_ + "." + std::string{key};
}

void ConfigSection::mistake(std::string_view key, std::string_view what) {
    document_->mistakes.push_back(fmt::format("{}: {}", key_path(key), what));
}

bool ConfigSection::has(std::string_view key) const {
    const YAML::Node& node = document_->nodes[node_];
    return node.IsMap() && node[std::string{key}].IsDefined();
}

std::optional<std::string> ConfigSection::scalar(std::string_view key) {
    const std::string path = key_path(key);
    document_->known_keys.insert(path);
    const std::string variable = environment_name(document_->environment, path);
    if (auto replaced = document_->is_recorded ? std::nullopt : environment_value(variable)) {
        document_->effective.emplace_back(path, *replaced);
        document_->nodes[node_][std::string{key}] = *replaced;
        return replaced;
    }
    if (!has(key)) {
        mistake(key, fmt::format("is missing; set it in {} or by {}", document_->source, variable));
        return std::nullopt;
    }
    const YAML::Node value = document_->nodes[node_][std::string{key}];
    if (!value.IsScalar()) {
        mistake(key, "must be one value, not a list or a map");
        return std::nullopt;
    }
    document_->effective.emplace_back(path, value.Scalar());
    return value.Scalar();
}

std::string ConfigSection::text(std::string_view key) {
    auto value = scalar(key);
    if (value && value->empty()) mistake(key, "must not be empty");
    return value.value_or("");
}

bool ConfigSection::flag(std::string_view key) {
    const auto value = scalar(key);
    if (!value || *value == "false") return false;
    if (*value == "true") return true;
    mistake(key, fmt::format("must be true or false, not '{}'", *value));
    return false;
}

std::int64_t ConfigSection::integer(std::string_view key, IntegerRange range) {
    const auto value = scalar(key);
    if (!value) return range.least;
    const auto number = parse_number<std::int64_t>(*value);
    if (!number || *number < range.least || *number > range.most) {
        mistake(key, fmt::format("must be a whole number from {} to {}, not '{}'", range.least, range.most, *value));
        return range.least;
    }
    return *number;
}

std::uint16_t ConfigSection::port(std::string_view key) {
    return static_cast<std::uint16_t>(integer(key, {.least = 0, .most = 65535}));
}

double ConfigSection::number(std::string_view key, NumberRange range) {
    const auto value = scalar(key);
    if (!value) return range.least;
    const auto number = parse_number<double>(*value);
    if (!number || !(*number >= range.least && *number <= range.most)) {
        mistake(key, fmt::format("must be a number from {} to {}, not '{}'", range.least, range.most, *value));
        return range.least;
    }
    return *number;
}

base::Decimal ConfigSection::decimal(std::string_view key, bool is_zero_allowed) {
    const auto value = scalar(key);
    if (!value) return base::Decimal{1};
    const auto number = base::Decimal::from_string(*value);
    if (number && (number->is_positive() || (is_zero_allowed && number->is_zero()))) return *number;
    mistake(
        key,
        fmt::format("must be a plain decimal number {} zero, not '{}'", is_zero_allowed ? "not below" : "above", *value)
    );
    return base::Decimal{1};
}

base::Decimal ConfigSection::positive_decimal(std::string_view key) { return decimal(key, false); }

base::Decimal ConfigSection::non_negative_decimal(std::string_view key) { return decimal(key, true); }

base::Duration ConfigSection::duration(std::string_view key) {
    const auto value = scalar(key);
    if (!value) return std::chrono::seconds{1};
    const auto duration = parse_duration(*value);
    if (duration) return *duration;
    mistake(key, fmt::format("must be a duration above zero like 250ms, 5s, 1m or 24h, not '{}'", *value));
    return std::chrono::seconds{1};
}

std::vector<std::string> ConfigSection::scalars(std::string_view key) {
    const std::string path = key_path(key);
    document_->known_keys.insert(path);
    std::vector<std::string> values;
    const std::string variable = environment_name(document_->environment, path);
    if (const auto replaced = document_->is_recorded ? std::nullopt : environment_value(variable)) {
        values = split_list(*replaced);
        document_->nodes[node_][std::string{key}] = values;
        document_->effective.emplace_back(path, fmt::format("[{}]", fmt::join(values, ", ")));
        return values;
    }
    if (!has(key)) {
        mistake(key, fmt::format("is missing; it is a list in {}", document_->source));
        return values;
    }
    const YAML::Node list = document_->nodes[node_][std::string{key}];
    if (!list.IsSequence()) {
        mistake(key, "must be a list");
        return values;
    }
    for (const YAML::Node& item : list) {
        if (!item.IsScalar() || item.Scalar().empty()) {
            mistake(key, fmt::format("entry {} must be one value", values.size() + 1));
            continue;
        }
        values.push_back(item.Scalar());
    }
    document_->effective.emplace_back(path, fmt::format("[{}]", fmt::join(values, ", ")));
    return values;
}

std::vector<std::string> ConfigSection::texts(std::string_view key) {
    const std::size_t mistakes_before = document_->mistakes.size();
    auto values = scalars(key);
    if (values.empty() && document_->mistakes.size() == mistakes_before) mistake(key, "must name at least one entry");
    return values;
}

std::vector<base::Duration> ConfigSection::durations(std::string_view key) {
    std::vector<base::Duration> durations;
    for (const std::string& value : texts(key)) {
        const auto duration = parse_duration(value);
        if (duration) {
            durations.push_back(*duration);
        } else {
            mistake(key, fmt::format("'{}' is not a duration above zero like 1s or 5m", value));
        }
    }
    return durations;
}

base::Secret ConfigSection::secret(std::string_view key) {
    const std::string path = key_path(key);
    document_->known_keys.insert(path);
    document_->known_keys.insert(path + ".env");
    document_->known_keys.insert(path + ".file");
    document_->effective.emplace_back(path, "********");
    if (!has(key)) {
        mistake(key, "is missing; write {env: NAME} or {file: PATH}");
        return base::Secret{};
    }
    const YAML::Node place = document_->nodes[node_][std::string{key}];
    if (!place.IsMap() || place.size() != 1 || (!place["env"].IsDefined() && !place["file"].IsDefined())) {
        mistake(key, "a secret never stands in the file; write {env: NAME} or {file: PATH}");
        return base::Secret{};
    }
    if (document_->is_recorded) return base::Secret{};
    const bool is_file = place["file"].IsDefined();
    const std::string name = (is_file ? place["file"] : place["env"]).as<std::string>("");
    std::string value = is_file ? read_first_line(name) : environment_value(name).value_or("");
    if (value.empty()) {
        mistake(
            key,
            is_file ? fmt::format("the file '{}' is missing, unreadable or empty", name)
                    : fmt::format("the environment variable {} is not set", name)
        );
    }
    return base::Secret{std::move(value)};
}

std::string ConfigSection::choice(std::string_view key, const std::vector<std::string>& words) {
    const auto value = scalar(key);
    if (!value) return words.front();
    for (const std::string& word : words) {
        if (word == *value) return word;
    }
    mistake(key, fmt::format("must be one of {}, not '{}'", fmt::join(words, ", "), *value));
    return words.front();
}

ConfigSection ConfigSection::section(std::string_view key) {
    const std::string path = key_path(key);
    document_->known_keys.insert(path);
    YAML::Node node = has(key) ? document_->nodes[node_][std::string{key}] : YAML::Node{YAML::NodeType::Map};
    if (!has(key)) {
        mistake(key, "is missing; it is a map");
    } else if (!node.IsMap()) {
        mistake(key, "must be a map");
        node = YAML::Node{YAML::NodeType::Map};
    }
    return ConfigSection{document_, path, document_->add_node(node, path)};
}

std::vector<ConfigSection> ConfigSection::sections(std::string_view key) {
    const std::string path = key_path(key);
    document_->known_keys.insert(path);
    std::vector<ConfigSection> sections;
    const YAML::Node list = has(key) ? document_->nodes[node_][std::string{key}] : YAML::Node{};
    if (!list.IsDefined() || !list.IsSequence() || list.size() == 0) {
        mistake(key, "must be a list with at least one map");
        return sections;
    }
    for (std::size_t index = 0; index < list.size(); ++index) {
        const std::string item_path = fmt::format("{}[{}]", path, index);
        if (!list[index].IsMap()) {
            document_->mistakes.push_back(item_path + ": must be a map");
            continue;
        }
        sections.push_back(ConfigSection{document_, item_path, document_->add_node(list[index], item_path)});
    }
    return sections;
}

std::vector<std::string> ConfigSection::keys() const {
    std::vector<std::string> names;
    const YAML::Node& node = document_->nodes[node_];
    if (!node.IsMap()) return names;
    for (const auto& member : node) names.push_back(member.first.as<std::string>(""));
    return names;
}

}  // namespace trading::service
