#pragma once

#include "common/base/random.hpp"
#include "common/domain/instrument.hpp"
#include "common/domain/venue_trading.hpp"

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace trading::test {

// A venue that keeps perfect books and tells of them badly: late, twice, in another order, or not at all. It knows one
// price per instrument; whatever can trade at it does, in random parts. One account, net positions.
class ModelVenue {
public:
    struct Faults {
        double lost_request = 0;  // Never arrives; the answer is unknown.
        double lost_answer = 0;   // Arrives; the answer is unknown.
        double slow_request = 0;  // Arrives after up to three seconds: perhaps after its expiry.
        double lost_push = 0;     // A report is never pushed.
        double doubled_push = 0;
        base::Duration push_delay_max = std::chrono::milliseconds{5};
    };

    ModelVenue(std::vector<domain::Instrument> instruments, std::uint64_t seed);

    void set_faults(const Faults& faults) { faults_ = faults; }
    void execute(const domain::VenueRequest& request, base::Timestamp now);

    // From now on nothing trades any more; requests are still carried out.
    void close_the_market() { is_closed_ = true; }

    // From now on the price stays there.
    void hold_price(const domain::InstrumentId& id, domain::Price price);

    // Money comes or goes that no trade of ours moved, with its line in the venue's book.
    void pay(domain::BillKind kind, const domain::InstrumentId& id, domain::Cash amount, base::Timestamp now);

    // The venue's balances are off by so much, and nothing explains it.
    void misstate(domain::Cash difference) { misstatement_ = difference; }

    // What the venue says beside balances and positions.
    void set_margin_ratio(std::optional<domain::Ratio> ratio) { margin_ratio_ = ratio; }
    void set_liquidation_price(const domain::InstrumentId& id, domain::Price price) { liquidations_[id] = price; }

    // Requests that have arrived by now act, the price moves, orders trade.
    void advance(base::Timestamp now);

    // What reaches the client by now, in the order of arrival.
    [[nodiscard]] std::vector<domain::VenueReport> take_reports(base::Timestamp now);

    // The connection breaks: nothing on its way arrives.
    void forget_reports() { reports_.clear(); }

    [[nodiscard]] domain::Price price(const domain::InstrumentId& id) const { return prices_.at(id); }
    [[nodiscard]] const std::map<domain::Currency, domain::Cash>& cash() const noexcept { return cash_; }
    [[nodiscard]] domain::Quantity position(const domain::InstrumentId& id) const;
    [[nodiscard]] const std::vector<domain::Fill>& fills() const noexcept { return fills_; }
    [[nodiscard]] const std::map<domain::ClientOrderId, domain::OrderReport>& orders() const noexcept {
        return orders_;
    }
    // How often each id was accepted: more than once is a doubled order.
    [[nodiscard]] const std::map<domain::ClientOrderId, int>& placements() const noexcept { return placements_; }

private:
    struct Holding {
        domain::Quantity quantity;
        domain::Price average;
    };

    void on(const domain::PlaceOrder& request, base::Timestamp now);
    void on(const domain::CancelOrder& request, base::Timestamp now);
    void on(const domain::AmendOrder& request, base::Timestamp now);
    void on(const domain::QueryOrder& request, base::Timestamp now);
    void on(const domain::FetchOpenOrders& request, base::Timestamp now);
    void on(const domain::FetchFills& request, base::Timestamp now);
    void on(const domain::FetchPositions& request, base::Timestamp now);
    void on(const domain::FetchBalances& request, base::Timestamp now);
    void on(const domain::FetchBills& request, base::Timestamp now);
    void on(const domain::RefreshDeadMan& request, base::Timestamp now);

    // The answer to a request that carries an id; lost when the request was chosen for it.
    void answer(domain::RequestKind kind, const domain::ClientOrderId& id, bool is_accepted, base::Timestamp now);
    void push(domain::VenueReport report, base::Timestamp now);
    void reply(domain::VenueReport report, base::Timestamp now);
    void move_prices();
    void trade(domain::OrderReport& order, base::Timestamp now);
    void fire(domain::OrderReport& stop, base::Timestamp now);
    void book(domain::OrderReport& order, domain::Quantity quantity, base::Timestamp now);
    [[nodiscard]] domain::Quantity reducible(const domain::OrderReport& order) const;
    [[nodiscard]] bool trades_now(const domain::OrderReport& order) const;
    void close(domain::OrderReport& order, domain::OrderStatus status, const std::string& reason, base::Timestamp now);

    std::map<domain::InstrumentId, domain::Instrument> instruments_;
    base::Random random_;
    Faults faults_;
    std::map<domain::InstrumentId, domain::Price> prices_;
    std::map<domain::Currency, domain::Cash> cash_;
    std::map<domain::InstrumentId, Holding> holdings_;  // Derivatives only.
    std::map<domain::ClientOrderId, domain::OrderReport> orders_;
    std::map<domain::ClientOrderId, int> placements_;
    std::vector<domain::Fill> fills_;
    std::multimap<base::Timestamp, domain::VenueRequest> arriving_;
    std::multimap<base::Timestamp, domain::VenueReport> reports_;
    std::map<domain::ClientOrderId, bool> silent_;  // The answer to the request under way is lost.
    std::map<domain::InstrumentId, bool> held_prices_;
    std::vector<domain::Bill> bills_;
    std::optional<domain::Ratio> margin_ratio_;
    domain::Cash misstatement_;
    std::map<domain::InstrumentId, domain::Price> liquidations_;
    bool is_closed_ = false;
    int next_id_ = 1000;
};

}  // namespace trading::test
