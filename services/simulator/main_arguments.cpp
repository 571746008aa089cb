#include "services/simulator/main_arguments.hpp"

#include "common/service/build_info.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <optional>

namespace trading::simulator {

namespace {

// What the command line said; absent: the file's word, or the built-in one, stands.
struct Overrides {
    std::optional<std::string> config_file;
    bool only_checks = false;
    bool prints_environment = false;
    std::optional<std::uint64_t> seed;
    std::optional<double> speed;
    std::optional<std::string> address;
    std::optional<std::uint16_t> port;
    std::optional<std::uint16_t> admin_port;
    std::optional<std::uint16_t> http_port;
    std::vector<std::string> faults;
    std::optional<std::string> replay_file;
    std::optional<std::string> replay_speed;
    std::optional<std::string> certificate_file;
    std::optional<std::string> private_key_file;
};

void add_options(CLI::App& app, Overrides& given) {
    app.add_option("--config", given.config_file, "configuration file; without it, the built-in defaults");
    app.add_flag("--check-config", given.only_checks, "only check the configuration");
    app.add_flag("--print-env", given.prints_environment, "print REST_URL, WS_URL and the keys once listening");
    app.add_option("--seed", given.seed, "seed of the market and of sampled faults");
    app.add_option("--speed", given.speed, "market steps per 10 ms, 0 to 50; 1 is normal activity");
    app.add_option("--address", given.address, "address to listen on");
    app.add_option("--port", given.port, "port of REST and sockets; 0 lets the system choose");
    app.add_option("--admin-port", given.admin_port, "port of the admin gRPC service");
    app.add_option("--http-port", given.http_port, "port of metrics and health");
    app.add_option("--fault", given.faults, "a fault to switch on: kind,name=value,...; may be repeated");
    app.add_option("--replay", given.replay_file, "recording to replay as the public market");
    app.add_option("--replay-speed", given.replay_speed, "recorded seconds per second, or max");
    app.add_option("--certificate", given.certificate_file, "PEM file with the certificate chain, for TLS");
    app.add_option("--private-key", given.private_key_file, "PEM file with the private key, for TLS");
}

template <class Value>
void replace(Value& target, const std::optional<Value>& given) {
    if (given) target = *given;
}

void apply(const Overrides& given, SimulatorConfig& config) {
    replace(config.seed, given.seed);
    replace(config.speed, given.speed);
    replace(config.address, given.address);
    replace(config.port, given.port);
    replace(config.admin_port, given.admin_port);
    replace(config.http_port, given.http_port);
    if (!given.faults.empty()) config.faults = given.faults;
    replace(config.replay_file, given.replay_file);
    replace(config.replay_speed, given.replay_speed);
    replace(config.certificate_file, given.certificate_file);
    replace(config.private_key_file, given.private_key_file);
    config.prints_environment = config.prints_environment || given.prints_environment;
}

}  // namespace

tl::expected<Arguments, int> read_arguments(int argc, char** argv) {
    CLI::App app{
        "An OKX v5 venue on loopback: a real matching engine, a generated or replayed market, faults on demand."};
    app.set_version_flag("--version", std::string(service::build_info().version));
    Overrides given;
    add_options(app, given);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Error& error) {
        constexpr int kWrongArguments = 2;
        return tl::unexpected(app.exit(error) == 0 ? 0 : kWrongArguments);
    }
    Arguments arguments;
    if (given.config_file) {
        auto config = load_config(*given.config_file);
        if (!config) {
            std::cerr << "trading-simulator: " << config.error().detail << '\n';
            return tl::unexpected(1);
        }
        arguments.config = std::move(*config);
    }
    apply(given, arguments.config);
    if (const auto status = check_config(arguments.config); !status) {
        std::cerr << "trading-simulator: " << status.error().detail << '\n';
        return tl::unexpected(1);
    }
    arguments.only_checks = given.only_checks;
    return arguments;
}

}  // namespace trading::simulator
