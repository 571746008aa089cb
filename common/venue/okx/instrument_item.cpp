#include "common/venue/okx/market_items.hpp"

namespace trading::venue::okx {
namespace {

using domain::ContractKind;
using domain::InstrumentKind;
using domain::InstrumentStatus;
using domain::Quantity;

struct InstrumentTexts {
    std::string_view base_currency;
    std::string_view contract_multiplier;
    std::string_view contract_type;
    std::string_view contract_value;
    std::string_view family;
    std::string_view id;
    std::string_view kind;
    std::string_view leverage;
    std::string_view list_time;
    std::string_view lot_size;
    std::string_view maximum_limit;
    std::string_view maximum_market;
    std::string_view minimum;
    std::string_view number;
    std::string_view quote_currency;
    std::string_view settle_currency;
    std::string_view state;
    std::string_view tick_size;
    std::string_view underlying;
};

constexpr FieldTable<InstrumentTexts, 19> kFields{{
    {"baseCcy", &InstrumentTexts::base_currency},
    {"ctMult", &InstrumentTexts::contract_multiplier},
    {"ctType", &InstrumentTexts::contract_type},
    {"ctVal", &InstrumentTexts::contract_value},
    {"instFamily", &InstrumentTexts::family},
    {"instId", &InstrumentTexts::id},
    {"instIdCode", &InstrumentTexts::number},
    {"instType", &InstrumentTexts::kind},
    {"lever", &InstrumentTexts::leverage},
    {"listTime", &InstrumentTexts::list_time},
    {"lotSz", &InstrumentTexts::lot_size},
    {"maxLmtSz", &InstrumentTexts::maximum_limit},
    {"maxMktSz", &InstrumentTexts::maximum_market},
    {"minSz", &InstrumentTexts::minimum},
    {"quoteCcy", &InstrumentTexts::quote_currency},
    {"settleCcy", &InstrumentTexts::settle_currency},
    {"state", &InstrumentTexts::state},
    {"tickSz", &InstrumentTexts::tick_size},
    {"uly", &InstrumentTexts::underlying},
}};
static_assert(is_sorted(kFields));

// Options, events and margin rows (which repeat the spot ones) are not ours.
std::optional<InstrumentKind> kind_of(std::string_view text) {
    if (text == "SPOT") return InstrumentKind::Spot;
    if (text == "SWAP") return InstrumentKind::PerpetualSwap;
    if (text == "FUTURES") return InstrumentKind::Future;
    return std::nullopt;
}

// A state that we do not know must not be traded.
InstrumentStatus status_of(ItemReader& reader, std::string_view text) {
    if (text == "live") return InstrumentStatus::Live;
    if (text == "post_only") return InstrumentStatus::PostOnly;
    if (text == "preopen") return InstrumentStatus::PreOpen;
    if (text == "settling") return InstrumentStatus::Settling;
    if (text == "expired") return InstrumentStatus::Expired;
    if (text != "suspend" && text != "rebase" && text != "test") reader.note_unknown_value("state", text);
    return InstrumentStatus::Suspended;
}

struct Pair {
    std::string_view base;
    std::string_view quote;
};

// "BTC-USDT" of "BTC-USDT-SWAP"; of "BTC-USD_UM-SWAP" the quote is USD.
Pair split_pair(std::string_view name) {
    const std::size_t dash = name.find('-');
    if (dash == std::string_view::npos) return {};
    const std::string_view rest = name.substr(dash + 1);
    return {name.substr(0, dash), rest.substr(0, rest.find_first_of("-_"))};
}

void read_contract(ItemReader& reader, const InstrumentTexts& texts, domain::Instrument& instrument) {
    if (instrument.is_spot()) {
        instrument.base_currency = domain::Currency{texts.base_currency};
        instrument.quote_currency = domain::Currency{texts.quote_currency};
        instrument.settle_currency = instrument.quote_currency;
        return;  // The venue names a maximum for market orders in USDT: another unit, so none for us.
    }
    const std::string_view family = texts.family.empty() ? texts.underlying : texts.family;
    const Pair pair = split_pair(family.empty() ? texts.id : family);
    instrument.base_currency = domain::Currency{pair.base};
    instrument.quote_currency = domain::Currency{pair.quote};
    instrument.settle_currency = domain::Currency{texts.settle_currency};
    instrument.maximum_market_quantity = reader.or_zero<Quantity>("maxMktSz", texts.maximum_market);
    if (texts.contract_type == "linear") {
        instrument.contract_kind = ContractKind::Linear;
    } else if (texts.contract_type == "inverse") {
        instrument.contract_kind = ContractKind::Inverse;
    } else {
        reader.fail("ctType", texts.contract_type);
    }
    const auto value = reader.required<Quantity>("ctVal", texts.contract_value);
    const base::Decimal multiplier = texts.contract_multiplier.empty()
                                         ? base::Decimal{1}
                                         : reader.required<Quantity>("ctMult", texts.contract_multiplier).value();
    const base::Result<base::Decimal> per_contract = base::multiply(value.value(), multiplier);
    if (per_contract && per_contract->is_positive()) {
        instrument.contract_multiplier = *per_contract;
    } else {
        reader.fail("ctVal", texts.contract_value);
    }
}

// Before a listing, and on old rows, the venue leaves the sizes empty.
bool is_incomplete(const InstrumentTexts& texts) {
    return texts.tick_size.empty() || texts.lot_size.empty() || texts.minimum.empty() ||
           (texts.kind != "SPOT" && texts.contract_value.empty());
}

}  // namespace

bool read_instrument(ItemReader& reader, JsonObject item, FeedEvents& out) {
    reader.begin_item("instruments");
    InstrumentTexts texts;
    if (!reader.read_fields(item, kFields, texts)) return false;
    const std::optional<InstrumentKind> kind = kind_of(texts.kind);
    if (!kind) {
        reader.skip_unsupported();
        return true;
    }
    if (is_incomplete(texts)) {
        reader.skip_incomplete();
        return true;
    }
    domain::Instrument instrument{
        .id = domain::InstrumentId{texts.id},
        .kind = *kind,
        .status = status_of(reader, texts.state),
        .tick_size = reader.required<domain::Price>("tickSz", texts.tick_size),
        .lot_size = reader.required<Quantity>("lotSz", texts.lot_size),
        .minimum_quantity = reader.required<Quantity>("minSz", texts.minimum),
        .maximum_limit_quantity = reader.or_zero<Quantity>("maxLmtSz", texts.maximum_limit),
        .ts_listed = reader.time("listTime", texts.list_time),
        .ts_event = reader.ts_received(),
    };
    if (texts.id.empty()) reader.fail("instId", texts.id);
    if (!instrument.tick_size.is_positive()) reader.fail("tickSz", texts.tick_size);
    if (!instrument.lot_size.is_positive()) reader.fail("lotSz", texts.lot_size);
    if (!texts.leverage.empty()) instrument.maximum_leverage = reader.required<domain::Ratio>("lever", texts.leverage);
    if (!texts.number.empty()) instrument.venue_numeric_id = reader.integer("instIdCode", texts.number, 0);
    read_contract(reader, texts, instrument);
    if (!reader.end_item()) return true;
    out.emplace_back(domain::InstrumentUpdate{
        .instrument = std::move(instrument),
        .times = {.ts_event = reader.ts_received(), .ts_received = reader.ts_received()},
    });
    return true;
}

}  // namespace trading::venue::okx
