#include "services/execution/core/order_status_words.hpp"

namespace trading::execution {

using domain::OrderStatus;

std::string_view describe(OrderStatus status) noexcept {
    switch (status) {
        case OrderStatus::Planned: return "It is durable here and has not been sent yet; it counts as exposure.";
        case OrderStatus::InFlight: return "It was sent and not answered yet; it counts as exposure.";
        case OrderStatus::Unknown:
            return "Its answer is lost; it counts as exposure until the venue has told what became of it.";
        case OrderStatus::Live: return "The venue has it, and nothing of it is filled.";
        case OrderStatus::PartiallyFilled: return "The venue has it, and some of it is filled.";
        case OrderStatus::Filled: return "It is filled completely. Final.";
        case OrderStatus::Cancelled:
            return "It was cancelled, by us, by the venue or by somebody else, and may carry fills. Final.";
        case OrderStatus::Rejected: return "The venue refused it: it never lived, or it is a stop that fired and failed. Final.";
        case OrderStatus::NotPlaced: return "It is proven never to have reached the venue. Final.";
        case OrderStatus::Triggered: return "A stop that fired; another order carries on. Final, unless that one is refused.";
    }
    return "";
}

std::string_view describe(OrderTrigger trigger) noexcept {
    switch (trigger) {
        case OrderTrigger::Sent: return "It was handed to the venue's client.";
        case OrderTrigger::AnswerLost: return "No answer came, or one that proves nothing; or we recovered without a report.";
        case OrderTrigger::AnswerRefused: return "The venue refused the placement.";
        case OrderTrigger::NeverSent: return "It did not leave us.";
        case OrderTrigger::SeenLive: return "The venue reports it as resting, nothing filled.";
        case OrderTrigger::SeenPartiallyFilled: return "The venue reports it as filled in part.";
        case OrderTrigger::SeenFilled: return "The venue reports it as filled.";
        case OrderTrigger::SeenCancelled: return "The venue reports it as cancelled.";
        case OrderTrigger::SeenRejected: return "The venue reports a stop that fired and failed.";
        case OrderTrigger::SeenTriggered: return "The venue reports a stop that fired.";
        case OrderTrigger::ProvenAbsent:
            return "The venue does not know it, twice, by its own clock past the order's expiry.";
    }
    return "";
}

}  // namespace trading::execution
