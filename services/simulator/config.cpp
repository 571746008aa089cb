#include "services/simulator/config.hpp"

#include "common/base/decimal.hpp"
#include "common/service/config.hpp"

#include <fmt/format.h>

#include <charconv>

namespace trading::simulator {

namespace {

constexpr double kSpeedMax = 50;

[[nodiscard]] std::map<std::string, std::string> read_amounts(service::ConfigSection section) {
    std::map<std::string, std::string> amounts;
    for (const std::string& currency : section.keys()) {
        amounts[currency] = section.non_negative_decimal(currency).to_string();
    }
    return amounts;
}

// The file says "none" where there is nothing to name.
[[nodiscard]] std::string text_or_none(service::ConfigSection& section, std::string_view key) {
    std::string text = section.text(key);
    return text == "none" ? std::string{} : text;
}

[[nodiscard]] AccountConfig read_account(service::ConfigSection section) {
    AccountConfig account;
    account.name = section.text("name");
    account.uid = section.text("uid");
    account.api_key = section.text("api_key");
    account.api_secret = section.text("api_secret");
    account.api_passphrase = section.text("api_passphrase");
    account.environment = section.choice("environment", {"any", "live", "demo"});
    account.trading = read_amounts(section.section("trading"));
    account.funding = read_amounts(section.section("funding"));
    return account;
}

}  // namespace

base::Result<SimulatorConfig> load_config(const std::string& path) {
    constexpr std::int64_t kSeedMax = 1'000'000'000'000;
    auto file = service::ConfigFile::load(path, "simulator");
    if (!file) return base::failure(file.error());
    service::ConfigSection root = file->root();
    SimulatorConfig config;
    config.address = root.text("address");
    config.port = root.port("port");
    config.admin_port = root.port("admin_port");
    config.http_port = root.port("http_port");
    config.certificate_file = text_or_none(root, "certificate_file");
    config.private_key_file = text_or_none(root, "private_key_file");
    config.seed = static_cast<std::uint64_t>(root.integer("seed", {0, kSeedMax}));
    config.speed = root.number("speed", {0, kSpeedMax});
    config.idle_maximum = root.duration("idle_maximum");
    config.accounts.clear();
    for (service::ConfigSection& account : root.sections("accounts")) config.accounts.push_back(read_account(account));
    if (config.accounts.empty()) root.mistake("accounts", "needs at least one account");
    config.faults = root.texts("faults");
    std::erase(config.faults, "none");
    config.replay_file = text_or_none(root, "replay_file");
    config.replay_speed = root.text("replay_speed");
    config.prints_environment = root.flag("print_environment");
    if (const auto status = file->check(); !status) return base::failure(status.error());
    return config;
}

base::Status check_config(const SimulatorConfig& config) {
    std::string mistakes;
    const auto note = [&mistakes](const std::string& mistake) {
        if (!mistakes.empty()) mistakes += "\n";
        mistakes += mistake;
    };
    for (const std::string& fault : config.faults) {
        if (const auto spec = parse_fault(fault); !spec) note("fault " + fault + ": " + spec.error().detail);
    }
    if (config.speed < 0 || config.speed > kSpeedMax) note(fmt::format("speed must be 0 to {}", kSpeedMax));
    if (const auto speed = parse_replay_speed(config.replay_speed); !speed) note(speed.error().detail);
    if (config.certificate_file.empty() != config.private_key_file.empty()) {
        note("certificate_file and private_key_file need each other");
    }
    if (!mistakes.empty()) return base::failure(base::ErrorCode::InvalidArgument, mistakes);
    return {};
}

base::Result<std::optional<double>> parse_replay_speed(const std::string& text) {
    if (text == "max") return std::optional<double>{};
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc{} && end == text.data() + text.size() && value > 0) return std::optional<double>{value};
    return base::failure(base::ErrorCode::InvalidArgument, "replay_speed must be max or a number above zero");
}

}  // namespace trading::simulator
