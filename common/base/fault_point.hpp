#pragma once

// Points at which a test build ends its own process as kill -9 does, so that a crash can be made to happen exactly
// there: tests/crash_matrix. Programs are built without TRADING_FAULT_POINTS; then nothing of this exists in them,
// which a test proves. Points stand in `io` and in the rooms that speak to the world, never in a core.
//
//   TRADING_FAULT_POINT("K4")                  ends the process when K4 is armed
//   TRADING_FAULT_POINT_AFTER("K3", action)    does `action` first, when K3 is armed
//   TRADING_FAULT_SITE(call)                   `call` in a test build, nothing otherwise
//   TRADING_FAULT_DEFECT("send_twice")         true when the test planted this defect, to prove that it is noticed
//
// A point is armed by the environment, TRADING_FAULT_POINT=K4 or K4:3 (the third pass), or while the process runs by
// the same words in the file that TRADING_FAULT_FILE names. The file is removed when the point strikes, so that the
// restarted process is not struck again. A defect is planted by TRADING_FAULT_DEFECT=send_twice.
#ifdef TRADING_FAULT_POINTS

#include <string_view>

namespace trading::base {

// Counts a pass. True when this one is the one that was armed. Any thread.
[[nodiscard]] bool is_struck(std::string_view name);
[[noreturn]] void end_as_killed();
[[nodiscard]] bool is_defect_planted(std::string_view name);

inline void pass_fault_point(std::string_view name) {
    if (is_struck(name)) end_as_killed();
}

template <class Action>
void pass_fault_point_after(std::string_view name, Action action) {
    if (!is_struck(name)) return;
    action();
    end_as_killed();
}

}  // namespace trading::base

#define TRADING_FAULT_POINT(name) ::trading::base::pass_fault_point(name)
#define TRADING_FAULT_POINT_AFTER(name, ...) ::trading::base::pass_fault_point_after(name, __VA_ARGS__)
#define TRADING_FAULT_SITE(...) __VA_ARGS__
#define TRADING_FAULT_DEFECT(name) ::trading::base::is_defect_planted(name)

#else

#define TRADING_FAULT_POINT(name) static_cast<void>(0)
#define TRADING_FAULT_POINT_AFTER(name, ...) static_cast<void>(0)
#define TRADING_FAULT_SITE(...) static_cast<void>(0)
#define TRADING_FAULT_DEFECT(name) false

#endif
