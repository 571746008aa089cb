#pragma once

#include "common/base/hash.hpp"
#include "tests/simulation/schedule.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace trading::simulation {

// Everything that happened in a world, as one number: two runs of one seed are the same run when their hashes are
// equal. With tracing on, every event is also printed as one line: time, node, what, entity, detail.
class Journal {
public:
    Journal(const Schedule& schedule, bool is_tracing) : schedule_(schedule), is_tracing_(is_tracing) {}

    // `detail` is a function that makes the text; it is called only when somebody reads it.
    template <class Detail>
    void note(std::string_view node, std::string_view what, std::uint64_t entity, Detail detail) {
        mix_in(what, entity);
        if (is_tracing_) print(node, what, entity, detail());
    }

    void note(std::string_view node, std::string_view what, std::uint64_t entity = 0) {
        note(node, what, entity, [] { return std::string{}; });
    }

    [[nodiscard]] bool is_tracing() const noexcept { return is_tracing_; }
    [[nodiscard]] std::uint64_t hash() const noexcept { return hash_; }

private:
    void mix_in(std::string_view what, std::uint64_t entity) {
        const auto time = static_cast<std::uint64_t>(base::to_unix_nanoseconds(schedule_.now()));
        hash_ = base::mix(hash_ ^ time ^ base::mix(entity + base::stable_hash(what)));
    }
    void print(std::string_view node, std::string_view what, std::uint64_t entity, const std::string& detail) const;

    const Schedule& schedule_;
    bool is_tracing_;
    std::uint64_t hash_ = 1;
};

}  // namespace trading::simulation
