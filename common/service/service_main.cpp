#include "common/service/service_main.hpp"

#include "common/service/build_info.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>

#include <sys/prctl.h>
#include <sys/resource.h>

#include <cstdio>

namespace trading::service {
namespace {

constexpr int kExitFailure = 1;
constexpr int kExitUsage = 2;

// The memory of a process that knows a key must not end up in a file.
void forbid_core_dumps() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

int report(const std::string& name, const base::Status& status) {
    if (status) return 0;
    fmt::print(stderr, "trading-{}: {}\n", name, status.error().detail);
    return kExitFailure;
}

}  // namespace

int run_main(int argc, char** argv, const ServiceMain& service) {
    const BuildInfo build = build_info();
    CLI::App app{service.description, "trading-" + service.name};
    std::string config_path;
    bool is_check = false;
    app.set_version_flag(
        "--version", fmt::format("trading-{} {} ({}, {})", service.name, build.version, build.commit, build.build_type)
    );
    app.add_option("--config", config_path, "The configuration file, YAML")->required();
    app.add_flag("--check-config", is_check, "Say every mistake of the configuration and exit with 0 or 1");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kExitUsage;
    }
    forbid_core_dumps();
    int exit_code = kExitFailure;
    try {
        if (is_check) {
            exit_code = report(service.name, service.check_config(config_path));
            if (exit_code == 0) fmt::print("{}: the configuration is well\n", config_path);
        } else {
            ShutdownSignal shutdown;
            exit_code = report(service.name, service.run(config_path, shutdown));
        }
    } catch (const std::exception& error) {
        fmt::print(stderr, "trading-{}: stopped by an unexpected error: {}\n", service.name, error.what());
    }
    spdlog::shutdown();
    return exit_code;
}

}  // namespace trading::service
