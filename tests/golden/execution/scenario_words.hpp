#pragma once

#include "common/base/time.hpp"
#include "common/domain/amount.hpp"

#include <deque>
#include <string>
#include <string_view>

namespace trading::test {

// The words of one line, taken from the left. Throws std::runtime_error when a word is missing or wrong: a scenario
// that cannot be read fails its test.
class Words {
public:
    explicit Words(std::string_view line);

    [[nodiscard]] bool empty() const noexcept { return words_.empty(); }
    [[nodiscard]] const std::string& front() const;
    std::string take();
    void expect(std::string_view word);
    // Takes the word when it comes next.
    [[nodiscard]] bool take_if(std::string_view word);

    domain::Price take_price();
    domain::Quantity take_quantity();
    domain::Cash take_cash();
    // "250ms", "-2s"
    base::Duration take_duration();
    // "09:00:00.250" of the scenarios' day
    base::Timestamp take_time();

private:
    std::deque<std::string> words_;
};

// The day on which all scenarios happen.
[[nodiscard]] base::Timestamp scenario_day();

}  // namespace trading::test
