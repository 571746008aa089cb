#include "common/venue/okx/order_items.hpp"

#include "common/venue/okx/error_table.hpp"

namespace trading::venue::okx {
namespace {

using domain::Cash;
using domain::OrderStatus;
using domain::OrderType;
using domain::Price;
using domain::Quantity;

struct OrderTexts {
    std::string_view amend_result;
    std::string_view average_price;
    std::string_view cancel_source;
    std::string_view category;
    std::string_view client_order_id;
    std::string_view code;
    std::string_view fee;
    std::string_view fee_currency;
    std::string_view fill_fee;
    std::string_view fill_fee_currency;
    std::string_view fill_pnl;
    std::string_view fill_price;
    std::string_view fill_quantity;
    std::string_view fill_time;
    std::string_view filled_quantity;
    std::string_view instrument_id;
    std::string_view liquidity;
    std::string_view message;
    std::string_view order_type;
    std::string_view parent_id;
    std::string_view price;
    std::string_view quantity;
    std::string_view quantity_currency;
    std::string_view reduce_only;
    std::string_view request_id;
    std::string_view side;
    std::string_view state;
    std::string_view trade_id;
    std::string_view updated;
    std::string_view venue_order_id;
};

constexpr FieldTable<OrderTexts, 30> kOrderFields{{
    {"accFillSz", &OrderTexts::filled_quantity},
    {"algoClOrdId", &OrderTexts::parent_id},
    {"amendResult", &OrderTexts::amend_result},
    {"avgPx", &OrderTexts::average_price},
    {"cancelSource", &OrderTexts::cancel_source},
    {"category", &OrderTexts::category},
    {"clOrdId", &OrderTexts::client_order_id},
    {"code", &OrderTexts::code},
    {"execType", &OrderTexts::liquidity},
    {"fee", &OrderTexts::fee},
    {"feeCcy", &OrderTexts::fee_currency},
    {"fillFee", &OrderTexts::fill_fee},
    {"fillFeeCcy", &OrderTexts::fill_fee_currency},
    {"fillPnl", &OrderTexts::fill_pnl},
    {"fillPx", &OrderTexts::fill_price},
    {"fillSz", &OrderTexts::fill_quantity},
    {"fillTime", &OrderTexts::fill_time},
    {"instId", &OrderTexts::instrument_id},
    {"msg", &OrderTexts::message},
    {"ordId", &OrderTexts::venue_order_id},
    {"ordType", &OrderTexts::order_type},
    {"px", &OrderTexts::price},
    {"reduceOnly", &OrderTexts::reduce_only},
    {"reqId", &OrderTexts::request_id},
    {"side", &OrderTexts::side},
    {"state", &OrderTexts::state},
    {"sz", &OrderTexts::quantity},
    {"tgtCcy", &OrderTexts::quantity_currency},
    {"tradeId", &OrderTexts::trade_id},
    {"uTime", &OrderTexts::updated},
}};
static_assert(is_sorted(kOrderFields));

domain::Side side_of(ItemReader& reader, std::string_view text) {
    if (text == "sell") return domain::Side::Sell;
    if (text != "buy") reader.fail("side", text);
    return domain::Side::Buy;
}

OrderStatus order_status_of(ItemReader& reader, std::string_view state) {
    if (state == "live") return OrderStatus::Live;
    if (state == "partially_filled") return OrderStatus::PartiallyFilled;
    if (state == "filled") return OrderStatus::Filled;
    if (state == "canceled" || state == "mmp_canceled") return OrderStatus::Cancelled;
    reader.note_unknown_value("state", state);
    reader.fail("state", state);  // A status must not be guessed.
    return OrderStatus::Live;
}

OrderType order_type_of(ItemReader& reader, std::string_view text) {
    if (text == "limit" || text == "ioc" || text == "fok" || text == "mmp" || text == "rpi" || text == "elp" ||
        text == "op_fok") {
        return OrderType::Limit;
    }
    if (text == "market" || text == "optimal_limit_ioc") return OrderType::Market;
    if (text == "post_only" || text == "mmp_and_post_only") return OrderType::PostOnly;
    reader.note_unknown_value("ordType", text);
    return OrderType::Limit;
}

// Whether the venue started the order: liquidation, deleveraging, delivery and the like.
bool is_started_by_venue(ItemReader& reader, std::string_view category) {
    if (category.empty() || category == "normal" || category == "twap") return false;
    constexpr std::array<std::string_view, 6> kVenueCategories{
        "adl", "full_liquidation", "partial_liquidation", "delivery", "ddh", "auto_conversion"};
    const bool is_known =
        std::find(kVenueCategories.begin(), kVenueCategories.end(), category) != kVenueCategories.end();
    if (!is_known) reader.note_unknown_value("category", category);
    return is_known;
}

std::string reason_of(const OrderTexts& texts, bool is_venue_order) {
    if (is_venue_order) return std::string{texts.category};
    if (texts.state != "canceled" && texts.state != "mmp_canceled") return {};
    const std::string_view source =
        texts.state == "mmp_canceled" && texts.cancel_source.empty() ? "mmp" : texts.cancel_source;
    std::string reason{source};
    if (!reason.empty()) reason.append(": ");
    return reason.append(cancel_source_text(source));
}

// Why it was cancelled, as far as it changes what is done next (section 8.1 of the protocol reference).
domain::CancelCause cancel_cause_of(const OrderTexts& texts) {
    using domain::CancelCause;
    if (texts.state == "mmp_canceled") return CancelCause::Venue;
    if (texts.state != "canceled" || texts.cancel_source.empty()) return CancelCause::None;
    if (texts.cancel_source == "1") return CancelCause::Requested;
    if (texts.cancel_source == "20") return CancelCause::DeadMan;
    constexpr std::array<std::string_view, 16> kTerms{
        "13", "14", "15", "17", "21", "22", "23", "27", "31", "32", "33", "36", "37", "42", "43", "45"};
    const bool is_by_its_terms = std::find(kTerms.begin(), kTerms.end(), texts.cancel_source) != kTerms.end();
    return is_by_its_terms ? CancelCause::Terms : CancelCause::Venue;
}

// The fee of this one fill. Old messages tell only the order's total, which is the same for the first fill.
void read_fee(ItemReader& reader, const OrderTexts& texts, domain::Fill& fill) {
    const bool has_own_fee = !texts.fill_fee.empty();
    const bool is_first_fill = texts.fill_quantity == texts.filled_quantity;
    if (!has_own_fee && !is_first_fill) {
        ++reader.counters().fills_without_fee;
        return;
    }
    fill.fee = reader.computed<Cash>("fillFee", has_own_fee ? texts.fill_fee : texts.fee);
    const bool has_own_currency = has_own_fee && !texts.fill_fee_currency.empty();
    fill.fee_currency = domain::Currency{has_own_currency ? texts.fill_fee_currency : texts.fee_currency};
}

domain::LiquiditySide liquidity_of(ItemReader& reader, std::string_view text) {
    if (text == "M") return domain::LiquiditySide::Maker;
    if (text != "T" && !text.empty()) reader.note_unknown_value("execType", text);
    return domain::LiquiditySide::Taker;
}

// A push announces a fill exactly when it has a quantity and a trade. A market order sized in quote currency ends with
// `filled` and neither; a liquidation's trade ids are negative, and 0 stands for none.
std::optional<domain::Fill> fill_of(ItemReader& reader, const OrderTexts& texts, const domain::OrderReport& report) {
    const auto quantity = reader.or_zero<Quantity>("fillSz", texts.fill_quantity);
    if (!quantity.is_positive() || texts.trade_id.empty() || texts.trade_id == "0") return std::nullopt;
    domain::Fill fill{
        .instrument_id = report.instrument_id,
        .trade_id = domain::TradeId{texts.trade_id},
        .client_order_id = report.client_order_id,
        .venue_order_id = report.venue_order_id,
        .side = report.side,
        .price = reader.required<Price>("fillPx", texts.fill_price),
        .quantity = quantity,
        .liquidity_side = liquidity_of(reader, texts.liquidity),
        .realised_pnl = reader.computed<Cash>("fillPnl", texts.fill_pnl),
        .times = {.ts_event = reader.time("fillTime", texts.fill_time), .ts_received = reader.ts_received()},
    };
    read_fee(reader, texts, fill);
    return fill;
}

std::optional<AmendReported> amend_of(ItemReader& reader, const OrderTexts& texts, const domain::OrderReport& report) {
    using Result = AmendReported::Result;
    const std::string_view result = texts.amend_result;
    if (result.empty()) return std::nullopt;
    AmendReported amend{
        .instrument_id = report.instrument_id,
        .client_order_id = report.client_order_id,
        .venue_order_id = report.venue_order_id,
        .request_id = std::string{texts.request_id},
        .code = std::string{texts.code},
        .detail = std::string{texts.message},
    };
    if (result == "0") {
        amend.result = Result::Amended;
    } else if (result == "-1") {
        amend.result = Result::Failed;
    } else if (result == "1") {
        amend.result = Result::FailedAndCancelled;
    } else if (result == "2") {
        amend.result = Result::AmendedByVenue;
    } else {
        reader.note_unknown_value("amendResult", result);
        return std::nullopt;
    }
    return amend;
}

struct FillTexts {
    std::string_view bill_id;
    std::string_view client_order_id;
    std::string_view fee;
    std::string_view fee_currency;
    std::string_view instrument_id;
    std::string_view liquidity;
    std::string_view pnl;
    std::string_view price;
    std::string_view quantity;
    std::string_view side;
    std::string_view time;
    std::string_view trade_id;
    std::string_view ts;
    std::string_view venue_order_id;
};

constexpr FieldTable<FillTexts, 14> kFillFields{{
    {"billId", &FillTexts::bill_id},
    {"clOrdId", &FillTexts::client_order_id},
    {"execType", &FillTexts::liquidity},
    {"fee", &FillTexts::fee},
    {"feeCcy", &FillTexts::fee_currency},
    {"fillPnl", &FillTexts::pnl},
    {"fillPx", &FillTexts::price},
    {"fillSz", &FillTexts::quantity},
    {"fillTime", &FillTexts::time},
    {"instId", &FillTexts::instrument_id},
    {"ordId", &FillTexts::venue_order_id},
    {"side", &FillTexts::side},
    {"tradeId", &FillTexts::trade_id},
    {"ts", &FillTexts::ts},
}};
static_assert(is_sorted(kFillFields));

}  // namespace

domain::ClientOrderId our_order_id(std::string_view text) {
    base::Result<domain::ClientOrderId> id = domain::make_client_order_id(text);
    return id ? *std::move(id) : domain::ClientOrderId{};
}

bool read_order(
    ItemReader& reader,
    JsonObject item,
    OrderSource source,
    std::string& venue_order_id,
    std::vector<domain::OrderReport>& out,
    std::vector<AmendReported>& amends
) {
    reader.begin_item("orders");
    OrderTexts texts;
    if (!reader.read_fields(item, kOrderFields, texts)) return false;
    venue_order_id.assign(texts.venue_order_id);
    const bool is_venue_order = is_started_by_venue(reader, texts.category);
    domain::OrderReport report{
        .instrument_id = domain::InstrumentId{texts.instrument_id},
        .client_order_id = is_venue_order ? domain::ClientOrderId{} : our_order_id(texts.client_order_id),
        .venue_order_id = domain::VenueOrderId{texts.venue_order_id},
        .status = order_status_of(reader, texts.state),
        .side = side_of(reader, texts.side),
        .type = order_type_of(reader, texts.order_type),
        .is_reduce_only = texts.reduce_only == "true",
        .limit_price = reader.optional<Price>("px", texts.price),
        .quantity = reader.or_zero<Quantity>("sz", texts.quantity),
        .filled_quantity = reader.or_zero<Quantity>("accFillSz", texts.filled_quantity),
        .average_fill_price = reader.computed_unless_zero<Price>("avgPx", texts.average_price),
        .reason = reason_of(texts, is_venue_order),
        .cancel_cause = cancel_cause_of(texts),
        .parent_client_order_id = our_order_id(texts.parent_id),
        .times = {.ts_event = reader.time("uTime", texts.updated), .ts_received = reader.ts_received()},
    };
    if (texts.instrument_id.empty()) reader.fail("instId", texts.instrument_id);
    if (texts.venue_order_id.empty()) reader.fail("ordId", texts.venue_order_id);
    // Sized in quote currency, which ours never are: the only quantity it has in the instrument's unit is what is
    // filled.
    if (texts.quantity_currency == "quote_ccy") report.quantity = report.filled_quantity;
    std::optional<AmendReported> amend;
    if (source == OrderSource::Push) {
        report.fill = fill_of(reader, texts, report);
        amend = amend_of(reader, texts, report);
    }
    if (!reader.end_item()) return true;
    if (amend) amends.push_back(*std::move(amend));
    out.push_back(std::move(report));
    return true;
}

bool read_fill(ItemReader& reader, JsonObject item, std::string& bill_id, std::vector<domain::Fill>& out) {
    reader.begin_item("fills");
    FillTexts texts;
    if (!reader.read_fields(item, kFillFields, texts)) return false;
    bill_id.assign(texts.bill_id);
    const std::string_view time = texts.time.empty() ? texts.ts : texts.time;
    domain::Fill fill{
        .instrument_id = domain::InstrumentId{texts.instrument_id},
        .trade_id = domain::TradeId{texts.trade_id},
        .client_order_id = our_order_id(texts.client_order_id),
        .venue_order_id = domain::VenueOrderId{texts.venue_order_id},
        .side = side_of(reader, texts.side),
        .price = reader.required<Price>("fillPx", texts.price),
        .quantity = reader.required<Quantity>("fillSz", texts.quantity),
        .liquidity_side = liquidity_of(reader, texts.liquidity),
        .fee = reader.computed<Cash>("fee", texts.fee),
        .fee_currency = domain::Currency{texts.fee_currency},
        .realised_pnl = reader.computed<Cash>("fillPnl", texts.pnl),
        .times = {.ts_event = reader.time("fillTime", time), .ts_received = reader.ts_received()},
    };
    if (texts.instrument_id.empty()) reader.fail("instId", texts.instrument_id);
    if (texts.trade_id.empty()) reader.fail("tradeId", texts.trade_id);
    if (texts.fee.empty()) ++reader.counters().fills_without_fee;
    if (reader.end_item()) out.push_back(std::move(fill));
    return true;
}

}  // namespace trading::venue::okx
