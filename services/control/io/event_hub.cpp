#include "services/control/io/event_hub.hpp"

namespace trading::control {

std::optional<v1::StreamEventsResponse> EventHub::Reader::next(base::Duration timeout) {
    std::unique_lock lock{mutex_};
    arrived_.wait_for(lock, timeout, [this] { return is_closed_ || !events_.empty(); });
    if (events_.empty()) return std::nullopt;
    v1::StreamEventsResponse event = std::move(events_.front());
    events_.pop_front();
    event.set_lost_before(lost_);
    lost_ = 0;
    return event;
}

void EventHub::Reader::offer(const v1::StreamEventsResponse& event) {
    const std::lock_guard lock{mutex_};
    if (events_.size() >= kQueuedEventsMax) {
        events_.pop_front();
        ++lost_;
        ++hub_.lost_events_;
    }
    events_.push_back(event);
    arrived_.notify_one();
}

base::Result<std::unique_ptr<EventHub::Reader>> EventHub::add_reader(const std::string& instrument_id) {
    auto reader = std::make_unique<Reader>(*this, instrument_id);
    const std::lock_guard lock{mutex_};
    // The lock is released before `reader`, which removes itself, is destroyed.
    if (is_closed_) return base::failure(base::ErrorCode::Unavailable, "control is stopping");
    if (readers_.size() >= kReadersMax) {
        return base::failure(
            base::ErrorCode::Unavailable, "too many event streams are open (" + std::to_string(kReadersMax) + ")"
        );
    }
    readers_.push_back(reader.get());
    return reader;
}

void EventHub::publish(const v1::StreamEventsResponse& event, const std::string& instrument_id) {
    const std::lock_guard lock{mutex_};
    for (Reader* reader : readers_) {
        if (reader->instrument_id_.empty() || instrument_id.empty() || reader->instrument_id_ == instrument_id) {
            reader->offer(event);
        }
    }
}

void EventHub::close() {
    const std::lock_guard lock{mutex_};
    is_closed_ = true;
    for (Reader* reader : readers_) {
        const std::lock_guard reader_lock{reader->mutex_};
        reader->is_closed_ = true;
        reader->arrived_.notify_all();
    }
}

bool EventHub::is_closed() const {
    const std::lock_guard lock{mutex_};
    return is_closed_;
}

std::size_t EventHub::readers() const {
    const std::lock_guard lock{mutex_};
    return readers_.size();
}

std::uint64_t EventHub::lost_events() const {
    const std::lock_guard lock{mutex_};
    return lost_events_;
}

void EventHub::remove(Reader& reader) {
    const std::lock_guard lock{mutex_};
    readers_.remove(&reader);
}

}  // namespace trading::control
