#include "common/venue/okx/environment.hpp"

#include "common/base/assert.hpp"
#include "common/domain/enum_names.hpp"

namespace trading::venue::okx {
namespace {

constexpr domain::EnumNames<Region, 3> kRegionNames{{
    {Region::Global, "global"},
    {Region::Eea, "eea"},
    {Region::UnitedStates, "us"},
}};

constexpr domain::EnumNames<Environment, 3> kEnvironmentNames{{
    {Environment::Live, "live"},
    {Environment::Demo, "demo"},
    {Environment::Simulator, "simulator"},
}};

struct Hosts {
    std::string_view rest;
    std::string_view live_socket;
    std::string_view demo_socket;
};

Hosts hosts_of(Region region) {
    switch (region) {
        case Region::Global: return {"https://openapi.okx.com", "wss://ws.okx.com:8443", "wss://wspap.okx.com:8443"};
        case Region::Eea: return {"https://eea.okx.com", "wss://wseea.okx.com:8443", "wss://wseeapap.okx.com:8443"};
        case Region::UnitedStates:
            return {"https://us.okx.com", "wss://wsus.okx.com:8443", "wss://wsuspap.okx.com:8443"};
    }
    TRADING_ASSERT(false);
    return {};
}

Addresses join(std::string_view rest, const std::string& socket, bool sends_demo_header) {
    return Addresses{
        .rest = std::string{rest},
        .public_socket = socket + "/ws/v5/public",
        .private_socket = socket + "/ws/v5/private",
        .business_socket = socket + "/ws/v5/business",
        .sends_demo_header = sends_demo_header,
    };
}

}  // namespace

std::string_view to_string(Region region) noexcept { return kRegionNames.name_of(region); }
std::string_view to_string(Environment environment) noexcept { return kEnvironmentNames.name_of(environment); }
std::optional<Region> parse_region(std::string_view text) noexcept { return kRegionNames.value_of(text); }

std::optional<Environment> parse_environment(std::string_view text) noexcept {
    return kEnvironmentNames.value_of(text);
}

Addresses addresses_of(Region region, Environment environment) {
    TRADING_ASSERT(environment != Environment::Simulator);
    const Hosts hosts = hosts_of(region);
    const bool is_demo = environment == Environment::Demo;
    return join(hosts.rest, std::string{is_demo ? hosts.demo_socket : hosts.live_socket}, is_demo);
}

Addresses simulator_addresses(std::string_view rest_address) {
    while (!rest_address.empty() && rest_address.back() == '/') rest_address.remove_suffix(1);
    constexpr std::string_view kHttp = "http";  // Also the beginning of https, which becomes wss.
    const bool has_scheme = rest_address.substr(0, kHttp.size()) == kHttp;
    const std::string socket = "ws" + std::string{has_scheme ? rest_address.substr(kHttp.size()) : rest_address};
    return join(rest_address, socket, false);
}

}  // namespace trading::venue::okx
