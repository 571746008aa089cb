#pragma once

#include "common/base/clock.hpp"

#include <map>
#include <mutex>
#include <string>

namespace trading::service {

// Whether this process lives and whether it can do its work. Each part that it depends on reports here under its own
// name (database, venue, bus, ...). Live: the agent's thread gave a sign of life lately. Ready: live, and every part is
// well. Safe from any thread.
class Health {
public:
    static constexpr base::Duration kSilenceMax = std::chrono::seconds{10};

    explicit Health(const base::Clock& clock) : clock_(clock), last_beat_(clock.monotonic_now()) {}

    // The agent calls this in each duty cycle.
    void beat();

    void report(const std::string& part, bool is_well, const std::string& detail = {});

    [[nodiscard]] bool is_live() const;
    [[nodiscard]] bool is_ready() const;

    // {"live":true,"ready":false,"parts":{"database":{"ok":false,"detail":"..."}}}
    [[nodiscard]] std::string to_json() const;

private:
    struct Part {
        bool is_well = false;
        std::string detail;
    };

    [[nodiscard]] bool is_live_locked() const;
    [[nodiscard]] bool is_ready_locked() const;

    const base::Clock& clock_;
    mutable std::mutex mutex_;
    base::MonotonicTime last_beat_;
    std::map<std::string, Part> parts_;
};

}  // namespace trading::service
