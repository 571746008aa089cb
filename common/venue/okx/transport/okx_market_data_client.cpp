#include "common/venue/okx/transport/okx_market_data_client.hpp"

#include <algorithm>

namespace trading::venue::okx {

struct OkxMarketDataClient::CandleFetch {
    domain::FetchCandles request;
    std::vector<domain::Candle> candles;  // Oldest first.
    int pages = 0;
};

OkxMarketDataClient::OkxMarketDataClient(LwsEventLoop& loop, const base::Clock& clock, Options options)
    : loop_(loop),
      clock_(clock),
      options_(std::move(options)),
      rest_(
          loop,
          clock,
          {.addresses = options_.addresses, .http = {.ca_file = options_.ca_file}, .seed = options_.seed},
          counters_
      ),
      public_(make_session(SocketPath::Public, options_.seed + 1)),
      business_(make_session(SocketPath::Business, options_.seed + 2)) {}

OkxMarketDataClient::~OkxMarketDataClient() = default;

std::unique_ptr<SocketSession> OkxMarketDataClient::make_session(SocketPath path, std::uint64_t seed) {
    const bool is_public = path == SocketPath::Public;
    SocketSession::Options options;
    options.address = is_public ? options_.addresses.public_socket : options_.addresses.business_socket;
    options.ca_file = options_.ca_file;
    options.session.seed = seed;
    return std::make_unique<SocketSession>(
        loop_,
        std::move(options),
        SocketSession::Handlers{
            .on_message = [this, path](LinkId link, const FrameBuffer& frame) { return on_message(path, link, frame); },
            .on_up =
                [this, is_public](bool is_handover) {
                    if (is_public && !is_handover) handler_(domain::FeedConnection{true, "connected"});
                },
            .on_down =
                [this, is_public](const std::string& reason) {
                    if (is_public) handler_(domain::FeedConnection{false, reason});
                },
            .on_subscribed =
                [this](const ChannelArgument& argument) {
                    if (const auto key = feed_key_of(argument)) handler_(domain::SubscriptionConfirmed{*key});
                },
            .on_refused =
                [this](const ErrorReported& error) {
                    if (!error.argument) return;
                    const auto key = feed_key_of(*error.argument);
                    if (key) handler_(domain::SubscriptionRefused{*key, error.code + " " + error.detail});
                },
            .on_link_lost = nullptr,
        },
        counters_
    );
}

base::Result<std::vector<domain::Instrument>> OkxMarketDataClient::fetch_instruments() {
    std::vector<domain::Instrument> all;
    for (const auto kind :
         {domain::InstrumentKind::Spot, domain::InstrumentKind::PerpetualSwap, domain::InstrumentKind::Future}) {
        RestRequest request;
        writer_.instruments(kind, request);
        const auto failure = rest_.read_and_wait(request, [&](const RestReply& reply) -> std::optional<RestFailure> {
            auto instruments = rest_parser_.instruments(reply);
            if (!instruments) return instruments.error();
            std::move(instruments->begin(), instruments->end(), std::back_inserter(all));
            return std::nullopt;
        });
        if (failure) return base::failure(failure->to_error().with_context("loading the venue's instruments"));
    }
    return all;
}

void OkxMarketDataClient::start(EventHandler handler) {
    handler_ = std::move(handler);
    public_->start();
    business_->start();
}

void OkxMarketDataClient::stop() {
    public_->stop();
    business_->stop();
}

std::optional<SocketEvent> OkxMarketDataClient::on_message(SocketPath path, LinkId link, const FrameBuffer& frame) {
    if (!parser_.parse(frame, clock_.now(), frame_)) return std::nullopt;
    counters_.lost_items += frame_.lost_items;
    if (session_of(path).is_handing_over() && is_superseded(path, link)) return std::move(frame_.event);
    for (const domain::VenueFeedEvent& fact : frame_.facts) handler_(fact);
    return std::move(frame_.event);
}

bool OkxMarketDataClient::is_superseded(SocketPath path, LinkId link) {
    if (!frame_.key) return false;
    const domain::Channel channel = frame_.key->channel;
    // Each of these must arrive once at least, and late or double ones do no harm.
    if (channel == domain::Channel::Trades || channel == domain::Channel::Candles) return false;
    bool is_taken = true;
    for (const ChannelArgument& argument : arguments_of(*frame_.key)) {
        is_taken = session_of(path).takes(link, argument) && is_taken;
    }
    return !is_taken;
}

SocketSession& OkxMarketDataClient::session_of(SocketPath path) {
    return path == SocketPath::Business ? *business_ : *public_;
}

void OkxMarketDataClient::execute(const domain::VenueFeedCommand& command) {
    struct Visitor {
        OkxMarketDataClient& client;

        void operator()(const domain::Subscribe& subscribe) const {
            const auto arguments = arguments_of(subscribe.key);
            if (arguments.empty()) {
                client.handler_(domain::SubscriptionRefused{subscribe.key, "the venue has no such feed"});
                return;
            }
            client.session_of(socket_path_of(subscribe.key.channel)).subscribe(arguments);
        }
        void operator()(const domain::Unsubscribe& unsubscribe) const {
            client.session_of(socket_path_of(unsubscribe.key.channel)).unsubscribe(arguments_of(unsubscribe.key));
        }
        void operator()(const domain::FetchBook& fetch) const { client.fetch_book(fetch); }
        void operator()(const domain::FetchCandles& fetch) const {
            client.fetch_candles(std::make_shared<CandleFetch>(CandleFetch{fetch, {}, 0}));
        }
    };
    std::visit(Visitor{*this}, command);
}

void OkxMarketDataClient::fetch_book(const domain::FetchBook& request) {
    RestRequest rest;
    writer_.book(request, rest);
    const domain::InstrumentId id = request.instrument_id;
    rest_.read(
        rest,
        id,
        [this, id](const RestReply& reply) -> std::optional<RestFailure> {
            auto book = rest_parser_.book(reply, id);
            if (!book) return book.error();
            handler_(domain::BookFetched{std::move(*book)});
            return std::nullopt;
        },
        [this, id](const RestFailure& failure) {
            handler_(domain::BookFetchFailed{id, failure.to_error()});
        }
    );
}

void OkxMarketDataClient::fetch_candles(const std::shared_ptr<CandleFetch>& fetch) {
    RestRequest rest;
    const domain::FetchCandles& request = fetch->request;
    const auto fail = [this, fetch](const base::Error& error) {
        handler_(domain::CandlesFetchFailed{fetch->request.instrument_id, fetch->request.interval, error});
    };
    const base::Timestamp before = fetch->candles.empty() ? base::Timestamp{} : fetch->candles.front().ts_open;
    if (!writer_.candles(request, before, rest)) {
        return fail({base::ErrorCode::InvalidArgument, "the venue has no candles of this interval"});
    }
    ++fetch->pages;
    rest_.read(
        rest,
        request.instrument_id,
        [this, fetch](const RestReply& reply) -> std::optional<RestFailure> {
            auto page = rest_parser_.candles(reply, fetch->request);
            if (!page) return page.error();
            const bool is_end = page->empty();
            fetch->candles.insert(fetch->candles.begin(), page->begin(), page->end());
            const auto wanted = static_cast<std::size_t>(std::max(fetch->request.count, 0));
            // One of a page may still be open: no second page is asked for its sake.
            if (!is_end && fetch->candles.size() + 1 < wanted && fetch->pages < kCandlePagesMax) {
                fetch_candles(fetch);
                return std::nullopt;
            }
            if (fetch->candles.size() > wanted) {
                const auto surplus = static_cast<std::ptrdiff_t>(fetch->candles.size() - wanted);
                fetch->candles.erase(fetch->candles.begin(), fetch->candles.begin() + surplus);
            }
            handler_(domain::CandlesFetched{
                fetch->request.instrument_id, fetch->request.interval, std::move(fetch->candles)});
            return std::nullopt;
        },
        [fail](const RestFailure& failure) { fail(failure.to_error()); }
    );
}

}  // namespace trading::venue::okx
