#include "tests/golden/strategy/scenario_script.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "tests/support/strategy/output_text.hpp"

namespace trading::test {

using namespace domain;
using namespace strategy;

namespace {

constexpr const char* kOut = "             out  ";
constexpr const char* kMore = "                  ";

template <class Value>
Value take(std::istringstream& words) {
    Value value{};
    if (!(words >> value)) throw std::runtime_error{"a word is missing"};
    return value;
}

InstrumentId take_instrument(std::istringstream& words) { return InstrumentId{take<std::string>(words)}; }

FeedState parse_feed_state(const std::string& word) { return word == "fresh" ? FeedState::Fresh : FeedState::Stale; }

std::string time_of(base::Timestamp now) { return base::to_iso8601_milliseconds(now).substr(11, 12); }

}  // namespace

std::string ScenarioScript::run(const std::string& scenario) {
    std::string result;
    std::istringstream lines{scenario};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words{line};
        std::string first;
        words >> first;
        if (first == "out" || line.rfind(kMore, 0) == 0) continue;
        if (first.empty() || first[0] == '#') {
            result += line + "\n";
            continue;
        }
        if (first == "given") {
            result += line + "\n";
            configure(words);
            continue;
        }
        if (first != "in" && take<std::string>(words) != "in") throw std::runtime_error{"not understood: " + line};
        const std::string text = line.substr(line.find(" in ") == std::string::npos ? 2 : line.find(" in ") + 3);
        perform(take<std::string>(words), words);
        result += fmt::format("{} in   {}\n", time_of(world().now()), text.substr(text.find_first_not_of(' ')));
        result += take_outputs();
    }
    return result;
}

StrategyWorld& ScenarioScript::world() {
    if (!world_) world_ = std::make_unique<StrategyWorld>(settings_);
    return *world_;
}

void ScenarioScript::configure(std::istringstream& words) {
    const auto key = take<std::string>(words);
    if (key == "time_stop_bars") {
        settings_.time_stop_bars = take<int>(words);
    } else if (key == "cooldown") {
        settings_.cooldown = {take<int>(words), take<int>(words), take<int>(words)};
    } else if (key == "maker") {
        settings_.entry.mode = EntryMode::Maker;
        settings_.plan.resting_time = std::chrono::seconds{take<int>(words)};
    } else if (key == "spread_bp_max") {
        settings_.spread_bp_max = take<double>(words);
    } else {
        throw std::runtime_error{"unknown setting " + key};
    }
}

void ScenarioScript::perform(const std::string& command, std::istringstream& words) {
    const bool is_known =
        perform_market(command, words) || perform_account(command, words) || perform_intent(command, words);
    if (!is_known) throw std::runtime_error{"unknown command " + command};
}

bool ScenarioScript::perform_market(const std::string& command, std::istringstream& words) {
    if (command == "healthy") {
        world().make_healthy();
    } else if (command == "history") {
        const InstrumentId id = take_instrument(words);
        world().history(id, take<int>(words));
    } else if (command == "long_setup") {
        world().long_setup(take_instrument(words));
    } else if (command == "short_setup") {
        world().short_setup(take_instrument(words));
    } else if (command == "bar") {
        const InstrumentId id = take_instrument(words);
        world().bar(id, take<double>(words));
    } else if (command == "quiet_bars") {
        const InstrumentId id = take_instrument(words);
        for (int count = take<int>(words); count > 0; --count) world().bar(id, world().last_close(id));
    } else if (command == "bar_without_quotes") {
        const InstrumentId id = take_instrument(words);
        world().bar_alone(id, world().last_close(id));
    } else if (command == "missing_bars") {
        const InstrumentId id = take_instrument(words);
        world().skip_bars(id, take<int>(words));
    } else if (command == "book") {
        const InstrumentId id = take_instrument(words);
        world().book(id, parse_feed_state(take<std::string>(words)));
    } else {
        return false;
    }
    return true;
}

bool ScenarioScript::perform_account(const std::string& command, std::istringstream& words) {
    if (command == "trading_state") {
        world().trading_state(parse_trading_state(take<std::string>(words)).value());
    } else if (command == "balance") {
        world().balance(take<std::string>(words));
    } else if (command == "position") {
        const InstrumentId id = take_instrument(words);
        world().position(id, take<std::string>(words));
    } else if (command == "account_lost") {
        world().send(AccountLost{"gap"});
    } else if (command == "account_snapshot") {
        world().snapshot_of_account({}, {});
    } else if (command == "start" || command == "stop") {
        world().send(StrategySwitch{kStrategy, command == "start", "operator:anna"});
    } else {
        return false;
    }
    return true;
}

bool ScenarioScript::perform_intent(const std::string& command, std::istringstream& words) {
    if (command == "answer") {
        world().reply(last_intent_.intent_id, parse_intent_verdict(take<std::string>(words)).value());
    } else if (command == "expired") {
        world().send(IntentExpired{last_intent_.intent_id});
    } else if (command == "order") {
        const auto status = parse_order_status(take<std::string>(words)).value();
        std::string filled;
        words >> filled;
        world().order(last_intent_, status, filled.empty() ? "0" : filled);
    } else if (command == "filled") {
        world().fill_whole(last_intent_);
    } else if (command == "fill") {
        world().fill(last_intent_, parse_order_purpose(take<std::string>(words)).value());
    } else if (command == "wait") {
        world().advance(std::chrono::milliseconds{take<int>(words)});
        world().send(Tick{});
    } else if (command == "restart") {
        // The intent was durable, its answer was not: the new process finds it in the outbox.
        world_ = std::make_unique<StrategyWorld>(settings_);
        world().restore({last_intent_});
    } else {
        return false;
    }
    return true;
}

std::string ScenarioScript::take_outputs() {
    const Outputs outputs = world().outputs();
    world().clear_outputs();
    std::size_t last_decision = outputs.size();
    for (std::size_t index = 0; index < outputs.size(); ++index) {
        if (std::holds_alternative<Decision>(outputs[index])) last_decision = index;
    }
    std::string text;
    for (std::size_t index = 0; index < outputs.size(); ++index) {
        if (const auto* intent = std::get_if<OrderIntent>(&outputs[index])) {
            if (intent->kind != IntentKind::Cancel) last_intent_ = *intent;
        } else if (std::holds_alternative<Decision>(outputs[index]) && index != last_decision) {
            continue;
        }
        std::istringstream lines{text_of(outputs[index])};
        const char* margin = kOut;
        for (std::string line; std::getline(lines, line);) {
            text += margin + line + "\n";
            margin = kMore;
        }
    }
    return text;
}

}  // namespace trading::test
