#pragma once

#include <cstdint>

namespace trading::base {

// A row of the table that names the totals which a component counts for itself, for whoever exports them.
template <class Totals>
struct CounterName {
    std::uint64_t Totals::*total;
    const char* name;
    const char* help;
};

}  // namespace trading::base
