#include "common/venue/okx/item_reader.hpp"

#include <charconv>

namespace trading::venue::okx {

void ItemReader::begin_message(base::Timestamp ts_received) {
    ts_received_ = ts_received;
    is_broken_ = false;
    lost_items_ = 0;
    loss_detail_.clear();
}

bool ItemReader::end_item() {
    if (!is_broken_) return true;
    ++counters_.malformed_items;
    if (lost_items_ == 0) loss_detail_ = problem_;
    ++lost_items_;
    return false;
}

void ItemReader::fail(std::string_view name, std::string_view text) {
    constexpr std::size_t kShownMax = 64;
    if (is_broken_) return;
    is_broken_ = true;
    problem_.assign(where_).append(": ").append(name).append(" '").append(text.substr(0, kShownMax)).append("'");
}

void ItemReader::note_unknown_value(std::string_view name, std::string_view value) {
    std::string place{where_};
    place.append(".").append(name);
    counters_.note_unknown_value(place, value);
}

base::Decimal ItemReader::decimal(std::string_view name, std::string_view text) {
    const base::Result<base::Decimal> value = base::Decimal::from_string(text);
    if (value) return *value;
    fail(name, text);
    return {};
}

base::Decimal ItemReader::computed_decimal(std::string_view name, std::string_view text) {
    base::Result<base::Decimal> value = base::Decimal::from_string(text);
    if (value) return *value;
    const std::size_t point = text.find('.');
    if (value.error().code == base::ErrorCode::OutOfRange && point != std::string_view::npos) {
        for (std::size_t length = text.size() - 1; length > point; --length) {
            value = base::Decimal::from_string(text.substr(0, length == point + 1 ? point : length));
            if (!value) continue;
            ++counters_.shortened_numbers;
            return *value;
        }
    }
    fail(name, text);
    return {};
}

base::Timestamp ItemReader::time(std::string_view name, std::string_view text) {
    // Beyond this the nanoseconds of our own times would overflow.
    constexpr std::int64_t kMillisecondsMax = 9'000'000'000'000;
    const std::int64_t milliseconds = integer(name, text, 0);
    if (milliseconds < 0 || milliseconds > kMillisecondsMax) {
        fail(name, text);
        return {};
    }
    return base::from_unix_milliseconds(milliseconds);
}

std::int64_t ItemReader::integer(std::string_view name, std::string_view text, std::int64_t when_empty) {
    if (text.empty()) return when_empty;
    std::int64_t value = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
    if (parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size()) return value;
    fail(name, text);
    return when_empty;
}

}  // namespace trading::venue::okx
