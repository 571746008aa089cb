#include "tests/simulation/journal.hpp"

#include <cstdio>

namespace trading::simulation {

void Journal::print(std::string_view node, std::string_view what, std::uint64_t entity, const std::string& detail)
    const {
    const std::string time = base::to_iso8601_milliseconds(schedule_.now()).substr(14);
    std::printf(
        "%s %-10.*s %-26.*s %016llx %s\n",
        time.c_str(),
        static_cast<int>(node.size()),
        node.data(),
        static_cast<int>(what.size()),
        what.data(),
        static_cast<unsigned long long>(entity),
        detail.c_str()
    );
}

}  // namespace trading::simulation
