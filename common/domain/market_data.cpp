#include "common/domain/market_data.hpp"

#include "common/domain/enum_names.hpp"

namespace trading::domain {
namespace {

constexpr EnumNames<Side, 2> kSideNames{{{Side::Buy, "buy"}, {Side::Sell, "sell"}}};

constexpr EnumNames<Channel, 9> kChannelNames{{
    {Channel::Book, "book"},
    {Channel::Trades, "trades"},
    {Channel::Ticker, "ticker"},
    {Channel::Candles, "candles"},
    {Channel::MarkPrice, "mark_price"},
    {Channel::FundingRate, "funding_rate"},
    {Channel::PriceLimit, "price_limit"},
    {Channel::Instruments, "instruments"},
    {Channel::VenueStatus, "venue_status"},
}};

constexpr EnumNames<FeedState, 3> kFeedStateNames{{
    {FeedState::Waiting, "waiting"},
    {FeedState::Fresh, "fresh"},
    {FeedState::Stale, "stale"},
}};

}  // namespace

std::string_view to_string(Side side) noexcept { return kSideNames.name_of(side); }
std::optional<Side> parse_side(std::string_view text) noexcept { return kSideNames.value_of(text); }
std::string_view to_string(Channel channel) noexcept { return kChannelNames.name_of(channel); }
std::optional<Channel> parse_channel(std::string_view text) noexcept { return kChannelNames.value_of(text); }
std::string_view to_string(FeedState state) noexcept { return kFeedStateNames.name_of(state); }

}  // namespace trading::domain
