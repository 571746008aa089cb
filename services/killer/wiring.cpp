#include "services/killer/wiring.hpp"

#include "common/rpc/server.hpp"
#include "common/service/build_info.hpp"
#include "common/service/http_endpoint.hpp"
#include "common/venue/okx/transport/okx_kill_client.hpp"
#include "services/killer/config.hpp"
#include "services/killer/io/killer_agent.hpp"
#include "services/killer/io/killer_rpc.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <optional>

namespace trading::killer {
namespace {

using venue::okx::OkxKillClient;

OkxKillClient::Options client_options(const Config& config, const base::Clock& clock) {
    using namespace venue::okx;
    const Region region = parse_region(config.region).value_or(Region::Global);
    OkxKillClient::Options options;
    options.addresses = config.environment == "paper"      ? simulator_addresses(config.paper_address)
                        : config.environment == "okx-demo" ? addresses_of(region, Environment::Demo)
                                                           : addresses_of(region, Environment::Live);
    options.credentials = {std::string{config.api_key.reveal()}, config.api_secret, config.api_passphrase};
    options.seed = static_cast<std::uint64_t>(base::to_unix_nanoseconds(clock.now()));
    return options;
}

struct Doors {
    std::unique_ptr<service::HttpEndpoint> http;
    std::unique_ptr<rpc::Server> grpc;
};

// A door that does not open is a mistake of the configuration, but no reason not to kill.
base::Status open_doors(
    const Config& config, service::Metrics& metrics, service::Health& health, KillerRpcService& service, Doors& doors
) {
    std::string mistakes;
    auto http = service::HttpEndpoint::open({config.http_address, config.http_port}, metrics, health);
    if (http) doors.http = std::move(*http);
    if (!http) mistakes = http.error().detail;
    auto grpc = rpc::Server::start({config.grpc_address, config.grpc_port}, {&service});
    if (grpc) doors.grpc = std::move(*grpc);
    if (!grpc) mistakes += (mistakes.empty() ? "" : "\n") + grpc.error().detail;
    if (!mistakes.empty()) return base::failure(base::ErrorCode::Unavailable, mistakes);
    return {};
}

// `unwritten`: a kill that the disk refused before.
base::Status work(
    const Config& config, service::ShutdownSignal& shutdown, const std::optional<CommandWords>& unwritten
) {
    const auto mark = RunningMark::take(config.latch_file);
    if (!mark && mark.error().code == base::ErrorCode::Conflict) return base::failure(mark.error());
    const base::SystemClock clock;
    service::Log log{"killer", config.log_level, clock};
    service::Metrics metrics;
    service::Health health{clock};
    Latch latch{LatchFile{config.latch_file}, clock};
    if (unwritten) static_cast<void>(latch.kill(unwritten->actor, unwritten->reason));
    const bool is_killing = latch.state().record.is_latched;
    // Without a place for the latch nobody could kill later; now it is too late to be choosy.
    if (!mark && !is_killing) return base::failure(mark.error());

    venue::okx::LwsEventLoop loop;
    StateBoard board;
    KillerRpcService service{{latch, board, [&loop] { loop.wake(); }, config.core.close_positions}};
    Doors doors;
    if (const auto opened = open_doors(config, metrics, health, service, doors); !opened) {
        if (!is_killing) return opened;
        log.error("doors_closed", opened.error().detail);
    }
    loop.on_wake([] {});
    OkxKillClient client{loop, clock, client_options(config, clock)};
    KillerMetrics killer_metrics{metrics};
    KillerOptions options = config.core;
    KillerAgent agent{
        options,
        {
            .clock = clock,
            .log = log,
            .health = health,
            .metrics = killer_metrics,
            .loop = loop,
            .client = client,
            .latch = latch,
            .board = board,
            .on_second = [&] { killer_metrics.refresh(client.counters()); },
        },
    };
    log.info(
        "killer_started",
        is_killing ? "the latch is closed: cancelling everything" : "the latch is open: watching",
        {{"environment", config.environment},
         {"latch_file", config.latch_file},
         {"grpc_port", config.grpc_port},
         {"http_port", config.http_port},
         {"commit", service::build_info().commit}}
    );
    const base::Status worked = agent.run(shutdown);
    if (!worked) log.error("killer_failed", worked.error().detail);
    log.flush();
    return worked;
}

long milliseconds_since(base::MonotonicTime began, const base::Clock& clock) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(clock.monotonic_now() - began).count();
}

}  // namespace

base::Status check_config(const std::string& config_path) {
    return load_config(config_path).map([](const Config&) {});
}

base::Status run(const std::string& config_path, service::ShutdownSignal& shutdown) {
    const auto config = load_config(config_path);
    if (!config) return base::failure(config.error());
    return work(*config, shutdown, std::nullopt);
}

base::Status kill(const std::string& config_path, const CommandWords& words, service::ShutdownSignal& shutdown) {
    const base::SystemClock clock;
    const base::MonotonicTime began = clock.monotonic_now();
    if (const auto checked = check_words(words.actor, words.reason); !checked) return checked;
    const auto path = load_latch_path(config_path);
    if (!path) return base::failure(path.error());
    const base::Status written = LatchFile{*path}.append({true, words.actor, words.reason, clock.now()});
    if (written) fmt::print("killed: on disk after {} ms in {}\n", milliseconds_since(began, clock), *path);
    if (!written) fmt::print(stderr, "killing, but NOT ON DISK: {}\n", written.error().detail);
    const bool is_running = [&] {
        const auto mark = RunningMark::take(*path);
        return !mark && mark.error().code == base::ErrorCode::Conflict;
    }();
    if (is_running && written) {
        fmt::print("the killer that runs acts on it\n");
        return {};
    }
    if (is_running) {
        return base::failure(written.error().with_context("the killer that runs must be told by gRPC: Kill"));
    }
    fmt::print("no killer runs: this process kills until it is stopped, also after the venue is empty\n");
    std::fflush(stdout);
    const auto config = load_config(config_path);
    if (!config) return base::failure(config.error().with_context("the latch is closed, but nobody kills"));
    return work(*config, shutdown, written ? std::nullopt : std::optional{words});
}

base::Status release(const std::string& config_path, const CommandWords& words) {
    const base::SystemClock clock;
    if (const auto checked = check_words(words.actor, words.reason); !checked) return checked;
    const auto path = load_latch_path(config_path);
    if (!path) return base::failure(path.error());
    const LatchRecord record{false, words.actor, words.reason, clock.now()};
    if (const base::Status written = LatchFile{*path}.append(record); !written) return written;
    fmt::print("released. {}\n", effect_of({record, true}, false));
    return {};
}

base::Status show(const std::string& config_path) {
    const auto path = load_latch_path(config_path);
    if (!path) return base::failure(path.error());
    const auto record = LatchFile{*path}.read();
    if (!record) return base::failure(record.error());
    if (!*record) {
        fmt::print("open: nobody ever killed ({} does not exist)\n", *path);
        return {};
    }
    const LatchRecord& last = **record;
    fmt::print(
        "{} since {} by {}: {}\n",
        last.is_latched ? "KILLED" : "open",
        base::to_iso8601(last.ts),
        last.actor,
        last.reason
    );
    return {};
}

}  // namespace trading::killer
