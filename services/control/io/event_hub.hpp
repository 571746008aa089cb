#pragma once

#include "common/base/result.hpp"
#include "common/base/time.hpp"

#include "trading/v1/control_service.pb.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <optional>

namespace trading::control {

// Passes events on to everybody who streams them. Publishing never waits: a reader whose queue is full loses its oldest
// event and is told how many it lost. Safe from any thread.
class EventHub {
public:
    static constexpr std::size_t kReadersMax = 64;
    static constexpr std::size_t kQueuedEventsMax = 4'096;  // per reader

    // One stream. It leaves the hub when destroyed; the hub must outlive it.
    class Reader {
    public:
        explicit Reader(EventHub& hub, std::string instrument_id)
            : hub_(hub), instrument_id_(std::move(instrument_id)) {}
        ~Reader() { hub_.remove(*this); }
        Reader(const Reader&) = delete;
        Reader& operator=(const Reader&) = delete;

        // The next event, at most `timeout` from now; nothing when none came, or the hub has closed.
        [[nodiscard]] std::optional<v1::StreamEventsResponse> next(base::Duration timeout);

    private:
        friend class EventHub;

        void offer(const v1::StreamEventsResponse& event);

        EventHub& hub_;
        const std::string instrument_id_;  // Empty: any.
        std::mutex mutex_;
        std::condition_variable arrived_;
        std::deque<v1::StreamEventsResponse> events_;
        std::uint64_t lost_ = 0;
        bool is_closed_ = false;
    };

    // `Unavailable` when there are too many readers already, or the hub has closed.
    [[nodiscard]] base::Result<std::unique_ptr<Reader>> add_reader(const std::string& instrument_id);

    // `instrument_id` is the one the event is about; empty: none.
    void publish(const v1::StreamEventsResponse& event, const std::string& instrument_id);

    // Ends every stream; before the gRPC server shuts down, which would wait for them.
    void close();
    [[nodiscard]] bool is_closed() const;

    [[nodiscard]] std::size_t readers() const;
    [[nodiscard]] std::uint64_t lost_events() const;

private:
    void remove(Reader& reader);

    mutable std::mutex mutex_;
    std::list<Reader*> readers_;
    std::uint64_t lost_events_ = 0;
    bool is_closed_ = false;
};

}  // namespace trading::control
