#pragma once

#include "common/domain/decision.hpp"
#include "services/backtest/run/closed_trade.hpp"
#include "services/execution/core/output.hpp"

namespace trading::backtest {

// Hears what happens in a run, in the order in which it happens.
class RunListener {
public:
    RunListener() = default;
    virtual ~RunListener() = default;
    RunListener(const RunListener&) = delete;
    RunListener& operator=(const RunListener&) = delete;

    virtual void on_equity(base::Timestamp ts_close, domain::Cash equity) = 0;
    virtual void on_trade(const ClosedTrade& trade) = 0;
    virtual void on_decision(const domain::Decision& decision) = 0;
    virtual void on_reply(const domain::IntentReply& reply) = 0;
    virtual void on_alert(const execution::Alert& alert) = 0;
};

}  // namespace trading::backtest
