#include "services/simulator/core/venue_core.hpp"

#include "services/simulator/core/venue_parts.hpp"

#include <utility>

namespace trading::simulator {
namespace {

// Sends an input to the part that answers for it.
struct Dispatch {
    VenueState& venue;
    OrderDesk& desk;
    AlgoDesk& algos;
    AccountDesk& accounts;
    Pulse& pulse;
    base::Timestamp now;

    Reply operator()(const PlaceOrder& input) { return desk.place(input); }
    Reply operator()(const CancelOrder& input) { return desk.cancel(input); }
    Reply operator()(const AmendOrder& input) { return desk.amend(input); }
    Reply operator()(const PlaceAlgo& input) { return algos.place(input); }
    Reply operator()(const AmendAlgo& input) { return algos.amend(input); }
    Reply operator()(const CancelAlgo& input) { return algos.cancel(input); }
    Reply operator()(const ClosePosition& input) { return desk.close_position(input); }
    Reply operator()(const CancelAllAfter& input) { return desk.set_cancel_timer(input); }
    Reply operator()(const SetLeverage& input) { return accounts.set_leverage(input); }
    Reply operator()(const AdjustMargin& input) { return accounts.adjust_margin(input); }
    Reply operator()(const SetPositionMode& input) { return accounts.set_position_mode(input); }
    Reply operator()(const Transfer& input) { return accounts.transfer(input); }

    Reply operator()(const AdvanceTime&) {
        while (pulse.run_slot(now)) algos.settle();
        return {};
    }

    Reply operator()(const SetSpeed& input) {
        pulse.set_speed(input.speed);
        return {};
    }

    Reply operator()(const SetInstrumentStatus& input) {
        Market* market = venue.find_market(input.instrument.value());
        if (market == nullptr) return refuse({"51001", "Instrument ID doesn't exist.", {}});
        market->spec.published.status = input.status;
        market->spec.published.ts_event = now;
        for (InstrumentSpec& spec : venue.options.instruments) {
            if (spec.published.id == input.instrument) spec.published = market->spec.published;
        }
        venue.emit(InstrumentChanged{input.instrument});
        return {};
    }
};

}  // namespace

VenueCore::State::State(VenueOptions options)
    : venue(std::move(options)),
      keeper(venue),
      clearing(venue, keeper),
      matcher(venue, keeper, clearing),
      desk(venue, keeper, matcher),
      algos(venue, desk, keeper),
      account_desk(venue, keeper, clearing),
      crowd(venue, matcher, venue.options.seed),
      pulse(venue, desk, keeper, clearing, crowd) {
    Outputs before_opening;
    venue.outputs = &before_opening;
    pulse.start();
    venue.outputs = nullptr;
}

VenueCore::VenueCore(VenueOptions options) : state_(std::make_unique<State>(std::move(options))) {}
VenueCore::~VenueCore() = default;
VenueCore::VenueCore(VenueCore&&) noexcept = default;
VenueCore& VenueCore::operator=(VenueCore&&) noexcept = default;

void VenueCore::on_input(const Input& input, base::Timestamp now, Outputs& outputs) {
    VenueState& venue = state_->venue;
    TRADING_ASSERT(now >= venue.now);
    venue.outputs = &outputs;
    const bool is_time = std::holds_alternative<AdvanceTime>(input);
    if (!is_time) {
        venue.now = now;
        state_->pulse.roll_candles();
    }
    Dispatch dispatch{venue, state_->desk, state_->algos, state_->account_desk, state_->pulse, now};
    outputs.reply = std::visit(dispatch, input);
    if (is_time) {
        // The slots have run at their own times; what is left of the interval passes without them.
        venue.now = now;
        state_->pulse.roll_candles();
    } else {
        state_->algos.settle();
    }
    venue.flush_market_events();
    venue.outputs = nullptr;
}

}  // namespace trading::simulator
