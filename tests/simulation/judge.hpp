#pragma once

#include "services/execution/core/execution_core.hpp"
#include "tests/simulation/halt_watch.hpp"
#include "tests/simulation/money_watch.hpp"
#include "tests/simulation/order_watch.hpp"
#include "tests/simulation/protection_watch.hpp"
#include "tests/simulation/spot_watch.hpp"
#include "tests/simulation/wish_watch.hpp"

#include <string_view>
#include <vector>

namespace trading::simulation {

// Knows everything that happens anywhere in the world and believes nobody: it derives what must hold from the venue's
// own books, from what became durable and from what was delivered, never from what a core thinks.
class Judge {
public:
    Judge(Scene& scene, const Venue& venue, const Database& database, Verdict& verdict)
        : verdict_(verdict),
          orders_(scene, venue, database, verdict),
          money_(scene, venue, database, verdict),
          wishes_(scene, database, verdict),
          protection_(scene, venue, database, verdict),
          halts_(scene, venue, database, verdict),
          spot_(scene, venue, verdict),
          scene_(scene) {}

    // At the venue.
    void on_venue_order(const simulator::OrderChanged& changed);
    void on_venue_algo(const simulator::AlgoChanged& /*changed*/) {}
    void on_venue_reply(const domain::PlaceOrder& request, const simulator::Reply& reply);
    template <class Other>
    void on_venue_reply(const Other& request, const simulator::Reply& reply) {
        orders_.on_reply(request, reply);
        if (reply.is_accepted()) spot_.on_accepted(request);
    }

    // On the wire.
    void on_sent(const domain::PlaceOrder& request, bool is_late);
    void on_sent(const domain::CancelOrder& request, bool is_late) {
        if (!is_late) halts_.on_sent(request);
    }
    void on_sent(const domain::AmendOrder& request, bool /*is_late*/) { spot_.on_sent(request); }
    void on_under_way(const domain::PlaceOrder& request) { money_.on_under_way(request); }
    void on_arrived(const domain::PlaceOrder& request) { money_.on_arrived(request.order.client_order_id); }
    template <class Other>
    void on_under_way(const Other& /*request*/) {}
    template <class Other>
    void on_arrived(const Other& /*request*/) {}

    // In the execution process.
    void on_report(const domain::VenueReport& report);
    void before_input(const execution::Input& input, base::Timestamp local_now) {
        wishes_.before_input(input, local_now);
        halts_.before_input(input);
    }
    void on_reply(const domain::IntentReply& reply) { wishes_.on_reply(reply); }
    void on_command_answer(const execution::CommandAnswer& answer) { wishes_.on_command_answer(answer); }
    void on_process_ended();

    void on_closed_unprotected(const std::string& detail) { protection_.on_closed_unprotected(detail); }

    // In the database.
    void before_commit(const std::vector<domain::ExecutionRecord>& records);

    // On the bus: a fact was handed over although the one before it was not.
    void on_hole(std::string_view consumer, std::string_view topic);

    [[nodiscard]] const OrderWatch& orders() const noexcept { return orders_; }
    [[nodiscard]] const MoneyWatch& money() const noexcept { return money_; }
    [[nodiscard]] const WishWatch& wishes() const noexcept { return wishes_; }
    [[nodiscard]] Verdict& verdict() noexcept { return verdict_; }

    // Several times a second once everything has healed.
    void look() { protection_.look(); }

    // Some time after that.
    void conclude(const execution::ExecutionCore* core);

private:
    Verdict& verdict_;
    OrderWatch orders_;
    MoneyWatch money_;
    WishWatch wishes_;
    ProtectionWatch protection_;
    HaltWatch halts_;
    SpotWatch spot_;
    Scene& scene_;
};

}  // namespace trading::simulation
