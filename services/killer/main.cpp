#include "common/service/service_main.hpp"
#include "services/killer/main_arguments.hpp"

#include <sys/resource.h>

#include <exception>
#include <iostream>

namespace {

using namespace trading;

base::Status perform(const killer::CommandLine& line) {
    switch (line.verb) {
        case killer::Verb::Kill: {
            // The memory of a process that knows a key must not end up in a file.
            const rlimit none{0, 0};
            setrlimit(RLIMIT_CORE, &none);
            service::ShutdownSignal shutdown;
            return killer::kill(line.config_path, line.words, shutdown);
        }
        case killer::Verb::Release: return killer::release(line.config_path, line.words);
        case killer::Verb::Show: return killer::show(line.config_path);
    }
    return {};
}

int run_command(int argc, char** argv) {
    try {
        const auto line = killer::read_command(argc, argv);
        if (!line) return line.error();
        const base::Status done = perform(*line);
        if (done) return 0;
        std::cerr << "trading-killer: " << done.error().detail << '\n';
    } catch (const std::exception& error) {
        std::cerr << "trading-killer: stopped by an unexpected error: " << error.what() << '\n';
    }
    return 1;
}

}  // namespace

int main(int argc, char** argv) {
    if (killer::is_command(argc, argv)) return run_command(argc, argv);
    return service::run_main(
        argc,
        argv,
        {
            .name = "killer",
            .description = "Cancels everything at the venue with everything else down. Commands: kill, release, state.",
            .check_config = killer::check_config,
            .run = killer::run,
        }
    );
}
