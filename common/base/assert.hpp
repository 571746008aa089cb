#pragma once

namespace trading::base {

[[noreturn]] void assertion_failed(const char* condition, const char* file, int line) noexcept;

}  // namespace trading::base

// A condition that only a bug of ours can break. Always compiled in: a process that holds money and no longer knows
// its own state must stop at once; its restart reconciles with the venue.
#define TRADING_ASSERT(condition)                        \
    (static_cast<bool>(condition) ? static_cast<void>(0) \
                                  : ::trading::base::assertion_failed(#condition, __FILE__, __LINE__))
