#include "services/simulator/io/public_market.hpp"

#include "services/simulator/io/book_feed.hpp"
#include "services/simulator/io/market_json.hpp"
#include "services/simulator/io/okx_words.hpp"
#include "services/simulator/io/replay_market.hpp"

namespace trading::simulator {

std::vector<InstrumentSpec> PublicMarket::instruments() const {
    std::vector<InstrumentSpec> all = host_.core().instruments();
    if (replay_ == nullptr) return all;
    for (const InstrumentSpec& spec : replay_->instruments()) {
        if (host_.core().find_instrument(spec.published.id.value()) == nullptr) all.push_back(spec);
    }
    return all;
}

const InstrumentSpec* PublicMarket::find(std::string_view instrument) const {
    const InstrumentSpec* spec = host_.core().find_instrument(instrument);
    if (spec == nullptr && replay_ != nullptr) spec = replay_->find(instrument);
    return spec;
}

std::string_view PublicMarket::type_of(std::string_view instrument) const {
    const InstrumentSpec* spec = find(instrument);
    return spec == nullptr ? std::string_view{} : okx_word(spec->published.kind);
}

std::optional<BookFrame> PublicMarket::book(std::string_view instrument, std::size_t depth) const {
    std::optional<BookFrame> frame = replay_ != nullptr ? replay_->book(instrument) : std::nullopt;
    if (!frame) frame = books_.cached(instrument);
    if (!frame) return frame;
    if (frame->bids.size() > depth) frame->bids.resize(depth);
    if (frame->asks.size() > depth) frame->asks.resize(depth);
    return frame;
}

std::string PublicMarket::ticker_row(std::string_view instrument) const {
    const std::string recorded = replay_ != nullptr ? replay_->ticker_row(instrument) : std::string{};
    if (!recorded.empty()) return recorded;
    const auto ticker = host_.core().ticker(instrument);
    if (!ticker) return {};
    JsonWriter json;
    write_ticker(json, *ticker, type_of(instrument));
    return json.take();
}

}  // namespace trading::simulator
