#pragma once

#include "common/domain/entry_pause.hpp"
#include "services/execution/core/output.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace trading::execution {

// A scope of entries; an empty id means any.
struct EntryScope {
    domain::StrategyId strategy_id;
    domain::InstrumentId instrument_id;

    // "all entries", "entries of s1 on BTC-USDT"
    [[nodiscard]] std::string in_words() const;
};

// Where entries are paused. Durable with every change; a pause ends only by a word about the same scope.
class EntryPauses {
public:
    void recover(const std::vector<domain::EntryPause>& stored);

    // Always a new version, so that the same word by another person is on record too.
    void set(const EntryScope& scope, bool is_paused, std::string actor, std::string reason, Step& step);

    // Whether the scope itself is paused, by whom; null when it is not.
    [[nodiscard]] const domain::EntryPause* find(const EntryScope& scope) const;

    // A pause that covers entries of this strategy on this instrument; null when there is none.
    [[nodiscard]] const domain::EntryPause* covering(
        const domain::StrategyId& strategy_id, const domain::InstrumentId& instrument_id
    ) const;

    [[nodiscard]] std::vector<domain::EntryPause> in_force() const;

private:
    using Key = std::pair<domain::StrategyId, domain::InstrumentId>;

    std::map<Key, domain::EntryPause> scopes_;
};

}  // namespace trading::execution
