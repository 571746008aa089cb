#pragma once

#include "tests/simulation/bus.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>

namespace trading::simulation {

[[nodiscard]] std::string topic_of(const domain::MarketFact& fact);

// "BTC-USDT|ticker" -> BTC-USDT, ticker.
[[nodiscard]] domain::InstrumentId instrument_of_topic(std::string_view topic);
[[nodiscard]] std::string_view kind_of_topic(std::string_view topic);

// How execution listens to the gateway (services/execution/io/market_input.cpp): facts as they are, except that a book
// whose facts are missing, or whose publisher is silent, is reported stale.
class MarketIntake {
public:
    MarketIntake(
        Scene& scene,
        std::function<void(const domain::MarketFact&)> sink,
        std::function<void()> ask,
        std::function<void(std::string_view)> on_hole
    );

    void on_message(const Message<domain::MarketFact>& message);
    void on_snapshot(const Snapshot<domain::MarketFact>& snapshot);
    void tick() { feed_.tick(); }

private:
    void take(const domain::MarketFact& fact);
    void on_recovered(std::string_view topic, const std::vector<domain::MarketFact>& facts);
    void on_lost(std::string_view topic);
    void on_silence(bool is_silent);
    void report_book(const domain::InstrumentId& id);

    std::function<void(const domain::MarketFact&)> sink_;
    FactSink<domain::MarketFact> feed_;
    std::map<domain::InstrumentId, domain::FeedStatus> book_status_;
    std::map<domain::InstrumentId, std::set<std::string>> lost_topics_;
    bool is_silent_ = false;
};

}  // namespace trading::simulation
