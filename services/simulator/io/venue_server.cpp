#include "services/simulator/io/venue_server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>

namespace trading::simulator {

namespace {

template <class>
inline constexpr bool kIsUnknown = false;

}  // namespace

VenueServer::VenueServer(VenueServerOptions options, const base::Clock& clock)
    : clock_(clock),
      keys_(std::move(options.keys)),
      faults_(options.fault_seed),
      host_(std::move(options.venue), clock),
      replay_(
          options.capture ? std::make_unique<ReplayMarket>(std::move(*options.capture), options.replay_speed, registry_)
                          : nullptr
      ),
      books_(host_, registry_, faults_, clock),
      prices_(host_, registry_, clock),
      reference_(host_, registry_, clock),
      orders_(host_, registry_),
      money_(host_, registry_, clock),
      market_(host_, books_, reference_, replay_.get()),
      desk_(host_, limiter_, clock),
      operations_(desk_, faults_, clock),
      rest_venue_{host_, desk_, limiter_, clock, market_, transfers_},
      rest_(rest_venue_, keys_, faults_),
      session_environment_{keys_, clock, faults_, registry_, *this, options.idle_maximum},
      connection_ids_(options.fault_seed),
      web_(std::move(options.web), *this) {
    host_.on_event([this](const Event& event) { on_event(event); });
    host_.on_flushed([this] { money_.on_flushed(); });
    web_.every(kSlot, [this] { on_slot(); });
}

VenueServer::~VenueServer() = default;

base::Result<std::string> VenueServer::add_fault(FaultSpec spec) {
    const FaultSpec fault = spec;
    auto id = faults_.add(std::move(spec), clock_.monotonic_now());
    if (!id || !hits_sockets(fault.kind)) return id;
    for (const auto& session : sessions_) {
        const bool is_in_scope = fault.channel.empty() || fault.channel == path_word(session->path());
        if (is_in_scope && faults_.strikes(*id)) session->suffer(fault);
    }
    return id;
}

void VenueServer::on_slot() {
    host_.advance();
    const base::Timestamp now = host_.now();
    books_.on_slot(now);
    prices_.on_slot();
    reference_.on_slot();
    money_.on_slot();
    if (replay_) replay_->pump(clock_.monotonic_now());
    for (const auto& session : sessions_) session->pump();
    forget_gone_sockets();
}

void VenueServer::on_event(const Event& event) {
    std::visit(
        [this](const auto& happened) {
            using Happened = std::decay_t<decltype(happened)>;
            if constexpr (std::is_same_v<Happened, OrderChanged>) {
                count(happened);
                orders_.on_order(happened);
                if (happened.fill) money_.on_fill(happened.order.account, *happened.fill);
            } else if constexpr (std::is_same_v<Happened, AlgoChanged>) {
                orders_.on_algo(happened.algo);
            } else if constexpr (std::is_same_v<Happened, BalanceChanged>) {
                money_.on_balance(happened);
            } else if constexpr (std::is_same_v<Happened, PositionChanged>) {
                money_.on_position(happened);
                transfers_.on_position(happened);
            } else if constexpr (std::is_same_v<Happened, BillBooked>) {
                // Bills are only asked for; no channel carries them.
            } else if constexpr (std::is_same_v<Happened, PublicTrade>) {
                prices_.on_trade(happened.trade);
            } else if constexpr (std::is_same_v<Happened, BookChanged>) {
                books_.on_changed(happened.instrument);
            } else if constexpr (std::is_same_v<Happened, TickerChanged>) {
                prices_.on_ticker_changed(happened.instrument);
            } else if constexpr (std::is_same_v<Happened, CandleChanged>) {
                prices_.on_candle_changed(happened.instrument);
            } else if constexpr (std::is_same_v<Happened, CandleClosed>) {
                prices_.on_candle_closed(happened);
            } else if constexpr (std::is_same_v<Happened, MarkChanged>) {
                reference_.on_mark(happened.mark);
            } else if constexpr (std::is_same_v<Happened, IndexChanged>) {
                reference_.on_index(happened.index);
            } else if constexpr (std::is_same_v<Happened, FundingChanged>) {
                reference_.on_funding(happened.funding);
            } else if constexpr (std::is_same_v<Happened, PriceLimitChanged>) {
                reference_.on_limit(happened.limit);
            } else if constexpr (std::is_same_v<Happened, InstrumentChanged>) {
                reference_.on_instrument(happened.instrument);
            } else if constexpr (std::is_same_v<Happened, LiquidationPrinted>) {
                reference_.on_liquidation(happened);
            } else if constexpr (std::is_same_v<Happened, LiquidationWarned>) {
                money_.on_warning(happened);
            } else {
                static_assert(kIsUnknown<Happened>, "every event has its channel");
            }
        },
        event
    );
}

void VenueServer::count(const OrderChanged& change) {
    if (change.fill) ++account_fills_;
    if (change.order.state == OrderState::Canceled) ++orders_cancelled_;
}

void VenueServer::forget_gone_sockets() {
    std::erase_if(sessions_, [this](const auto& session) {
        if (!session->is_gone()) return false;
        spoiled_by_gone_sockets_ += session->spoiled();
        return true;
    });
}

std::size_t VenueServer::open_sockets() const noexcept { return sessions_.size(); }

std::uint64_t VenueServer::frames_spoiled() const noexcept {
    std::uint64_t total = spoiled_by_gone_sockets_;
    for (const auto& session : sessions_) total += session->spoiled();
    return total;
}

HttpResponse VenueServer::on_request(const HttpRequest& request) {
    HttpResponse response = rest_.handle(request);
    // After the answer is on its way: first the answer, then the pushes.
    web_.post([this] { host_.flush(); });
    return response;
}

std::shared_ptr<SocketProtocol> VenueServer::on_socket(const HttpRequest& request, SocketLink& link) {
    const auto path = parse_socket_path(request.target);
    if (!path) return nullptr;
    std::string id = fmt::format("{:08x}", static_cast<std::uint32_t>(connection_ids_.next()));
    auto session = std::make_shared<SocketSession>(session_environment_, *path, link, std::move(id));
    sessions_.push_back(session);
    return session;
}

bool VenueServer::instrument_exists(std::string_view instrument) const { return market_.find(instrument) != nullptr; }

bool VenueServer::index_exists(std::string_view index) const { return host_.core().has_index(index); }

std::string VenueServer::uid_of(const domain::AccountId& account) const {
    return host_.core().account_config(account).uid;
}

void VenueServer::on_subscribed(Subscriber& subscriber, const Subscription& subscription) {
    if (replay_ && replay_->has_topic(subscription.topic)) {
        replay_->on_subscribed(subscriber, subscription, clock_.monotonic_now());
        return;
    }
    if (prices_.on_subscribed(subscriber, subscription) || reference_.on_subscribed(subscriber, subscription) ||
        orders_.on_subscribed(subscriber, subscription) || money_.on_subscribed(subscriber, subscription)) {
        return;
    }
    books_.on_subscribed(subscriber, subscription);
}

void VenueServer::on_operation(const JsonValue& request, const ApiKey& key, Answer answer) {
    OperationAnswer result = operations_.execute(request, key);
    if (!result.is_lost && result.delay <= base::Duration::zero()) {
        answer(std::move(result.text));
    } else if (!result.is_lost) {
        web_.call_after(result.delay, [answer = std::move(answer), text = std::move(result.text)] { answer(text); });
    }
    host_.flush();
}

bool VenueServer::is_order_operation(std::string_view op) const { return OperationDesk::is_operation(op); }

}  // namespace trading::simulator
