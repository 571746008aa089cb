#include "tests/system/gateway/simulator_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

extern char** environ;

namespace trading::test {
namespace {

constexpr int kStartMs = 20'000;

[[noreturn]] void fail(const std::string& what) {
    std::fprintf(stderr, "simulator: %s\n", what.c_str());
    std::abort();
}

std::uint16_t number_after(const std::string& text, std::string_view name) {
    const auto position = text.find(name);
    if (position == std::string::npos) fail("names no port; it said: " + text);
    return static_cast<std::uint16_t>(std::stoi(text.substr(position + name.size())));
}

}  // namespace

SimulatorProcess::SimulatorProcess(std::vector<std::string> arguments) {
    for (const char* const option : {"--port", "--admin-port", "--http-port"}) {
        arguments.emplace_back(option);
        arguments.emplace_back("0");
    }
    arguments.insert(arguments.begin(), TRADING_SIMULATOR);
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail("no pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    if (::posix_spawn(&process_, TRADING_SIMULATOR, &actions, nullptr, pointers.data(), environ) != 0) {
        fail(std::string{"cannot start "} + TRADING_SIMULATOR);
    }
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    output_ = ends[0];
    read_ports();
}

SimulatorProcess::~SimulatorProcess() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    ::close(output_);
}

void SimulatorProcess::read_ports() {
    std::string said;
    std::array<char, 4096> bytes{};
    while (true) {
        pollfd readable{output_, POLLIN, 0};
        if (::poll(&readable, 1, kStartMs) != 1) fail("does not listen; it said: " + said);
        const ssize_t count = ::read(output_, bytes.data(), bytes.size());
        if (count <= 0) fail("has ended; it said: " + said);
        said.append(bytes.data(), static_cast<std::size_t>(count));
        const auto line = said.find("\"listening\"");
        if (line == std::string::npos || said.find('\n', line) == std::string::npos) continue;
        port_ = number_after(said, "\"port\":");
        admin_port_ = number_after(said, "\"admin_port\":");
        return;
    }
}

}  // namespace trading::test
