#include "common/venue/okx/private_messages.hpp"
#include "common/venue/okx/public_messages.hpp"
#include "common/venue/okx/rest_messages.hpp"
#include "tests/support/venue_okx/okx_data.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace trading::venue::okx {
namespace {

// Feeds every recorded or documented message to the parser that would receive it and counts what became of it.
class Sorter {
public:
    // A message of a socket, with its own top-level object.
    void take_socket_message(const std::string& text) {
        const FrameBuffer frame = test::frame_of(text);
        if (is_private(text)) {
            if (!private_.parse(frame, kReceived, private_frame_)) return reject(text);
            ++messages["private"];
            for (const domain::VenueReport& report : private_frame_.reports) ++reports[report.index()];
            if (private_frame_.operation) ++messages["operation"];
            if (private_frame_.event) ++messages["event"];
            lost_items += private_frame_.lost_items;
        } else {
            if (!public_.parse(frame, kReceived, public_frame_)) return reject(text);
            ++messages["public"];
            facts += public_frame_.facts.size();
            if (public_frame_.event) ++messages["event"];
            lost_items += public_frame_.lost_items;
        }
    }

    void take_rest_reply(const std::string& path, const std::string& text) {
        const FrameBuffer frame = test::frame_of(text);
        const RestReply reply{.body = frame, .ts_received = kReceived};
        const auto note = [&](const char* kind, bool is_read) {
            ++messages[kind];
            if (!is_read) reject(path + " " + text);
        };
        const auto has = [&](const char* part) { return path.find(part) != std::string::npos; };
        if (has("precheck")) return static_cast<void>(unused.insert(path));
        if (has("orders-algo") || has("trade/order-algo get")) return note("stops", rest_.stops(reply).has_value());
        if (has("orders-") || has("trade/order get")) return note("orders", rest_.orders(reply).has_value());
        if (has("trade/fills")) return note("fills", rest_.fills(reply).has_value());
        if (has("cancel-all-after")) return note("dead man", rest_.dead_man(reply).has_value());
        if (has("account/balance")) return note("balance", rest_.balances(reply).has_value());
        if (has("account/positions get")) return note("positions", rest_.positions(reply).has_value());
        if (has("account/config")) return note("config", rest_.account_settings(reply).has_value());
        if (has("account/trade-fee")) return note("fees", rest_.fee_rates(reply).has_value());
        if (has("account/bills")) return note("bills", rest_.bills(reply).has_value());
        if (has("public/time")) return note("time", rest_.server_time(reply).has_value());
        if (has("instruments")) return note("instruments", rest_.instruments(reply).has_value());
        if (has("market/books")) return note("books", rest_.book(reply, kBitcoin).has_value());
        if (has("market/candles") || has("market/history-candles")) {
            return note("candles", rest_.candles(reply, {.instrument_id = kBitcoin}).has_value());
        }
        if (has("public/funding-rate get")) return note("funding", rest_.funding_rates(reply).has_value());
        if (has("trade/order") || has("trade/batch-orders") || has("trade/cancel") || has("trade/amend")) {
            const auto answers = rest_.answers(reply, domain::RequestKind::Place, has("algo"));
            const bool is_verdict = std::all_of(answers.begin(), answers.end(), [](const auto& answer) {
                return answer.outcome == domain::RequestOutcome::Accepted ||
                       answer.outcome == domain::RequestOutcome::Refused;
            });
            return note("answers", is_verdict);
        }
        unused.insert(path);
    }

    [[nodiscard]] std::uint64_t total(std::uint64_t ParseCounters::*counter) const {
        return public_.counters().*counter + private_.counters().*counter + rest_.counters().*counter;
    }

    [[nodiscard]] std::string unknown_names() const {
        std::string names;
        for (const ParseCounters* counters : {&public_.counters(), &private_.counters(), &rest_.counters()}) {
            for (const std::string& example : counters->unknown_examples) names.append(example).append(" ");
        }
        return names;
    }

    std::map<std::string, int> messages;
    std::map<std::size_t, int> reports;
    std::set<std::string> unused;  // Answers of endpoints that we do not use.
    std::vector<std::string> rejected;
    std::size_t facts = 0;
    std::size_t lost_items = 0;

private:
    static constexpr base::Timestamp kReceived = base::from_unix_milliseconds(1'700'000'000'000);
    inline static const domain::InstrumentId kBitcoin{"BTC-USDT"};

    void reject(const std::string& text) { rejected.push_back(text.substr(0, 160)); }

    [[nodiscard]] static bool is_private(const std::string& text) {
        for (const char* channel :
             {"\"orders",
              "\"account",
              "\"positions\"",
              "\"balance_and_position\"",
              "\"op\"",
              "\"algo-advance\"",
              "\"liquidation-warning\"",
              "\"fills\"",
              "-info\"",
              "\"login\""}) {
            if (text.find(channel) != std::string::npos) return true;
        }
        return false;
    }

