#include "services/simulator/wiring.hpp"

#include "common/base/clock.hpp"
#include "common/rpc/server.hpp"
#include "common/service/health.hpp"
#include "common/service/http_endpoint.hpp"
#include "common/service/log.hpp"
#include "services/simulator/io/admin_service.hpp"
#include "services/simulator/io/simulator_metrics.hpp"
#include "services/simulator/io/venue_server.hpp"

#include <iostream>

namespace trading::simulator {

namespace {

constexpr base::Duration kShutdownCheck = std::chrono::milliseconds{50};
constexpr base::Duration kReport = std::chrono::seconds{1};
// Every account has a second key, for the killer: the first one's words, each with this behind it.
constexpr const char* kKillerEnding = "-killer";

[[nodiscard]] std::map<domain::Currency, base::Decimal> amounts(const std::map<std::string, std::string>& texts) {
    std::map<domain::Currency, base::Decimal> result;
    for (const auto& [currency, text] : texts) {
        result[domain::Currency{currency}] = base::Decimal::from_string(text).value_or(base::Decimal{});
    }
    return result;
}

[[nodiscard]] KeyEnvironment environment_of(const std::string& word) {
    if (word == "live") return KeyEnvironment::Live;
    return word == "demo" ? KeyEnvironment::Demo : KeyEnvironment::Any;
}

// `ending` makes another key of the same account.
[[nodiscard]] ApiKey make_key(const AccountConfig& account, const std::string& ending) {
    ApiKey key;
    key.key = account.api_key + ending;
    key.secret = base::Secret{account.api_secret + ending};
    key.passphrase = base::Secret{account.api_passphrase + ending};
    key.account = account.name;
    key.can_trade = true;
    key.environment = environment_of(account.environment);
    return key;
}

// The simulated market starts where the recording does, so that orders meet prices like the recorded ones.
void start_at_recorded_prices(VenueOptions& venue, const Capture& capture) {
    for (InstrumentSpec& spec : venue.instruments) {
        for (const InstrumentSpec& recorded : capture.instruments) {
            if (recorded.index == spec.index && recorded.start_price.is_positive()) {
                spec.start_price = recorded.start_price;
            }
        }
    }
}

[[nodiscard]] base::Result<VenueServerOptions> server_options(const SimulatorConfig& config) {
    VenueServerOptions options;
    options.web.address = config.address;
    options.web.port = config.port;
    options.web.certificate_file = config.certificate_file;
    options.web.private_key_file = config.private_key_file;
    options.venue.seed = config.seed;
    options.venue.speed = config.speed;
    options.fault_seed = config.seed;
    options.idle_maximum = config.idle_maximum;
    for (const AccountConfig& account : config.accounts) {
        AccountOptions item;
        item.id = domain::AccountId{account.name};
        item.uid = account.uid;
        item.trading = amounts(account.trading);
        item.funding = amounts(account.funding);
        options.venue.accounts.push_back(std::move(item));
        options.keys.push_back(make_key(account, ""));
        options.keys.push_back(make_key(account, kKillerEnding));
    }
    if (config.replay_file.empty()) return options;
    const auto speed = parse_replay_speed(config.replay_speed);
    if (!speed) return base::failure(speed.error());
    options.replay_speed = *speed;
    auto capture = read_capture(config.replay_file);
    if (!capture) return base::failure(capture.error());
    start_at_recorded_prices(options.venue, *capture);
    options.capture = std::move(*capture);
    return options;
}

// What a client needs, one per line; the keys are fake and meant to be read.
void print_environment(const SimulatorConfig& config, std::uint16_t port) {
    const std::string tail = config.certificate_file.empty() ? "" : "s";
    const std::string place = "://" + config.address + ":" + std::to_string(port);
    const AccountConfig& account = config.accounts.front();
    // In one piece, and before the log's own thread has anything to write: a log line must not land inside.
    std::cout << "REST_URL=http" + tail + place + "\nWS_URL=ws" + tail + place + "/ws/v5\nAPI_KEY=" + account.api_key +
                     "\nAPI_SECRET=" + account.api_secret + "\nAPI_PASSPHRASE=" + account.api_passphrase + "\n"
              << std::flush;
}

}  // namespace

base::Status run_simulator(const SimulatorConfig& config, service::ShutdownSignal& shutdown) {
    const base::SystemClock clock;
    service::Log log("simulator", service::LogLevel::Info, clock);
    auto options = server_options(config);
    if (!options) return base::failure(options.error());
    VenueServer venue(std::move(*options), clock);
    for (const std::string& text : config.faults) {
        auto spec = parse_fault(text);
        if (!spec) return base::failure(spec.error());
        if (const auto id = venue.add_fault(std::move(*spec)); !id) return base::failure(id.error());
    }
    if (const auto listening = venue.listen(); !listening) return listening;

    service::Metrics metrics;
    service::Health health(clock);
    SimulatorMetrics reporter(metrics, venue);
    const auto http = service::HttpEndpoint::open({config.address, config.http_port}, metrics, health);
    if (!http) return base::failure(http.error());
    AdminService admin(venue, domain::AccountId{config.accounts.front().name}, config.seed, clock);
    const auto rpc = rpc::Server::start({config.address, config.admin_port}, {&admin});
    if (!rpc) return base::failure(rpc.error());

    venue.every(kReport, [&health, &reporter] {
        health.beat();
        reporter.report();
    });
    venue.every(kShutdownCheck, [&shutdown, &venue] {
        if (shutdown.is_requested()) venue.stop();
    });
    health.report("venue", true);
    if (config.prints_environment) print_environment(config, venue.port());
    log.info(
        "listening",
        "the simulated venue serves",
        {{"port", venue.port()},
         {"admin_port", (*rpc)->port()},
         {"http_port", (*http)->port()},
         {"seed", config.seed},
         {"replay", config.replay_file}}
    );
    venue.run();
    log.info("stopped", "the simulated venue ends", {});
    log.flush();
    return {};
}

}  // namespace trading::simulator
