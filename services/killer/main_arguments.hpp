#pragma once

#include "services/killer/wiring.hpp"

#include <tl/expected.hpp>

#include <string>

namespace trading::killer {

enum class Verb { Kill = 1, Release = 2, Show = 3 };

struct CommandLine {
    Verb verb = Verb::Show;
    std::string config_path;
    CommandWords words;
};

// Whether the first argument is one of the commands: kill, release, state.
[[nodiscard]] bool is_command(int argc, char** argv);

// The exit code in place of the command when there is nothing to do: 0 after --help, 2 after wrong arguments.
[[nodiscard]] tl::expected<CommandLine, int> read_command(int argc, char** argv);

}  // namespace trading::killer
