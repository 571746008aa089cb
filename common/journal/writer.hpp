#pragma once

#include "common/base/clock.hpp"
#include "common/base/result.hpp"
#include "common/journal/frame.hpp"
#include "common/journal/header.hpp"
#include "common/service/log.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace trading::journal {

// Writes the frames of one run, on a thread of its own behind a bounded queue of bytes: whoever appends never waits for
// the disk. What cannot be written ends the recording of this run, because nothing after a hole can be replayed: it is
// marked in the file, counted and logged, and everything else goes on. What was handed to the system survives the death
// of the process, not that of the machine.
class Writer {
public:
    struct Options {
        std::filesystem::path folder;                 // Of all runs of the service.
        std::uint64_t file_bytes_max = 64ULL << 20U;  // Then the next file begins; one frame may be larger.
        std::uint64_t total_bytes_max = 1ULL << 30U;  // Of all runs: the oldest go first, at last this recording ends.
        std::size_t queue_bytes_max = 64ULL << 20U;
        base::Duration flush_interval = std::chrono::milliseconds{100};
    };

    struct Counters {
        std::uint64_t bytes = 0;         // Written.
        std::uint64_t files = 0;         // Begun.
        std::uint64_t dropped = 0;       // Frames that were not recorded.
        std::uint64_t failures = 0;      // Of the disk.
        std::uint64_t runs_removed = 0;  // Old ones.
        std::size_t queued_bytes = 0;
        bool is_recording = false;
    };

    // `Unavailable` when the first file cannot be written. Starts the thread. Clock and log outlive the writer. The
    // header's run, number and sequence are filled in here.
    [[nodiscard]] static base::Result<std::unique_ptr<Writer>> open(
        Options options, Header header, const base::Clock& clock, service::Log& log
    );

    // Writes what is queued and the mark of an orderly end.
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    // Never waits. Only one thread appends.
    void append(FrameKind kind, base::Timestamp ts, std::string_view payload);

    // False once something was lost: then it need not be encoded any more. Safe from any thread.
    [[nodiscard]] bool is_recording() const noexcept { return is_recording_.load(std::memory_order_relaxed); }
    [[nodiscard]] Counters counters() const;
    [[nodiscard]] const std::filesystem::path& run_folder() const noexcept { return run_folder_; }

private:
    Writer(Options options, Header header, const base::Clock& clock, service::Log& log);

    void work();
    // Whole frames only; begins a new file whenever the present one takes no more.
    [[nodiscard]] base::Status write_frames(std::string_view frames);
    [[nodiscard]] base::Status write_bytes(std::string_view bytes);
    [[nodiscard]] base::Status begin_file(std::uint64_t first_sequence);
    void stop_recording(const std::string& reason);
    void close_file();

    const Options options_;
    Header header_;
    const base::Clock& clock_;
    service::Log& log_;
    std::filesystem::path run_folder_;

    // Of the writing thread.
    int descriptor_ = -1;
    std::uint64_t file_bytes_ = 0;
    std::uint64_t run_bytes_ = 0;
    std::string writing_;

    std::atomic<bool> is_recording_{true};
    std::atomic<std::uint64_t> bytes_{0};
    std::atomic<std::uint64_t> files_{0};
    std::atomic<std::uint64_t> dropped_{0};
    std::atomic<std::uint64_t> failures_{0};
    std::atomic<std::uint64_t> runs_removed_{0};
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::string queued_;
    std::uint64_t next_sequence_ = 1;
    bool is_overrun_ = false;
    bool is_stopping_ = false;
    std::thread thread_;
};

}  // namespace trading::journal
