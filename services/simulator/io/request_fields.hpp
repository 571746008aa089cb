#pragma once

#include "services/simulator/io/order_request.hpp"

#include <optional>
#include <string_view>

namespace trading::simulator {

// Reads the fields of one JSON object and remembers the first thing wrong, so that a parser can read on in one sweep
// and ask once at the end.
class RequestFields {
public:
    explicit RequestFields(const JsonValue& item) : item_(item) {}

    [[nodiscard]] std::string_view text(std::string_view name) const noexcept { return item_.text_of(name); }
    [[nodiscard]] bool flag(std::string_view name) const noexcept { return item_.flag_of(name); }
    [[nodiscard]] bool has(std::string_view name) const noexcept { return !text(name).empty(); }

    // Letters and digits, at most `maximum`; empty when absent.
    [[nodiscard]] std::string identifier(std::string_view name, std::size_t maximum);

    // A venue's numeric id; absent when not given.
    [[nodiscard]] std::optional<std::int64_t> id(std::string_view name);

    [[nodiscard]] std::optional<base::Decimal> number(std::string_view name);
    [[nodiscard]] base::Decimal required_number(std::string_view name);

    // A price of which OKX's "-1" means "market": then, and when absent, nothing.
    [[nodiscard]] std::optional<base::Decimal> price_or_market(std::string_view name);

    // The parsed word; `fallback` when absent; a refusal for words that OKX does not have.
    template <class Value>
    [[nodiscard]] Value word(
        std::string_view name, std::optional<Value> (*parse)(std::string_view) noexcept, Value fallback
    ) {
        if (!has(name)) return fallback;
        const std::optional<Value> value = parse(text(name));
        if (!value) refuse(bad_parameter(name));
        return value.value_or(fallback);
    }

    template <class Value>
    [[nodiscard]] Value required_word(std::string_view name, std::optional<Value> (*parse)(std::string_view) noexcept) {
        if (!has(name)) refuse(missing_parameter(name));
        return word(name, parse, Value{});
    }

    void refuse(ItemRefusal refusal) {
        if (!refusal_) refusal_ = std::move(refusal);
    }

    [[nodiscard]] const std::optional<ItemRefusal>& refusal() const noexcept { return refusal_; }

    // `value`, or the first thing that was wrong.
    template <class Request>
    [[nodiscard]] Parsed<Request> finish(Request value) {
        if (refusal_) return tl::unexpected<ItemRefusal>(*refusal_);
        return value;
    }

private:
    const JsonValue& item_;
    std::optional<ItemRefusal> refusal_;
};

}  // namespace trading::simulator
