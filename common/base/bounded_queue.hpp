#pragma once

#include "common/base/assert.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace trading::base {

// A first-in first-out hand-over between threads that never grows beyond its capacity. `try_push` never waits: when the
// queue is full it refuses and counts, and the producer decides what that means. Safe from any thread.
template <class T>
class BoundedQueue {
public:
    explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) { TRADING_ASSERT(capacity > 0); }

    // False, and one more refusal counted, when the queue is full; `item` is then untouched.
    [[nodiscard]] bool try_push(T&& item) {
        const std::lock_guard lock{mutex_};
        if (items_.size() >= capacity_) {
            ++refused_;
            return false;
        }
        items_.push_back(std::move(item));
        return true;
    }

    [[nodiscard]] std::optional<T> try_pop() {
        const std::lock_guard lock{mutex_};
        if (items_.empty()) return std::nullopt;
        std::optional<T> item{std::move(items_.front())};
        items_.pop_front();
        return item;
    }

    // Everything that is waiting, in order.
    [[nodiscard]] std::deque<T> drain() {
        std::deque<T> items;
        const std::lock_guard lock{mutex_};
        items.swap(items_);
        return items;
    }

    [[nodiscard]] std::size_t size() const {
        const std::lock_guard lock{mutex_};
        return items_.size();
    }

    [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

    // How many items were refused since the start.
    [[nodiscard]] std::uint64_t refused() const {
        const std::lock_guard lock{mutex_};
        return refused_;
    }

private:
    const std::size_t capacity_;
    mutable std::mutex mutex_;
    std::deque<T> items_;
    std::uint64_t refused_ = 0;
};

}  // namespace trading::base
