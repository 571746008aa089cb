#pragma once

#include "common/base/result.hpp"

#include <string>

namespace trading::rpc {

// Every command says who and why; the record of it is worthless otherwise. For messages with an actor and a reason.
template <class Request>
[[nodiscard]] base::Status check_signature(const Request& request) {
    std::string missing;
    if (request.actor().empty()) missing += " actor: is missing (who are you?);";
    if (request.reason().empty()) missing += " reason: is missing (why?);";
    if (missing.empty()) return {};
    missing.pop_back();
    return base::failure(base::ErrorCode::InvalidArgument, missing.substr(1));
}

}  // namespace trading::rpc
