#include "services/simulator/io/frame_pipeline.hpp"

#include <algorithm>

namespace trading::simulator {

void FramePipeline::push(const FrameContext& context, Frame frame, base::MonotonicTime now) {
    const FrameFate fate = faults_.fate_of(context, now);
    if (fate.copies != 1 || fate.delay > base::Duration::zero() || fate.goes_after_next) ++spoiled_;
    if (fate.copies == 0) return;
    const std::string feed = std::string(context.channel) + ":" + std::string(context.instrument);
    if (fate.goes_after_next && !held_.contains(feed)) {
        held_.emplace(feed, std::move(frame));
        return;
    }
    base::MonotonicTime due = now + fate.delay;
    if (!fate.may_be_overtaken && !not_before_.empty()) {
        const auto earlier = not_before_.find(context.channel);
        if (earlier != not_before_.end()) due = std::max(due, earlier->second);
    }
    if (due <= now || delayed_.size() >= kDelayedFramesMax) {
        send(feed, frame, fate.copies);
        return;
    }
    if (!fate.may_be_overtaken) not_before_[std::string(context.channel)] = due;
    // Behind all that are due earlier or at the same time, so that equal times keep their order.
    const auto place =
        std::upper_bound(delayed_.begin(), delayed_.end(), due, [](base::MonotonicTime time, const Delayed& delayed) {
            return time < delayed.due;
        });
    delayed_.insert(place, Delayed{due, feed, std::move(frame), fate.copies});
}

void FramePipeline::pump(base::MonotonicTime now) {
    while (!delayed_.empty() && delayed_.front().due <= now) {
        const Delayed next = std::move(delayed_.front());
        delayed_.pop_front();
        send(next.feed, next.frame, next.copies);
    }
    std::erase_if(not_before_, [now](const auto& entry) { return entry.second <= now; });
}

void FramePipeline::send(const std::string& feed, const Frame& frame, int copies) {
    for (int copy = 0; copy < copies; ++copy) link_.send(frame);
    if (const auto held = held_.extract(feed)) link_.send(held.mapped());
}

}  // namespace trading::simulator
