#pragma once

#include "tests/simulation/scene.hpp"

#include <algorithm>
#include <string_view>

namespace trading::simulation {

// One direction between two processes: messages take a little while and keep their order, unless they are lost, doubled
// or late, or the link is cut for a time.
class Link {
public:
    // Which faults this link knows.
    struct Kinds {
        Fault lost;
        Fault doubled;
        Fault late;
    };

    Link(Scene& scene, std::string_view name, Kinds kinds) : scene_(scene), name_(entity_of(name)), kinds_(kinds) {}

    // Calls `arrive` when the message gets there: never, once or twice.
    template <class Arrive>
    void send(std::uint64_t entity, Arrive arrive) {
        entity ^= name_;
        if (scene_.now() < cut_until_) return;
        if (scene_.faults.strikes(kinds_.lost, entity)) return;
        base::Timestamp when =
            scene_.now() + scene_.latency(entity, std::chrono::microseconds{200}, std::chrono::milliseconds{3});
        if (scene_.faults.strikes(kinds_.late, entity)) {
            when += scene_.faults.between(std::chrono::milliseconds{10}, std::chrono::milliseconds{1500});
        } else {
            when = std::max(when, ts_last_);
            ts_last_ = when;
        }
        if (scene_.faults.strikes(kinds_.doubled, entity)) {
            const base::Duration gap = scene_.faults.between({}, std::chrono::milliseconds{800});
            scene_.schedule.at(when + gap, arrive);
        }
        scene_.schedule.at(when, std::move(arrive));
    }

    // A chance for the link to be cut; called now and then.
    void disturb() {
        if (!scene_.faults.strikes(Fault::Partition, name_)) return;
        cut_until_ = scene_.now() + scene_.faults.between(std::chrono::milliseconds{200}, std::chrono::seconds{8});
    }

private:
    Scene& scene_;
    std::uint64_t name_;
    Kinds kinds_;
    base::Timestamp ts_last_{};
    base::Timestamp cut_until_{};
};

inline constexpr Link::Kinds kFactFaults{Fault::FactLost, Fault::FactDoubled, Fault::FactLate};
inline constexpr Link::Kinds kIntentFaults{Fault::IntentLost, Fault::IntentDoubled, Fault::IntentLate};
inline constexpr Link::Kinds kReplyFaults{Fault::ReplyLost, Fault::IntentDoubled, Fault::IntentLate};

}  // namespace trading::simulation
