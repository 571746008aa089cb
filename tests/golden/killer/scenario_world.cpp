#include "tests/golden/killer/scenario_world.hpp"

#include <stdexcept>

namespace trading::test {
namespace {

using namespace killer;

constexpr base::MonotonicTime kStart{1'000'000'000'000};
constexpr base::Duration kStep = std::chrono::milliseconds{10};

template <class Value>
Value take(std::istringstream& words) {
    Value value{};
    if (!(words >> value)) throw std::runtime_error{"a word is missing: " + words.str()};
    return value;
}

domain::OpenOrderName parse_order(const std::string& word) {
    const auto first = word.find(':');
    const auto last = word.rfind(':');
    if (first == last) throw std::runtime_error{"not an order: " + word};
    return {
        domain::InstrumentId{word.substr(first + 1, last - first - 1)},
        domain::VenueOrderId{word.substr(last + 1)},
        word.substr(0, first) == "stop",
    };
}

std::vector<domain::OpenOrderName> take_orders(std::istringstream& words) {
    std::vector<domain::OpenOrderName> orders;
    for (std::string word; words >> word;) orders.push_back(parse_order(word));
    return orders;
}

domain::CancelsAnswered parse_answer(std::istringstream& words) {
    const auto outcome = take<std::string>(words);
    domain::CancelsAnswered answered;
    for (const domain::OpenOrderName& order : take_orders(words)) {
        answered.request.instrument_id = order.instrument_id;
        answered.request.is_stop = order.is_stop;
        answered.request.venue_order_ids.push_back(order.venue_order_id);
    }
    answered.outcome = domain::RequestOutcome::Refused;
    if (outcome == "accepted") answered.outcome = domain::RequestOutcome::Accepted;
    if (outcome == "unknown") answered.outcome = domain::RequestOutcome::Unknown;
    if (outcome == "accepted") answered.accepted = answered.request.venue_order_ids.size();
    answered.is_over_limit = outcome == "limited";
    return answered;
}

Input parse_input(std::istringstream& words) {
    const auto kind = take<std::string>(words);
    if (kind == "killed") return KillLatched{};
    if (kind == "released") return KillReleased{};
    if (kind == "tick") return Tick{};
    if (kind == "cancelled") return domain::KillReport{parse_answer(words)};
    if (kind == "armed" || kind == "not_armed") {
        domain::RequestAnswered answered;
        answered.kind = domain::RequestKind::DeadMan;
        answered.outcome = kind == "armed" ? domain::RequestOutcome::Accepted : domain::RequestOutcome::NotSent;
        return domain::KillReport{answered};
    }
    const auto look = take<std::uint64_t>(words);
    if (kind == "seen") return domain::KillReport{domain::OrdersSeen{look, take_orders(words)}};
    if (kind == "looked") {
        const bool is_whole = take<std::string>(words) == "whole";
        return domain::KillReport{domain::LookEnded{look, is_whole, is_whole ? "" : "50001 busy"}};
    }
    if (kind == "positions") {
        domain::PositionsSeen seen{look, {}};
        for (std::string word; words >> word;) seen.positions.push_back({domain::InstrumentId{word}});
        return domain::KillReport{seen};
    }
    throw std::runtime_error{"no such input: " + kind};
}

struct RequestText {
    std::string operator()(const domain::LookForOrders& request) const {
        return "look " + std::to_string(request.look) + (request.with_positions ? " with positions" : "");
    }
    std::string operator()(const domain::CancelOrders& request) const {
        std::string text =
            std::string{"cancel "} + (request.is_stop ? "stop:" : "book:") + request.instrument_id.value();
        for (const auto& id : request.venue_order_ids) text += ":" + id.value();
        return text;
    }
    std::string operator()(const domain::ClosePosition& request) const {
        return "close " + request.position.instrument_id.value();
    }
    std::string operator()(const domain::RefreshDeadMan& request) const {
        return "arm " + std::to_string(std::chrono::duration_cast<std::chrono::seconds>(request.timeout).count()) + "s";
    }
};

}  // namespace

void ScenarioWorld::given(std::istringstream& words) {
    const auto what = take<std::string>(words);
    if (what == "closes_positions") {
        options_.close_positions = true;
    } else if (what == "stops_max") {
        options_.stop_cancels_max = take<std::size_t>(words);
    } else {
        throw std::runtime_error{"given what? " + what};
    }
}

KillerCore& ScenarioWorld::core() {
    if (core_.empty()) core_.emplace_back(options_);
    return core_.front();
}

std::vector<std::string> ScenarioWorld::in(base::Duration since_start, std::istringstream& words) {
    std::vector<std::string> texts;
    for (; now_ < since_start; now_ += kStep) feed(Tick{}, texts);
    feed(parse_input(words), texts);
    return texts;
}

void ScenarioWorld::feed(const Input& input, std::vector<std::string>& texts) {
    Outputs outputs;
    core().on_input(input, kStart + now_, outputs);
    for (const domain::KillRequest& request : outputs.requests) {
        texts.push_back("request  " + std::visit(RequestText{}, request));
    }
    for (const Notice& notice : outputs.notices) {
        texts.push_back((notice.is_alert ? "alert    " : "notice   ") + notice.event + ": " + notice.detail);
    }
    if (core().view().is_empty == was_empty_) return;
    was_empty_ = !was_empty_;
    texts.push_back(was_empty_ ? "view     empty" : "view     not empty");
}

}  // namespace trading::test
