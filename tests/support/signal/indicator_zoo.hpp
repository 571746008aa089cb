#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace trading::test {

// Any indicator, seen through the common offer (`strategy::Indicator`); its value as the list of its numbers.
class AnyIndicator {
public:
    virtual ~AnyIndicator() = default;

    virtual void update(const strategy::Bar& bar) = 0;
    virtual void reset() = 0;
    [[nodiscard]] virtual std::optional<std::vector<double>> numbers() const = 0;
    [[nodiscard]] virtual bool ready() const = 0;
    [[nodiscard]] virtual int warmup() const = 0;
    [[nodiscard]] virtual strategy::Snapshot snapshot() const = 0;
    [[nodiscard]] virtual bool restore(const strategy::Snapshot& snapshot) = 0;
};

struct Species {
    std::string name;
    std::function<std::unique_ptr<AnyIndicator>()> make;
};

// One of each indicator, in the order of their names, with short periods.
[[nodiscard]] const std::vector<Species>& indicator_zoo();

}  // namespace trading::test
