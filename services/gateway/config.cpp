#include "services/gateway/config.hpp"

#include "common/service/config.hpp"

#include <algorithm>
#include <utility>

namespace trading::gateway {
namespace {

using service::ConfigFile;
using service::ConfigSection;

constexpr std::int64_t kInstrumentsMax = 500;
constexpr std::size_t kCandleHistoryMax = 1000;

service::LogLevel level_of(const std::string& word) {
    if (word == "debug") return service::LogLevel::Debug;
    if (word == "warn") return service::LogLevel::Warn;
    if (word == "error") return service::LogLevel::Error;
    return service::LogLevel::Info;
}

venue::okx::Addresses read_addresses(ConfigSection section) {
    using venue::okx::Environment;
    const std::string environment = section.choice("environment", {"paper", "okx-demo", "live"});
    const std::string region = section.choice("region", {"global", "eea", "us"});
    const std::string address = section.text("paper_address");
    if (!address.starts_with("http://") && !address.starts_with("https://")) {
        section.mistake("paper_address", "must begin with http:// or https://");
    }
    if (environment == "paper") return venue::okx::simulator_addresses(address);
    const venue::okx::Region known_region = region == "eea"  ? venue::okx::Region::Eea
                                            : region == "us" ? venue::okx::Region::UnitedStates
                                                             : venue::okx::Region::Global;
    return addresses_of(known_region, environment == "live" ? Environment::Live : Environment::Demo);
}

void read_instruments(ConfigSection& root, GatewayOptions& options) {
    for (const std::string& name : root.texts("instruments")) {
        const domain::InstrumentId id{name};
        if (std::find(options.instruments.begin(), options.instruments.end(), id) != options.instruments.end()) {
            root.mistake("instruments", "names " + name + " twice");
        }
        options.instruments.push_back(id);
    }
    if (options.instruments.empty()) root.mistake("instruments", "must name at least one");
    if (options.instruments.size() > static_cast<std::size_t>(kInstrumentsMax)) {
        root.mistake("instruments", "must name at most 500: split them over several gateways");
    }
}

void read_channels(ConfigSection& root, GatewayOptions& options) {
    for (const std::string& name : root.texts("channels")) {
        const auto channel = domain::parse_channel(name);
        if (channel) {
            options.channels.insert(*channel);
        } else {
            root.mistake("channels", "'" + name + "' is not a channel");
        }
    }
}

void read_freshness(ConfigSection section, WatchOptions& watch) {
    watch.heal_interval = section.duration("heal_interval");
    ConfigSection limits = section.section("silence_max");
    for (const std::string& name : limits.keys()) {
        const base::Duration limit = limits.duration(name);
        const auto channel = domain::parse_channel(name);
        if (channel) {
            watch.silence_max.emplace(*channel, limit);
        } else {
            limits.mistake(name, "is not a channel");
        }
    }
    // Without them nobody would notice that the market is unknown.
    for (const domain::Channel needed : {domain::Channel::Book, domain::Channel::Ticker, domain::Channel::MarkPrice}) {
        if (!watch.silence_max.contains(needed)) limits.mistake(domain::to_string(needed), "must have a limit");
    }
}

void read_book(ConfigSection section, BookOptions& book) {
    book.starts_with_fetch = section.choice("bootstrap", {"socket", "fetch"}) == "fetch";
    book.accepts_missing_sequence = section.flag("accepts_missing_sequence");
    book.snapshot_wait = section.duration("snapshot_wait");
    book.fetch_wait = section.duration("fetch_wait");
    book.buffered_frames_max = static_cast<std::size_t>(section.integer("buffered_frames_max", {10, 100'000}));
    book.recovery_first = section.duration("recovery_first");
    book.recovery_longest = section.duration("recovery_longest");
    if (book.recovery_longest < book.recovery_first) {
        section.mistake("recovery_longest", "must not be below recovery_first");
    }
}

void read_candles(ConfigSection section, CandleOptions& candles) {
    candles.intervals = section.durations("intervals");
    candles.history_max = static_cast<std::size_t>(section.integer("history_max", {1, kCandleHistoryMax}));
    candles.hold_max = section.duration("hold_max");
    candles.first_hold_max = section.duration("first_hold_max");
}

void read_recorder(ConfigSection section, ConfigSection database, Config& config) {
    config.is_recording = section.flag("enabled");
    config.recorder.store.database.url = database.secret("url");
    config.recorder.store.database.application_name = "trading-gateway";
    config.recorder.store.retention_days = static_cast<int>(section.integer("retention_days", {1, 3650}));
    config.recorder.queue_max = static_cast<std::size_t>(section.integer("queue_max", {100, 10'000'000}));
    config.recorder.batch_max = static_cast<std::size_t>(section.integer("batch_max", {1, 100'000}));
    config.recorder.flush_interval = section.duration("flush_interval");
}

base::Result<Config> read(ConfigFile file) {
    ConfigSection root = file.root();
    Config config;
    config.log_level = level_of(root.choice("log_level", {"info", "debug", "warn", "error"}));
    ConfigSection venue = root.section("venue");
    config.venue = venue.choice("name", {"okx"});
    config.addresses = read_addresses(venue);
    read_instruments(root, config.core);
    read_channels(root, config.core);
    read_freshness(root.section("freshness"), config.core.watch);
    read_book(root.section("book"), config.core.book);
    read_candles(root.section("candles"), config.core.candles);
    ConfigSection resubscribes = root.section("resubscribes");
    config.core.resubscribes.count_max = static_cast<int>(resubscribes.integer("count_max", {0, 200}));
    config.core.resubscribes.window = resubscribes.duration("window");
    ConfigSection bus = root.section("bus");
    config.facts_endpoint = bus.text("facts_endpoint");
    config.snapshot_endpoint = bus.text("snapshot_endpoint");
    read_recorder(root.section("recorder"), root.section("database"), config);
    config.journal = journal::read_journal_config(root.section("journal"));
    ConfigSection grpc = root.section("grpc");
    config.grpc_address = grpc.text("address");
    config.grpc_port = grpc.port("port");
    ConfigSection http = root.section("http");
    config.http_address = http.text("address");
    config.http_port = http.port("port");
    if (auto checked = file.check(); !checked) return base::failure(checked.error());
    config.effective = file.effective();
    config.yaml = file.to_yaml();
    return config;
}

}  // namespace

base::Result<Config> load_config(const std::string& path) {
    auto file = ConfigFile::load(path, "gateway");
    if (!file) return base::failure(file.error());
    return read(std::move(*file));
}

base::Result<Config> parse_config(const std::string& yaml) {
    auto file = ConfigFile::parse(yaml, "gateway");
    if (!file) return base::failure(file.error());
    return read(std::move(*file));
}

base::Result<Config> parse_recorded_config(const std::string& yaml) {
    auto file = ConfigFile::parse_recorded(yaml, "gateway");
    if (!file) return base::failure(file.error());
    return read(std::move(*file));
}

}  // namespace trading::gateway
