#pragma once

#include "services/simulator/core/instrument_spec.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace trading::simulator {

struct RecordedFrame;
class JsonValue;

// Works out the instruments of a recording that does not describe them: the kind and currencies from the name, the
// steps from the finest digits seen, the first price as the price.
class CaptureInstruments {
public:
    void learn(const RecordedFrame& frame);
    [[nodiscard]] std::vector<InstrumentSpec> derive() const;

private:
    struct Seen {
        int price_digits = 0;
        int size_digits = 0;
        base::Decimal first_price;
    };

    static void learn_pair(Seen& seen, std::string_view price, std::string_view size);
    static void learn_levels(Seen& seen, const JsonValue* levels);

    std::map<std::string, Seen> seen_;
};

}  // namespace trading::simulator
