#include "tests/simulation/schedule.hpp"

#include <algorithm>

namespace trading::simulation {

bool Schedule::is_later(const Entry& left, const Entry& right) noexcept {
    return left.when != right.when ? left.when > right.when : left.number > right.number;
}

void Schedule::insert(base::Timestamp when, std::unique_ptr<Act> act) {
    heap_.push_back(Entry{std::max(when, now_), next_number_++, std::move(act)});
    std::push_heap(heap_.begin(), heap_.end(), is_later);
}

bool Schedule::step(base::Timestamp end) {
    if (heap_.empty() || heap_.front().when > end) return false;
    std::pop_heap(heap_.begin(), heap_.end(), is_later);
    const Entry entry = std::move(heap_.back());
    heap_.pop_back();
    now_ = entry.when;
    ++events_;
    entry.act->run();
    return true;
}

}  // namespace trading::simulation
