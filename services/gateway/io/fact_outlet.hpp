#pragma once

#include "common/bus/fact_publisher.hpp"
#include "common/domain/market_data.hpp"

#include "trading/v1/envelope.pb.h"
#include "trading/v1/snapshot.pb.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace trading::gateway {

// Market facts onto the bus: encoded once, sent to all. One thread.
class FactOutlet {
public:
    // The publisher outlives it.
    FactOutlet(bus::FactPublisher& publisher, std::string venue) : publisher_(publisher), venue_(std::move(venue)) {}

    // False when it could not be encoded or sent: it is lost then, and subscribers see the hole in the sequence.
    bool publish(const domain::MarketFact& fact);

    // The facts whose topics begin with the prefix, grouped by topic, their order kept.
    void append_snapshot(
        const std::vector<domain::MarketFact>& facts, std::string_view topic_prefix, v1::SnapshotReply& reply
    );

    // The instrument that a prefix is about; empty when it may be more than one.
    [[nodiscard]] std::string_view instrument_of(std::string_view topic_prefix) const;

    [[nodiscard]] std::uint64_t encode_failures() const noexcept { return encode_failures_; }

private:
    bus::FactPublisher& publisher_;
    const std::string venue_;
    // One for each kind of fact, so that its memory is used again.
    std::array<v1::Envelope, std::variant_size_v<domain::MarketFact>> envelopes_;
    std::uint64_t encode_failures_ = 0;
};

}  // namespace trading::gateway
