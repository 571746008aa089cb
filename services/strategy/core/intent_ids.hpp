#pragma once

#include "common/base/time.hpp"
#include "common/domain/ids.hpp"

#include <string>
#include <string_view>

namespace trading::strategy {

// Ids that people can read and that a replay makes again: a pure function of strategy, instrument, bar time and leg,
// e.g. "arsi:BTC-USDT-SWAP:1607418537000:enter". Execution takes each id once, so a bar that is decided again after a
// restart cannot become a second order. The scope, when not empty, keeps two runs over the same recorded bars apart.
class IntentIds {
public:
    explicit IntentIds(std::string scope) : scope_(std::move(scope)) {}

    [[nodiscard]] domain::DecisionId decision(
        const domain::StrategyId& strategy, const domain::InstrumentId& instrument, base::Timestamp ts_event
    ) const {
        return domain::DecisionId{stem(strategy, instrument, ts_event)};
    }

    [[nodiscard]] domain::IntentId intent(const domain::DecisionId& decision, std::string_view leg) const {
        return domain::IntentId{decision.value() + ":" + std::string{leg}};
    }

    // One attempt to cancel what is open of `target`.
    [[nodiscard]] domain::IntentId cancel(const domain::IntentId& target, base::Timestamp now) const {
        return domain::IntentId{target.value() + ":cancel" + std::to_string(base::to_unix_milliseconds(now))};
    }

    // The decision that led to an intent made here.
    [[nodiscard]] static domain::DecisionId decision_of(const domain::IntentId& intent) {
        return domain::DecisionId{intent.value().substr(0, intent.value().rfind(':'))};
    }

private:
    [[nodiscard]] std::string stem(
        const domain::StrategyId& strategy, const domain::InstrumentId& instrument, base::Timestamp ts_event
    ) const {
        const std::string time = std::to_string(base::to_unix_milliseconds(ts_event));
        std::string text = scope_.empty() ? std::string{} : scope_ + ":";
        return text.append(strategy.value()).append(":").append(instrument.value()).append(":").append(time);
    }

    std::string scope_;
};

}  // namespace trading::strategy
