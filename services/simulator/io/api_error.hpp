#pragma once

#include <string>
#include <string_view>

namespace trading::simulator {

// A refusal of a whole request in OKX's words (okx-v5 section 12).
struct ApiError {
    std::string code;
    int http_status = 200;
    std::string message;
};

// The error with its published HTTP status and text; codes without an entry get status 200 and a plain text.
[[nodiscard]] ApiError api_error(std::string_view code);

// `Parameter <name> error`, the answer to a missing or unusable parameter (51000, HTTP 400).
[[nodiscard]] ApiError parameter_error(std::string_view name);

// {"code":..,"data":[],"msg":..}; authentication failures (HTTP 401) come without `data`, as the venue sends them.
[[nodiscard]] std::string to_json(const ApiError& error);

}  // namespace trading::simulator
