#include "common/venue/okx/rest_messages.hpp"

#include "common/venue/okx/account_items.hpp"
#include "common/venue/okx/market_items.hpp"
#include "common/venue/okx/order_items.hpp"
#include "common/venue/okx/rest_envelope.hpp"
#include "common/venue/okx/settings_items.hpp"

#include <algorithm>

namespace trading::venue::okx {
namespace {

constexpr int kHttpOk = 200;

// The code of a failure whose body names none.
RestFailure unreadable(const RestReply& reply, std::string detail) {
    return RestFailure{
        .http_status = reply.http_status,
        .detail = std::move(detail),
        .advice = advice_for_http_status(reply.http_status),
    };
}

// Takes the facts of one kind out of what the item readers produced.
template <class Fact>
std::vector<Fact> facts_of(FeedEvents& events) {
    std::vector<Fact> facts;
    facts.reserve(events.size());
    for (domain::VenueFeedEvent& event : events) {
        if (Fact* fact = std::get_if<Fact>(&event)) facts.push_back(std::move(*fact));
    }
    return facts;
}

}  // namespace

class RestMessageParser::Impl {
public:
    // Reads the items of a successful answer with `read(object)`, all of them: half an answer would pass for the whole
    // truth, without a position, an order or a fill.
    template <class Read>
    [[nodiscard]] RestResult<void> read_all(const RestReply& reply, Read&& read) {
        RestResult<void> result = read_objects(reply, std::forward<Read>(read));
        if (!result || reader_.lost_items() == 0) return result;
        RestFailure failure = unreadable(reply, reader_.loss_detail());
        failure.advice = advice_for("");
        return tl::unexpected(std::move(failure));
    }

    // The same, without items that cannot be read; they are counted.
    template <class Read>
    [[nodiscard]] RestResult<void> read_objects(const RestReply& reply, Read&& read) {
        return read_items(reply, [&](JsonValue& item) {
            JsonObject object;
            return item.get_object().get(object) == simdjson::SUCCESS && read(object);
        });
    }

    template <class Read>
    [[nodiscard]] RestResult<void> read_items(const RestReply& reply, Read&& read) {
        ++reader_.counters().frames;
        if (!envelope_.walk(reader_, reply, false, read)) {
            ++reader_.counters().malformed_frames;
            return tl::unexpected(unreadable(reply, "the answer is not one of the venue's"));
        }
        if (envelope_.code() != "0") {
            return tl::unexpected(RestFailure{
                .http_status = reply.http_status,
                .code = envelope_.code(),
                .detail = envelope_.message(),
                .advice = advice_for(envelope_.code()),
            });
        }
        if (reply.http_status != kHttpOk) return tl::unexpected(unreadable(reply, "HTTP status and body disagree"));
        return {};
    }

    // Reads a page with `read(object, oldest_id, items)`.
    template <class T, class Read>
    [[nodiscard]] RestResult<RestPage<T>> read_page(const RestReply& reply, Read&& read) {
        RestPage<T> page;
        const RestResult<void> result = read_all(reply, [&](JsonObject& object) {
            ++page.row_count;
            return read(object, page.oldest_id, page.items);
        });
        if (!result) return tl::unexpected(result.error());
        return page;
    }

    // Reads market items and keeps those of one kind.
    template <class Fact, class Read>
    [[nodiscard]] RestResult<std::vector<Fact>> read_facts(const RestReply& reply, Read&& read) {
        FeedEvents events;
        const RestResult<void> result =
            read_objects(reply, [&](JsonObject& object) { return read(reader_, object, events); });
        if (!result) return tl::unexpected(result.error());
        return facts_of<Fact>(events);
    }

    [[nodiscard]] std::vector<domain::RequestAnswered> read_answers(
        const RestReply& reply, domain::RequestKind kind, bool is_stop
    ) {
        ++reader_.counters().frames;
        std::vector<domain::RequestAnswered> answers;
        const bool is_read = envelope_.walk(reader_, reply, true, [&](JsonValue& item) {
            JsonObject object;
            return item.get_object().get(object) == simdjson::SUCCESS &&
                   read_answer(reader_, object, kind, is_stop, answers);
        });
        if (is_read && !answers.empty()) return answers;
        if (!is_read) ++reader_.counters().malformed_frames;
        answers.clear();
        answers.push_back(answer_for_all(reply, kind, is_stop, is_read));
        return answers;
    }

