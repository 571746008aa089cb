#pragma once

#include "common/base/secret.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace trading::simulator {

// The environments a key works in: OKX's live venue, its demo (header x-simulated-trading: 1), or both, which only the
// simulator has, so that clients need not be told which of the two it plays.
enum class KeyEnvironment { Any = 1, Live = 2, Demo = 3 };

// One API key of one account. Its secrets are fake and may be printed; they are wrapped all the same, so that no code
// learns bad habits here.
struct ApiKey {
    std::string key;
    base::Secret secret;
    base::Secret passphrase;
    std::string account;  // The account's name in the core.
    bool can_trade = false;
    bool can_withdraw = false;
    KeyEnvironment environment = KeyEnvironment::Any;

    [[nodiscard]] bool works_in(bool is_demo) const noexcept {
        return environment == KeyEnvironment::Any || (environment == KeyEnvironment::Demo) == is_demo;
    }

    // As GET account/config prints it.
    [[nodiscard]] std::string permissions() const {
        return std::string("read_only") + (can_trade ? ",trade" : "") + (can_withdraw ? ",withdraw" : "");
    }
};

class ApiKeys {
public:
    explicit ApiKeys(std::vector<ApiKey> keys) {
        for (ApiKey& key : keys) {
            std::string name = key.key;
            keys_.emplace(std::move(name), std::move(key));
        }
    }

    // Null when nobody has that key. The pointer lives as long as this object.
    [[nodiscard]] const ApiKey* find(std::string_view key) const noexcept {
        const auto found = keys_.find(key);
        return found == keys_.end() ? nullptr : &found->second;
    }

private:
    std::map<std::string, ApiKey, std::less<>> keys_;
};

}  // namespace trading::simulator
