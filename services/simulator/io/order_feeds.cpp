#include "services/simulator/io/order_feeds.hpp"

#include "services/simulator/io/okx_words.hpp"

namespace trading::simulator {

namespace {

[[nodiscard]] std::string algo_data(const AlgoView& algo, const OrderContext& context) {
    JsonWriter json;
    json.begin_array();
    write_algo(json, algo, context, true);
    return json.end_array().take();
}

}  // namespace

OrderContext order_context(const VenueCore& core, const domain::InstrumentId& instrument) {
    OrderContext context;
    const auto ticker = core.ticker(instrument.value());
    const InstrumentSpec* spec = core.find_instrument(instrument.value());
    if (ticker) context.last_price = ticker->last_price;
    if (spec != nullptr) context.contract_value = spec->published.contract_multiplier;
    return context;
}

void OrderFeeds::on_order(const OrderChanged& change) const {
    const OrderView& order = change.order;
    const std::string topic = account_topic("orders", order.account);
    if (!registry_.has(topic)) return;
    JsonWriter json;
    json.begin_array();
    write_order_push(json, change, order_context(host_.core(), order.instrument));
    const std::string data = json.end_array().take();
    FrameContext context;
    context.channel = "orders";
    context.instrument = order.instrument.value();
    context.has_fill = change.fill.has_value();
    registry_.visit(topic, [&](const Subscription& subscription, Subscriber& subscriber) {
        if (!subscription.wants(order.instrument.value(), okx_type(order.is_spot))) return;
        subscriber.push(context, make_push(subscription.pushed_argument, "", data));
    });
}

void OrderFeeds::on_algo(const AlgoView& algo) const {
    const std::string_view channel = algo.kind == AlgoKind::Trailing ? "algo-advance" : "orders-algo";
    const std::string topic = account_topic(channel, algo.account);
    if (!registry_.has(topic)) return;
    const std::string data = algo_data(algo, order_context(host_.core(), algo.instrument));
    FrameContext context;
    context.channel = channel;
    context.instrument = algo.instrument.value();
    registry_.visit(topic, [&](const Subscription& subscription, Subscriber& subscriber) {
        if (!subscription.wants(algo.instrument.value(), okx_type(algo.is_spot))) return;
        subscriber.push(context, make_push(subscription.pushed_argument, "", data));
    });
}

bool OrderFeeds::on_subscribed(Subscriber& subscriber, const Subscription& subscription) const {
    if (subscription.channel != "algo-advance") {
        return subscription.channel == "orders" || subscription.channel == "orders-algo";
    }
    AlgoFilter filter;
    filter.kinds = {AlgoKind::Trailing};
    for (const AlgoView& algo : host_.core().pending_algos(subscription.account, filter)) {
        if (!subscription.wants(algo.instrument.value(), okx_type(algo.is_spot))) continue;
        FrameContext context;
        context.channel = subscription.channel;
        context.instrument = algo.instrument.value();
        context.is_initial = true;
        const std::string data = algo_data(algo, order_context(host_.core(), algo.instrument));
        subscriber.push(context, make_push(subscription.pushed_argument, "", data));
    }
    return true;
}

}  // namespace trading::simulator
