#include "services/simulator/io/account_json.hpp"
#include "services/simulator/io/json_writer.hpp"
#include "services/simulator/io/okx_words.hpp"
#include "services/simulator/io/request_fields.hpp"
#include "services/simulator/io/rest_server.hpp"

#include <algorithm>
#include <array>

// account/*: leverage, and the margin of isolated positions (okx-v5 section 9).
namespace trading::simulator {

namespace {

[[nodiscard]] tl::unexpected<ApiError> refuse(std::string_view code, std::string_view message) {
    ApiError error = api_error(code);
    error.message = std::string(message);
    return simulator::refuse(std::move(error));
}

RestResult set_leverage(RestCall& call) {
    RequestFields fields(call.body);
    SetLeverage request;
    request.account = call.account();
    request.instrument = domain::InstrumentId{call.body.text_of("instId")};
    request.margin_mode = fields.required_word("mgnMode", &parse_okx_margin_mode);
    request.leverage = fields.required_number("lever");
    if (fields.has("posSide")) request.position_side = fields.required_word("posSide", &parse_okx_position_side);
    if (request.instrument.empty()) fields.refuse(missing_parameter("instId"));
    if (fields.refusal()) return refuse(fields.refusal()->code, fields.refusal()->message);
    const Reply reply = call.venue.host.execute(request);
    if (!reply.is_accepted()) return refuse(reply.code, reply.message);
    JsonWriter json;
    json.begin_array().begin_object().field("instId", request.instrument.value());
    json.field("lever", request.leverage.to_string()).field("mgnMode", okx_word(request.margin_mode));
    const std::string_view side = call.body.text_of("posSide");
    json.field("posSide", side.empty() ? "net" : side).end_object();
    return finish(json);
}

RestResult get_leverage(RestCall& call) {
    if (!call.query.has("mgnMode")) return refuse_missing("mgnMode");
    const auto mode = parse_okx_margin_mode(call.query.get("mgnMode"));
    if (!mode || *mode == MarginMode::Cash) return simulator::refuse(parameter_error("mgnMode"));
    const std::vector<std::string> instruments = split_list(call.query.get("instId"));
    if (instruments.empty()) return refuse_missing("instId");
    const bool is_hedged = call.core().account_config(call.account()).position_mode == PositionMode::LongShort;
    JsonWriter json;
    json.begin_array();
    const auto write = [&](const std::string& instrument, PositionSide side) {
        const base::Decimal leverage = call.core().leverage(call.account(), instrument, {*mode, side});
        json.begin_object().field("ccy", "").field("instId", instrument).field("mgnMode", okx_word(*mode));
        json.field("posSide", okx_word(side)).field("lever", leverage.to_string()).end_object();
    };
    for (const std::string& instrument : instruments) {
        const InstrumentSpec* spec = call.core().find_instrument(instrument);
        if (spec == nullptr) return simulator::refuse("51001");
        // A hedged contract has a row for each side.
        if (!is_hedged || spec->published.is_spot()) {
            write(instrument, PositionSide::Net);
            continue;
        }
        write(instrument, PositionSide::Long);
        write(instrument, PositionSide::Short);
    }
    return finish(json);
}

[[nodiscard]] std::optional<PositionView> find_position(const RestCall& call, std::string_view id, PositionKind kind) {
    const std::vector<PositionView> all = call.core().positions(call.account());
    const auto found = std::find_if(all.begin(), all.end(), [id, kind](const PositionView& position) {
        return position.instrument.value() == id && PositionKind{position.margin_mode, position.side} == kind;
    });
    return found == all.end() ? std::nullopt : std::optional{*found};
}

// The leverage that a position has in truth, whatever was set.
[[nodiscard]] std::string real_leverage(const std::optional<PositionView>& position) {
    constexpr int kDigits = 4;
    if (!position || !position->margin) return {};
    const auto equity = base::add(*position->margin, position->unrealised_pnl);
    if (!equity || !equity->is_positive()) return {};
    const auto leverage = base::divide(position->notional_usd, *equity, kDigits, base::Rounding::HalfEven);
    return leverage ? leverage->to_string() : std::string{};
}

RestResult adjust_margin(RestCall& call) {
    RequestFields fields(call.body);
    AdjustMargin request;
    request.account = call.account();
    request.instrument = domain::InstrumentId{call.body.text_of("instId")};
    if (request.instrument.empty()) fields.refuse(missing_parameter("instId"));
    request.position_side = fields.word("posSide", &parse_okx_position_side, PositionSide::Net);
    const std::string_view type = fields.text("type");
    if (type != "add" && type != "reduce")
        fields.refuse(type.empty() ? missing_parameter("type") : bad_parameter("type"));
    const base::Decimal amount = fields.required_number("amt");
    if (!amount.is_positive()) fields.refuse(bad_parameter("amt"));
    if (fields.refusal()) return refuse(fields.refusal()->code, fields.refusal()->message);
    request.amount = type == "add" ? amount : amount.negated().value_or(base::Decimal{});
    const Reply reply = call.venue.host.execute(request);
    if (!reply.is_accepted()) return refuse(reply.code, reply.message);
    const std::string& id = request.instrument.value();
    const auto position = find_position(call, id, {MarginMode::Isolated, request.position_side});
    JsonWriter json;
    json.begin_array().begin_object().field("amt", amount.to_string()).field("ccy", settle_of(request.instrument));
    json.field("instId", id).field("leverage", real_leverage(position));
    json.field("posSide", okx_word(request.position_side)).field("type", type).end_object();
    return finish(json);
}

// What a leverage would do before it is set.
RestResult estimate_leverage(RestCall& call) {
    constexpr int kDigits = 8;
    for (const std::string_view name : {"instType", "mgnMode", "lever", "instId"}) {
        if (!call.query.has(name)) return refuse_missing(name);
    }
    const auto mode = parse_okx_margin_mode(call.query.get("mgnMode"));
    if (!mode || *mode == MarginMode::Cash) return simulator::refuse(parameter_error("mgnMode"));
    const auto side = parse_okx_position_side(call.query.has("posSide") ? call.query.get("posSide") : "net");
    if (!side) return simulator::refuse(parameter_error("posSide"));
    const auto lever = base::Decimal::from_string(call.query.get("lever"));
    const std::string_view id = call.query.get("instId");
    const InstrumentSpec* spec = call.core().find_instrument(id);
    if (spec == nullptr) return simulator::refuse("51001");
    if (spec->published.is_spot()) return simulator::refuse("51010");
    const base::Decimal most = spec->published.maximum_leverage.value();
    if (!lever || *lever < base::Decimal{1} || *lever > most) return simulator::refuse(parameter_error("lever"));
    const PositionKind kind{*mode, *side};
    const auto position = find_position(call, id, kind);
    const auto limit = call.core().size_limit(call.account(), id, std::nullopt, kind);
    // Contracts grow with the leverage in the same measure.
    const auto ratio =
        base::divide(*lever, call.core().leverage(call.account(), id, kind), kDigits, base::Rounding::Down);
    const auto size = limit && ratio ? base::multiply(limit->maximum_buy, *ratio, kDigits, base::Rounding::Down)
                                     : base::Result<base::Decimal>{base::Decimal{}};
    const auto lots = size ? size->rounded_to_multiple(spec->published.lot_size.value(), base::Rounding::Down) : size;
    const auto margin = position ? base::divide(position->notional_usd, *lever, kDigits, base::Rounding::Up)
                                 : base::Result<base::Decimal>{base::Decimal{}};
    OrderFilter pending;
    pending.instrument = domain::InstrumentId{id};
    JsonWriter json;
    json.begin_array().begin_object().field("estAvailQuoteTrans", "").field("estAvailTrans", "");
    json.field("estLiqPx", position ? okx_text(position->liquidation_price) : "");
    json.field("estMaxAmt", lots ? lots->to_string() : "").field("estMgn", margin ? margin->to_string() : "");
    json.field("estQuoteMaxAmt", "").field("estQuoteMgn", "");
    json.key("existOrd").boolean(!call.core().pending_orders(call.account(), pending).empty());
    json.field("maxLever", most.to_string()).field("minLever", "0.01").end_object();
    return finish(json);
}

// Margin moves into and out of isolated positions by itself: the only way that OKX still has.
RestResult set_isolated_mode(RestCall& call) {
    for (const std::string_view name : {"isoMode", "type"}) {
        if (call.body.text_of(name).empty()) return refuse_missing(name);
    }
    if (call.body.text_of("isoMode") != "automatic") return simulator::refuse(parameter_error("isoMode"));
    if (call.body.text_of("type") != "CONTRACTS") return simulator::refuse(parameter_error("type"));
    JsonWriter json;
    json.begin_array().begin_object().field("isoMode", "automatic").end_object();
    return finish(json);
}

constexpr base::Duration kWindow = std::chrono::seconds{2};

constexpr RestRoute query(std::string_view path, std::int64_t per_window, RestHandler handler) {
    return RestRoute{"GET", path, RestAccess::Read, RateScope::Account, {per_window, kWindow}, handler};
}

constexpr RestRoute setting(std::string_view path, std::int64_t per_window, RestHandler handler) {
    return RestRoute{"POST", path, RestAccess::Trade, RateScope::Account, {per_window, kWindow}, handler};
}

constexpr std::array kRoutes{
    query("account/leverage-info", 20, &get_leverage),
    query("account/adjust-leverage-info", 5, &estimate_leverage),
    setting("account/set-leverage", 20, &set_leverage),
    setting("account/position/margin-balance", 20, &adjust_margin),
    setting("account/set-isolated-mode", 5, &set_isolated_mode),
};

}  // namespace

std::span<const RestRoute> leverage_routes() { return kRoutes; }

}  // namespace trading::simulator
