#pragma once

#include "common/domain/venue_trading.hpp"
#include "tests/simulation/judge.hpp"
#include "tests/simulation/scene.hpp"
#include "tests/simulation/venue.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>

namespace trading::simulation {

// The private side of the venue as one process sees it: requests travel, arrive, are answered; reports are pushed. Here
// requests get lost, come late, are answered with nothing, and the private socket breaks. A session is one process'
// life: what is under way for a session that has ended reaches nobody, but what it sent still arrives.
class TradingWire {
public:
    using Sink = std::function<void(const domain::VenueReport&)>;
    using Session = std::uint64_t;

    // How long the client waits for an answer.
    static constexpr base::Duration kAnswerTimeout = std::chrono::seconds{3};

    TradingWire(Scene& scene, Venue& venue, Judge& judge);

    // A process connects; its reports go to `sink`. There is one process at a time.
    Session open(Sink sink, std::function<base::Duration()> clock_offset);
    void close();
    [[nodiscard]] Session session() const noexcept { return session_; }

    // Also for a session that has ended: a process that was paused does not know it.
    void execute(const domain::VenueRequest& request, Session session);

    // Chances for the private socket to break and for the venue to go away; called now and then.
    void disturb();

    // The venue is back, if it was away.
    void heal() { away_until_ = std::min(away_until_, scene_.now()); }

private:
    struct Way {
        Session session = 0;
        std::uint64_t entity = 0;
    };

    void on_event(const simulator::Event& event);
    void push(domain::VenueReport report, std::uint64_t entity);
    void deliver_push(const domain::VenueReport& report, base::Timestamp when, std::uint64_t connection);
    void deliver(domain::VenueReport report, base::Duration delay, Session session);

    void send(const domain::PlaceOrder& request, Session session);
    void send(const domain::CancelOrder& request, Session session);
    void send(const domain::AmendOrder& request, Session session);
    void send(const domain::QueryOrder& request, Session session);
    void send(const domain::FetchOpenOrders& request, Session session);
    void send(const domain::FetchFills& request, Session session);
    void send(const domain::FetchPositions& request, Session session);
    void send(const domain::FetchBalances& request, Session session);
    void send(const domain::FetchBills& request, Session session);
    void send(const domain::RefreshDeadMan& request, Session session);

    // One write: it may never leave, never arrive, arrive late, or its answer may be lost.
    template <class Request>
    void write(const Request& request, domain::RequestAnswered answer, Way way);
    template <class Request>
    void arrive(const Request& request, domain::RequestAnswered answer, Way way, bool is_answer_lost);

    // What a read answers when it fails.
    template <class Answer, class Request>
    [[nodiscard]] Answer unanswered(const Request& request) const;

    // One read: `look` is called when the question reaches the venue.
    template <class Answer, class Look>
    void read(std::uint64_t entity, Session session, Answer failed, Look look);

    void connect(base::Duration delay);
    void report_clock(Session session);
    [[nodiscard]] domain::ClockOffset estimated_offset() const;
    [[nodiscard]] bool is_away() const { return scene_.now() < away_until_; }
    [[nodiscard]] base::Timestamp venue_clock() const;
    // What a lagging replica of the venue has not seen yet.
    [[nodiscard]] base::Timestamp horizon(std::uint64_t entity);

    Scene& scene_;
    Venue& venue_;
    Judge& judge_;
    Sink sink_;
    std::function<base::Duration()> clock_offset_;
    Session session_ = 0;
    std::uint64_t connection_ = 0;
    bool is_up_ = false;
    base::Timestamp ts_last_push_{};
    base::Timestamp away_until_{};
    base::Duration clock_error_{};
};

}  // namespace trading::simulation
