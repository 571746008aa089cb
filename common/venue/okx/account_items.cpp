#include "common/venue/okx/account_items.hpp"

namespace trading::venue::okx {
namespace {

using domain::Cash;
using domain::Price;
using domain::Quantity;
using domain::Ratio;

struct BalanceTexts {
    std::string_view available;
    std::string_view available_equity;
    std::string_view currency;
    std::string_view margin_ratio;
    std::string_view total;
    std::string_view updated;
};

constexpr FieldTable<BalanceTexts, 6> kBalanceFields{{
    {"availBal", &BalanceTexts::available},
    {"availEq", &BalanceTexts::available_equity},
    {"cashBal", &BalanceTexts::total},
    {"ccy", &BalanceTexts::currency},
    {"mgnRatio", &BalanceTexts::margin_ratio},
    {"uTime", &BalanceTexts::updated},
}};
static_assert(is_sorted(kBalanceFields));

// Without positions on margin the venue leaves it empty.
void note_margin_ratio(ItemReader& reader, std::string_view text, std::optional<Ratio>& lowest) {
    const auto ratio = reader.computed_unless_zero<Ratio>("mgnRatio", text);
    if (ratio && (!lowest || *ratio < *lowest)) lowest = ratio;
}

bool read_balance(ItemReader& reader, JsonObject item, domain::BalancesReported& out) {
    reader.begin_item("account");
    BalanceTexts texts;
    if (!reader.read_fields(item, kBalanceFields, texts)) return false;
    // Some account modes leave the available balance empty and tell the available equity instead. With neither, nothing
    // is available.
    const std::string_view available = texts.available.empty() ? texts.available_equity : texts.available;
    domain::Balance balance{
        .currency = domain::Currency{texts.currency},
        .total = reader.computed<Cash>("cashBal", texts.total),
        .available = reader.computed<Cash>("availBal", available),
        .ts_event = reader.time("uTime", texts.updated),
    };
    if (texts.currency.empty()) reader.fail("ccy", texts.currency);
    if (texts.total.empty()) reader.fail("cashBal", texts.total);
    note_margin_ratio(reader, texts.margin_ratio, out.margin_ratio);
    if (reader.end_item()) out.balances.push_back(std::move(balance));
    return true;
}

struct PositionTexts {
    std::string_view average_price;
    std::string_view instrument_id;
    std::string_view liquidation_price;
    std::string_view leverage;
    std::string_view mark_price;
    std::string_view position_currency;
    std::string_view quantity;
    std::string_view side;
    std::string_view type;
    std::string_view updated;
};

constexpr FieldTable<PositionTexts, 10> kPositionFields{{
    {"avgPx", &PositionTexts::average_price},
    {"instId", &PositionTexts::instrument_id},
    {"instType", &PositionTexts::type},
    {"lever", &PositionTexts::leverage},
    {"liqPx", &PositionTexts::liquidation_price},
    {"markPx", &PositionTexts::mark_price},
    {"pos", &PositionTexts::quantity},
    {"posCcy", &PositionTexts::position_currency},
    {"posSide", &PositionTexts::side},
    {"uTime", &PositionTexts::updated},
}};
static_assert(is_sorted(kPositionFields));

// Whether the written quantity must change its sign to become ours. Net positions are signed already; the others are
// written positive: long and short by their side, margin by the currency that is held.
bool is_written_without_sign(const PositionTexts& texts) {
    if (texts.side == "short") return true;
    const std::string_view base = texts.instrument_id.substr(0, texts.instrument_id.find('-'));
    return texts.type == "MARGIN" && !texts.position_currency.empty() && texts.position_currency != base;
}

Quantity signed_quantity(ItemReader& reader, const PositionTexts& texts) {
    const auto written = reader.required<Quantity>("pos", texts.quantity);
    if (written.is_negative() || !is_written_without_sign(texts)) return written;
    const base::Result<Quantity> negated = written.negated();
    if (!negated) reader.fail("pos", texts.quantity);
    return negated ? *negated : Quantity{};
}

constexpr FieldTable<BalanceTexts, 3> kCashFields{{
    {"cashBal", &BalanceTexts::total},
    {"ccy", &BalanceTexts::currency},
    {"uTime", &BalanceTexts::updated},
}};
static_assert(is_sorted(kCashFields));

bool read_cash(ItemReader& reader, JsonObject item, std::vector<CashReported>& out) {
    reader.begin_item("balance_and_position");
    BalanceTexts texts;
    if (!reader.read_fields(item, kCashFields, texts)) return false;
    CashReported cash{
        .currency = domain::Currency{texts.currency},
        .total = reader.computed<Cash>("cashBal", texts.total),
        .ts_event = reader.time("uTime", texts.updated),
    };
    if (texts.currency.empty() || texts.total.empty()) reader.fail("cashBal", texts.total);
    if (reader.end_item()) out.push_back(std::move(cash));
    return true;
}

// Calls `read(object)` for each object of an array.
template <class Read>
ValueKind read_objects(JsonValue& array, Read&& read) {
    const bool is_read = for_each_item(array, [&](JsonValue& item) {
        JsonObject object;
        return item.get_object().get(object) == simdjson::SUCCESS && read(object);
    });
    return is_read ? ValueKind::Text : ValueKind::Broken;
}

// What surrounds the lists of an account item. Each list element has a time of its own.
struct FrameTexts {
    std::string_view margin_ratio;
    std::string_view time;
};

constexpr FieldTable<FrameTexts, 2> kAccountFields{{
    {"mgnRatio", &FrameTexts::margin_ratio},
    {"uTime", &FrameTexts::time},
}};
static_assert(is_sorted(kAccountFields));
constexpr FieldTable<FrameTexts, 1> kCashAndPositionFields{{{"pTime", &FrameTexts::time}}};

struct BillTexts {
    std::string_view amount;
    std::string_view bill_id;
    std::string_view currency;
    std::string_view instrument_id;
    std::string_view sub_type;
    std::string_view ts;
    std::string_view type;
};

constexpr FieldTable<BillTexts, 7> kBillFields{{
    {"balChg", &BillTexts::amount},
    {"billId", &BillTexts::bill_id},
    {"ccy", &BillTexts::currency},
    {"instId", &BillTexts::instrument_id},
    {"subType", &BillTexts::sub_type},
    {"ts", &BillTexts::ts},
    {"type", &BillTexts::type},
}};
static_assert(is_sorted(kBillFields));

constexpr std::string_view kTradeBill = "2";

// 1 transfer, 5 liquidation, 8 funding, 9 deleveraging.
domain::BillKind bill_kind_of(std::string_view type) {
    if (type == "8") return domain::BillKind::Funding;
    if (type == "1") return domain::BillKind::Transfer;
    if (type == "5" || type == "9") return domain::BillKind::Liquidation;
    return domain::BillKind::Other;
}

}  // namespace

bool read_balances(ItemReader& reader, JsonObject item, domain::BalancesReported& out) {
    reader.begin_item("account");
    FrameTexts texts;
    const bool is_read = reader.read_fields(item, kAccountFields, texts, [&](std::string_view key, JsonValue& value) {
        if (key != "details") return ValueKind::Nested;
        const ValueKind kind =
            read_objects(value, [&](JsonObject& detail) { return read_balance(reader, detail, out); });
        reader.begin_item("account");
        return kind;
    });
    if (is_read) note_margin_ratio(reader, texts.margin_ratio, out.margin_ratio);
    return is_read;
}

bool read_position(ItemReader& reader, JsonObject item, std::vector<domain::PositionReport>& out) {
    reader.begin_item("positions");
    PositionTexts texts;
    if (!reader.read_fields(item, kPositionFields, texts)) return false;
    domain::PositionReport report{
        .instrument_id = domain::InstrumentId{texts.instrument_id},
        .quantity = signed_quantity(reader, texts),
        .average_entry_price = reader.computed_unless_zero<Price>("avgPx", texts.average_price),
        .mark_price = reader.computed_unless_zero<Price>("markPx", texts.mark_price),
        .liquidation_price = reader.computed_unless_zero<Price>("liqPx", texts.liquidation_price),
        .times = {.ts_event = reader.time("uTime", texts.updated), .ts_received = reader.ts_received()},
        .leverage = reader.computed_unless_zero<domain::Ratio>("lever", texts.leverage),
        .is_net = texts.side != "long" && texts.side != "short",
    };
    if (texts.instrument_id.empty()) reader.fail("instId", texts.instrument_id);
    if (report.quantity.is_zero()) report.average_entry_price.reset();
    if (reader.end_item()) out.push_back(std::move(report));
    return true;
}

bool read_cash_and_positions(
    ItemReader& reader, JsonObject item, std::vector<CashReported>& cash, std::vector<domain::PositionReport>& positions
) {
    reader.begin_item("balance_and_position");
    FrameTexts texts;
    return reader.read_fields(item, kCashAndPositionFields, texts, [&](std::string_view key, JsonValue& value) {
        ValueKind kind = ValueKind::Nested;
        if (key == "balData") {
            kind = read_objects(value, [&](JsonObject& object) { return read_cash(reader, object, cash); });
        } else if (key == "posData") {
            kind = read_objects(value, [&](JsonObject& object) { return read_position(reader, object, positions); });
        }
        reader.begin_item("balance_and_position");
        return kind;
    });
}

bool read_bill(ItemReader& reader, JsonObject item, std::string& bill_id, std::vector<domain::Bill>& out) {
    reader.begin_item("bills");
    BillTexts texts;
    if (!reader.read_fields(item, kBillFields, texts)) return false;
    bill_id.assign(texts.bill_id);
    if (texts.type == kTradeBill) return true;
    domain::Bill bill{
        .bill_id = std::string{texts.bill_id},
        .kind = bill_kind_of(texts.type),
        .instrument_id = domain::InstrumentId{texts.instrument_id},
        .currency = domain::Currency{texts.currency},
        .amount = reader.computed<Cash>("balChg", texts.amount),
        .detail = "type " + std::string{texts.type} + ", sub-type " + std::string{texts.sub_type},
        .ts_event = reader.time("ts", texts.ts),
    };
    if (texts.bill_id.empty()) reader.fail("billId", texts.bill_id);
    if (texts.currency.empty()) reader.fail("ccy", texts.currency);
    if (texts.amount.empty()) reader.fail("balChg", texts.amount);
    if (reader.end_item()) out.push_back(std::move(bill));
    return true;
}

}  // namespace trading::venue::okx
