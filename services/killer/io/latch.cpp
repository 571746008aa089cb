#include "services/killer/io/latch.hpp"

namespace trading::killer {
namespace {

// The fingerprint of no file.
constexpr std::uint64_t kUnread = 1;

}  // namespace

Latch::Latch(LatchFile file, const base::Clock& clock) : file_(std::move(file)), clock_(clock) {
    fingerprint_ = file_.fingerprint();
    const auto record = file_.read();
    if (!record && record.error().code == base::ErrorCode::Conflict) {
        // A command is being written; the first `refresh` reads it.
        fingerprint_ = kUnread;
    } else if (!record) {
        // A killer that cannot know whether it was told to kill was told so.
        state_.record = {true, "killer", "the latch file cannot be read, so it counts as killed", clock_.now()};
        problem_ = record.error().detail;
        fingerprint_ = kUnread;
    } else if (*record) {
        state_.record = **record;
    }
}

base::Result<Latch::State> Latch::kill(const std::string& actor, const std::string& reason) {
    if (const auto checked = check_words(actor, reason); !checked) return base::failure(checked.error());
    const std::lock_guard disk_lock{disk_mutex_};
    const LatchRecord record{true, actor, reason, clock_.now()};
    bool was_on_disk = false;
    {
        const std::lock_guard lock{mutex_};
        // A repetition that the disk refuses takes nothing away from a kill that it has.
        was_on_disk = state_.record.is_latched && state_.is_durable;
        state_ = {record, was_on_disk};
    }
    const base::Status written = write(record);
    const std::lock_guard lock{mutex_};
    state_ = {record, written.has_value() || was_on_disk};
    return state_;
}

base::Result<Latch::State> Latch::release(const std::string& actor, const std::string& reason) {
    if (const auto checked = check_words(actor, reason); !checked) return base::failure(checked.error());
    const std::lock_guard disk_lock{disk_mutex_};
    const LatchRecord record{false, actor, reason, clock_.now()};
    if (const base::Status written = write(record); !written) {
        return base::failure(written.error().with_context("the release is not on disk, so the latch stays as it was"));
    }
    const std::lock_guard lock{mutex_};
    state_ = {record, true};
    return state_;
}

void Latch::refresh() {
    const std::uint64_t fingerprint = file_.fingerprint();
    const std::lock_guard lock{mutex_};
    if (fingerprint == fingerprint_) return;
    const auto record = file_.read();
    if (!record && record.error().code == base::ErrorCode::Conflict) return;
    fingerprint_ = fingerprint;
    problem_ = !record ? record.error().detail : *record ? "" : file_.path() + ": is gone";
    if (!record || !*record) return;
    // A kill that the disk has not taken yet is younger than what stands there.
    if (!state_.is_durable && (*record)->ts < state_.record.ts) return;
    state_ = {**record, true};
}

base::Status Latch::write(const LatchRecord& record) {
    const base::Status written = file_.append(record);
    const std::lock_guard lock{mutex_};
    problem_ = written ? "" : written.error().detail;
    // Another process may have added a command as well.
    fingerprint_ = kUnread;
    return written;
}

Latch::State Latch::state() const {
    const std::lock_guard lock{mutex_};
    return state_;
}

std::string Latch::problem() const {
    const std::lock_guard lock{mutex_};
    return problem_;
}

}  // namespace trading::killer