    PublicMessageParser public_;
    PrivateMessageParser private_;
    RestMessageParser rest_;
    PublicFrame public_frame_;
    PrivateFrame private_frame_;
};

bool is_socket_message(const std::string& text) {
    return text.find("\"arg\"") != std::string::npos || text.find("\"event\"") != std::string::npos ||
           (text.find("\"op\"") != std::string::npos && text.find("\"args\"") == std::string::npos);
}

bool is_request(const std::string& text) { return text.find("\"args\"") != std::string::npos; }

// "GET\n/api/v5/account/balance\ntrue\n{...}" is known as "account/balance get".
std::string endpoint_of(const std::string& text) {
    const std::size_t path = text.find("/api/v5/");
    const std::size_t end = text.find_first_of("?\r\n", path);
    return text.substr(path + 8, end - path - 8) + (text.rfind("GET", 0) == 0 ? " get" : " post");
}

// What the file names of the flat samples stand for.
std::string endpoint_of_sample(const std::string& name) {
    const std::map<std::string, std::string> endpoints{
        {"http_cancel_algo_order_response.json", "trade/cancel-algos"},
        {"http_get_account_balance.json", "account/balance"},
        {"http_get_candlesticks.json", "market/candles"},
        {"http_get_candlesticks_full.json", "market/candles"},
        {"http_get_order_book.json", "market/books"},
        {"http_get_positions.json", "account/positions get"},
        {"http_get_trade_fee_response.json", "account/trade-fee"},
        {"http_place_algo_order_rejected.json", "trade/order-algo"},
        {"http_place_algo_order_response.json", "trade/order-algo"},
    };
    const auto found = endpoints.find(name);
    if (found != endpoints.end()) return found->second;
    for (const char* part : {"instruments", "orders-algo", "orders_algo", "orders_history", "orders_pending"}) {
        if (name.find(part) == std::string::npos) continue;
        std::string endpoint{part};
        std::replace(endpoint.begin(), endpoint.end(), '_', '-');
        return endpoint;
    }
    return name;
}

class RecordedData : public ::testing::Test {
protected:
    void SetUp() override {
        const auto folder = test::okx_data_folder();
        if (!folder) GTEST_SKIP() << test::kNoOkxData;
        folder_ = *folder;
    }

    void expect_nothing_dropped_in_silence() const {
        EXPECT_TRUE(sorter_.rejected.empty()) << ::testing::PrintToString(sorter_.rejected);
        EXPECT_EQ(sorter_.total(&ParseCounters::malformed_frames), 0U);
        EXPECT_EQ(sorter_.total(&ParseCounters::unknown_fields), 0U) << sorter_.unknown_names();
        EXPECT_EQ(sorter_.total(&ParseCounters::unknown_channels), 0U) << sorter_.unknown_names();
        EXPECT_EQ(sorter_.total(&ParseCounters::unknown_events), 0U) << sorter_.unknown_names();
    }

