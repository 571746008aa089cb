#pragma once

#include "common/bus/context.hpp"

#include "trading/v1/envelope.pb.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace trading::test {

// Repeats `attempt` whenever one of the descriptors signals, or a moment has passed, until it is true. False after ten
// seconds: then something that must happen did not.
template <class Attempt>
[[nodiscard]] bool eventually(Attempt attempt, std::vector<int> descriptors = {}) {
    constexpr int kMomentMs = 2;
    std::vector<pollfd> signals;
    for (const int descriptor : descriptors) signals.push_back({.fd = descriptor, .events = POLLIN, .revents = 0});
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (!attempt()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        static_cast<void>(::poll(signals.data(), signals.size(), kMomentMs));
    }
    return true;
}

// Endpoints of one transport: a port that the system chooses, or a socket file in a folder of its own.
class Endpoints {
public:
    explicit Endpoints(bool is_ipc) : is_ipc_(is_ipc) {
        if (!is_ipc_) return;
        std::string pattern = (std::filesystem::temp_directory_path() / "trading-bus-XXXXXX").string();
        EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
    }

    ~Endpoints() {
        if (is_ipc_) std::filesystem::remove_all(folder_);
    }

    Endpoints(const Endpoints&) = delete;
    Endpoints& operator=(const Endpoints&) = delete;

    [[nodiscard]] std::string next() {
        if (!is_ipc_) return "tcp://127.0.0.1:*";
        return "ipc://" + (folder_ / std::to_string(++made_)).string();
    }

private:
    bool is_ipc_;
    std::filesystem::path folder_;
    int made_ = 0;
};

// Both transports.
class BusTest : public ::testing::TestWithParam<bool> {
protected:
    bus::Context context;
    Endpoints endpoints{GetParam()};
};

inline std::string transport_name(const ::testing::TestParamInfo<bool>& info) { return info.param ? "ipc" : "tcp"; }

// A trade that carries a number, so that a test can follow it.
inline v1::Envelope numbered(std::int64_t number) {
    v1::Envelope envelope;
    envelope.mutable_trade()->set_match_count(number);
    return envelope;
}

// A publisher without scruples: sends what the test says, byte by byte.
class RawPublisher {
public:
    RawPublisher(bus::Context& context, const std::string& endpoint)
        : socket_(*bus::make_socket(context, zmq::socket_type::xpub, {})) {
        EXPECT_TRUE(bus::bind(socket_, endpoint));
    }

    [[nodiscard]] std::string endpoint() const { return bus::last_endpoint(socket_); }

    [[nodiscard]] bool has_subscriber() {
        zmq::message_t frame;
        return bus::try_receive(socket_, frame);
    }

    void send(const std::vector<std::string>& frames) {
        for (std::size_t index = 0; index < frames.size(); ++index) {
            zmq::message_t frame{frames[index].data(), frames[index].size()};
            ASSERT_TRUE(*bus::try_send(socket_, frame, index + 1 < frames.size()));
        }
    }

    void fact(std::string_view topic, std::uint64_t epoch, std::uint64_t sequence) {
        v1::Envelope envelope = numbered(static_cast<std::int64_t>(sequence));
        envelope.set_epoch(epoch);
        envelope.set_sequence(sequence);
        send({std::string{topic}, envelope.SerializeAsString()});
    }

    void heartbeat(std::string_view topic, std::uint64_t epoch, std::uint64_t last_sequence) {
        v1::Envelope envelope;
        envelope.set_epoch(epoch);
        envelope.mutable_heartbeat()->set_last_sequence(last_sequence);
        send({std::string{topic}, envelope.SerializeAsString()});
    }

private:
    zmq::socket_t socket_;
};

}  // namespace trading::test
