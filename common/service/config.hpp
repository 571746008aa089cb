#pragma once

#include "common/base/decimal.hpp"
#include "common/base/secret.hpp"
#include "common/base/time.hpp"

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trading::service {

struct ConfigDocument;

// A map of a configuration file, read strictly. Every key must be there and have its type; what is wrong is collected,
// not thrown, so that one run reports every mistake: each getter then answers a harmless default, which nobody may use
// before `ConfigFile::check` said that there was no mistake. One thread.
class ConfigSection {
public:
    [[nodiscard]] bool has(std::string_view key) const;

    [[nodiscard]] std::string text(std::string_view key);
    [[nodiscard]] bool flag(std::string_view key);

    struct IntegerRange {
        std::int64_t least = 0;
        std::int64_t most = 0;
    };
    [[nodiscard]] std::int64_t integer(std::string_view key, IntegerRange range);
    [[nodiscard]] std::uint16_t port(std::string_view key);

    struct NumberRange {
        double least = 0;
        double most = 0;
    };
    [[nodiscard]] double number(std::string_view key, NumberRange range);

    // An exact number above zero; money and sizes.
    [[nodiscard]] base::Decimal positive_decimal(std::string_view key);
    // An exact number, zero allowed.
    [[nodiscard]] base::Decimal non_negative_decimal(std::string_view key);

    // A whole number with its unit: 250ms, 5s, 1m, 24h; above zero.
    [[nodiscard]] base::Duration duration(std::string_view key);
    [[nodiscard]] std::vector<base::Duration> durations(std::string_view key);

    [[nodiscard]] std::vector<std::string> texts(std::string_view key);

    // A secret never stands in the file: the key holds `{env: NAME}` or `{file: PATH}`, which must exist and not be
    // empty. Its text reaches no mistake and no effective configuration.
    [[nodiscard]] base::Secret secret(std::string_view key);

    // One of the given words.
    [[nodiscard]] std::string choice(std::string_view key, const std::vector<std::string>& words);

    [[nodiscard]] ConfigSection section(std::string_view key);
    [[nodiscard]] std::vector<ConfigSection> sections(std::string_view key);

    // The keys of this map in the file's order, for maps whose keys are names (instruments, channels).
    [[nodiscard]] std::vector<std::string> keys() const;

    // Where this section stands, for messages: "strategies[0].limits".
    [[nodiscard]] const std::string& path() const noexcept { return path_; }

    // Adds a mistake about one key of this section that only the reader can see: "must be above slow_period".
    void mistake(std::string_view key, std::string_view what);

private:
    friend class ConfigFile;

    ConfigSection(std::shared_ptr<ConfigDocument> document, std::string path, std::size_t node);

    [[nodiscard]] std::string key_path(std::string_view key) const;
    // The text of a scalar key, the environment's in place of the file's; nothing, and a mistake, when absent.
    [[nodiscard]] std::optional<std::string> scalar(std::string_view key);
    [[nodiscard]] base::Decimal decimal(std::string_view key, bool is_zero_allowed);
    [[nodiscard]] std::vector<std::string> scalars(std::string_view key);

    std::shared_ptr<ConfigDocument> document_;
    std::string path_;
    std::size_t node_;
};

// One YAML file of one service. A scalar `a.b` can be replaced by the environment variable TRADING_<SERVICE>_A_B, a
// list by the same with commas between its entries.
class ConfigFile {
public:
    // `Malformed` or `NotFound` when there is nothing to read.
    [[nodiscard]] static base::Result<ConfigFile> load(const std::string& path, const std::string& service);

    // The same from text, for tests.
    [[nodiscard]] static base::Result<ConfigFile> parse(const std::string& yaml, const std::string& service);

    // The same from what `to_yaml` once answered: the environment of this process does not count, and secrets are empty.
    [[nodiscard]] static base::Result<ConfigFile> parse_recorded(const std::string& yaml, const std::string& service);

    [[nodiscard]] ConfigSection root();

    // `InvalidArgument` with every mistake on a line of its own, unknown keys included; to be called after everything
    // was read.
    [[nodiscard]] base::Status check();

    // Every value that was read, "a.b=value", secrets as stars; in the order of reading.
    [[nodiscard]] std::vector<std::string> effective() const;

    // The whole file as YAML, with the environment's values in place of the file's. Secrets are only named in it.
    [[nodiscard]] std::string to_yaml() const;

private:
    explicit ConfigFile(std::shared_ptr<ConfigDocument> document);

    std::shared_ptr<ConfigDocument> document_;
};

// "250ms", "5s", "1m", "24h" above zero; nothing for anything else.
[[nodiscard]] std::optional<base::Duration> parse_duration(std::string_view text);

}  // namespace trading::service
