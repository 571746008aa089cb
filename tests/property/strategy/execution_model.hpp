#pragma once

#include "common/base/random.hpp"
#include "tests/support/strategy/strategy_world.hpp"

#include <map>
#include <optional>
#include <vector>

namespace trading::test {

// An execution that tells the truth, but whose facts arrive late, repeated and in any order, and whose intents may get
// lost on the way. What is true is known at once, so every intent can be judged when it is emitted.
class ExecutionModel {
public:
    ExecutionModel(StrategyWorld& world, std::uint64_t seed) : world_(world), random_(seed) {}

    // Judges the intents that the core has emitted since the last call, and lets them go their way. False: one of them
    // was emitted while another was under way, or while a position was open.
    [[nodiscard]] bool take_intents();

    // Lets some intents arrive, some orders end and some positions be stopped, and delivers some facts.
    void step();

    [[nodiscard]] int entries() const noexcept { return entries_; }

private:
    enum class Stage { Travelling = 1, Working = 2, Ended = 3 };

    struct Managed {
        domain::OrderIntent intent;
        Stage stage = Stage::Travelling;
        bool is_lost = false;
        bool is_answer_lost = false;
        domain::Order order;
    };

    [[nodiscard]] bool is_legal(const domain::OrderIntent& intent) const;
    void arrive(Managed& managed);
    void end_order(Managed& managed);
    void close_by_stop(const domain::InstrumentId& id);
    void say_order(Managed& managed);
    void move_position(const domain::InstrumentId& id, domain::Quantity quantity);
    void deliver_some();
    void lose_facts_and_recover();

    StrategyWorld& world_;
    base::Random random_;
    std::vector<Managed> managed_;
    std::map<domain::InstrumentId, domain::Position> positions_;
    std::vector<strategy::Input> travelling_facts_;
    std::size_t outputs_seen_ = 0;
    std::int64_t version_ = 0;
    int entries_ = 0;
};

}  // namespace trading::test
