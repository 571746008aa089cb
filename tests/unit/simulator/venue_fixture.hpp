#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "services/simulator/core/venue_core.hpp"

namespace trading::simulator {

inline base::Decimal dec(std::string_view text) { return base::Decimal::from_string(text).value(); }

inline const domain::InstrumentId kBtc{"BTC-USDT"};
inline const domain::InstrumentId kEth{"ETH-USDT"};
inline const domain::InstrumentId kBtcSwap{"BTC-USDT-SWAP"};
inline const domain::Currency kUsdt{"USDT"};
inline const domain::Currency kBtcCurrency{"BTC"};
inline const domain::AccountId kAnn{"ann"};
inline const domain::AccountId kBob{"bob"};
inline const domain::AccountId kCat{"cat"};
inline const domain::AccountId kDan{"dan"};

// A venue of users only, whose prices stand at 64000 (BTC) until someone trades: what happens is what the test does.
class VenueFixture : public ::testing::Test {
public:
    static VenueOptions quiet_options() {
        VenueOptions options;
        options.start = base::from_iso8601("2026-08-22T12:00:00.000Z").value();
        options.has_participants = false;
        options.history = std::chrono::hours{2};
        options.second_history = std::chrono::minutes{10};
        for (const domain::AccountId& id : {kAnn, kBob, kCat, kDan}) {
            AccountOptions account;
            account.id = id;
            account.uid = id.value();
            account.trading = {
                {kUsdt, dec("1000000")}, {kBtcCurrency, dec("100")}, {domain::Currency{"ETH"}, dec("100")}};
            account.funding = {{kUsdt, dec("5000")}};
            options.accounts.push_back(account);
        }
        return options;
    }

protected:
    VenueFixture() : VenueFixture(quiet_options()) {}
    explicit VenueFixture(const VenueOptions& options) : now_(options.start), core_(options) {}

    Reply send(const Input& input) {
        outputs_.clear();
        core_.on_input(input, now_, outputs_);
        return outputs_.reply;
    }

    void advance(base::Duration step) {
        now_ += step;
        send(AdvanceTime{});
    }

    static PlaceOrder order(
        const domain::AccountId& account,
        const domain::InstrumentId& instrument,
        domain::Side side,
        std::string_view size,
        std::string_view price = {}
    ) {
        PlaceOrder request;
        request.account = account;
        request.instrument = instrument;
        request.margin_mode = instrument == kBtcSwap ? MarginMode::Cross : MarginMode::Cash;
        request.side = side;
        request.size = dec(size);
        request.kind = price.empty() ? OrderKind::Market : OrderKind::Limit;
        if (!price.empty()) request.price = dec(price);
        return request;
    }

    static PlaceOrder buy(
        const domain::AccountId& account,
        const domain::InstrumentId& instrument,
        std::string_view size,
        std::string_view price = {}
    ) {
        return order(account, instrument, domain::Side::Buy, size, price);
    }

    static PlaceOrder sell(
        const domain::AccountId& account,
        const domain::InstrumentId& instrument,
        std::string_view size,
        std::string_view price = {}
    ) {
        return order(account, instrument, domain::Side::Sell, size, price);
    }

    std::int64_t must_place(const PlaceOrder& request) {
        const Reply reply = send(request);
        EXPECT_EQ(reply.code, "0") << reply.message;
        return reply.order_id;
    }

    OrderView order_of(const domain::AccountId& account, const domain::InstrumentId& instrument, std::int64_t id) {
        return core_.find_order(account, instrument.value(), id, {}).value();
    }

    template <class Kind>
    std::vector<Kind> events() const {
        std::vector<Kind> found;
        for (const Event& event : outputs_.events) {
            if (const auto* kind = std::get_if<Kind>(&event)) found.push_back(*kind);
        }
        return found;
    }

    BalanceView balance(const domain::AccountId& account, const domain::Currency& currency) const {
        for (const BalanceView& view : core_.balances(account)) {
            if (view.currency == currency) return view;
        }
        return {};
    }

    std::optional<PositionView> position(const domain::AccountId& account) const {
        const auto positions = core_.positions(account);
        return positions.empty() ? std::nullopt : std::optional{positions.front()};
    }

    // What everybody has together is what they began with.
    void expect_nothing_lost() const {
        EXPECT_EQ(core_.conserved_total(kUsdt), dec("4020000"));
        EXPECT_EQ(core_.conserved_total(kBtcCurrency), dec("400"));
    }

    // Moves last, index and mark of BTC to `price` by a small spot trade between bob and cat.
    void move_price(std::string_view price) {
        must_place(sell(kBob, kBtc, "0.001", price));
        PlaceOrder taker = buy(kCat, kBtc, "0.001", price);
        must_place(taker);
        advance(std::chrono::milliseconds{400});
    }

    base::Timestamp now_;
    VenueCore core_;
    Outputs outputs_;
};

// "live", "partially_filled +0.5@64000", "canceled 31": one line per push, for comparing whole stories.
inline std::string story_of(const OrderChanged& change) {
    std::string line;
    switch (change.order.state) {
        case OrderState::Live: line = "live"; break;
        case OrderState::PartiallyFilled: line = "partially_filled"; break;
        case OrderState::Filled: line = "filled"; break;
        case OrderState::Canceled:
            line = "canceled " + std::to_string(static_cast<int>(change.order.cancel_source));
            break;
    }
    if (change.fill) {
        line += " +" + change.fill->size.to_string() + "@" + change.fill->price.to_string() +
                (change.fill->role == ExecutionRole::Maker ? " M" : " T");
    }
    return line;
}

inline std::vector<std::string> story_of(const std::vector<OrderChanged>& changes, const domain::AccountId& account) {
    std::vector<std::string> lines;
    for (const OrderChanged& change : changes) {
        if (change.order.account == account) lines.push_back(story_of(change));
    }
    return lines;
}

}  // namespace trading::simulator