    std::filesystem::path folder_;
    Sorter sorter_;
};

TEST_F(RecordedData, of_live_sockets_is_read_completely) {
    for (const char* line_file : {"private_and_public_2021-2025.jsonl", "public_2026-08.jsonl"}) {
        for (const std::string& object : test::json_objects_in(test::read_data_file(folder_ / "live" / line_file))) {
            const std::size_t wrapped = object.find("\"msg\":{");
            const bool is_wrapped = object.rfind("{\"src\"", 0) == 0;
            const std::string message = is_wrapped ? object.substr(wrapped + 6, object.size() - wrapped - 7) : object;
            if (message == "{}") {
                ++sorter_.messages["emptied by its author"];
            } else if (is_socket_message(message)) {
                sorter_.take_socket_message(message);
            } else if (message.find("instIdCode") != std::string::npos) {
                sorter_.take_rest_reply("instruments", message);
            } else if (message.find("ordId") != std::string::npos || message.find("\"data\":[]") != std::string::npos) {
                sorter_.take_rest_reply("orders-pending", message);
            } else {
                sorter_.take_rest_reply("market/candles", message);
            }
        }
    }
    expect_nothing_dropped_in_silence();
    EXPECT_EQ(sorter_.lost_items, 0U);
    EXPECT_EQ(sorter_.messages["emptied by its author"], 3);
    EXPECT_EQ(sorter_.messages["public"] + sorter_.messages["private"], 47);
    EXPECT_EQ(sorter_.messages["operation"], 4);
    EXPECT_EQ(sorter_.messages["orders"], 2);
    EXPECT_EQ(sorter_.messages["candles"], 1);
    EXPECT_EQ(sorter_.messages["instruments"], 1);
    EXPECT_EQ(sorter_.total(&ParseCounters::ignored_channels), 1U);  // index-tickers
    EXPECT_EQ(sorter_.total(&ParseCounters::unknown_values), 0U) << sorter_.unknown_names();
}

TEST_F(RecordedData, of_documented_socket_samples_is_read_completely) {
    for (const char* below : {"samples/ws", "samples/ws_channels"}) {
        for (const auto& file : test::files_below(folder_ / below)) {
            for (const std::string& object : test::json_objects_in(test::read_data_file(file))) {
                if (is_request(object)) {
                    ++sorter_.messages["request"];
                } else if (object.find("[[ \"1597026383085\" ]]") != std::string::npos) {
                    ++sorter_.messages["cut by its author"];
                } else if (object.find("\"books\"") != std::string::npos && object.find("asks") != std::string::npos) {
                    // Without `action` nobody can know whether it replaces the book: it must be refused.
                    PublicMessageParser parser;
                    PublicFrame frame;
                    EXPECT_FALSE(parser.parse(test::frame_of(object), {}, frame).has_value());
                    EXPECT_TRUE(frame.facts.empty());
                    ++sorter_.messages["book without its action"];
                } else {
                    sorter_.take_socket_message(object);
                }
            }
        }
    }
    expect_nothing_dropped_in_silence();
    EXPECT_EQ(sorter_.lost_items, 0U);
    EXPECT_EQ(sorter_.messages["book without its action"], 1);
    EXPECT_EQ(sorter_.messages["cut by its author"], 2);
    EXPECT_EQ(sorter_.messages["operation"], 6);
}

TEST_F(RecordedData, of_flat_samples_is_read_completely) {
    for (const auto& file : std::filesystem::directory_iterator{folder_ / "samples"}) {
        if (!file.is_regular_file()) continue;
        const std::string name = file.path().filename().string();
        for (const std::string& object : test::json_objects_in(test::read_data_file(file.path()))) {
            if (is_socket_message(object)) {
                sorter_.take_socket_message(object);
            } else if (object.find("\"code\"") == std::string::npos) {
                ++sorter_.messages["item without its envelope"];
            } else {
                sorter_.take_rest_reply(endpoint_of_sample(name), object);
            }
        }
    }
    expect_nothing_dropped_in_silence();
    EXPECT_EQ(sorter_.lost_items, 0U);
    EXPECT_EQ(sorter_.messages["orders"], 3);
    EXPECT_EQ(sorter_.messages["stops"], 4);
    EXPECT_EQ(sorter_.messages["instruments"], 5);
}

TEST_F(RecordedData, of_every_endpoint_that_we_use_is_read) {
    for (const auto& file : test::files_below(folder_ / "samples/by_endpoint")) {
        const std::string text = test::read_data_file(file);
        const std::vector<std::string> objects = test::json_objects_in(text);
        ASSERT_FALSE(objects.empty()) << file;
        sorter_.take_rest_reply(endpoint_of(text), objects.back());
    }
    expect_nothing_dropped_in_silence();
    for (const char* kind :
         {"orders",
          "stops",
          "fills",
          "answers",
          "dead man",
          "balance",
          "positions",
          "config",
          "fees",
          "bills",
          "time",
          "instruments",
          "books",
          "candles",
          "funding"}) {
        EXPECT_GT(sorter_.messages[kind], 0) << kind;
    }
}

TEST_F(RecordedData, of_instruments_keeps_what_we_can_trade_and_counts_the_rest) {
    RestMessageParser parser;
    std::map<domain::InstrumentKind, std::set<std::string>> ids;
    const std::string recording = test::read_data_file(folder_ / "capture/rest_instruments_2022-05-13.txt.gz");
    int replies = 0;
    for (const std::string& object : test::json_objects_in(recording)) {
        if (object.find("\"code\"") == std::string::npos) continue;  // The recorder's own configuration.
        ++replies;
        const FrameBuffer body = test::frame_of(object);
        const auto instruments = parser.instruments({.body = body});
        ASSERT_TRUE(instruments.has_value()) << instruments.error().detail;
        for (const domain::Instrument& instrument : *instruments) {
            ids[instrument.kind].insert(instrument.id.value());
            EXPECT_TRUE(instrument.tick_size.is_positive()) << instrument.id.value();
            EXPECT_FALSE(instrument.base_currency.empty()) << instrument.id.value();
            EXPECT_FALSE(instrument.settle_currency.empty()) << instrument.id.value();
        }
    }
    EXPECT_EQ(replies, 25);
    EXPECT_EQ(parser.counters().malformed_items, 0U);
    EXPECT_EQ(parser.counters().unknown_fields, 0U) << ::testing::PrintToString(parser.counters().unknown_examples);
    EXPECT_GT(parser.counters().unsupported_items, 0U);  // Options.
    EXPECT_GT(ids[domain::InstrumentKind::Spot].size(), 400U);
    EXPECT_GT(ids[domain::InstrumentKind::PerpetualSwap].size(), 100U);
    EXPECT_GT(ids[domain::InstrumentKind::Future].size(), 20U);
}

}  // namespace
}  // namespace trading::venue::okx
