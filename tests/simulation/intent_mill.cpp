#include "tests/simulation/intent_mill.hpp"

#include "common/base/assert.hpp"

#include <utility>

namespace trading::simulation {

using namespace domain;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr base::Duration kResend = milliseconds{600};

Price shifted(Price price, std::int64_t ticks) {
    const auto step = base::Decimal::from_parts(ticks, 1);
    TRADING_ASSERT(step.has_value());
    const auto sum = base::add(price.value(), *step);
    TRADING_ASSERT(sum.has_value());
    return Price{*sum};
}

}  // namespace

IntentMill::IntentMill(Scene& scene, const Venue& venue, std::function<base::Timestamp()> local_now, Send send)
    : scene_(scene), venue_(venue), local_now_(std::move(local_now)), send_(std::move(send)) {}

void IntentMill::start() {
    scene_.schedule.after(seconds{2}, [this] { step(); });
}

void IntentMill::step() {
    if (is_stopped_) return;
    const std::uint64_t luck = scene_.draws.bits(Site::Wish, 1);
    // Now and then a burst.
    const std::uint64_t burst = luck % 11 == 0 ? 3 + (luck >> 8U) % 12 : 1;
    for (std::uint64_t wish = 0; wish < burst; ++wish) {
        OrderIntent intent = make(base::mix(luck + wish));
        if (burst > 8) make_small(intent, luck, wish);
        sent_.push_back(intent);
        unanswered_.try_emplace(intent.intent_id, Waiting{intent, scene_.now()});
        transmit(intent.intent_id);
    }
    if (luck % 7 == 0 && !sent_.empty()) send_(sent_[(luck >> 16U) % sent_.size()]);
    scene_.schedule.after(scene_.draws.between(Site::Wish, 2, milliseconds{200}, milliseconds{2600}), [this] {
        step();
    });
}

void IntentMill::transmit(const IntentId& id) {
    const auto waiting = unanswered_.find(id);
    if (waiting == unanswered_.end()) return;
    send_(waiting->second.intent);
    scene_.schedule.after(kResend, [this, id] { transmit(id); });
}

std::optional<IntentId> IntentMill::ignored_for(base::Duration patience) const {
    for (const auto& [id, waiting] : unanswered_) {
        if (scene_.now() - waiting.ts_first > patience) return id;
    }
    return std::nullopt;
}

OrderIntent IntentMill::make(std::uint64_t luck) {
    OrderIntent intent;
    intent.intent_id = IntentId{"mill" + std::to_string(++count_)};
    intent.strategy_id = StrategyId{"mill"};
    intent.instrument_id = InstrumentId{luck % 4 == 0 ? kSpot : kSwap};
    intent.reason = "mill";
    intent.ts_created = local_now_();
    intent.valid_until = local_now_() + milliseconds{200 + (luck >> 4U) % 3800};
    intent.side = (luck >> 16U) % 2 == 0 ? Side::Buy : Side::Sell;
    const std::uint64_t kind = (luck >> 20U) % 10;
    if (kind < 6) {
        make_entry(intent, base::mix(luck));
    } else if (kind < 8) {
        intent.kind = IntentKind::Exit;
        intent.type = OrderType::Market;
        intent.quantity = Quantity{*base::Decimal::from_parts(1 + static_cast<std::int64_t>((luck >> 24U) % 120), 1)};
    } else if (kind == 8 && !sent_.empty()) {
        intent.kind = IntentKind::Cancel;
        intent.target_intent_id = sent_[(luck >> 24U) % sent_.size()].intent_id;
    } else {
        make_entry(intent, base::mix(luck));
        intent.kind = IntentKind::Protect;
    }
    if ((luck >> 40U) % 12 == 0) spoil(intent, luck >> 44U);
    return intent;
}

void IntentMill::make_entry(OrderIntent& intent, std::uint64_t luck) const {
    intent.kind = IntentKind::Enter;
    const auto ticker = venue_.core().ticker(intent.instrument_id.value());
    TRADING_ASSERT(ticker.has_value());
    const Price last{ticker->last_price};
    const bool is_spot = intent.instrument_id.value() == kSpot;
    const auto size = is_spot ? 10 + static_cast<std::int64_t>(luck % 1000) : 1 + static_cast<std::int64_t>(luck % 120);
    intent.quantity = Quantity{*base::Decimal::from_parts(size, is_spot ? 4 : 1)};
    const std::int64_t away = intent.side == Side::Buy ? -1 : 1;
    intent.stop_price = shifted(last, away * (600 + static_cast<std::int64_t>((luck >> 8U) % 2000)));
    if ((luck >> 20U) % 3 != 0) {
        intent.take_profit_price = shifted(last, -away * (500 + static_cast<std::int64_t>((luck >> 24U) % 3000)));
    }
    if ((luck >> 36U) % 3 == 0) {
        intent.type = OrderType::Market;
        return;
    }
    intent.type = (luck >> 40U) % 5 == 0 ? OrderType::PostOnly : OrderType::Limit;
    intent.limit_price = shifted(last, away * static_cast<std::int64_t>((luck >> 44U) % 300) - away * 60);
}

// One of many small entries at once: each fits every limit but the one on how many there may be in a second.
void IntentMill::make_small(OrderIntent& intent, std::uint64_t luck, std::uint64_t wish) const {
    intent.instrument_id = InstrumentId{kSwap};
    intent.strategy_id = StrategyId{"mill"};
    intent.kind = IntentKind::Enter;
    intent.side = (luck >> 32U) % 2 == 0 ? Side::Buy : Side::Sell;
    intent.type = OrderType::Market;
    intent.limit_price.reset();
    intent.take_profit_price.reset();
    const auto ticker = venue_.core().ticker(kSwap);
    TRADING_ASSERT(ticker.has_value());
    intent.stop_price = shifted(Price{ticker->last_price}, intent.side == Side::Buy ? -2000 : 2000);
    intent.quantity = Quantity{*base::Decimal::from_parts(1 + static_cast<std::int64_t>(wish), 1)};
    intent.valid_until = local_now_() + seconds{3};
}

void IntentMill::spoil(OrderIntent& intent, std::uint64_t luck) const {
    switch (luck % 7) {
        case 0: intent.valid_until = local_now_() - seconds{1}; break;
        case 1: intent.instrument_id = InstrumentId{"DOGE-USDT"}; break;
        case 2: intent.quantity = Quantity{*base::Decimal::from_parts(15, 6)}; break;
        case 3: intent.stop_price.reset(); break;
        case 4: intent.strategy_id = StrategyId{"nobody"}; break;
        case 5: intent.valid_until = {}; break;
        default:
            if (intent.limit_price) intent.limit_price = shifted(*intent.limit_price, 30'000);
            break;
    }
}

}  // namespace trading::simulation
