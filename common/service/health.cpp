#include "common/service/health.hpp"

#include <algorithm>

namespace trading::service {
namespace {

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char character : text) {
        if (character == '"' || character == '\\') out.push_back('\\');
        out.push_back(static_cast<unsigned char>(character) < 0x20 ? ' ' : character);
    }
    return out + "\"";
}

}  // namespace

void Health::beat() {
    const std::lock_guard lock{mutex_};
    last_beat_ = clock_.monotonic_now();
}

void Health::report(const std::string& part, bool is_well, const std::string& detail) {
    const std::lock_guard lock{mutex_};
    parts_[part] = Part{is_well, detail};
}

bool Health::is_live() const {
    const std::lock_guard lock{mutex_};
    return is_live_locked();
}

bool Health::is_ready() const {
    const std::lock_guard lock{mutex_};
    return is_ready_locked();
}

bool Health::is_live_locked() const { return clock_.monotonic_now() - last_beat_ <= kSilenceMax; }

bool Health::is_ready_locked() const {
    return is_live_locked() &&
           std::all_of(parts_.begin(), parts_.end(), [](const auto& part) { return part.second.is_well; });
}

std::string Health::to_json() const {
    const std::lock_guard lock{mutex_};
    std::string json = std::string{"{\"live\":"} + (is_live_locked() ? "true" : "false") +
                       ",\"ready\":" + (is_ready_locked() ? "true" : "false") + ",\"parts\":{";
    bool is_first = true;
    for (const auto& [name, part] : parts_) {
        if (!is_first) json += ",";
        is_first = false;
        json +=
            quoted(name) + ":{\"ok\":" + (part.is_well ? "true" : "false") + ",\"detail\":" + quoted(part.detail) + "}";
    }
    return json + "}}";
}

}  // namespace trading::service
