#pragma once

#include "common/base/result.hpp"
#include "services/simulator/config.hpp"

namespace trading::simulator {

struct Arguments {
    SimulatorConfig config;  // The file's, or the built-in one, with what the command line says in its place.
    bool only_checks = false;
};

// Reads the command line and the file that it names. The exit code when there is nothing to run: 0 after --help and
// --version, 2 for wrong arguments, 1 for a wrong configuration; the reason is printed already.
[[nodiscard]] tl::expected<Arguments, int> read_arguments(int argc, char** argv);

}  // namespace trading::simulator
