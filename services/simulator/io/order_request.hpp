#pragma once

#include "services/simulator/core/venue_inputs.hpp"
#include "services/simulator/io/json_value.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

// A client's JSON turned into inputs of the core. Form is checked here (51000, 50014), meaning in the core.
namespace trading::simulator {

// The refusal of one item of a request: its sCode and sMsg.
struct ItemRefusal {
    std::string code;
    std::string message;
};

// `Parameter <name> error`.
[[nodiscard]] ItemRefusal bad_parameter(std::string_view name);

// `Parameter <name> can not be empty.`
[[nodiscard]] ItemRefusal missing_parameter(std::string_view name);

template <class Request>
using Parsed = tl::expected<Request, ItemRefusal>;

// Who asks about what: resolved by the caller, because REST names instruments by id and sockets by number.
struct RequestSubject {
    domain::AccountId account;
    domain::InstrumentId instrument;
    std::optional<base::Timestamp> expires;
};

[[nodiscard]] Parsed<PlaceOrder> parse_place(const JsonValue& item, const RequestSubject& subject);
[[nodiscard]] Parsed<CancelOrder> parse_cancel(const JsonValue& item, const RequestSubject& subject);
[[nodiscard]] Parsed<AmendOrder> parse_amend(const JsonValue& item, const RequestSubject& subject);
[[nodiscard]] Parsed<ClosePosition> parse_close(const JsonValue& item, const RequestSubject& subject);
[[nodiscard]] Parsed<PlaceAlgo> parse_algo(const JsonValue& item, const RequestSubject& subject);
[[nodiscard]] Parsed<AmendAlgo> parse_algo_amend(const JsonValue& item, const RequestSubject& subject);
[[nodiscard]] Parsed<CancelAlgo> parse_algo_cancel(const JsonValue& item, const RequestSubject& subject);

}  // namespace trading::simulator
