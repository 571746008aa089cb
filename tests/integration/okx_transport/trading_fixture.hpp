#pragma once

#include "common/venue/okx/transport/okx_trading_client.hpp"
#include "tests/integration/okx_transport/loop_driver.hpp"
#include "tests/support/okx_transport/scripted_venue.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace trading::venue::okx {

inline simulator::HttpResponse http_reply(int status, std::string body) {
    simulator::HttpResponse response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

inline domain::Instrument bitcoin() {
    domain::Instrument instrument;
    instrument.id = domain::InstrumentId{"BTC-USDT"};
    instrument.status = domain::InstrumentStatus::Live;
    instrument.base_currency = domain::Currency{"BTC"};
    instrument.quote_currency = domain::Currency{"USDT"};
    instrument.settle_currency = instrument.quote_currency;
    instrument.tick_size = domain::Price{base::Decimal{1}};
    instrument.lot_size = domain::Quantity{base::Decimal{1}};
    instrument.minimum_quantity = instrument.lot_size;
    instrument.venue_numeric_id = 10'459;
    return instrument;
}

// The trading client against a venue that does as it is told.
class TradingFixture : public ::testing::Test {
protected:
    void SetUp() override {
        // Only the venue's time is answered by default.
        respond("/api/v5/public/time", http_reply(200, R"({"code":"0","msg":"","data":[{"ts":"1700000000000"}]})"));
    }

    // From now on, to each request whose target begins so; the longest beginning counts.
    void respond(const std::string& target_prefix, simulator::HttpResponse response) {
        responses_[target_prefix] = std::move(response);
        venue_.on_request([responses = responses_](const simulator::HttpRequest& request) {
            simulator::HttpResponse best = http_reply(404, "");
            // In ascending order: a longer beginning comes after its own beginnings.
            for (const auto& [prefix, known] : responses) {
                if (request.target.starts_with(prefix)) best = known;
            }
            return best;
        });
    }

    OkxTradingClient::Options options(OrderRoute route = OrderRoute::Socket) const {
        OkxTradingClient::Options options;
        options.addresses = simulator_addresses("http://localhost:" + std::to_string(venue_.port()));
        options.credentials = {"key", base::Secret{"secret"}, base::Secret{"phrase"}};
        options.order_route = route;
        options.answer_timeout = std::chrono::milliseconds{500};
        return options;
    }

    void start(const OkxTradingClient::Options& options) {
        make_client(options);
        start_client();
    }

    void make_client(const OkxTradingClient::Options& options) {
        client_ = std::make_unique<OkxTradingClient>(driver_.loop(), clock_, options);
        client_->learn(bitcoin());
    }

    void start_client() {
        client_->start([this](const domain::VenueReport& report) { reports_.push_back(report); });
    }

    bool comes_up() {
        return driver_.wait_until([this] { return is_up(); });
    }

    bool is_up() const {
        const auto last = all<domain::PrivateConnection>();
        return !last.empty() && last.back().is_up;
    }

    template <class Report>
    std::vector<Report> all() const {
        std::vector<Report> found;
        for (const domain::VenueReport& report : reports_) {
            if (const auto* wanted = std::get_if<Report>(&report)) found.push_back(*wanted);
        }
        return found;
    }

    static domain::PlaceOrder order(const std::string& id) {
        domain::PlaceOrder place;
        place.order.client_order_id = domain::ClientOrderId{id};
        place.order.instrument_id = bitcoin().id;
        place.order.limit_price = domain::Price{base::Decimal{30'000}};
        place.order.quantity = domain::Quantity{base::Decimal{1}};
        place.order.ts_expires = base::from_unix_milliseconds(4'000'000'000'000);
        return place;
    }

    // Executes it and waits for its answer.
    domain::RequestAnswered answer_to(const domain::VenueRequest& request) {
        const std::size_t before = all<domain::RequestAnswered>().size();
        client_->execute(request);
        EXPECT_EQ(all<domain::RequestAnswered>().size(), before);  // Never inside the call.
        EXPECT_TRUE(driver_.wait_until([&] { return all<domain::RequestAnswered>().size() > before; }));
        const auto answers = all<domain::RequestAnswered>();
        return answers.size() > before ? answers[before] : domain::RequestAnswered{};
    }

    // The private socket in use, as the venue numbers it.
    int private_socket() const { return venue_.sockets_at("/private").back(); }

    // Whether the venue has received the order on this socket.
    bool has_received(int socket, const std::string& id) const {
        const auto messages = venue_.messages(socket);
        return std::any_of(messages.begin(), messages.end(), [&](const std::string& text) {
            return text.find(R"("op":"order")") != std::string::npos && text.find(id) != std::string::npos;
        });
    }

    static std::string message_id(const std::string& text) {
        const std::size_t start = text.find(R"("id":")") + 6;
        return text.substr(start, text.find('"', start) - start);
    }

    static std::string acceptance(const std::string& text) {
        return R"({"id":")" + message_id(text) +
               R"(","op":"order","data":[{"clOrdId":"","ordId":"77","tag":"","ts":"1","sCode":"0","sMsg":""}],)"
               R"("code":"0","msg":"","inTime":"1","outTime":"2"})";
    }

    static bool is_order(const std::string& text) { return text.find(R"("op":"order")") != std::string::npos; }

    test::LoopDriver driver_;
    base::SystemClock clock_;
    std::map<std::string, simulator::HttpResponse> responses_;
    test::ScriptedVenue venue_;
    std::unique_ptr<OkxTradingClient> client_;
    std::vector<domain::VenueReport> reports_;
};

}  // namespace trading::venue::okx
