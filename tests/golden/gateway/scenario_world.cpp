#include "tests/golden/gateway/scenario_world.hpp"

#include <stdexcept>

namespace trading::test {
namespace {

domain::BookFrame read_book(std::int64_t previous, std::int64_t sequence, std::istringstream& words) {
    std::string bids;
    std::string asks;
    std::string* side = nullptr;
    for (std::string word; words >> word;) {
        if (word == "bids") {
            side = &bids;
        } else if (word == "asks") {
            side = &asks;
        } else if (side != nullptr) {
            *side += word + " ";
        } else {
            throw std::runtime_error{"neither bids nor asks: " + word};
        }
    }
    return book_frame(previous, sequence, {bids, asks});
}

template <class Value>
Value take(std::istringstream& words) {
    Value value{};
    if (!(words >> value)) throw std::runtime_error{"a word is missing: " + words.str()};
    return value;
}

void append(std::vector<std::string>& texts, const gateway::Outputs& outputs) {
    for (const std::string& text : describe_facts(outputs)) texts.push_back("fact     " + text);
    for (const std::string& text : describe_commands(outputs)) texts.push_back("command  " + text);
}

}  // namespace

CoreDriver& ScenarioWorld::driver() {
    if (!driver_) {
        driver_ = std::make_unique<CoreDriver>(options_);
        driver_->input(gateway::InstrumentsLoaded{{spot(btc())}});
    }
    return *driver_;
}

void ScenarioWorld::given(std::istringstream& words) {
    const auto what = take<std::string>(words);
    if (what == "starts_with_fetch") {
        options_.book.starts_with_fetch = true;
    } else if (what == "resubscribes") {
        options_.resubscribes.count_max = take<int>(words);
    } else if (what == "connected") {
        driver().connection(true);
    } else {
        throw std::runtime_error{"given what? " + what};
    }
}

std::vector<std::string> ScenarioWorld::in(base::Duration since_start, std::istringstream& words) {
    std::vector<std::string> texts;
    append(texts, driver().wait(kStart + since_start - driver().now()));
    append(texts, driver().input(read_input(words)));
    return texts;
}

gateway::Input ScenarioWorld::read_input(std::istringstream& words) {
    const auto kind = take<std::string>(words);
    if (kind == "tick") return gateway::Tick{};
    if (kind == "connection")
        return domain::VenueFeedEvent{domain::FeedConnection{take<std::string>(words) == "up", ""}};
    if (kind == "book") {
        const auto previous = take<std::int64_t>(words);
        return domain::VenueFeedEvent{read_book(previous, take<std::int64_t>(words), words)};
    }
    if (kind == "fetched") {
        return domain::VenueFeedEvent{domain::BookFetched{read_book(-1, take<std::int64_t>(words), words)}};
    }
    if (kind == "fetch_failed") return domain::VenueFeedEvent{domain::BookFetchFailed{btc(), {}}};
    if (kind == "trade") {
        const auto last_id = take<std::int64_t>(words);
        return domain::VenueFeedEvent{trade(last_id, take<std::int64_t>(words))};
    }
    if (kind == "ticker") return domain::VenueFeedEvent{ticker(driver_->now())};
    if (kind == "candle") {
        const auto minute = take<int>(words);
        return domain::VenueFeedEvent{candle(minute, take<std::string>(words) == "closed")};
    }
    if (kind == "history") {
        domain::CandlesFetched fetched{btc(), std::chrono::minutes{1}, {}};
        const auto first = take<int>(words);
        const auto last = take<int>(words);
        for (int minute = first; minute <= last; ++minute) fetched.candles.push_back(candle(minute, true));
        return domain::VenueFeedEvent{fetched};
    }
    throw std::runtime_error{"in what? " + kind};
}

}  // namespace trading::test
