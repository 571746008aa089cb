#include "common/journal/writer.hpp"

#include "common/base/archive.hpp"
#include "common/base/assert.hpp"
#include "common/base/hash.hpp"
#include "common/journal/files.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace trading::journal {
namespace {

constexpr std::size_t kWakeBytes = 256U << 10U;  // So much is written before the interval has passed.
constexpr mode_t kFileMode = 0640;

}  // namespace

Writer::Writer(Options options, Header header, const base::Clock& clock, service::Log& log)
    : options_(std::move(options)), header_(std::move(header)), clock_(clock), log_(log) {
    header_.run = run_name(clock_.now());
    header_.config_hash = base::stable_hash(header_.config);
    run_folder_ = options_.folder / header_.run;
}

base::Result<std::unique_ptr<Writer>> Writer::open(
    Options options, Header header, const base::Clock& clock, service::Log& log
) {
    std::unique_ptr<Writer> writer{new Writer{std::move(options), std::move(header), clock, log}};
    std::error_code error;
    std::filesystem::create_directories(writer->run_folder_, error);
    if (error) {
        writer->is_recording_ = false;
        return base::failure(
            base::ErrorCode::Unavailable, fmt::format("{}: {}", writer->run_folder_.string(), error.message())
        );
    }
    if (auto begun = writer->begin_file(1); !begun) {
        writer->is_recording_ = false;
        return base::failure(begun.error());
    }
    writer->thread_ = std::thread{[raw = writer.get()] { raw->work(); }};
    return writer;
}

Writer::~Writer() {
    if (thread_.joinable()) {
        if (is_recording()) append(FrameKind::End, clock_.now(), {});
        {
            const std::lock_guard lock{mutex_};
            is_stopping_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }
    close_file();
}

void Writer::append(FrameKind kind, base::Timestamp ts, std::string_view payload) {
    if (!is_recording()) {
        ++dropped_;
        return;
    }
    bool is_much = false;
    {
        const std::lock_guard lock{mutex_};
        if (payload.size() > kPayloadMax || queued_.size() + kFrameOverhead + payload.size() > options_.queue_bytes_max) {
            ++dropped_;
            is_overrun_ = true;
            is_recording_ = false;
        } else {
            append_frame(queued_, {kind, next_sequence_++, ts, payload});
        }
        is_much = queued_.size() >= kWakeBytes || is_overrun_;
    }
    if (is_much) changed_.notify_one();
}

Writer::Counters Writer::counters() const {
    Counters counters;
    counters.bytes = bytes_;
    counters.files = files_;
    counters.dropped = dropped_;
    counters.failures = failures_;
    counters.runs_removed = runs_removed_;
    counters.is_recording = is_recording_;
    const std::lock_guard lock{mutex_};
    counters.queued_bytes = queued_.size();
    return counters;
}

void Writer::work() {
    bool is_last = false;
    bool is_stopped = false;
    while (!is_last) {
        bool is_overrun = false;
        {
            std::unique_lock lock{mutex_};
            changed_.wait_for(lock, options_.flush_interval, [this] {
                return is_stopping_ || is_overrun_ || queued_.size() >= kWakeBytes;
            });
            std::swap(queued_, writing_);
            is_overrun = std::exchange(is_overrun_, false);
            is_last = is_stopping_;
        }
        base::Status written;
        if (!is_stopped) written = write_frames(writing_);
        writing_.clear();
        if (written && is_overrun) {
            written = base::failure(base::ErrorCode::Unavailable, "the disk is too slow: the queue is full");
        }
        if (written || is_stopped) continue;
        stop_recording(written.error().detail);
        is_stopped = true;
    }
}

base::Status Writer::write_frames(std::string_view frames) {
    while (!frames.empty()) {
        std::size_t fitting = 0;
        while (fitting < frames.size()) {
            const std::size_t size = frame_size(frames.substr(fitting));
            if (file_bytes_ + fitting + size > options_.file_bytes_max) break;
            fitting += size;
        }
        if (fitting == 0) {
            std::string_view rest = frames;
            Frame first;
            TRADING_ASSERT(take_frame(rest, first) == FrameState::Whole);
            if (auto begun = begin_file(first.sequence); !begun) return begun;
            // A frame that is larger than a file gets one of its own.
            fitting = frame_size(frames);
        }
        if (auto written = write_bytes(frames.substr(0, fitting)); !written) return written;
        frames.remove_prefix(fitting);
    }
    return {};
}

base::Status Writer::write_bytes(std::string_view bytes) {
    const std::uint64_t whole = file_bytes_;
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) {
            const std::string reason = std::strerror(errno);
            ++failures_;
            // Half a frame would look like the end of a killed process.
            if (::ftruncate(descriptor_, static_cast<off_t>(whole)) == 0) file_bytes_ = whole;
            return base::failure(base::ErrorCode::Unavailable, "writing: " + reason);
        }
        const auto count = static_cast<std::uint64_t>(written);
        file_bytes_ += count;
        run_bytes_ += count;
        bytes_ += count;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

base::Status Writer::begin_file(std::uint64_t first_sequence) {
    if (run_bytes_ + options_.file_bytes_max > options_.total_bytes_max) {
        return base::failure(
            base::ErrorCode::Unavailable, fmt::format("this run alone would exceed {} bytes", options_.total_bytes_max)
        );
    }
    runs_removed_ += remove_old_runs(
        options_.folder, run_folder_, options_.total_bytes_max - run_bytes_ - options_.file_bytes_max
    );
    header_.file_number = static_cast<std::uint32_t>(files_ + 1);
    header_.first_sequence = first_sequence;
    const std::filesystem::path path = file_of(run_folder_, header_.file_number);
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kFileMode);
    if (descriptor < 0) {
        ++failures_;
        return base::failure(base::ErrorCode::Unavailable, fmt::format("{}: {}", path.string(), std::strerror(errno)));
    }
    close_file();
    descriptor_ = descriptor;
    file_bytes_ = 0;
    ++files_;
    std::string bytes;
    append_frame(bytes, {FrameKind::FileHeader, first_sequence, clock_.now(), base::to_archive(header_)});
    return write_bytes(bytes);
}

void Writer::stop_recording(const std::string& reason) {
    is_recording_ = false;
    std::uint64_t sequence = 0;
    {
        const std::lock_guard lock{mutex_};
        sequence = next_sequence_;
    }
    std::string mark;
    append_frame(mark, {FrameKind::Lost, sequence, clock_.now(), reason});
    // A disk that takes nothing does not take this either; the log and the metric say it in any case.
    static_cast<void>(write_bytes(mark));
    log_.error(
        "journal_stopped",
        "the inputs of this run are not recorded any more; it can be replayed only up to here",
        {{"reason", reason}, {"run", header_.run}}
    );
}

void Writer::close_file() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
}

}  // namespace trading::journal
