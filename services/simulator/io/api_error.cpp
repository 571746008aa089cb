#include "services/simulator/io/api_error.hpp"

#include "services/simulator/io/json_writer.hpp"

#include <algorithm>
#include <array>

namespace trading::simulator {

namespace {

struct Entry {
    std::string_view code;
    int http_status;
    std::string_view message;
};

constexpr std::array kErrors{
    Entry{"404", 404, "Not Found"},
    Entry{"50000", 400, "Body for POST request cannot be empty."},
    Entry{"50001", 503, "Service temporarily unavailable. Try again later"},
    Entry{"50002", 400, "JSON syntax error"},
    Entry{
        "50004",
        400,
        "API endpoint request timeout (does not mean that the request was successful or failed, please "
        "check the request result)."},
    Entry{"50005", 410, "API endpoint is inaccessible."},
    Entry{"50006", 400, "Invalid Content-Type, please use \"application/json\" format."},
    Entry{"50011", 429, "Rate limit reached. Please refer to API documentation and throttle requests accordingly"},
    Entry{"50013", 429, "Systems are busy. Please try again later."},
    Entry{"50014", 400, "Parameter cannot be empty."},
    Entry{"50015", 400, "Either parameter instId or instType is required."},
    Entry{"50025", 200, "Parameter count exceeds the limit."},
    Entry{"50038", 200, "This feature is unavailable in demo trading"},
    Entry{"50039", 200, "The parameter before is not supported with timestamp pagination."},
    Entry{"50026", 500, "System error. Try again later"},
    Entry{"50030", 200, "You don't have permission to use this API endpoint"},
    Entry{"50061", 200, "Order request rate limit of the sub-account reached. Please throttle requests accordingly."},
    Entry{"50101", 401, "APIKey does not match current environment."},
    Entry{"50102", 401, "Timestamp request expired"},
    Entry{"50103", 401, "Request header \"OK-ACCESS-KEY\" cannot be empty."},
    Entry{"50104", 401, "Request header \"OK-ACCESS-PASSPHRASE\" cannot be empty."},
    Entry{"50105", 401, "Request header \"OK-ACCESS-PASSPHRASE\" incorrect."},
    Entry{"50106", 401, "Request header \"OK-ACCESS-SIGN\" cannot be empty."},
    Entry{"50107", 401, "Request header \"OK-ACCESS-TIMESTAMP\" cannot be empty."},
    Entry{"50111", 401, "Invalid OK-ACCESS-KEY"},
    Entry{"50112", 401, "Invalid OK-ACCESS-TIMESTAMP"},
    Entry{"50113", 401, "Invalid Sign"},
    Entry{"50115", 405, "Invalid request method."},
    Entry{"50120", 200, "This API key doesn't have permission to use this function"},
    Entry{"51000", 400, "Parameter error"},
    Entry{"51001", 200, "Instrument ID, Instrument ID code, or Spread ID doesn't exist."},
    Entry{"51003", 200, "Either client order ID or order ID is required."},
    Entry{"51006", 200, "Order price is not within the price limit."},
    Entry{"51008", 200, "Order failed. Insufficient balance in account."},
    Entry{"51010", 200, "Request unsupported under current account mode."},
    Entry{"51020", 200, "Your order should meet or exceed the minimum order amount."},
    Entry{"51111", 200, "Maximum orders are exceeded when placing orders in batches."},
    Entry{"51603", 200, "Order does not exist"},
    Entry{"54070", 200, "This function is not supported by the simulator."},
    Entry{"60004", 200, "Invalid timestamp"},
    Entry{"60005", 200, "Invalid apiKey"},
    Entry{"60006", 200, "Timestamp request expired"},
    Entry{"60007", 200, "Invalid sign"},
    Entry{"60009", 200, "Login failure"},
    Entry{"60011", 200, "Please log in"},
    Entry{"60012", 200, "Invalid request"},
    Entry{"60013", 200, "Invalid args"},
    Entry{"60014", 200, "Requests too frequent"},
    Entry{"60019", 200, "Invalid op"},
    Entry{"60024", 200, "Wrong passphrase"},
    Entry{
        "60028",
        200,
        "The current operation is not supported by this URL. Please use the correct WebSocket URL for "
        "the operation."},
    Entry{"60031", 200, "The WebSocket endpoint does not allow multiple or repeated logins."},
    Entry{"60032", 200, "API key doesn't exist"},
    Entry{"64001", 200, "This channel has been migrated to the '/business' URL. Please subscribe using the new URL."},
    Entry{
        "64002",
        200,
        "This channel is not supported by the '/business' URL. Please use '/private' URL(for private "
        "channels), or '/public' URL(for public channels)."},
    Entry{"64003", 200, "Your trading fee tier doesn't meet the requirement to access this channel"},
    Entry{"64004", 200, "books-l2-tbt can not be subscribed together with books or books50-l2-tbt of the same instId."},
    Entry{"64008", 200, "The connection will soon be closed for a service upgrade. Please reconnect."},
};

}  // namespace

ApiError api_error(std::string_view code) {
    const auto* const entry =
        std::find_if(kErrors.begin(), kErrors.end(), [code](const Entry& candidate) { return candidate.code == code; });
    if (entry == kErrors.end()) return ApiError{std::string(code), 200, "Request failed"};
    return ApiError{std::string(code), entry->http_status, std::string(entry->message)};
}

ApiError parameter_error(std::string_view name) {
    return ApiError{"51000", 400, "Parameter " + std::string(name) + " error"};
}

std::string to_json(const ApiError& error) {
    JsonWriter json;
    json.begin_object();
    if (error.http_status == 401) {
        json.field("msg", error.message).field("code", error.code);
    } else if (error.code == "404") {
        json.field("code", "404").key("data").begin_object().end_object().field("detailMsg", "");
        json.field("error_code", "404").field("error_message", error.message).field("msg", error.message);
    } else {
        json.field("code", error.code).key("data").begin_array().end_array().field("msg", error.message);
    }
    return json.end_object().take();
}

}  // namespace trading::simulator
