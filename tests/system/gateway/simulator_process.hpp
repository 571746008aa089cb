#pragma once

#include <sys/types.h>
#include <cstdint>
#include <string>
#include <vector>

namespace trading::test {

// The simulated venue as a process of its own on ports that the system chose; ended with the object.
class SimulatorProcess {
public:
    // Waits until it listens; aborts with what it said when it does not.
    explicit SimulatorProcess(std::vector<std::string> arguments);
    ~SimulatorProcess();
    SimulatorProcess(const SimulatorProcess&) = delete;
    SimulatorProcess& operator=(const SimulatorProcess&) = delete;

    // http://127.0.0.1:PORT
    [[nodiscard]] std::string address() const { return "http://127.0.0.1:" + std::to_string(port_); }

    // Of the admin service: 127.0.0.1:PORT
    [[nodiscard]] std::string admin_target() const { return "127.0.0.1:" + std::to_string(admin_port_); }

private:
    void read_ports();

    pid_t process_ = -1;
    int output_ = -1;
    std::uint16_t port_ = 0;
    std::uint16_t admin_port_ = 0;
};

}  // namespace trading::test
