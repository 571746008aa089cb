#include "services/killer/main_arguments.hpp"

#include <CLI/CLI.hpp>

#include <string_view>

namespace trading::killer {

bool is_command(int argc, char** argv) {
    if (argc < 2) return false;
    const std::string_view first{argv[1]};
    return first == "kill" || first == "release" || first == "state";
}

tl::expected<CommandLine, int> read_command(int argc, char** argv) {
    constexpr int kWrongArguments = 2;
    CommandLine line;
    CLI::App app{"Cancels everything at the venue with everything else down.", "trading-killer"};
    const auto add = [&](const char* name, const char* help, Verb verb, bool has_words) {
        CLI::App* command = app.add_subcommand(name, help);
        command->callback([&line, verb] { line.verb = verb; });
        command->add_option("--config", line.config_path, "The configuration file, YAML")->required();
        if (!has_words) return;
        command->add_option("--actor", line.words.actor, "Who commands")->envname("USER");
        command->add_option("--reason", line.words.reason, "Why")->required();
    };
    add("kill", "Cancel every order, again and again until the release", Verb::Kill, true);
    add("release", "Let orders stay open again", Verb::Release, true);
    add("state", "Show the latch", Verb::Show, false);
    app.require_subcommand(1);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return tl::unexpected(app.exit(error) == 0 ? 0 : kWrongArguments);
    }
    return line;
}

}  // namespace trading::killer
