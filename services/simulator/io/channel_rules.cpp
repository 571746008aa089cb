#include "services/simulator/io/channel_rules.hpp"

#include "services/simulator/core/bar.hpp"

#include <algorithm>
#include <array>

namespace trading::simulator {

namespace {

using enum ChannelScope;

constexpr std::array kChannels{
    ChannelRule{"tickers", SocketPath::Public, Instrument},
    ChannelRule{"trades", SocketPath::Public, Instrument},
    ChannelRule{"books", SocketPath::Public, Instrument},
    ChannelRule{"books-rpi", SocketPath::Public, Instrument},
    ChannelRule{"books5", SocketPath::Public, Instrument},
    ChannelRule{"bbo-tbt", SocketPath::Public, Instrument},
    ChannelRule{"books-l2-tbt", SocketPath::Public, Instrument, true, true},
    ChannelRule{"books50-l2-tbt", SocketPath::Public, Instrument, true, true},
    ChannelRule{"mark-price", SocketPath::Public, Instrument},
    ChannelRule{"index-tickers", SocketPath::Public, Index},
    ChannelRule{"funding-rate", SocketPath::Public, Instrument},
    ChannelRule{"price-limit", SocketPath::Public, Instrument},
    ChannelRule{"open-interest", SocketPath::Public, Instrument},
    ChannelRule{"instruments", SocketPath::Public, InstrumentType},
    ChannelRule{"liquidation-orders", SocketPath::Public, InstrumentType},
    ChannelRule{"adl-warning", SocketPath::Public, InstrumentType},
    ChannelRule{"status", SocketPath::Public, Global},
    ChannelRule{"estimated-price", SocketPath::Public, InstrumentType},
    ChannelRule{"option-trades", SocketPath::Public, InstrumentType},
    ChannelRule{"public-block-trades", SocketPath::Public, Instrument},
    ChannelRule{"call-auction-details", SocketPath::Public, Instrument},
    ChannelRule{"block-tickers", SocketPath::Business, Instrument},
    ChannelRule{"trades-all", SocketPath::Business, Instrument},
    ChannelRule{"candle", SocketPath::Business, Instrument},
    ChannelRule{"mark-price-candle", SocketPath::Business, Instrument},
    ChannelRule{"index-candle", SocketPath::Business, Index},
    ChannelRule{"deposit-info", SocketPath::Business, Account, true},
    ChannelRule{"withdrawal-info", SocketPath::Business, Account, true},
    ChannelRule{"orders-algo", SocketPath::Business, Account, true},
    ChannelRule{"algo-advance", SocketPath::Business, Account, true},
    ChannelRule{"account", SocketPath::Private, Account, true, false, true},
    ChannelRule{"positions", SocketPath::Private, Account, true, false, true},
    ChannelRule{"balance_and_position", SocketPath::Private, Account, true, false, true},
    ChannelRule{"orders", SocketPath::Private, Account, true, false, true},
    ChannelRule{"liquidation-warning", SocketPath::Private, Account, true, false, true},
    ChannelRule{"account-greeks", SocketPath::Private, Account, true, false, true},
    ChannelRule{"fills", SocketPath::Private, Account, true, true},
};

// The venue's own wording; the argument is named only in this text (okx-v5 4.4).
ApiError wrong_channel(const JsonValue& argument) {
    std::string what = "channel:" + std::string(argument.text_of("channel"));
    for (const std::string_view name : {"instType", "instId"}) {
        const std::string_view value = argument.text_of(name);
        if (!value.empty()) what += ", " + std::string(name) + ":" + std::string(value);
    }
    return ApiError{
        "60018",
        200,
        "Wrong URL or " + what +
            " doesn't exist. Please use the correct URL, channel and parameters referring to API document."};
}

[[nodiscard]] bool is_instrument_type(std::string_view text) {
    constexpr std::array<std::string_view, 5> kTypes{"SPOT", "MARGIN", "SWAP", "FUTURES", "OPTION"};
    return std::find(kTypes.begin(), kTypes.end(), text) != kTypes.end();
}

[[nodiscard]] bool names_something(const ChannelRule& rule, const JsonValue& argument, const ChannelContext& context) {
    const std::string_view instrument = argument.text_of("instId");
    const std::string_view type = argument.text_of("instType");
    switch (rule.scope) {
        case Instrument: return context.instrument_exists(instrument);
        case Index: return context.index_exists(instrument);
        case InstrumentType: return is_instrument_type(type);
        case Account: {
            const bool needs_type = rule.name == "orders" || rule.name == "positions" || rule.name == "orders-algo" ||
                                    rule.name == "liquidation-warning";
            if (needs_type && type != "ANY" && !is_instrument_type(type)) return false;
            return instrument.empty() || context.instrument_exists(instrument);
        }
        case Global: return true;
    }
    return false;
}

}  // namespace

std::string_view path_word(SocketPath path) noexcept {
    switch (path) {
        case SocketPath::Public: return "public";
        case SocketPath::Private: return "private";
        case SocketPath::Business: return "business";
        case SocketPath::Any: return "any";
    }
    return {};
}

std::optional<SocketPath> parse_socket_path(std::string_view target) {
    const std::string_view path = target.substr(0, target.find('?'));
    if (path == "/ws/v5" || path == "/ws/v5/") return SocketPath::Any;
    if (path == "/ws/v5/public") return SocketPath::Public;
    if (path == "/ws/v5/private") return SocketPath::Private;
    if (path == "/ws/v5/business") return SocketPath::Business;
    return std::nullopt;
}

const ChannelRule* find_channel(std::string_view name) {
    for (const std::string_view family : kCandleFamilies) {
        if (!name.starts_with(family)) continue;
        if (!parse_bar(name.substr(family.size()))) return nullptr;
        name = family;
        break;
    }
    const auto* const rule = std::find_if(kChannels.begin(), kChannels.end(), [name](const ChannelRule& candidate) {
        return candidate.name == name;
    });
    return rule == kChannels.end() ? nullptr : rule;
}

std::optional<ApiError> check_subscription(const JsonValue& argument, const ChannelContext& context) {
    const ChannelRule* rule = find_channel(argument.text_of("channel"));
    if (rule == nullptr) return wrong_channel(argument);
    if (rule->path != context.path && context.path != SocketPath::Any) {
        if (rule->path == SocketPath::Business) return api_error("64001");
        if (context.path == SocketPath::Business) return api_error("64002");
        return wrong_channel(argument);
    }
    if (rule->needs_login && !context.is_logged_in) return api_error("60011");
    if (!names_something(*rule, argument, context)) return wrong_channel(argument);
    if (rule->needs_tier) return api_error("64003");
    return std::nullopt;
}

}  // namespace trading::simulator
