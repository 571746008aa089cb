#pragma once

#include "services/execution/core/input.hpp"
#include "services/execution/core/output.hpp"
#include "tests/simulation/scene.hpp"
#include "tests/simulation/venue.hpp"

#include <deque>
#include <functional>
#include <optional>

namespace trading::simulation {

// People: one at the venue's web page, who trades, cancels and moves money on our account without telling us, and one
// at the controls, who halts, reduces, flattens and resumes, and repeats a command until it is answered.
class People {
public:
    using Command = std::function<void(const execution::Command&)>;

    // Nobody acts before our books are open: the very first start needs a quiet account.
    People(Scene& scene, Venue& venue, Command command, std::function<bool()> are_books_open);

    void start();
    // Decides about everything that others did, and resumes what only a person may resume, unless trading is held on
    // purpose.
    void tidy_up();
    void on_answer(const execution::CommandAnswer& answer);

private:
    void step();
    void trade();
    void cancel();
    void move_money();
    void suspend(domain::InstrumentStatus status);

    void say(execution::CommandKind kind);
    void decide_external();
    void begin_command();
    void repeat();

    Scene& scene_;
    Venue& venue_;
    Command command_;
    std::function<bool()> are_books_open_;
    base::Timestamp ts_quiet_until_{};
    std::deque<execution::Command> waiting_;  // The first one is being repeated.
    bool is_held_ = false;                    // Trading is held, and nobody will resume it.
    int commands_ = 0;
    int orders_ = 0;
};

}  // namespace trading::simulation
