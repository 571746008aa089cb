#pragma once

#include "common/bus/fact_feed.hpp"
#include "common/domain/market_data.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace trading::execution {

// The gateway's facts as inputs of the core. Where facts are missing, or nothing is heard at all, the book of the
// instrument is reported stale until it is whole again: what we do not know must not permit an entry. One thread.
class MarketInput : private bus::FactFeed::Handler {
public:
    using Sink = std::function<void(domain::MarketFact)>;

    // The kinds of facts that the risk gate looks at; books and prints stay away from this process.
    [[nodiscard]] static std::vector<std::string> prefixes(
        const std::string& venue, const std::vector<domain::InstrumentId>& instruments
    );

    MarketInput(bus::FactFeed feed, std::vector<domain::InstrumentId> instruments, Sink sink);

    // For the event loop; call `poll` when readable and on each turn.
    [[nodiscard]] int facts_descriptor() const { return feed_.facts_descriptor(); }
    [[nodiscard]] int snapshot_descriptor() const { return feed_.snapshot_descriptor(); }
    void poll();

    [[nodiscard]] bool is_whole() const { return feed_.is_whole() && !feed_.is_silent(); }
    [[nodiscard]] const bus::FactFeed& feed() const noexcept { return feed_; }
    [[nodiscard]] std::uint64_t malformed() const noexcept { return malformed_; }

private:
    void on_fact(std::string_view topic, const v1::Envelope& fact) override;
    void on_topic_recovered(const v1::TopicSnapshot& snapshot) override;
    void on_topic_lost(std::string_view topic, bus::TopicLoss loss) override;
    void on_publisher_silent() override;
    void on_publisher_heard() override;

    void take(const v1::Envelope& envelope);
    void report_book(const domain::InstrumentId& id);
    void report_all_books();

    bus::FactFeed feed_;
    std::vector<domain::InstrumentId> instruments_;
    Sink sink_;
    bool is_silent_ = false;
    std::map<domain::InstrumentId, domain::FeedStatus> book_status_;  // As the gateway said it last.
    std::map<domain::InstrumentId, std::set<std::string>> lost_topics_;
    std::uint64_t malformed_ = 0;
};

}  // namespace trading::execution
