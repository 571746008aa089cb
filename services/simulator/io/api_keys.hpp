#pragma once

#include "common/base/secret.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace trading::simulator {

// One API key of one account. Its secrets are fake and may be printed; they are wrapped all the same, so that no code
// learns bad habits here.
struct ApiKey {
    std::string key;
    base::Secret secret;
    base::Secret passphrase;
    std::string account;  // The account's name in the core.
    bool can_trade = false;
    bool can_withdraw = false;
    bool is_demo = false;  // A key of OKX's demo: only valid together with the header x-simulated-trading: 1.

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
