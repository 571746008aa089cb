#include "services/execution/io/fault_sites.hpp"

#ifdef TRADING_FAULT_POINTS

#include <algorithm>

namespace trading::execution::fault_sites {
namespace {

bool has_placement(const Outputs& outputs) {
    return std::any_of(outputs.requests.begin(), outputs.requests.end(), [](const domain::VenueRequest& request) {
        return std::holds_alternative<domain::PlaceOrder>(request);
    });
}

bool has_fill(const Outputs& outputs) {
    return std::any_of(outputs.records.begin(), outputs.records.end(), [](const domain::ExecutionRecord& record) {
        return std::holds_alternative<domain::Fill>(record);
    });
}

bool has_halt(const Outputs& outputs) {
    return std::any_of(outputs.records.begin(), outputs.records.end(), [](const domain::ExecutionRecord& record) {
        const auto* state = std::get_if<domain::RiskState>(&record);
        return state != nullptr && state->state == domain::TradingState::Halted;
    });
}

const domain::PlaceOrder* placement(const domain::VenueRequest& request) {
    return std::get_if<domain::PlaceOrder>(&request);
}

}  // namespace

void after_input(const Input& input, bool is_reconciled) {
    const auto* report = std::get_if<domain::VenueReport>(&input);
    if (report == nullptr) return;
    const auto* answered = std::get_if<domain::RequestAnswered>(report);
    const bool is_placed = answered != nullptr && answered->kind == domain::RequestKind::Place;
    if (is_placed) TRADING_FAULT_POINT("K7");
    const bool is_first_list = std::holds_alternative<domain::OpenOrdersFetched>(*report) && !is_reconciled;
    if (is_first_list) TRADING_FAULT_POINT("K12c");
}

void before_commit(const Outputs& outputs) {
    if (has_placement(outputs)) TRADING_FAULT_POINT("K2");
    if (has_fill(outputs)) TRADING_FAULT_POINT("K8");
}

void after_commit(const Outputs& outputs) {
    if (has_placement(outputs)) TRADING_FAULT_POINT("K4");
    if (has_fill(outputs)) TRADING_FAULT_POINT("K9");
    if (has_halt(outputs)) TRADING_FAULT_POINT("K11");
}

void plant_defect(Outputs& outputs) {
    if (!TRADING_FAULT_DEFECT("drop_fill")) return;
    std::erase_if(outputs.records, [](const domain::ExecutionRecord& record) {
        return std::holds_alternative<domain::Fill>(record);
    });
}

bool is_forgotten(const domain::VenueRequest& request) {
    const auto* place = placement(request);
    return TRADING_FAULT_DEFECT("forget_stop") && place != nullptr && place->order.type == domain::OrderType::Stop;
}

bool is_repeated(const domain::VenueRequest& request) {
    const auto* place = placement(request);
    return TRADING_FAULT_DEFECT("send_twice") && place != nullptr &&
           place->order.purpose == domain::OrderPurpose::Entry;
}

}  // namespace trading::execution::fault_sites

#endif
