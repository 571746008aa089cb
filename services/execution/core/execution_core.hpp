#pragma once

#include "services/execution/core/external_desk.hpp"
#include "services/execution/core/flattener.hpp"
#include "services/execution/core/input.hpp"
#include "services/execution/core/intent_desk.hpp"
#include "services/execution/core/order_reports.hpp"
#include "services/execution/core/protection.hpp"
#include "services/execution/core/reconciler.hpp"
#include "services/execution/core/risk_watch.hpp"
#include "services/execution/core/settings_watch.hpp"
#include "services/execution/core/trading_switch.hpp"

#include <deque>
#include <map>
#include <string>
#include <vector>

namespace trading::execution {

// Decides everything about one account's orders: risk gate, order manager, positions, ledger, protection and
// reconciliation behind one door. Pure and deterministic: the same inputs with the same times give the same outputs.
// The caller makes `Outputs::records` durable before it performs the rest. First input: `RecoveredState`, then
// `InstrumentsLoaded`. One thread.
class ExecutionCore {
public:
    explicit ExecutionCore(ExecutionOptions options);

    ExecutionCore(const ExecutionCore&) = delete;
    ExecutionCore& operator=(const ExecutionCore&) = delete;

    void on_input(const Input& input, base::Timestamp now, Outputs& out);

    // The last check, at the very moment of sending: a halt may have come between planning and commit.
    [[nodiscard]] bool may_send(const domain::PlaceOrder& request) const;

    // After `StopRequested`: nothing of ours is in flight and no entry is open.
    [[nodiscard]] bool is_finished() const noexcept { return is_stopping_ && is_disarmed_; }

    // What a late subscriber must know: open orders, positions, balances, trading state, last reconciliation.
    [[nodiscard]] std::vector<domain::ExecutionFact> current_facts() const;

    [[nodiscard]] AccountCondition condition() const;
    [[nodiscard]] const MarketView& market() const noexcept { return market_; }
    [[nodiscard]] const OrderTable& orders() const noexcept { return orders_; }
    [[nodiscard]] const PositionKeeper& positions() const noexcept { return positions_; }
    [[nodiscard]] const Ledger& ledger() const noexcept { return ledger_; }
    [[nodiscard]] const Protection& protection() const noexcept { return protection_; }
    [[nodiscard]] const Reconciler& reconciler() const noexcept { return reconciler_; }
    [[nodiscard]] const domain::RiskState& risk_state() const noexcept { return switch_.current(); }
    [[nodiscard]] const RiskWatch& risk_watch() const noexcept { return watch_; }
    [[nodiscard]] const Limits& limits() const noexcept { return options_.limits; }
    // Strategies and instruments whose entries a rule has locked.
    [[nodiscard]] int locked_scopes() const { return watch_.locks().count(now_); }
    [[nodiscard]] const WaitingExits& waiting_exits() const noexcept { return intents_.waiting_exits(); }
    [[nodiscard]] const OrderlessFills& orderless_fills() const noexcept { return orderless_; }
    [[nodiscard]] const EntryPauses& pauses() const noexcept { return pauses_; }
    [[nodiscard]] const ExternalDesk& external() const noexcept { return external_; }

private:
    void on(const domain::RecoveredState& state, Step& step);
    void on(const InstrumentsLoaded& loaded, Step& step);
    void on(const IntentReceived& received, Step& step);
    void on(const domain::VenueReport& report, Step& step);
    void on(const domain::MarketFact& fact, Step& step);
    void on(const OrderSent& sent, Step& step);
    void on(const Command& command, Step& step);
    void on(const StopRequested& request, Step& step);
    void on(const Tick& tick, Step& step);

    void on_report(const domain::RequestAnswered& answer, Step& step);
    void on_report(const domain::OrderReport& report, Step& step);
    void on_report(const domain::PositionReport& report, Step& step);
    void on_report(const domain::BalancesReported& report, Step& step);
    void on_report(const domain::OrderQueried& answer, Step& step);
    void on_report(const domain::OpenOrdersFetched& answer, Step& step);
    void on_report(const domain::FillsFetched& answer, Step& step);
    void on_report(const domain::PositionsFetched& answer, Step& step);
    void on_report(const domain::BalancesFetched& answer, Step& step);
    void on_report(const domain::BillsFetched& answer, Step& step);
    void on_report(const domain::PrivateConnection& connection, Step& step);
    void on_report(const domain::ClockOffset& offset, Step& step);

    void conclude(Reconciler::Conclusion conclusion, Step& step);
    void carry_out(const Command& command, Step& step);
    void answer(const std::string& request_id, bool is_done, std::string detail, Step& step);
    void answer(CommandAnswer given, Step& step);
    void kill(const Command& command, Step& step);
    void kill_by(std::string actor, std::string reason, Step& step);
    void obey(const RiskAction& action, Step& step);
    void rearm(const Command& command, Step& step);
    void pause_entries(const Command& command, Step& step);
    void decide_external(const Command& command, Step& step);
    void change_limit(const Command& command, Step& step);
    void recover_limits(const domain::RecoveredState& state, Step& step);
    void watch_settings(const domain::PositionReport& report, Step& step);
    void note_bill(const domain::Bill& bill, Step& step);
    void halt_by(std::string actor, std::string reason, Step& step);
    void cancel_entries(Step& step);
    void cancel_unwanted_orders(Step& step);
    void keep_killing(Step& step);
    [[nodiscard]] bool is_anything_open() const;
    [[nodiscard]] StopPolicy stop_policy_of(const domain::StrategyId& strategy_id) const;
    void refresh_dead_man(Step& step);
    void finish_if_quiet(Step& step);
    void forget_old(Step& step);
    void keep_promises(Step& step);
    [[nodiscard]] ClosingView closing_view();

    ExecutionOptions options_;
    const Limits configured_limits_;
    std::map<std::string, domain::LimitSetting> limit_settings_;  // By the limit's name.
    MarketView market_;
    OrderTable orders_;
    PositionKeeper positions_;
    EntryPauses pauses_;
    ExternalDesk external_;
    OrderlessFills orderless_{orders_, external_};
    SettingsWatch settings_{external_};
    Ledger ledger_;
    DropCopy drop_copy_{market_};
    EntryHistory history_;
    MessageRate rate_;
    Bookkeeper books_;
    OrderDesk desk_;
    SpotSales sales_;
    RiskWatch watch_;
    OrderReports reports_;
    Protection protection_;
    IntentDesk intents_;
    Reconciler reconciler_;
    Flattener flattener_;
    TradingSwitch switch_;

    base::Timestamp now_{};  // Of the last input.
    bool is_recovered_ = false;
    bool is_venue_up_ = false;
    bool is_stopping_ = false;
    bool is_disarmed_ = false;
    std::int64_t overfills_seen_ = 0;
    std::int64_t dead_man_cancels_seen_ = 0;
    std::size_t undecidable_orders_seen_ = 0;
    std::optional<base::Duration> clock_offset_;
    base::Timestamp ts_next_dead_man_{};
    base::Timestamp ts_next_forgetting_{};
    std::deque<CommandAnswer> answers_;            // The most recent ones, for commands that are repeated.
    std::vector<std::string> waiting_commands_;    // Accepted, not yet answered.
    std::vector<std::string> reconcile_commands_;  // Of these, the ones that wait for the next conclusion.
};

}  // namespace trading::execution
