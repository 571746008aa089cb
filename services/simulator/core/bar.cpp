#include "services/simulator/core/bar.hpp"

#include "common/base/assert.hpp"
#include "common/domain/enum_names.hpp"

namespace trading::simulator {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr domain::EnumNames<Bar, 27> kNames{{
    {Bar::S1, "1s"},       {Bar::M1, "1m"},           {Bar::M3, "3m"},           {Bar::M5, "5m"},
    {Bar::M15, "15m"},     {Bar::M30, "30m"},         {Bar::H1, "1H"},           {Bar::H2, "2H"},
    {Bar::H4, "4H"},       {Bar::H6, "6H"},           {Bar::H12, "12H"},         {Bar::D1, "1D"},
    {Bar::D2, "2D"},       {Bar::D3, "3D"},           {Bar::D5, "5D"},           {Bar::W1, "1W"},
    {Bar::Month1, "1M"},   {Bar::Month3, "3M"},       {Bar::H6Utc, "6Hutc"},     {Bar::H12Utc, "12Hutc"},
    {Bar::D1Utc, "1Dutc"}, {Bar::D2Utc, "2Dutc"},     {Bar::D3Utc, "3Dutc"},     {Bar::D5Utc, "5Dutc"},
    {Bar::W1Utc, "1Wutc"}, {Bar::Month1Utc, "1Mutc"}, {Bar::Month3Utc, "3Mutc"},
}};

constexpr base::Duration kEast{hours{8}};   // UTC+8
constexpr base::Duration kMonday{days{4}};  // 1970-01-05, the first Monday of the calendar.

struct BarRule {
    base::Duration length{};  // Zero: calendar months.
    int months = 0;
    base::Duration shift{};  // Where periods start, relative to the epoch.
};

BarRule rule_of(Bar bar) {
    switch (bar) {
        case Bar::S1: return {seconds{1}};
        case Bar::M1: return {minutes{1}};
        case Bar::M3: return {minutes{3}};
        case Bar::M5: return {minutes{5}};
        case Bar::M15: return {minutes{15}};
        case Bar::M30: return {minutes{30}};
        case Bar::H1: return {hours{1}};
        case Bar::H2: return {hours{2}};
        case Bar::H4: return {hours{4}};
        case Bar::H6: return {hours{6}, 0, -kEast};
        case Bar::H12: return {hours{12}, 0, -kEast};
        case Bar::D1: return {days{1}, 0, -kEast};
        case Bar::D2: return {days{2}, 0, -kEast};
        case Bar::D3: return {days{3}, 0, -kEast};
        case Bar::D5: return {days{5}, 0, -kEast};
        case Bar::W1: return {days{7}, 0, kMonday - kEast};
        case Bar::Month1: return {{}, 1, -kEast};
        case Bar::Month3: return {{}, 3, -kEast};
        case Bar::H6Utc: return {hours{6}};
        case Bar::H12Utc: return {hours{12}};
        case Bar::D1Utc: return {days{1}};
        case Bar::D2Utc: return {days{2}};
        case Bar::D3Utc: return {days{3}};
        case Bar::D5Utc: return {days{5}};
        case Bar::W1Utc: return {days{7}, 0, kMonday};
        case Bar::Month1Utc: return {{}, 1};
        case Bar::Month3Utc: return {{}, 3};
    }
    TRADING_ASSERT(false);
    return {};
}

}  // namespace

std::string_view to_string(Bar bar) noexcept { return kNames.name_of(bar); }

std::optional<Bar> parse_bar(std::string_view text) noexcept { return kNames.value_of(text); }

const std::vector<Bar>& all_bars() {
    static const std::vector<Bar> bars = [] {
        std::vector<Bar> list;
        for (const auto& entry : kNames.entries) list.push_back(entry.value);
        return list;
    }();
    return bars;
}

base::Timestamp open_time(Bar bar, base::Timestamp time) {
    const BarRule rule = rule_of(bar);
    const base::Timestamp shifted = time - rule.shift;
    if (rule.months == 0) {
        const auto since = shifted.time_since_epoch();
        auto periods = since / rule.length;
        if (periods * rule.length > since) --periods;
        return base::Timestamp{periods * rule.length} + rule.shift;
    }
    const std::chrono::year_month_day date{std::chrono::floor<days>(shifted)};
    const unsigned month_index = static_cast<unsigned>(date.month()) - 1U;
    const auto length = static_cast<unsigned>(rule.months);
    const std::chrono::month first{month_index / length * length + 1U};
    return base::Timestamp{std::chrono::sys_days{date.year() / first / 1}} + rule.shift;
}

}  // namespace trading::simulator
