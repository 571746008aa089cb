#include "services/simulator/core/instrument_spec.hpp"

#include "common/base/assert.hpp"

#include <string_view>

namespace trading::simulator {
namespace {

constexpr char kSwapFeeGroup = '4';

base::Decimal number(std::string_view text) {
    const auto decimal = base::Decimal::from_string(text);
    TRADING_ASSERT(decimal.has_value());
    return *decimal;
}

struct Row {
    std::string_view base_currency;
    std::int64_t code = 0;  // instIdCode
    std::string_view tick;
    std::string_view lot;
    std::string_view minimum;
    std::string_view maximum_limit;
    std::string_view maximum_market;  // Spot: USDT.
    std::string_view start_price;
};

domain::Instrument common_part(const Row& row) {
    domain::Instrument published;
    published.status = domain::InstrumentStatus::Live;
    published.base_currency = domain::Currency{row.base_currency};
    published.quote_currency = domain::Currency{"USDT"};
    published.settle_currency = domain::Currency{"USDT"};
    published.tick_size = domain::Price{number(row.tick)};
    published.lot_size = domain::Quantity{number(row.lot)};
    published.minimum_quantity = domain::Quantity{number(row.minimum)};
    published.maximum_limit_quantity = domain::Quantity{number(row.maximum_limit)};
    published.maximum_market_quantity = domain::Quantity{number(row.maximum_market)};
    published.venue_numeric_id = row.code;
    published.ts_listed = base::from_unix_milliseconds(1'548'133'413'000);
    return published;
}

InstrumentSpec spot(const Row& row) {
    InstrumentSpec spec;
    spec.published = common_part(row);
    spec.index = domain::InstrumentId{std::string{row.base_currency} + "-USDT"};
    spec.published.id = spec.index;
    spec.published.kind = domain::InstrumentKind::Spot;
    spec.start_price = number(row.start_price);
    spec.price_limit_rate = number("0.02");
    return spec;
}

InstrumentSpec swap(const Row& row, std::string_view contract_value, std::string_view position_limit) {
    InstrumentSpec spec;
    spec.published = common_part(row);
    spec.index = domain::InstrumentId{std::string{row.base_currency} + "-USDT"};
    spec.published.id = domain::InstrumentId{spec.index.value() + "-SWAP"};
    spec.published.kind = domain::InstrumentKind::PerpetualSwap;
    spec.published.contract_kind = domain::ContractKind::Linear;
    spec.published.contract_multiplier = number(contract_value);
    spec.published.maximum_leverage = domain::Ratio{number("100")};
    spec.start_price = number(row.start_price);
    spec.maintenance_rate = number("0.004");
    spec.price_limit_rate = number("0.015");
    spec.position_limit = number(position_limit);
    spec.fee_group = std::string(1, kSwapFeeGroup);
    return spec;
}

}  // namespace

std::vector<InstrumentSpec> default_instruments() {
    return {
        spot({"BTC", 10459, "0.1", "0.00000001", "0.00001", "9999999999", "1000000", "64000"}),
        spot({"ETH", 10461, "0.01", "0.000001", "0.0001", "999999999999", "1000000", "1850"}),
        spot({"SOL", 11041, "0.01", "0.000001", "0.001", "999999999999", "1000000", "78"}),
        swap({"BTC", 10000, "0.1", "0.01", "0.01", "100000000", "12000", "64000"}, "0.01", "500000"),
        swap({"ETH", 10001, "0.01", "0.01", "0.01", "100000000", "20000", "1850"}, "0.1", "1000000"),
    };
}

}  // namespace trading::simulator
