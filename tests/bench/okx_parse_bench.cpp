#include "common/venue/okx/private_messages.hpp"
#include "common/venue/okx/public_messages.hpp"
#include "common/venue/okx/requests.hpp"
#include "common/venue/okx/signing.hpp"

#include <benchmark/benchmark.h>

#include <string>

namespace {

using namespace trading;
using namespace trading::venue::okx;

constexpr base::Timestamp kNow = base::from_unix_milliseconds(1'786'540'436'090);

std::string book_update_of_ten_levels() {
    std::string levels;
    for (int level = 0; level < 5; ++level) {
        levels.append(level == 0 ? "" : ",")
            .append("[\"63921.")
            .append(std::to_string(level))
            .append("\",\"790.41\",\"0\",\"42\"]");
    }
    return R"({"arg":{"channel":"books","instId":"BTC-USDT-SWAP"},"action":"update","data":[{"asks":[)" + levels +
           R"(],"bids":[)" + levels +
           R"(],"ts":"1786541241006","checksum":0,"seqId":333794734980,"prevSeqId":333794734965}]})";
}

constexpr const char* kTrade =
    R"({"arg":{"channel":"trades","instId":"BTC-USDT-SWAP"},"data":[{"instId":"BTC-USDT-SWAP","tradeId":"2832749645",)"
    R"("px":"63913.4","sz":"34.95","side":"sell","ts":"1786540436090","count":"10","source":"0","seqId":333793118093}]})";

void parse_public(benchmark::State& state, const std::string& text) {
    PublicMessageParser parser;
    PublicFrame out;
    FrameBuffer frame;
    for (auto step : state) {
        static_cast<void>(step);
        benchmark::DoNotOptimize(frame.assign(text));
        benchmark::DoNotOptimize(parser.parse(frame, kNow, out));
    }
    if (out.facts.size() != 1) state.SkipWithError("the message was not read");
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(text.size()));
}

void book_update_to_domain(benchmark::State& state) { parse_public(state, book_update_of_ten_levels()); }
void trade_to_domain(benchmark::State& state) { parse_public(state, kTrade); }

void fill_push_to_domain(benchmark::State& state) {
    PrivateMessageParser parser;
    PrivateFrame out;
    FrameBuffer frame;
    const std::string text =
        R"({"arg":{"channel":"orders","instType":"ANY","uid":"4"},"data":[{"accFillSz":"0.1","avgPx":"34400","clOrdId":"X4BA",)"
        R"("execType":"T","fee":"-1","feeCcy":"USDT","fillFee":"-1","fillFeeCcy":"USDT","fillPnl":"0","fillPx":"34400",)"
        R"("fillSz":"0.1","fillTime":"1699330197524","instId":"BTC-USDT-SWAP","instType":"SWAP","ordId":"641","ordType":"limit",)"
        R"("px":"34500","reduceOnly":"false","side":"buy","state":"filled","sz":"0.1","tradeId":"77","uTime":"1699330197524"}]})";
    for (auto step : state) {
        static_cast<void>(step);
        benchmark::DoNotOptimize(frame.assign(text));
        benchmark::DoNotOptimize(parser.parse(frame, kNow, out));
    }
    if (out.reports.size() != 1) state.SkipWithError("the message was not read");
}

void order_to_wire_bytes(benchmark::State& state) {
    const RequestWriter writer;
    const domain::Instrument instrument{
        .id = domain::InstrumentId{"BTC-USDT-SWAP"},
        .kind = domain::InstrumentKind::PerpetualSwap,
        .venue_numeric_id = 10459,
    };
    const domain::PlaceOrder request{
        .order = {
            .client_order_id = domain::ClientOrderId{"X4BAEA772BXLWAABAAAAAAAA"},
            .instrument_id = instrument.id,
            .limit_price = *domain::Price::from_string("63913.4"),
            .quantity = *domain::Quantity::from_string("34.95"),
            .ts_expires = kNow,
        }};
    std::string out;
    for (auto step : state) {
        static_cast<void>(step);
        benchmark::DoNotOptimize(writer.socket_place(request, instrument, "1512", out));
        benchmark::ClobberMemory();
    }
}

void rest_signature(benchmark::State& state) {
    Signer signer{
        Credentials{.api_key = "key", .secret = base::Secret{std::string{"22582BD0CFF14C41EDBF1AB98506286D"}}}};
    const std::string body =
        R"({"instId":"BTC-USDT","tdMode":"cash","clOrdId":"b15","side":"buy","ordType":"limit","px":"2.15","sz":"2"})";
    for (auto step : state) {
        static_cast<void>(step);
        benchmark::DoNotOptimize(signer.sign({.method = "POST", .path = "/api/v5/trade/order", .body = body}, kNow));
    }
}

BENCHMARK(book_update_to_domain);
BENCHMARK(trade_to_domain);
BENCHMARK(fill_push_to_domain);
BENCHMARK(order_to_wire_bytes);
BENCHMARK(rest_signature);

}  // namespace

BENCHMARK_MAIN();
