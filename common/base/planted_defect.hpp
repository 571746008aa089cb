#pragma once

// A test that cannot fail proves nothing. Some builds (TRADING_PLANTED_DEFECTS) carry the mistakes that systems like
// this one make, each behind its name; the simulation turns them on one at a time and must catch every one. In every
// other build a defect is the constant `false`, and no trace of it is left.
#ifdef TRADING_PLANTED_DEFECTS

#include <string_view>

namespace trading::base {

// The one that is on; empty: none. Set before any core is made, not while one works.
inline std::string_view planted_defect;

[[nodiscard]] inline bool is_planted(std::string_view name) noexcept { return planted_defect == name; }

}  // namespace trading::base

#define TRADING_PLANTED_DEFECT(name) ::trading::base::is_planted(name)

#else

#define TRADING_PLANTED_DEFECT(name) false

#endif
