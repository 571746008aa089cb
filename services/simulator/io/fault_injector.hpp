#pragma once

#include "common/base/random.hpp"
#include "services/simulator/io/fault.hpp"

#include <map>
#include <vector>

namespace trading::simulator {

struct ActiveFault {
    std::string id;
    FaultSpec spec;
    base::MonotonicTime ends_at{};  // Meaningless when the specification's duration is zero.
    std::uint64_t times_applied = 0;
};

// Which faults are on, and what they do to a frame or a request. The same seed and the same questions give the same
// answers. One thread; the caller says what time it is.
class FaultInjector {
public:
    static constexpr std::size_t kFaultsMax = 64;

    explicit FaultInjector(std::uint64_t seed) : random_(seed) {}

    // The fault's id; `Conflict` when too many are on already.
    [[nodiscard]] base::Result<std::string> add(FaultSpec spec, base::MonotonicTime now);

    // False when there is no such fault.
    bool remove(std::string_view id);

    [[nodiscard]] std::vector<ActiveFault> list(base::MonotonicTime now);

    [[nodiscard]] FrameFate fate_of(const FrameContext& frame, base::MonotonicTime now);
    [[nodiscard]] RequestFate fate_of(const RequestContext& request, base::MonotonicTime now);

    // The faults that a socket with this path word suffers, drawn once per socket.
    [[nodiscard]] std::vector<FaultSpec> fates_of_socket(std::string_view path_word, base::MonotonicTime now);

    // Whether the fault with this id strikes one more socket that was open already.
    [[nodiscard]] bool strikes(std::string_view id);

    // True once for a book whose sequence is to be reset.
    [[nodiscard]] bool takes_sequence_reset(std::string_view instrument, base::MonotonicTime now);

    // How often each kind was applied since the start.
    [[nodiscard]] const std::map<FaultKind, std::uint64_t>& counters() const noexcept { return counters_; }

private:
    struct Entry {
        ActiveFault fault;
        std::vector<std::string> reset_instruments;  // Already reset because of this fault.
    };

    void forget_ended(base::MonotonicTime now);
    [[nodiscard]] bool draws(Entry& entry);
    static void spoil(FrameFate& fate, const FaultSpec& spec);
    static void spoil(RequestFate& fate, const FaultSpec& spec);

    std::vector<Entry> entries_;
    base::Random random_;
    std::uint64_t next_id_ = 1;
    std::map<FaultKind, std::uint64_t> counters_;
};

}  // namespace trading::simulator
