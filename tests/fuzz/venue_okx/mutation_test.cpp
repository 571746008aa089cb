#include "common/base/random.hpp"
#include "tests/fuzz/venue_okx/fuzz_target.hpp"
#include "tests/support/venue_okx/okx_data.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace trading::venue::okx {
namespace {

constexpr std::size_t kSeedBytesMax = 2000;  // Longer messages repeat themselves and only cost time.

// One message of each kind, so that the test means something on any machine.
std::vector<std::string> seeds() {
    return {
        R"({"arg":{"channel":"books","instId":"BTC-USDT"},"action":"update","data":[{"asks":[["1.5","2","0","1"]],"bids":[],"ts":"5","checksum":0,"seqId":7,"prevSeqId":6}]})",
        R"({"arg":{"channel":"trades","instId":"A"},"data":[{"instId":"A","tradeId":"1","px":"5.25","sz":"1","side":"buy","ts":"1","count":"3"}]})",
        R"({"arg":{"channel":"tickers","instId":"A"},"data":[{"instId":"A","last":"9","lastSz":"1","askPx":"","bidPx":"8","bidSz":"3","vol24h":"7","ts":"5"}]})",
        R"({"arg":{"channel":"candle1m","instId":"A"},"data":[["1757076060000","1","2","0.5","1.5","3","4","5","1"]]})",
        R"({"arg":{"channel":"instruments","instType":"SWAP"},"data":[{"ctMult":"1","ctType":"linear","ctVal":"0.01","instFamily":"BTC-USDT","instId":"BTC-USDT-SWAP","instIdCode":1,"instType":"SWAP","lotSz":"1","minSz":"1","settleCcy":"USDT","state":"live","tickSz":"0.1"}]})",
        R"({"arg":{"channel":"orders","uid":"1"},"data":[{"instId":"A","ordId":"64","clOrdId":"X4","side":"buy","ordType":"limit","px":"3","sz":"5","accFillSz":"1","avgPx":"3","state":"partially_filled","uTime":"16","fillSz":"1","tradeId":"9","fillPx":"3","fillFee":"-1","fillFeeCcy":"USDT","execType":"T","amendResult":"-1","reqId":"r"}]})",
        R"({"arg":{"channel":"orders-algo"},"data":[{"instId":"A","algoId":"7","algoClOrdId":"S","side":"sell","sz":"2","slTriggerPx":"4","state":"effective","uTime":"3"}]})",
        R"({"arg":{"channel":"account"},"eventType":"snapshot","data":[{"details":[{"ccy":"USDT","cashBal":"8694.2179403378290202","availBal":"4","uTime":"6"}]}]})",
        R"({"arg":{"channel":"balance_and_position"},"data":[{"balData":[{"cashBal":"2","ccy":"A","uTime":"1"}],"posData":[{"instId":"B","pos":"-1","posSide":"net","avgPx":"2","uTime":"1"}]}]})",
        R"({"id":"2","op":"order","data":[{"clOrdId":"a","ordId":"5","sCode":"0","sMsg":"\u00e9 \"x\""}],"code":"0","msg":"","inTime":"1","outTime":"2"})",
        R"({"event":"error","msg":"Wrong URL or channel:index-tickers, instId:X doesn't exist","code":"60018","connId":"9"})",
        R"({"code":"0","msg":"","data":[{"instId":"A","pos":"1","side":"buy","ordId":"1","state":"live","billId":"5","fillSz":"1","fillPx":"2","tradeId":"3","ccy":"U","balChg":"1","ts":"1","acctLv":"2","triggerTime":"5"}]})",
        "pong",
    };
}

void add_recorded_seeds(std::vector<std::string>& all) {
    const auto folder = test::okx_data_folder();
    if (!folder) return;
    for (const char* below : {"live", "samples"}) {
        for (const auto& file : test::files_below(*folder / below)) {
            for (std::string& object : test::json_objects_in(test::read_data_file(file))) {
                if (object.size() <= kSeedBytesMax) all.push_back(std::move(object));
            }
        }
    }
}

class Mutator {
public:
    explicit Mutator(std::uint64_t seed) : random_(seed) {}

    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_.next() % limit); }

    std::string mutate(std::string text, const std::string& other) {
        for (std::size_t step = 0, steps = 1 + below(4); step < steps && !text.empty(); ++step)
            mutate_once(text, other);
        return text;
    }

private:
    void mutate_once(std::string& text, const std::string& other) {
        constexpr std::string_view kSharp = "{}[]\",:\\-.0e n\x00\x80\xff";
        const std::size_t place = below(text.size());
        const std::size_t length = std::min(text.size() - place, 1 + below(24));
        switch (below(7)) {
            case 0: text[place] = kSharp[below(kSharp.size())]; break;
            case 1: text.erase(place, length); break;
            case 2: text.insert(place, text.substr(place, length)); break;
            case 3: text.resize(place); break;
            case 4: text.insert(place, 1, kSharp[below(kSharp.size())]); break;
            case 5: text.insert(place, other.substr(below(other.size()), 1 + below(60))); break;
            default: text[place] = static_cast<char>(text[place] ^ static_cast<char>(1U << below(8))); break;
        }
    }

    base::Random random_;
};

void feed(const std::string& text) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

TEST(OkxParsers, survive_their_seeds_and_the_strangest_small_inputs) {
    for (const std::string& seed : seeds()) feed(seed);
    for (const char* text :
         {"", "{", "}", "\"", "[[[[", "{\"arg\":", "{\"data\":[{}]}", "nul", "\xff\xfe", "{\"\\\"\":1}"}) {
        feed(text);
    }
    feed(std::string(10'000, '['));
    feed(R"({"data":)" + std::string(5'000, '[') + std::string(5'000, ']') + "}");
    feed(R"({"code":"0","data":)" + std::string(900, '[') + std::string(900, ']') + "}");
}

TEST(OkxParsers, survive_two_hundred_thousand_mutated_messages) {
    constexpr int kSamples = 200'000;
    std::vector<std::string> all = seeds();
    add_recorded_seeds(all);
    Mutator mutator{20'261'124};
    for (int sample = 0; sample < kSamples; ++sample) {
        const std::string& seed = all[mutator.below(all.size())];
        feed(mutator.mutate(seed, all[mutator.below(all.size())]));
    }
}

}  // namespace
}  // namespace trading::venue::okx
