#include "services/simulator/io/rest_call.hpp"

#include <algorithm>
#include <array>

namespace trading::simulator {

tl::unexpected<ApiError> refuse_missing(std::string_view name) {
    ApiError error = api_error("50014");
    error.message = "Parameter " + std::string(name) + " can not be empty.";
    return refuse(std::move(error));
}

RestAnswer finish(JsonWriter& json) {
    RestAnswer answer;
    answer.data = json.end_array().take();
    return answer;
}

PageQuery page_of(const QueryString& query, std::size_t limit_default, std::size_t limit_maximum) {
    constexpr std::int64_t kMillisecondsMax = 9'000'000'000'000;
    const auto time_of = [](std::optional<std::int64_t> milliseconds) -> std::optional<base::Timestamp> {
        if (!milliseconds || *milliseconds < 0 || *milliseconds > kMillisecondsMax) return std::nullopt;
        return base::from_unix_milliseconds(*milliseconds);
    };
    PageQuery page;
    page.after = query.integer("after");
    page.before = query.integer("before");
    page.begin = time_of(query.integer("begin"));
    page.end = time_of(query.integer("end"));
    const std::int64_t limit = query.integer("limit").value_or(static_cast<std::int64_t>(limit_default));
    page.limit = std::clamp<std::size_t>(limit < 1 ? limit_default : static_cast<std::size_t>(limit), 1, limit_maximum);
    return page;
}

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = text.find(',');
        if (end != 0) parts.emplace_back(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return parts;
}

bool is_instrument_type(std::string_view type) {
    constexpr std::array<std::string_view, 6> kTypes{"SPOT", "MARGIN", "SWAP", "FUTURES", "OPTION", "EVENTS"};
    return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

std::string_view family_of(const QueryString& query) {
    return query.has("instFamily") ? query.get("instFamily") : query.get("uly");
}

bool is_of_family(std::string_view family, const InstrumentSpec& spec) {
    return family.empty() || (!spec.published.is_spot() && spec.index.value() == family);
}

TypeFilter type_filter(std::string_view instrument_type) {
    if (instrument_type.empty() || instrument_type == "ANY") return {};
    if (instrument_type == "SPOT") return TypeFilter{true, false};
    if (instrument_type == "SWAP") return TypeFilter{false, false};
    return TypeFilter{std::nullopt, true};
}

}  // namespace trading::simulator
