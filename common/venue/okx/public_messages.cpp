#include "common/venue/okx/public_messages.hpp"

#include "common/venue/okx/channels.hpp"
#include "common/venue/okx/market_items.hpp"
#include "common/venue/okx/socket_envelope.hpp"

namespace trading::venue::okx {
namespace {

// One side of the venue's vocabulary: what a channel's items are.
enum class ItemKind {
    BookUpdate,    // With `action`.
    BookSnapshot,  // Always whole: books5, bbo-tbt.
    Trade,
    Ticker,
    Candle,
    MarkPrice,
    FundingRate,
    PriceLimit,
    Instrument,
    Status,
    Ignored,
    Unknown,
};

ItemKind item_kind_of(std::string_view channel) {
    if (channel == "books" || channel == "books-l2-tbt" || channel == "books50-l2-tbt") return ItemKind::BookUpdate;
    if (channel == "trades" || channel == "trades-all") return ItemKind::Trade;
    if (channel == "tickers") return ItemKind::Ticker;
    if (channel == "books5" || channel == "bbo-tbt") return ItemKind::BookSnapshot;
    if (candle_interval_of(channel)) return ItemKind::Candle;
    if (channel == "mark-price") return ItemKind::MarkPrice;
    if (channel == "funding-rate") return ItemKind::FundingRate;
    if (channel == "price-limit") return ItemKind::PriceLimit;
    if (channel == "instruments") return ItemKind::Instrument;
    if (channel == "status") return ItemKind::Status;
    return is_documented_channel(channel) ? ItemKind::Ignored : ItemKind::Unknown;
}

}  // namespace

void PublicFrame::clear() {
    key.reset();
    facts.clear();
    event.reset();
    lost_items = 0;
    loss_detail.clear();
}

class PublicMessageParser::Impl {
public:
    [[nodiscard]] bool parse(const FrameBuffer& frame, base::Timestamp ts_received, PublicFrame& out) {
        reader_.begin_message(ts_received);
        is_data_read_ = false;
        const bool is_walked = message_.walk(
            reader_, frame, [&] { return can_read_data(); }, [&](JsonValue& data) { return read_data(data, out); }
        );
        if (!is_walked) return false;
        return conclude(out);
    }

    ItemReader reader_;

private:
    // Items need to know their channel, and those of a book whether they replace it. The venue writes `data` last.
    [[nodiscard]] bool can_read_data() const {
        if (!envelope_.has_argument) return false;
        return !envelope_.action.empty() || item_kind_of(envelope_.argument.channel) != ItemKind::BookUpdate;
    }

    [[nodiscard]] bool read_data(JsonValue& data, PublicFrame& out) {
        if (!envelope_.has_argument) return true;
        is_data_read_ = true;
        const ItemKind kind = item_kind_of(envelope_.argument.channel);
        if (kind == ItemKind::Ignored) {
            ++reader_.counters().ignored_channels;
            return true;
        }
        if (kind == ItemKind::Unknown) {
            reader_.counters().note_unknown_channel(envelope_.argument.channel);
            return true;
        }
        out.key = feed_key_of(envelope_.argument);
        if (!out.key) return true;
        return for_each_item(data, [&](JsonValue& item) {
            if (kind == ItemKind::Candle) {
                return read_candle(reader_, item, out.key->instrument_id, out.key->interval, out.facts);
            }
            JsonObject object;
            if (item.get_object().get(object) != simdjson::SUCCESS) return false;
            return read_item(kind, object, out);
        });
    }

    [[nodiscard]] bool read_item(ItemKind kind, JsonObject& item, PublicFrame& out) {
        switch (kind) {
            case ItemKind::BookUpdate: {
                const bool is_snapshot = envelope_.action == "snapshot";
                if (!is_snapshot && envelope_.action != "update") return false;
                return read_book(reader_, item, out.key->instrument_id, is_snapshot, out.facts);
            }
            case ItemKind::BookSnapshot: return read_book(reader_, item, out.key->instrument_id, true, out.facts);
            case ItemKind::Trade: return read_trade(reader_, item, out.facts);
            case ItemKind::Ticker: return read_ticker(reader_, item, out.facts);
            case ItemKind::MarkPrice: return read_mark_price(reader_, item, out.facts);
            case ItemKind::FundingRate: return read_funding_rate(reader_, item, out.facts);
            case ItemKind::PriceLimit: return read_price_limit(reader_, item, out.facts);
            case ItemKind::Instrument: return read_instrument(reader_, item, out.facts);
            case ItemKind::Status: return read_venue_status(reader_, item, out.facts);
            case ItemKind::Candle: return true;  // An array, read by the caller.
            case ItemKind::Ignored: return true;
            case ItemKind::Unknown: return true;
        }
        return true;
    }

    // Whether this was a message of the venue at all.
    [[nodiscard]] bool conclude(PublicFrame& out) {
        out.lost_items = reader_.lost_items();
        out.loss_detail = reader_.loss_detail();
        if (!envelope_.event.empty()) {
            out.event = event_of(reader_, envelope_);
            return true;
        }
        return is_data_read_;
    }

    SocketMessage message_;
    const SocketEnvelope& envelope_ = message_.envelope();
    bool is_data_read_ = false;
};

PublicMessageParser::PublicMessageParser() : impl_(std::make_unique<Impl>()) {}
PublicMessageParser::~PublicMessageParser() = default;
PublicMessageParser::PublicMessageParser(PublicMessageParser&&) noexcept = default;
PublicMessageParser& PublicMessageParser::operator=(PublicMessageParser&&) noexcept = default;

base::Status PublicMessageParser::parse(const FrameBuffer& frame, base::Timestamp ts_received, PublicFrame& out) {
    return parse_counted(impl_->reader_.counters(), frame, out, [&] { return impl_->parse(frame, ts_received, out); });
}

const ParseCounters& PublicMessageParser::counters() const noexcept { return impl_->reader_.counters(); }

}  // namespace trading::venue::okx
