#pragma once

#include <compare>
#include <cstdint>

// The closed vocabularies of the simulated venue. The io side turns them into OKX's words and back; numbers behind
// enumerators that OKX itself numbers (cancel source, order source, bill type) are OKX's.
namespace trading::simulator {

// tdMode. The account is in futures mode: spot trades `Cash`, derivatives `Cross` or `Isolated`; anything else is
// refused (51010).
enum class MarginMode { Cash = 1, Cross = 2, Isolated = 3 };

// posMode: one net position per contract, or a long and a short one side by side.
enum class PositionMode { Net = 1, LongShort = 2 };

// posSide of orders and positions. `Net` in net mode and for spot.
enum class PositionSide { Net = 1, Long = 2, Short = 3 };

// Which of an instrument's positions: cross and isolated ones stand side by side, and in long/short mode both sides.
struct PositionKind {
    MarginMode mode = MarginMode::Cross;
    PositionSide side = PositionSide::Net;

    auto operator<=>(const PositionKind&) const = default;
};

// ordType of ordinary orders.
enum class OrderKind {
    Limit = 1,
    Market = 2,
    PostOnly = 3,
    FillOrKill = 4,
    ImmediateOrCancel = 5,
    OptimalLimitIoc = 6,  // Derivatives only: an ioc at the price-limit bound.
};

// tgtCcy: what the size of a spot market order counts. `Default`: a buy counts quote, a sell counts base.
enum class SizeUnit { Default = 1, Base = 2, Quote = 3 };

// stpMode: what happens when an account's order would trade with its own; the taker's mode decides.
enum class SelfTrade { CancelMaker = 1, CancelTaker = 2, CancelBoth = 3 };

enum class OrderState { Live = 1, PartiallyFilled = 2, Filled = 3, Canceled = 4 };

[[nodiscard]] constexpr bool is_terminal(OrderState state) noexcept {
    return state == OrderState::Filled || state == OrderState::Canceled;
}

enum class OrderCategory { Normal = 1, FullLiquidation = 2 };

// execType: T or M.
enum class ExecutionRole { Taker = 1, Maker = 2 };

// cancelSource; the numbers are OKX's. `None` prints as "".
enum class CancelSource {
    None = -1,
    System = 0,
    User = 1,
    Risk = 3,                // Liquidation cancels what is pending first.
    FillOrKill = 13,         // Not completely fillable at once.
    ImmediateOrCancel = 14,  // The remainder of an ioc.
    BeyondPriceLimit = 15,   // A market order of a contract reached the price limit.
    PositionClosed = 17,     // Reduce-only, and nothing is left to reduce.
    CancelAllAfter = 20,     // The dead man's switch fired.
    CounterpartyGap = 27,    // A spot market order would trade more than 5 % away.
    PostOnlyWouldTake = 31,
    SelfTrade = 32,
    TooManyMatches = 33,  // More than 1000 makers.
};

// source of an order that an algo order created; the numbers are OKX's. `None` prints as "".
enum class OrderSource { None = -1, Trigger = 6, TakeProfitStopLoss = 7, Trailing = 25 };

// amendResult. `None` prints as "".
enum class AmendResult { None = -2, Failed = -1, Done = 0, FailedAndCanceled = 1 };

// amendSource; the numbers are OKX's. `None` prints as "".
enum class AmendSource { None = 0, User = 1, ReduceOnly = 4 };

// ordType of algo orders.
enum class AlgoKind { Conditional = 1, OneCancelsOther = 2, Trigger = 3, Trailing = 4 };

enum class AlgoState { Live = 1, Effective = 2, Canceled = 3, Failed = 4 };

// Which price fires an algo order.
enum class TriggerBy { Last = 1, Mark = 2, Index = 3 };

// actualSide of an algo order that fired: tp or sl; `None` prints as "".
enum class TriggeredLeg { None = 0, TakeProfit = 1, StopLoss = 2 };

// type of a bill; the numbers are OKX's.
enum class BillType { Transfer = 1, Trade = 2, Liquidation = 5, MarginTransfer = 6, Funding = 8 };

// subType of a bill; the numbers are OKX's.
enum class BillSubType {
    Buy = 1,
    Sell = 2,
    OpenLong = 3,
    OpenShort = 4,
    CloseLong = 5,
    CloseShort = 6,
    TransferIn = 11,
    TransferOut = 12,
    LiquidateLong = 104,
    LiquidateShort = 105,
    LiquidationTransferIn = 110,  // The venue's insurance pays what an account lost beyond its equity.
    MarginIncrease = 160,
    MarginDecrease = 161,
    FundingExpense = 173,
    FundingIncome = 174,
};

// eventType of balance_and_position: what moved a balance or position.
enum class ChangeReason {
    Filled = 1,
    Transferred = 2,
    Liquidation = 3,
    FundingFee = 4,
    SetLeverage = 5,
    AdjustMargin = 6,
};

// The two pockets of an account: 6 and 18 in OKX's transfer endpoint.
enum class Pocket { Funding = 6, Trading = 18 };

}  // namespace trading::simulator
