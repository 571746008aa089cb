#pragma once

#include "common/base/time.hpp"

#include <functional>
#include <map>
#include <string>

namespace trading::simulator {

// One HTTP request as it came over the wire. `target` is the path with the query exactly as sent, because that is what
// the client signed. Header names are lower case.
struct HttpRequest {
    std::string method;
    std::string target;
    std::string body;
    std::map<std::string, std::string, std::less<>> headers;
    std::string peer;  // The client's address, without the port.

    [[nodiscard]] std::string_view header(std::string_view name) const noexcept {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string_view{} : std::string_view{found->second};
    }
};

struct HttpResponse {
    int status = 200;
    std::string body;
    std::string content_type = "application/json";
    base::Duration delay{};  // Wait so long before answering (a fault).
    bool is_lost = false;    // Close the connection instead of answering (a fault).
};

}  // namespace trading::simulator
