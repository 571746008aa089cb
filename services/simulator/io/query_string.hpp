#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace trading::simulator {

// The decoded parameters of a request's query. A name given twice keeps its last value. Absent and empty are the same
// to OKX, so both read as "".
class QueryString {
public:
    QueryString() = default;
    explicit QueryString(std::string_view raw);

    [[nodiscard]] std::string_view get(std::string_view name) const noexcept;
    // The parameter as a whole number; absent when it is none.
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name) const noexcept;
    [[nodiscard]] bool has(std::string_view name) const noexcept { return !get(name).empty(); }

private:
    std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace trading::simulator
