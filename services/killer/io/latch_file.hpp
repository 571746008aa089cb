#pragma once

#include "common/base/result.hpp"
#include "services/killer/io/latch_record.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace trading::killer {

// The file of the latch: one line for each command, only ever added to. The killer and its commands share it; that is
// how a command reaches a killer that is running. Safe from any thread and process.
class LatchFile {
public:
    // A command has at most 700 bytes, so this holds the last ones for certain.
    static constexpr std::size_t kTailBytesMax = 64 << 10;

    explicit LatchFile(std::string path) : path_(std::move(path)) {}

    // The last record. Absent when there is no file: nobody ever killed. `Conflict` while a command is being
    // written, `Unavailable` when it cannot be read. Never waits.
    [[nodiscard]] base::Result<std::optional<LatchRecord>> read() const;

    // Adds a record; when it answers well, the record is on disk. Otherwise it may or may not be.
    [[nodiscard]] base::Status append(const LatchRecord& record) const;

    // Changes whenever the file does; zero when there is none or it cannot be seen.
    [[nodiscard]] std::uint64_t fingerprint() const noexcept;

    [[nodiscard]] const std::string& path() const noexcept { return path_; }

private:
    std::string path_;
};

// Held while a killer runs on a latch file, so that two never share the work. Gone with the process, however it ends.
class RunningMark {
public:
    // `Conflict` when another killer runs on this file, `Unavailable` when that cannot be known.
    [[nodiscard]] static base::Result<RunningMark> take(const std::string& latch_path);

    ~RunningMark();
    RunningMark(RunningMark&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
    RunningMark(const RunningMark&) = delete;
    RunningMark& operator=(const RunningMark&) = delete;
    RunningMark& operator=(RunningMark&&) = delete;

private:
    explicit RunningMark(int descriptor) : descriptor_(descriptor) {}

    int descriptor_ = -1;
};

}  // namespace trading::killer
