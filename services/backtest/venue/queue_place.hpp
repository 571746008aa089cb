#pragma once

#include <cstdint>

namespace trading::backtest {

// Who leaves when a level shrinks and no trade explains it.
enum class QueueModel {
    RiskAverse = 1,     // Only those behind us, as long as there are any.
    Probabilistic = 2,  // Both, the longer part of the queue more: by log(1 + x) of what is behind and ahead.
};

// The place of one resting order in the queue of its price level, estimated from a book that shows sums only. All
// quantities are in the instrument's unit and without our own order. A level that grows grows behind us. An order whose
// price or size was amended upwards stands last again: a new place. Pure; one thread.
class QueuePlace {
public:
    // Behind all that the level shows on arrival; `lot_size` above zero.
    QueuePlace(QueueModel model, double level_quantity, double lot_size);

    // A taker of the other side traded so much at our price. Answers what reaches us beyond the queue, in lots, to the
    // nearest one; it may be more than the order still wants.
    [[nodiscard]] std::int64_t on_trade(double quantity);

    // The level shows so much now; zero: it is gone, and nobody stands ahead.
    void on_level(double quantity);

    // What must trade before us.
    [[nodiscard]] double ahead() const noexcept { return ahead_; }

private:
    QueueModel model_;
    double lot_size_;
    double level_;
    double ahead_;
    double traded_ = 0;  // Since the level was last shown: explains as much of its next decrease.
};

}  // namespace trading::backtest
