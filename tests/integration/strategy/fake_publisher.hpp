#pragma once

#include "common/bus/fact_publisher.hpp"
#include "common/bus/snapshot_server.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace trading::test {

// A publisher with a real facts socket and a real snapshot socket, which remembers per topic what a snapshot answers.
class FakePublisher {
public:
    FakePublisher(bus::Context& context, const base::Clock& clock, std::uint64_t epoch = 1);

    // Replaces the state of the topic, without telling.
    void set_state(const std::string& topic, std::vector<v1::Envelope> facts) { state_[topic] = std::move(facts); }
    void publish(const std::string& topic, v1::Envelope fact);

    // Answers snapshot requests and tells heartbeats.
    void serve();

    [[nodiscard]] std::string facts_endpoint() const { return publisher_->last_endpoint(); }
    [[nodiscard]] std::string snapshot_endpoint() const { return snapshots_->last_endpoint(); }
    [[nodiscard]] std::uint64_t subscriptions();
    [[nodiscard]] std::uint64_t snapshot_requests() const { return snapshots_->counters().requests; }

private:
    std::unique_ptr<bus::FactPublisher> publisher_;
    std::unique_ptr<bus::SnapshotServer> snapshots_;
    std::map<std::string, std::vector<v1::Envelope>> state_;
};

}  // namespace trading::test
