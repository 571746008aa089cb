#pragma once

#include "services/simulator/core/book_difference.hpp"
#include "services/simulator/io/fault_injector.hpp"
#include "services/simulator/io/subscriber_registry.hpp"
#include "services/simulator/io/venue_host.hpp"

#include <map>

namespace trading::simulator {

// The channels books, books-rpi, books5 and bbo-tbt (okx-v5 5.3): best quotes every 10 ms, books every 100 ms, only on
// change; one chain of sequence numbers per instrument for all subscribers; an empty keep-alive after a quiet minute.
// Also the cache behind GET market/books, so that its sequence is one of the chain's. One thread.
class BookFeed {
public:
    static constexpr std::size_t kDepth = 400;
    static constexpr base::Duration kBookInterval = std::chrono::milliseconds{100};
    static constexpr base::Duration kKeepAlive = std::chrono::seconds{60};

    BookFeed(const VenueHost& host, SubscriberRegistry& registry, FaultInjector& faults, const base::Clock& clock);

    void on_changed(const domain::InstrumentId& instrument);

    // Call it every 10 ms.
    void on_slot(base::Timestamp now);

    void on_subscribed(Subscriber& subscriber, const Subscription& subscription) const;

    // The whole cached book; null for an unknown instrument.
    [[nodiscard]] std::optional<BookFrame> cached(std::string_view instrument) const;

private:
    struct Book {
        std::string instrument;
        BookDifference chain;
        std::vector<BookLevelView> best_bids, best_asks;  // As last sent: bbo-tbt...
        std::vector<BookLevelView> five_bids, five_asks;  // ...and books5.
        bool is_best_dirty = false;
        bool is_dirty = false;
        base::MonotonicTime last_sent{};
    };

    void send_best(Book& book);
    void send_books(Book& book, base::Timestamp now);
    void send_five(Book& book);

    const VenueHost& host_;
    SubscriberRegistry& registry_;
    FaultInjector& faults_;
    const base::Clock& clock_;
    std::map<std::string, Book, std::less<>> books_;
    base::MonotonicTime next_books_{};
};

}  // namespace trading::simulator
