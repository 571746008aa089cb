#include "services/killer/config.hpp"

#include "common/service/config.hpp"

#include <utility>

namespace trading::killer {
namespace {

using service::ConfigFile;
using service::ConfigSection;

service::LogLevel level_of(const std::string& word) {
    if (word == "debug") return service::LogLevel::Debug;
    if (word == "warn") return service::LogLevel::Warn;
    if (word == "error") return service::LogLevel::Error;
    return service::LogLevel::Info;
}

KillerOptions core_options(ConfigSection& root) {
    // What OKX allows in two seconds for one instrument.
    constexpr ConfigSection::IntegerRange kBookRange{1, 300};
    constexpr ConfigSection::IntegerRange kStopRange{1, 20};
    KillerOptions options;
    ConfigSection looks = root.section("looks");
    options.look_pause = looks.duration("pause");
    options.watch_interval = looks.duration("watch_interval");
    options.idle_interval = looks.duration("idle_interval");
    options.answer_timeout = looks.duration("answer_timeout");
    ConfigSection cancels = root.section("cancels");
    options.cancel_retry = cancels.duration("retry");
    options.cancels_max = static_cast<std::size_t>(cancels.integer("book_max", kBookRange));
    options.stop_cancels_max = static_cast<std::size_t>(cancels.integer("stops_max", kStopRange));
    ConfigSection dead_man = root.section("dead_man");
    options.dead_man_timeout = dead_man.duration("timeout");
    options.dead_man_retry = dead_man.duration("retry");
    if (options.dead_man_timeout < std::chrono::seconds{10} || options.dead_man_timeout > std::chrono::seconds{120}) {
        dead_man.mistake("timeout", "must be from 10s to 120s");
    }
    ConfigSection positions = root.section("positions");
    options.close_positions = positions.flag("close");
    options.close_retry = positions.duration("retry");
    return options;
}

base::Result<Config> read(ConfigFile file) {
    ConfigSection root = file.root();
    Config config;
    config.log_level = level_of(root.choice("log_level", {"info", "debug", "warn", "error"}));
    config.latch_file = root.text("latch_file");
    ConfigSection grpc = root.section("grpc");
    config.grpc_address = grpc.text("address");
    config.grpc_port = grpc.port("port");
    ConfigSection http = root.section("http");
    config.http_address = http.text("address");
    config.http_port = http.port("port");
    ConfigSection venue = root.section("venue");
    static_cast<void>(venue.choice("name", {"okx"}));
    config.environment = venue.choice("environment", {"paper", "okx-demo", "live"});
    config.region = venue.choice("region", {"global", "eea", "us"});
    config.paper_address = venue.text("paper_address");
    config.api_key = venue.secret("api_key");
    config.api_secret = venue.secret("api_secret");
    config.api_passphrase = venue.secret("api_passphrase");
    config.core = core_options(root);
    if (const auto checked = file.check(); !checked) return base::failure(checked.error());
    return config;
}

}  // namespace

base::Result<Config> load_config(const std::string& path) {
    auto file = ConfigFile::load(path, "killer");
    if (!file) return base::failure(file.error());
    return read(*std::move(file));
}

base::Result<Config> parse_config(const std::string& yaml) {
    auto file = ConfigFile::parse(yaml, "killer");
    if (!file) return base::failure(file.error());
    return read(*std::move(file));
}

base::Result<std::string> load_latch_path(const std::string& path) {
    auto file = ConfigFile::load(path, "killer");
    if (!file) return base::failure(file.error());
    std::string latch = file->root().text("latch_file");
    if (latch.empty()) return base::failure(base::ErrorCode::InvalidArgument, path + ": latch_file: is missing");
    return latch;
}

}  // namespace trading::killer
