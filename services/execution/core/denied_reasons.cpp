#include "services/execution/core/denied_reasons.hpp"

namespace trading::execution {

using domain::DenyReason;

DenyReasonWords words_of(DenyReason reason) noexcept {
    switch (reason) {
        case DenyReason::TradingHalted:
            return {"", "The trading state is HALTED or KILLED, or the process is stopping: no order goes out.",
                    "Look at who set the state and why (GetStatus); resume, or re-arm, when the cause is gone."};
        case DenyReason::OnlyReducing:
            return {"R15, R16, R23", "The trading state is REDUCING: only what shrinks a position goes out.",
                    "The state names its rule or its operator; resume when the cause is gone."};
        case DenyReason::IntentExpired:
            return {"", "The intent arrived after its own valid_until.",
                    "Nothing, if it was rare. Often: look at the strategy's and the bus's lag."};
        case DenyReason::IntentMalformed:
            return {"", "A field of the intent is missing or contradicts another; the detail names it.",
                    "Correct the strategy."};
        case DenyReason::InstrumentUnknown:
            return {"", "The venue does not list the instrument, or it is an inverse contract, which has no limits here.",
                    "Correct the strategy's instruments."};
        case DenyReason::InstrumentNotLive:
            return {"", "The venue accepts no such order for the instrument now.", "Wait for the venue."};
        case DenyReason::LimitsMissing:
            return {"", "No limits are configured for the account or the instrument; no limits means no trading.",
                    "Name the limits in the configuration."};
        case DenyReason::NotReconciled:
            return {"R22", "Our records have not been found equal to the venue's since the last connection.",
                    "Wait some seconds; if it stays, read the differences of the reconciliation."};
        case DenyReason::NotionalExceedsMax:
            return {"R01", "The order's notional is above order_notional_max.", "Make the order smaller."};
        case DenyReason::QuantityInvalid:
            return {"R02", "A quantity or price is off its step, or below or above what the venue takes.",
                    "Correct the strategy's rounding."};
        case DenyReason::PriceTooFar:
            return {"R03", "The limit price is further from the middle than price_deviation_max.",
                    "Look at the strategy's prices; the market may have moved since it decided."};
        case DenyReason::PriceOutsideCollar:
            return {"R04", "The limit price is beyond the collar around the mark price, or the venue's own price limit.",
                    "As for price_too_far."};
        case DenyReason::DuplicateOrder:
            return {"R05", "An entry alike in instrument, side, price and quantity was accepted a moment ago.",
                    "Look why the strategy wishes twice."};
        case DenyReason::PositionLimit:
            return {"R06", "Filled to the worst, the instrument's position would be above its limit, or it belongs to "
                           "somebody else or points the other way.",
                    "Wait for exits, or make the order smaller."};
        case DenyReason::OpenOrdersPerInstrument:
            return {"R07", "The instrument has open_orders_max orders in the book.", "Cancel what is not needed."};
        case DenyReason::ExposureLimit:
            return {"R08", "Filled to the worst, the account's gross, net or correlated exposure would be above its limit.",
                    "Wait for exits, or make the order smaller."};
        case DenyReason::OpenOrdersPerAccount:
            return {"R09", "The account has open_orders_max orders, or no place for another stop.",
                    "Cancel what is not needed."};
        case DenyReason::StrategyLimit:
            return {"R13", "The strategy holds its number of positions, or made its number of entries of the hour or day.",
                    "Wait; if it was not meant to trade so often, look at the strategy."};
        case DenyReason::RateLimited:
            return {"R18", "Too many messages went to the venue in the last second; the rest is kept for exits and cancels.",
                    "Nothing, if it was rare."};
        case DenyReason::DataStale:
            return {"R19", "Book, mark price, clock, equity or volume are too old or not known.",
                    "Look at the gateway's feeds and the clock's offset."};
        case DenyReason::MarginInsufficient:
            return {"R25", "Too little margin would be free after the order.", "Wait for exits, or add funds."};
        case DenyReason::NothingToExit:
            return {"", "There is no position to close or protect, or all of it is being closed already.",
                    "Nothing: the strategy hears of the position on the bus."};
        case DenyReason::StoreUnavailable:
            return {"", "The database cannot make the intent durable.", "Look at PostgreSQL."};
        case DenyReason::VenueUnavailable:
            return {"", "The private connection to the venue is down.", "Wait; look at the venue's status page."};
        case DenyReason::StrategyUnknown:
            return {"", "The sender is not a configured strategy.", "Name the strategy in the limits."};
        case DenyReason::StopMissing:
            return {"", "An entry without a stop, or with a stop or take-profit on the wrong side of its price.",
                    "Correct the strategy; the market may have moved through the stop since it decided."};
        case DenyReason::ShortNotPossible:
            return {"", "Spot cannot be sold short.", "Correct the strategy."};
        case DenyReason::EntriesPaused:
            return {"", "An operator, or the discovery of somebody else's orders, has paused entries in this scope.",
                    "Look at the pause's reason; resume the entries of the scope."};
        case DenyReason::StrategyLocked:
            return {"R14, R17, R27", "A rule has locked the strategy's entries; the detail names it and until when.",
                    "Wait for its end. Without an end a person must look: resume the strategy's entries."};
        case DenyReason::InstrumentLocked:
            return {"R07, R12, R20", "A rule has locked the instrument's entries; the detail names it and until when.",
                    "As for strategy_locked: resume the instrument's entries."};
        case DenyReason::LeverageLimit:
            return {"R10", "Filled to the worst, gross exposure by equity would be above leverage_max.",
                    "Wait for exits, or add funds."};
        case DenyReason::MarginRatioLow:
            return {"R11", "The venue's margin ratio is below margin_ratio_min.", "Close positions, or add funds."};
        case DenyReason::LiquidationTooClose:
            return {"R12", "The liquidation price would be, or is, nearer than the limit or a multiple of the stop's distance.",
                    "Use less leverage or a nearer stop."};
        case DenyReason::VolumeTooThin:
            return {"R01", "The order is too large a part of what the market trades in a minute.",
                    "Make the order smaller, or trade where there is more volume."};
        case DenyReason::SelfTrade:
            return {"R24", "The order would trade with an order of our own, whose cancellation has been asked for.",
                    "Nothing: the next wish finds the way clear."};
    }
    return {};
}

namespace {

constexpr RiskRuleWords kRules[] = {
    {"R01", "order", "notional above order_notional_max, or above minute_share_max of the mean minute of the last hour",
     "denied"},
    {"R02", "order", "quantity below the minimum, above the maximum or off its lot; a price off its tick", "denied"},
    {"R03", "order", "limit price further from the middle than price_deviation_max", "denied"},
    {"R04", "order", "limit price beyond the collar around the mark price, or beyond the venue's price limit", "denied"},
    {"R05", "order", "the same instrument, side, price and quantity within duplicate_window; an intent id again",
     "denied; a repeated intent gets its first answer"},
    {"R06", "instrument", "worst case above position_notional_max or position_equity_ratio_max of the balance", "denied"},
    {"R07", "instrument", "more than open_orders_max open; more than cancels_per_fill_max cancels for each fill in 5 min",
     "denied; entries locked for instrument_lock"},
    {"R08", "account", "worst case above gross_notional_max, net_notional_max or correlated_notional_max", "denied"},
    {"R09", "account", "more than open_orders_max orders or open_stops_max stops", "denied"},
    {"R10", "account", "gross worst case above leverage_max times equity", "denied; open entries cancelled while it lasts"},
    {"R11", "account", "the venue's margin ratio below margin_ratio_min; below margin_ratio_kill",
     "denied and open entries cancelled; KILLED"},
    {"R12", "position",
     "liquidation nearer than liquidation_distance_min or liquidation_stop_multiple times the stop's distance; nearer than "
     "liquidation_reduce_distance; nearer than liquidation_close_distance",
     "denied; half is closed; all is closed and the instrument locked until a person resumes its entries"},
    {"R13", "strategy", "more than open_positions_max positions, entries_per_day_max or entries_per_hour_max entries",
     "denied"},
    {"R14", "strategy", "loss since 00:00 UTC above day_loss_max of the account's equity then", "locked until 00:00 UTC"},
    {"R15", "account", "loss since 00:00 UTC above day_loss_max; above day_loss_kill", "REDUCING; KILLED"},
    {"R16", "account", "fall from the highest equity of 30 days above drawdown_max; above drawdown_kill",
     "REDUCING; KILLED"},
    {"R17", "strategy",
     "more than losing_trades_max losing trades in a row, or stops_per_hour_max of them ended by a stop in 60 min",
     "locked for streak_lock"},
    {"R18", "session", "more than messages_per_second_max messages; messages_reserved of them are kept for exits and cancels",
     "denied, entries first"},
    {"R19", "data",
     "book older than book_age_max, mark price than mark_age_max, clock off by clock_offset_max, a feed broken; with a "
     "position for longer than blind_cancel_after; than blind_close_after",
     "denied; its open entries are cancelled; it is closed"},
    {"R20", "data", "last price further from the mark price than last_deviation_max, or a spread above spread_max",
     "entries locked for instrument_lock"},
    {"R21", "position", "a part of it without a stop at the venue for longer than unprotected_max", "closed, with an alert"},
    {"R22", "records", "a difference from the venue that stays; more than mismatches_per_day_max of them in a UTC day",
     "HALTED until they are equal; HALTED until a person resumes"},
    {"R23", "venue",
     "more than reject_ratio_max of 50 placements refused, a mean slippage above slippage_max over 20 market orders, 2 of "
     "100 answers later than acknowledgement_max",
     "REDUCING"},
    {"R24", "order", "would trade with an order of our own", "denied; our entry in the way is cancelled"},
    {"R25", "balance", "less than free_margin_ratio_min of the balance free after the order", "denied"},
    {"R26", "operator", "a kill; the venue's dead-man's switch not refreshed for its timeout",
     "KILLED; HALTED until a person resumes"},
    {"R27", "strategy",
     "more than repeated_fills_max entries filled on one side of an instrument within repeated_fills_window, without a wish "
     "of the other side",
     "locked until a person resumes its entries"},
};

}  // namespace

std::span<const RiskRuleWords> risk_rules() noexcept { return kRules; }

}  // namespace trading::execution
