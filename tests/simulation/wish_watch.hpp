#pragma once

#include "common/domain/execution_record.hpp"
#include "services/execution/core/input.hpp"
#include "services/execution/core/output.hpp"
#include "tests/simulation/database.hpp"
#include "tests/simulation/scene.hpp"
#include "tests/simulation/verdict.hpp"

#include <map>
#include <optional>
#include <string>

namespace trading::simulation {

// Watches what is wished and what is forbidden:
//   I4  after a durable or acknowledged halt (reduce) no entry or exit (no entry) is sent, whatever dies in between;
//   I7  no entry is accepted on old or broken market data, with the private side out of sync, or an unsure clock;
//   I16 what is answered "accepted" is durable, and one intent gets one answer.
class WishWatch {
public:
    WishWatch(Scene& scene, const Database& database, Verdict& verdict)
        : scene_(scene), database_(database), verdict_(verdict) {}

    void before_input(const execution::Input& input, base::Timestamp local_now);
    void before_commit(const domain::IntentTaken& taken);
    void before_commit(const domain::RiskState& state);
    void on_reply(const domain::IntentReply& reply);
    void on_command_answer(const execution::CommandAnswer& answer);
    // `is_late`: by a process that was frozen and has been replaced; it counts as in flight since before.
    void on_sent(const domain::PlaceOrder& request, bool is_late);
    void on_process_ended();

    // Whether a person has halted or reduced and not resumed.
    [[nodiscard]] bool is_held_by_operator() const noexcept { return held_.has_value(); }
    [[nodiscard]] bool is_killed() const noexcept { return held_ == domain::TradingState::Killed; }

private:
    struct Market {
        base::Timestamp ts_ticker{};
        base::Timestamp ts_mark{};
        domain::FeedState book = domain::FeedState::Waiting;
    };

    void learn(const domain::MarketFact& fact);
    [[nodiscard]] std::string why_blind(const domain::OrderIntent& intent, base::Timestamp local_now) const;

    Scene& scene_;
    const Database& database_;
    Verdict& verdict_;
    std::map<domain::InstrumentId, Market> markets_;
    std::map<domain::IntentId, std::string> blind_;  // Why an entry must not be accepted, when it must not.
    std::map<domain::IntentId, domain::IntentVerdict> verdicts_;
    std::map<std::string, execution::CommandKind> commands_;
    std::optional<domain::TradingState> held_;
    bool is_rearm_asked_ = false;
    std::optional<base::Duration> clock_offset_;
    bool is_private_up_ = false;
};

}  // namespace trading::simulation
