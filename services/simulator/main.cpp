#include "services/simulator/main_arguments.hpp"
#include "services/simulator/wiring.hpp"

#include <exception>
#include <iostream>

// The simulated venue: reads its arguments, then serves until it is told to stop.
int main(int argc, char** argv) {
    using namespace trading;
    try {
        const auto arguments = simulator::read_arguments(argc, argv);
        if (!arguments) return arguments.error();
        if (arguments->only_checks) return 0;
        service::ShutdownSignal shutdown;
        const auto status = simulator::run_simulator(arguments->config, shutdown);
        if (status) return 0;
        std::cerr << "trading-simulator: " << base::to_string(status.error()) << '\n';
    } catch (const std::exception& error) {
        std::cerr << "trading-simulator: " << error.what() << '\n';
    }
    return 1;
}
