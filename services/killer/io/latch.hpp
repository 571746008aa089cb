#pragma once

#include "common/base/clock.hpp"
#include "services/killer/io/latch_file.hpp"

#include <mutex>
#include <string>

namespace trading::killer {

// Whether everything is to be cancelled: the last command of the file, or one that the disk has not taken yet. Only a
// release opens it; a file that vanishes or cannot be read changes nothing while the process lives. Safe from any
// thread; only `kill` and `release` wait for the disk.
class Latch {
public:
    struct State {
        LatchRecord record;
        bool is_durable = true;  // A restart would know.

        bool operator==(const State&) const = default;
    };

    Latch(LatchFile file, const base::Clock& clock);

    // Closes it at once, and then on disk; answers when the disk has answered. Also when the disk refuses it is closed
    // afterwards. `InvalidArgument` without a usable actor and reason; then nothing happened.
    [[nodiscard]] base::Result<State> kill(const std::string& actor, const std::string& reason);

    // Opens it, first on disk. `Unavailable` when the disk refuses; then it stays closed.
    [[nodiscard]] base::Result<State> release(const std::string& actor, const std::string& reason);

    // Looks whether another process added a command. Passes over a file that is being written: the next look sees it.
    void refresh();

    [[nodiscard]] State state() const;

    // Why the file could not be read or written the last time; empty when it could.
    [[nodiscard]] std::string problem() const;

private:
    base::Status write(const LatchRecord& record);

    const LatchFile file_;
    const base::Clock& clock_;
    std::mutex disk_mutex_;  // One command after the other; taken before `mutex_`.
    mutable std::mutex mutex_;
    State state_;
    std::uint64_t fingerprint_ = 0;
    std::string problem_;
};

}  // namespace trading::killer
