#include "tests/fuzz/venue_okx/fuzz_target.hpp"

#include "common/base/assert.hpp"
#include "common/venue/okx/private_messages.hpp"
#include "common/venue/okx/public_messages.hpp"
#include "common/venue/okx/rest_messages.hpp"

namespace {

using namespace trading;
using namespace trading::venue::okx;

constexpr base::Timestamp kReceived = base::from_unix_milliseconds(1'800'000'000'000);

// Kept between inputs, as in life: a broken message must not spoil the next one.
struct Parsers {
    PublicMessageParser public_messages;
    PrivateMessageParser private_messages;
    RestMessageParser rest_messages;
    PublicFrame public_frame;
    PrivateFrame private_frame;
    FrameBuffer frame;
};

Parsers& parsers() {
    static Parsers instance;
    return instance;
}

void check_public(Parsers& parsers) {
    const bool is_read = parsers.public_messages.parse(parsers.frame, kReceived, parsers.public_frame).has_value();
    TRADING_ASSERT(is_read || parsers.public_frame.facts.empty());
    for (const domain::VenueFeedEvent& fact : parsers.public_frame.facts) {
        if (const auto* book = std::get_if<domain::BookFrame>(&fact)) {
            for (const domain::BookLevel& level : book->bids) TRADING_ASSERT(!level.quantity.is_negative());
            for (const domain::BookLevel& level : book->asks) TRADING_ASSERT(!level.quantity.is_negative());
        }
        if (const auto* update = std::get_if<domain::InstrumentUpdate>(&fact)) {
            TRADING_ASSERT(update->instrument.tick_size.is_positive());
            TRADING_ASSERT(update->instrument.lot_size.is_positive());
        }
    }
}

void check_private(Parsers& parsers) {
    const bool is_read = parsers.private_messages.parse(parsers.frame, kReceived, parsers.private_frame).has_value();
    TRADING_ASSERT(is_read || parsers.private_frame.reports.empty());
    if (parsers.private_frame.operation) TRADING_ASSERT(!parsers.private_frame.operation->answers.empty());
    for (const domain::VenueReport& report : parsers.private_frame.reports) {
        const auto* order = std::get_if<domain::OrderReport>(&report);
        if (order == nullptr) continue;
        TRADING_ASSERT(!order->venue_order_id.empty());
        if (order->fill) TRADING_ASSERT(order->fill->quantity.is_positive());
    }
}

void check_rest(Parsers& parsers) {
    const RestReply reply{.body = parsers.frame, .ts_received = kReceived};
    RestMessageParser& rest = parsers.rest_messages;
    const domain::InstrumentId instrument_id{"BTC-USDT"};
    static_cast<void>(rest.server_time(reply));
    static_cast<void>(rest.instruments(reply));
    static_cast<void>(rest.book(reply, instrument_id));
    static_cast<void>(rest.candles(reply, {.instrument_id = instrument_id}));
    static_cast<void>(rest.account_settings(reply));
    static_cast<void>(rest.balances(reply));
    static_cast<void>(rest.positions(reply));
    static_cast<void>(rest.fee_rates(reply));
    static_cast<void>(rest.bills(reply));
    static_cast<void>(rest.orders(reply));
    static_cast<void>(rest.stops(reply));
    static_cast<void>(rest.fills(reply));
    static_cast<void>(rest.dead_man(reply));
    TRADING_ASSERT(!rest.answers(reply, domain::RequestKind::Place, false).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    Parsers& instance = parsers();
    if (!instance.frame.assign({reinterpret_cast<const char*>(bytes), size})) return 0;
    check_public(instance);
    check_private(instance);
    // The many REST readers share one envelope; a message without a code never passes it.
    if (instance.frame.text().find("\"code\"") != std::string_view::npos) check_rest(instance);
    return 0;
}
