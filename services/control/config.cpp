#include "services/control/config.hpp"

#include "common/service/config.hpp"

namespace trading::control {
namespace {

service::LogLevel level_of(const std::string& word) {
    if (word == "debug") return service::LogLevel::Debug;
    if (word == "warn") return service::LogLevel::Warn;
    if (word == "error") return service::LogLevel::Error;
    return service::LogLevel::Info;
}

}  // namespace

base::Result<Config> load_config(const std::string& path) {
    auto file = service::ConfigFile::load(path, "control");
    if (!file) return base::failure(file.error());
    service::ConfigSection root = file->root();
    Config config;
    config.log_level = level_of(root.choice("log_level", {"info", "debug", "warn", "error"}));
    service::ConfigSection grpc = root.section("grpc");
    config.grpc_address = grpc.text("address");
    config.grpc_port = grpc.port("port");
    service::ConfigSection http = root.section("http");
    config.http_address = http.text("address");
    config.http_port = http.port("port");
    config.database_url = root.section("database").secret("url");
    config.venue = root.choice("venue", {"okx"});
    config.account_id = root.text("account_id");
    service::ConfigSection gateway = root.section("gateway");
    config.gateway_facts = gateway.text("facts_endpoint");
    config.gateway_snapshots = gateway.text("snapshot_endpoint");
    config.gateway_grpc = gateway.text("grpc_target");
    service::ConfigSection execution = root.section("execution");
    config.execution_facts = execution.text("facts_endpoint");
    config.execution_snapshots = execution.text("snapshot_endpoint");
    config.execution_grpc = execution.text("grpc_target");
    config.strategy_grpc = root.section("strategy").text("grpc_target");
    if (const auto checked = file->check(); !checked) return base::failure(checked.error());
    for (const std::string& line : file->effective()) config.effective += line + "\n";
    return config;
}

}  // namespace trading::control
