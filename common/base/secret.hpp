#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace trading::base {

// A text that must never be printed. It has no formatter and no stream operator; `reveal` is the one way to the text
// and is called only where the secret is used (signing, login, connecting). Overwrites its memory when destroyed.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string value) : value_(std::move(value)) {}
    Secret(const Secret&) = default;
    Secret(Secret&&) noexcept = default;
    Secret& operator=(const Secret&) = default;
    Secret& operator=(Secret&&) noexcept = default;

    ~Secret() {
        volatile char* bytes = value_.data();
        for (std::size_t index = 0; index < value_.size(); ++index) bytes[index] = 0;
    }

    [[nodiscard]] std::string_view reveal() const noexcept { return value_; }
    [[nodiscard]] bool empty() const noexcept { return value_.empty(); }

    // What logs and effective configurations show instead.
    [[nodiscard]] std::string_view redacted() const noexcept { return value_.empty() ? "(not set)" : "********"; }

private:
    std::string value_;
};

}  // namespace trading::base
