#pragma once

#include "common/base/random.hpp"
#include "common/domain/decision.hpp"
#include "common/domain/execution_fact.hpp"
#include "common/domain/market_data.hpp"

#include <optional>
#include <string>

namespace trading::test {

// Draws whole domain values, edges included: empty optional parts, the largest and smallest coefficients, every scale,
// times before 1970. The same seed gives the same values.
class RandomValues {
public:
    explicit RandomValues(std::uint64_t seed) : random_(seed) {}

    // Any decimal at all.
    [[nodiscard]] base::Decimal decimal();
    // A decimal that has a common exact form with others like it: at most 9 digits, scale at most 9.
    [[nodiscard]] base::Decimal mild_decimal();

    void draw(domain::Instrument& value);
    void draw(domain::InstrumentUpdate& value);
    void draw(domain::BookUpdate& value);
    void draw(domain::Trade& value);
    void draw(domain::Ticker& value);
    void draw(domain::Candle& value);
    void draw(domain::MarkPrice& value);
    void draw(domain::FundingRate& value);
    void draw(domain::PriceLimit& value);
    void draw(domain::FeedStatus& value);
    void draw(domain::VenueStatus& value);
    void draw(domain::Order& value);
    void draw(domain::OrderEvent& value);
    void draw(domain::Fill& value);
    void draw(domain::Position& value);
    void draw(domain::Balance& value);
    void draw(domain::RiskState& value);
    void draw(domain::OrderIntent& value);
    void draw(domain::IntentReply& value);
    void draw(domain::ReconciliationReport& value);
    void draw(domain::Decision& value);

private:
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return random_.below(bound); }
    [[nodiscard]] bool coin() { return below(2) == 0; }
    [[nodiscard]] std::string text(bool may_be_empty);
    [[nodiscard]] base::Timestamp time();
    [[nodiscard]] domain::FactTimes times();
    [[nodiscard]] domain::BookLevel level();

    // The enumerators are numbered 1 to `count`.
    template <class Enum>
    Enum pick(int count) {
        return static_cast<Enum>(1 + static_cast<int>(below(static_cast<std::uint64_t>(count))));
    }

    template <class Kind>
    void draw_id(base::StrongString<Kind>& id, bool may_be_empty = false) {
        id = base::StrongString<Kind>{text(may_be_empty)};
    }

    template <class Kind>
    void draw_amount(domain::Amount<Kind>& amount) {
        amount = domain::Amount<Kind>{decimal()};
    }

    template <class Kind>
    void draw_amount(std::optional<domain::Amount<Kind>>& amount) {
        amount.reset();
        if (coin()) draw_amount(amount.emplace());
    }

    template <class Kind>
    void draw_mild(domain::Amount<Kind>& amount) {
        amount = domain::Amount<Kind>{mild_decimal()};
    }

    base::Random random_;
};

}  // namespace trading::test
