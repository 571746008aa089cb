#pragma once

#include "tests/simulation/journal.hpp"

#include <string>
#include <string_view>

namespace trading::simulation {

// The first invariant that broke in a world, and how. What breaks after it says nothing.
class Verdict {
public:
    explicit Verdict(Journal& journal) : journal_(journal) {}

    void fail(std::string_view invariant, const std::string& detail) {
        if (is_broken()) return;
        invariant_ = invariant;
        detail_ = detail;
        journal_.note("judge", "violation", 0, [&] { return invariant_ + ": " + detail_; });
    }

    [[nodiscard]] bool is_broken() const noexcept { return !invariant_.empty(); }
    [[nodiscard]] const std::string& invariant() const noexcept { return invariant_; }
    [[nodiscard]] const std::string& detail() const noexcept { return detail_; }

private:
    Journal& journal_;
    std::string invariant_;
    std::string detail_;
};

}  // namespace trading::simulation
