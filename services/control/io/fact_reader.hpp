#pragma once

#include "common/bus/fact_feed.hpp"
#include "common/domain/execution_fact.hpp"
#include "common/domain/market_data.hpp"
#include "services/control/io/event_hub.hpp"
#include "services/control/io/instrument_board.hpp"

#include <atomic>
#include <cstdint>

namespace trading::control {

// How the facts of one publisher arrive. The agent's thread writes, any thread reads.
struct FeedMeter {
    std::atomic<std::uint64_t> facts{0};
    std::atomic<std::uint64_t> missed_facts{0};
    std::atomic<std::uint64_t> malformed{0};
    std::atomic<std::int64_t> lag_ns{0};
    std::atomic<std::int64_t> ts_last_heard_ns{0};
    std::atomic<bool> is_silent{true};
};

// Takes the facts of one publisher: decodes them, keeps the board up to date and passes events on. One thread.
class FactReader final : public bus::FactFeed::Handler {
public:
    FactReader(const base::Clock& clock, InstrumentBoard& board, EventHub& hub)
        : clock_(clock), board_(board), hub_(hub) {}

    void on_fact(std::string_view topic, const v1::Envelope& fact) override;
    void on_topic_recovered(const v1::TopicSnapshot& snapshot) override;
    void on_topic_lost(std::string_view topic, bus::TopicLoss loss) override;
    void on_publisher_silent() override;
    void on_publisher_heard() override;

    [[nodiscard]] FeedMeter& meter() noexcept { return meter_; }

private:
    enum class Origin { Live = 1, Snapshot = 2 };

    void apply(std::string_view topic, const v1::Envelope& envelope, Origin origin);
    void pass_on(std::string_view topic, const v1::Envelope& envelope);

    const base::Clock& clock_;
    InstrumentBoard& board_;
    EventHub& hub_;
    domain::MarketFact market_fact_;
    FeedMeter meter_;
};

}  // namespace trading::control
