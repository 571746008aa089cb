#include "services/simulator/io/capture_instruments.hpp"

#include "services/simulator/io/capture_reader.hpp"

#include <algorithm>

namespace trading::simulator {

namespace {

// The split name of an instrument: BTC-USD-220527, UNI-USD-SWAP, BTC-USDT.
struct Name {
    std::string base;
    std::string quote;
    std::string suffix;
};

[[nodiscard]] Name split_name(const std::string& id) {
    const std::size_t first = id.find('-');
    if (first == std::string::npos) return Name{id, "", ""};
    const std::size_t second = id.find('-', first + 1);
    const std::string quote = id.substr(first + 1, second == std::string::npos ? second : second - first - 1);
    return Name{id.substr(0, first), quote, second == std::string::npos ? "" : id.substr(second + 1)};
}

[[nodiscard]] base::Decimal step_of(int digits) {
    return base::Decimal::from_parts(1, digits).value_or(base::Decimal{1});
}

// Contract values that OKX uses for coin-margined contracts: 100 US dollars for bitcoin, 10 for everything else.
[[nodiscard]] base::Decimal contract_value(const Name& name) {
    if (name.suffix.empty()) return base::Decimal{1};
    if (name.quote == "USD") return base::Decimal{name.base == "BTC" ? 100 : 10};
    return step_of(2);
}

}  // namespace

void CaptureInstruments::learn_pair(Seen& seen, std::string_view price, std::string_view size) {
    const auto price_value = base::Decimal::from_string(price);
    const auto size_value = base::Decimal::from_string(size);
    if (price_value && seen.first_price.is_zero()) seen.first_price = *price_value;
    if (price_value) seen.price_digits = std::max(seen.price_digits, price_value->scale());
    if (size_value) seen.size_digits = std::max(seen.size_digits, size_value->scale());
}

void CaptureInstruments::learn_levels(Seen& seen, const JsonValue* levels) {
    if (levels == nullptr) return;
    for (const JsonValue& level : levels->items()) {
        if (level.items().size() >= 2) learn_pair(seen, level.items()[0].text(), level.items()[1].text());
    }
}

void CaptureInstruments::learn(const RecordedFrame& frame) {
    if (frame.instrument.empty()) return;
    Seen& seen = seen_[frame.instrument];
    learn_pair(seen, frame.data.text_of("last"), frame.data.text_of("lastSz"));
    learn_pair(seen, frame.data.text_of("px"), frame.data.text_of("sz"));
    learn_levels(seen, frame.data.find("bids"));
    learn_levels(seen, frame.data.find("asks"));
}

std::vector<InstrumentSpec> CaptureInstruments::derive() const {
    constexpr std::int64_t kFirstNumericId = 900001;
    constexpr std::int64_t kQuantityMax = 1'000'000'000;
    std::vector<InstrumentSpec> specs;
    for (const auto& [id, seen] : seen_) {
        const Name name = split_name(id);
        const bool is_spot = name.suffix.empty();
        const bool is_inverse = !is_spot && name.quote == "USD";
        InstrumentSpec spec;
        domain::Instrument& item = spec.published;
        item.id = domain::InstrumentId{id};
        item.kind = is_spot                 ? domain::InstrumentKind::Spot
                    : name.suffix == "SWAP" ? domain::InstrumentKind::PerpetualSwap
                                            : domain::InstrumentKind::Future;
        item.contract_kind = is_spot      ? domain::ContractKind::None
                             : is_inverse ? domain::ContractKind::Inverse
                                          : domain::ContractKind::Linear;
        item.status = domain::InstrumentStatus::Live;
        item.base_currency = domain::Currency{name.base};
        item.quote_currency = domain::Currency{name.quote};
        item.settle_currency = is_inverse ? item.base_currency : item.quote_currency;
        item.tick_size = domain::Price{step_of(seen.price_digits)};
        item.lot_size = domain::Quantity{step_of(seen.size_digits)};
        item.minimum_quantity = item.lot_size;
        item.maximum_limit_quantity = domain::Quantity{base::Decimal{kQuantityMax}};
        item.maximum_market_quantity = item.maximum_limit_quantity;
        item.contract_multiplier = contract_value(name);
        item.maximum_leverage = domain::Ratio{base::Decimal{is_spot ? 1 : 50}};
        item.venue_numeric_id = kFirstNumericId + static_cast<std::int64_t>(specs.size());
        item.ts_listed = base::from_unix_milliseconds(1'600'000'000'000);
        spec.index = domain::InstrumentId{name.base + "-" + name.quote};
        spec.start_price = seen.first_price;
        specs.push_back(std::move(spec));
    }
    return specs;
}

}  // namespace trading::simulator
