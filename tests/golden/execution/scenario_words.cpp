#include "tests/golden/execution/scenario_words.hpp"

#include "tests/support/execution/samples.hpp"

#include <sstream>
#include <stdexcept>

namespace trading::test {

Words::Words(std::string_view line) {
    std::istringstream stream{std::string{line}};
    for (std::string word; stream >> word;) words_.push_back(word);
}

const std::string& Words::front() const {
    if (words_.empty()) throw std::runtime_error{"a word is missing"};
    return words_.front();
}

std::string Words::take() {
    std::string word = front();
    words_.pop_front();
    return word;
}

void Words::expect(std::string_view word) {
    const std::string found = take();
    if (found != word) throw std::runtime_error{"expected '" + std::string{word} + "', found '" + found + "'"};
}

bool Words::take_if(std::string_view word) {
    if (words_.empty() || words_.front() != word) return false;
    words_.pop_front();
    return true;
}

domain::Price Words::take_price() { return price(take()); }
domain::Quantity Words::take_quantity() { return quantity(take()); }
domain::Cash Words::take_cash() { return cash(take()); }

base::Duration Words::take_duration() {
    const std::string word = take();
    std::size_t used = 0;
    const long number = std::stol(word, &used);
    const std::string unit = word.substr(used);
    if (unit == "ms") return std::chrono::milliseconds{number};
    if (unit == "s") return std::chrono::seconds{number};
    if (unit == "h") return std::chrono::hours{number};
    throw std::runtime_error{"not a duration: " + word};
}

base::Timestamp Words::take_time() {
    const std::string word = take();
    const auto time = base::from_iso8601("2026-11-24T" + word + "Z");
    if (!time) throw std::runtime_error{"not a time: " + word};
    return *time;
}

base::Timestamp scenario_day() { return *base::from_iso8601("2026-11-24T00:00:00Z"); }

}  // namespace trading::test
