#pragma once

#include "common/base/clock.hpp"
#include "common/service/health.hpp"
#include "common/service/log.hpp"
#include "common/service/shutdown_signal.hpp"
#include "common/venue/event_loop.hpp"
#include "common/venue/kill_client.hpp"
#include "services/killer/core/killer_core.hpp"
#include "services/killer/io/killer_metrics.hpp"
#include "services/killer/io/latch.hpp"
#include "services/killer/io/state_board.hpp"

#include <deque>
#include <functional>

namespace trading::killer {

// The one thread of the killer: looks at the latch, lets the core decide, sends. It waits for nothing but its loop:
// neither for the disk nor for an answer.
class KillerAgent {
public:
    static constexpr base::Duration kTurn =
        std::chrono::milliseconds{20};  // How soon a command of another process acts.
    static constexpr base::Duration kReportInterval = std::chrono::seconds{1};
    static constexpr std::size_t kInputsMax = 10'000;  // Reports of one turn; more are dropped and counted.

    struct Parts {
        const base::Clock& clock;
        service::Log& log;
        service::Health& health;
        KillerMetrics& metrics;
        venue::EventLoop& loop;
        venue::KillClient& client;
        Latch& latch;
        StateBoard& board;
        std::function<void()> on_second;  // Metrics of parts that the agent does not know; may be empty.
    };

    KillerAgent(const KillerOptions& options, Parts parts);

    // Works until the shutdown. `PermissionDenied` when the key may withdraw and nothing is being killed.
    [[nodiscard]] base::Status run(service::ShutdownSignal& shutdown);

private:
    void turn();
    void push(Input input);
    void follow_latch();
    void settle();
    void perform(const Outputs& outputs);
    void report();

    Parts parts_;
    KillerCore core_;
    std::deque<Input> inputs_;
    bool was_latched_ = false;
    bool is_key_dangerous_ = false;
    std::uint64_t inputs_dropped_ = 0;
    base::MonotonicTime ts_next_report_{};
    Latch::State last_latch_;
};

}  // namespace trading::killer
