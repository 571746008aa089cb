#pragma once

#include "common/domain/intent.hpp"

#include <deque>
#include <map>

namespace trading::execution {

// Which entries were accepted when: what the duplicate rule (R05) and the frequency rules (R13) count. Rebuilt from
// the stored intents after a restart.
class EntryHistory {
public:
    void add(const domain::OrderIntent& intent, base::Timestamp ts_accepted);
    void forget(base::Timestamp before);

    // An entry alike in instrument, side, price and quantity, accepted at or after `since`.
    [[nodiscard]] bool has_alike(const domain::OrderIntent& intent, base::Timestamp since) const;
    [[nodiscard]] int count(const domain::StrategyId& strategy_id, base::Timestamp since) const;

private:
    struct Entry {
        base::Timestamp ts_accepted{};
        domain::OrderIntent intent;
    };

    std::map<domain::StrategyId, std::deque<Entry>> entries_;
};

// How many order messages went out in the last second (R18). Remembers no more than the limit needs.
class MessageRate {
public:
    static constexpr std::size_t kRememberedMax = 1000;

    void count_message(base::Timestamp now);
    [[nodiscard]] int messages_in_last_second(base::Timestamp now) const;

private:
    std::deque<base::Timestamp> sent_;
};

}  // namespace trading::execution
