#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace trading::base {

// A text that is an identifier of one kind. Two kinds do not convert into each other, so a venue order id can never be
// passed where a client order id is meant. Ordered and hashable; empty means "none".
template <class Kind>
class StrongString {
public:
    StrongString() = default;
    explicit StrongString(std::string value) : value_(std::move(value)) {}
    explicit StrongString(std::string_view value) : value_(value) {}
    explicit StrongString(const char* value) : value_(value) {}

    [[nodiscard]] const std::string& value() const noexcept { return value_; }
    [[nodiscard]] bool empty() const noexcept { return value_.empty(); }

    auto operator<=>(const StrongString&) const = default;
    bool operator==(const StrongString&) const = default;

private:
    std::string value_;
};

}  // namespace trading::base

template <class Kind>
struct std::hash<trading::base::StrongString<Kind>> {
    std::size_t operator()(const trading::base::StrongString<Kind>& id) const noexcept {
        return std::hash<std::string_view>{}(id.value());
    }
};
