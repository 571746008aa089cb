#pragma once

#include "common/domain/execution_record.hpp"
#include "common/domain/venue_trading.hpp"
#include "services/simulator/core/venue_outputs.hpp"
#include "tests/simulation/scene.hpp"
#include "tests/simulation/venue.hpp"
#include "tests/simulation/verdict.hpp"

#include <map>
#include <set>
#include <string>

namespace trading::simulation {

// S2: whenever the venue takes a sell order, a stop or an amend of ours on spot, all that we have there to sell is not
// more than the coins that our own fills left us; the venue knows no reduce-only on spot and would sell other coins of
// the account, those that people hold there. It counts what the venue has taken, not what we believe. The one exception
// is a stop that arrives after its expiry: the venue's stops have none, and we may have placed another one meanwhile.
class SpotWatch {
public:
    SpotWatch(Scene& scene, const Venue& venue, Verdict& verdict)
        : scene_(scene), venue_(venue), verdict_(verdict) {}

    void on_sent(const domain::PlaceOrder& request) { note_sent(request.order.client_order_id); }
    void on_sent(const domain::AmendOrder& request) { note_sent(request.client_order_id); }
    void on_accepted(const domain::PlaceOrder& request);
    void on_accepted(const domain::AmendOrder& request);
    void on_accepted(const domain::CancelOrder& request);
    void on_venue_order(const simulator::OrderChanged& changed);
    void before_commit(const domain::Fill& fill);

private:
    struct Offer {
        double orders = 0;
        double stops = 0;
    };

    void note_sent(const domain::ClientOrderId& id) { known_when_sent_[id] = known_so_far_; }
    // After the venue has taken a request about that order.
    void check(const domain::ClientOrderId& id);
    // What the venue has of ours to sell.
    [[nodiscard]] Offer offered() const;

    Scene& scene_;
    const Venue& venue_;
    Verdict& verdict_;
    double held_ = 0;  // What our fills bought and did not sell, fees taken off.
    std::set<std::string> late_stops_;
    // What stops sold that came late.
    std::map<domain::TradeId, double> unknown_sales_;          // Not in our records yet.
    double sold_so_far_ = 0;                                   // At the venue.
    double known_so_far_ = 0;                                  // Of that, in our records.
    std::map<domain::ClientOrderId, double> known_when_sent_;  // At the last request about that order.
    base::Timestamp ts_stop_cancelled_{};
};

}  // namespace trading::simulation