    ItemReader reader_;
    RestEnvelope envelope_;
    std::string row_id_;

private:
    // Without items a plain success proves nothing about any order.
    [[nodiscard]] domain::RequestAnswered answer_for_all(
        const RestReply& reply, domain::RequestKind kind, bool is_stop, bool is_read
    ) const {
        const ErrorAdvice advice = is_read ? advice_for(envelope_.code()) : advice_for_http_status(reply.http_status);
        const bool proves_nothing = advice.write_outcome == domain::RequestOutcome::Accepted;
        return domain::RequestAnswered{
            .kind = kind,
            .outcome = proves_nothing ? domain::RequestOutcome::Unknown : advice.write_outcome,
            .is_stop = is_stop,
            .code = is_read ? envelope_.code() : "http " + std::to_string(reply.http_status),
            .detail = is_read ? envelope_.message() : "the answer is not one of the venue's",
            .ts_received = reply.ts_received,
        };
    }
};

base::Error RestFailure::to_error() const {
    std::string text = code.empty() ? "HTTP " + std::to_string(http_status) : "OKX " + code;
    text.append(": ").append(advice.meaning);
    if (!detail.empty()) text.append(" (").append(detail).append(")");
    return base::Error{advice.error_code, std::move(text)};
}

RestMessageParser::RestMessageParser() : impl_(std::make_unique<Impl>()) {}
RestMessageParser::~RestMessageParser() = default;
RestMessageParser::RestMessageParser(RestMessageParser&&) noexcept = default;
RestMessageParser& RestMessageParser::operator=(RestMessageParser&&) noexcept = default;

RestResult<base::Timestamp> RestMessageParser::server_time(const RestReply& reply) {
    base::Timestamp time{};
    const RestResult<void> result =
        impl_->read_all(reply, [&](JsonObject& object) { return read_server_time(impl_->reader_, object, time); });
    if (!result) return tl::unexpected(result.error());
    if (time == base::Timestamp{}) return tl::unexpected(unreadable(reply, "the answer has no time"));
    return time;
}

RestResult<std::vector<domain::Instrument>> RestMessageParser::instruments(const RestReply& reply) {
    FeedEvents events;
    const RestResult<void> result =
        impl_->read_objects(reply, [&](JsonObject& object) { return read_instrument(impl_->reader_, object, events); });
    if (!result) return tl::unexpected(result.error());
    std::vector<domain::Instrument> instruments;
    instruments.reserve(events.size());
    for (domain::InstrumentUpdate& update : facts_of<domain::InstrumentUpdate>(events)) {
        instruments.push_back(std::move(update.instrument));
    }
    return instruments;
}

RestResult<domain::BookFrame> RestMessageParser::book(
    const RestReply& reply, const domain::InstrumentId& instrument_id
) {
    FeedEvents events;
    const RestResult<void> result = impl_->read_all(reply, [&](JsonObject& object) {
        return read_book(impl_->reader_, object, instrument_id, true, events);
    });
    if (!result) return tl::unexpected(result.error());
    std::vector<domain::BookFrame> frames = facts_of<domain::BookFrame>(events);
    if (frames.empty()) return tl::unexpected(unreadable(reply, "the answer has no book"));
    return std::move(frames.front());
}

RestResult<std::vector<domain::Candle>> RestMessageParser::candles(
    const RestReply& reply, const domain::FetchCandles& request
) {
    FeedEvents events;
    const RestResult<void> result = impl_->read_items(reply, [&](JsonValue& row) {
        return read_candle(impl_->reader_, row, request.instrument_id, request.interval, events);
    });
    if (!result) return tl::unexpected(result.error());
    std::vector<domain::Candle> candles = facts_of<domain::Candle>(events);
    std::erase_if(candles, [](const domain::Candle& candle) { return !candle.is_closed; });
    std::reverse(candles.begin(), candles.end());
    return candles;
}

RestResult<std::vector<domain::VenueStatus>> RestMessageParser::venue_statuses(const RestReply& reply) {
    return impl_->read_facts<domain::VenueStatus>(reply, read_venue_status);
}

RestResult<std::vector<domain::FundingRate>> RestMessageParser::funding_rates(const RestReply& reply) {
    return impl_->read_facts<domain::FundingRate>(reply, read_funding_rate);
}

RestResult<AccountSettings> RestMessageParser::account_settings(const RestReply& reply) {
    AccountSettings settings;
    const RestResult<void> result = impl_->read_all(reply, [&](JsonObject& object) {
        return read_account_settings(impl_->reader_, object, settings);
    });
    if (!result) return tl::unexpected(result.error());
    if (settings.account_level == 0) return tl::unexpected(unreadable(reply, "the answer has no account level"));
    return settings;
}

RestResult<domain::BalancesReported> RestMessageParser::balances(const RestReply& reply) {
    domain::BalancesReported balances;
    const RestResult<void> result =
        impl_->read_all(reply, [&](JsonObject& object) { return read_balances(impl_->reader_, object, balances); });
    if (!result) return tl::unexpected(result.error());
    return balances;
}

RestResult<std::vector<domain::PositionReport>> RestMessageParser::positions(const RestReply& reply) {
    std::vector<domain::PositionReport> positions;
    const RestResult<void> result =
        impl_->read_all(reply, [&](JsonObject& object) { return read_position(impl_->reader_, object, positions); });
    if (!result) return tl::unexpected(result.error());
    return positions;
}

RestResult<std::vector<domain::FeeRates>> RestMessageParser::fee_rates(const RestReply& reply) {
    std::vector<domain::FeeRates> rates;
    const RestResult<void> result =
        impl_->read_objects(reply, [&](JsonObject& object) { return read_fee_rates(impl_->reader_, object, rates); });
    if (!result) return tl::unexpected(result.error());
    return rates;
}

RestResult<RestPage<domain::Bill>> RestMessageParser::bills(const RestReply& reply) {
    return impl_->read_page<domain::Bill>(
        reply,
        [&](JsonObject& object, std::string& oldest_id, std::vector<domain::Bill>& bills) {
            return read_bill(impl_->reader_, object, oldest_id, bills);
        }
    );
}

RestResult<RestPage<domain::OrderReport>> RestMessageParser::orders(const RestReply& reply) {
    return impl_->read_page<domain::OrderReport>(
        reply,
        [&](JsonObject& object, std::string& oldest_id, std::vector<domain::OrderReport>& orders) {
            std::vector<AmendReported> none;
            return read_order(impl_->reader_, object, OrderSource::Rest, oldest_id, orders, none);
        }
    );
}

RestResult<RestPage<domain::OrderReport>> RestMessageParser::stops(const RestReply& reply) {
    return impl_->read_page<domain::OrderReport>(
        reply,
        [&](JsonObject& object, std::string& oldest_id, std::vector<domain::OrderReport>& stops) {
            return read_stop(impl_->reader_, object, oldest_id, stops);
        }
    );
}

RestResult<RestPage<domain::Fill>> RestMessageParser::fills(const RestReply& reply) {
    return impl_->read_page<domain::Fill>(
        reply,
        [&](JsonObject& object, std::string& oldest_id, std::vector<domain::Fill>& fills) {
            return read_fill(impl_->reader_, object, oldest_id, fills);
        }
    );
}

std::vector<domain::RequestAnswered> RestMessageParser::answers(
    const RestReply& reply, domain::RequestKind kind, bool is_stop
) {
    return impl_->read_answers(reply, kind, is_stop);
}

RestResult<DeadManArmed> RestMessageParser::dead_man(const RestReply& reply) {
    DeadManArmed armed;
    bool has_item = false;
    const RestResult<void> result = impl_->read_all(reply, [&](JsonObject& object) {
        has_item = true;
        return read_dead_man(impl_->reader_, object, armed);
    });
    if (!result) return tl::unexpected(result.error());
    if (!has_item) return tl::unexpected(unreadable(reply, "the answer has no trigger time"));
    return armed;
}

const ParseCounters& RestMessageParser::counters() const noexcept { return impl_->reader_.counters(); }

bool says_order_unknown(const RestFailure& failure) noexcept { return failure.code == "51603"; }

}  // namespace trading::venue::okx
