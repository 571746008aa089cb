#include "tests/support/gateway/core_driver.hpp"

#include <fmt/format.h>

namespace trading::test {
namespace {

using namespace domain;

std::string side_text(const std::vector<BookLevel>& side) {
    std::string text;
    for (const BookLevel& level : side)
        text += fmt::format(" {}:{}", level.price.to_string(), level.quantity.to_string());
    return text;
}

std::string minutes(base::Duration duration) {
    return fmt::format("{}m", std::chrono::duration_cast<std::chrono::minutes>(duration).count());
}

std::string key_text(const FeedKey& key) {
    std::string text{to_string(key.channel)};
    if (key.interval > base::Duration::zero()) text += " " + minutes(key.interval);
    if (!key.instrument_id.empty()) text += " " + key.instrument_id.value();
    return text;
}

std::string text_of(const InstrumentUpdate& update) {
    return fmt::format("instrument {} {}", update.instrument.id.value(), to_string(update.instrument.status));
}

std::string text_of(const BookUpdate& update) {
    return fmt::format(
        "book {} {}{}{}",
        update.is_snapshot ? "snapshot" : "update",
        update.venue_sequence,
        update.bids.empty() ? "" : " bids" + side_text(update.bids),
        update.asks.empty() ? "" : " asks" + side_text(update.asks)
    );
}

std::string text_of(const Trade& trade) { return fmt::format("trade {}", trade.trade_id.value()); }
std::string text_of(const Ticker& ticker) { return fmt::format("ticker {}", ticker.last_price.to_string()); }

std::string text_of(const Candle& candle) {
    return fmt::format(
        "candle {} +{} {}",
        minutes(candle.interval),
        minutes(candle.ts_open - kStart),
        candle.is_closed ? "closed" : "forming"
    );
}

std::string text_of(const MarkPrice& mark) { return fmt::format("mark {}", mark.price.to_string()); }
std::string text_of(const FundingRate& funding) { return fmt::format("funding {}", funding.rate.to_string()); }

std::string text_of(const PriceLimit& limit) {
    return fmt::format("limit {}", limit.highest_buy ? limit.highest_buy->to_string() : "none");
}

std::string text_of(const FeedStatus& status) {
    return fmt::format("feed {} {} {}", to_string(status.channel), to_string(status.state), status.reason);
}

std::string text_of(const VenueStatus& status) { return fmt::format("venue {}", status.state); }

std::string text_of(const Subscribe& command) { return "subscribe " + key_text(command.key); }
std::string text_of(const Unsubscribe& command) { return "unsubscribe " + key_text(command.key); }
std::string text_of(const FetchBook& command) { return "fetch_book " + command.instrument_id.value(); }

std::string text_of(const FetchCandles& command) {
    return fmt::format(
        "fetch_candles {} {} {}", command.instrument_id.value(), minutes(command.interval), command.count
    );
}

template <class Items>
std::vector<std::string> describe_all(const Items& items) {
    std::vector<std::string> texts;
    for (const auto& item : items) texts.push_back(describe(item));
    return texts;
}

}  // namespace

CoreDriver::CoreDriver(gateway::GatewayOptions options) : core_(std::move(options)) {}

void CoreDriver::begin() {
    input(gateway::InstrumentsLoaded{{spot(btc())}});
    connection(true);
    out_.clear();
}

const gateway::Outputs& CoreDriver::input(const gateway::Input& input) {
    out_.clear();
    core_.on_input(input, now_, out_);
    return out_;
}

const gateway::Outputs& CoreDriver::wait(base::Duration duration) {
    constexpr base::Duration kStep = std::chrono::milliseconds{50};
    out_.clear();
    for (const base::Timestamp end = now_ + duration; now_ < end;) {
        now_ += std::min<base::Duration>(kStep, end - now_);
        core_.on_input(gateway::Tick{}, now_, out_);
    }
    return out_;
}

std::string describe(const MarketFact& fact) {
    return std::visit([](const auto& known) { return text_of(known); }, fact);
}

std::string describe(const VenueFeedCommand& command) {
    return std::visit([](const auto& known) { return text_of(known); }, command);
}

std::vector<std::string> describe_facts(const gateway::Outputs& outputs) { return describe_all(outputs.facts); }
std::vector<std::string> describe_commands(const gateway::Outputs& outputs) { return describe_all(outputs.commands); }
std::vector<std::string> describe_snapshot(const gateway::Outputs& outputs) { return describe_all(outputs.snapshot); }

}  // namespace trading::test
