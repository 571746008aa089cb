#include "services/killer/io/latch_file.hpp"

#include "common/base/hash.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace trading::killer {
namespace {

// A descriptor that closes itself, and with it gives back its lock.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] int get() const noexcept { return number_; }
    [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }
    [[nodiscard]] int release() noexcept { return std::exchange(number_, -1); }

private:
    int number_;
};

constexpr mode_t kOwnerOnly = 0600;

base::Error problem(const std::string& path, const char* act) {
    return {base::ErrorCode::Unavailable, fmt::format("{}: {}: {}", path, act, std::strerror(errno))};
}

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

// The last bytes of the file; the first line of them may be cut.
base::Result<std::string> read_tail(int file, const std::string& path) {
    struct stat status {};
    if (fstat(file, &status) != 0) return base::failure(problem(path, "cannot be seen"));
    const auto size = static_cast<std::size_t>(status.st_size);
    std::string text(std::min(size, LatchFile::kTailBytesMax), '\0');
    std::size_t done = 0;
    while (done < text.size()) {
        const auto offset = static_cast<off_t>(size - text.size() + done);
        const ssize_t count = pread(file, text.data() + done, text.size() - done, offset);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return base::failure(problem(path, "cannot be read"));
        done += static_cast<std::size_t>(count);
    }
    return text;
}

// A name in a folder is durable only when the folder is.
base::Status sync_folder(const std::string& path) {
    const std::string folder = folder_of(path);
    const Descriptor descriptor{open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!descriptor.is_open() || fsync(descriptor.get()) != 0)
        return base::failure(problem(folder, "cannot be synced"));
    return {};
}

}  // namespace

base::Result<std::optional<LatchRecord>> LatchFile::read() const {
    const Descriptor file{open(path_.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file.is_open() && errno == ENOENT) return std::optional<LatchRecord>{};
    if (!file.is_open()) return base::failure(problem(path_, "cannot be opened"));
    if (flock(file.get(), LOCK_SH | LOCK_NB) != 0) {
        base::Error busy = problem(path_, "is being written");
        busy.code = base::ErrorCode::Conflict;
        return base::failure(busy);
    }
    const auto text = read_tail(file.get(), path_);
    if (!text) return base::failure(text.error());
    return std::optional{last_record(*text)};
}

base::Status LatchFile::append(const LatchRecord& record) const {
    const Descriptor file{open(path_.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, kOwnerOnly)};
    if (!file.is_open()) return base::failure(problem(path_, "cannot be opened"));
    if (flock(file.get(), LOCK_EX) != 0) return base::failure(problem(path_, "cannot be locked"));
    const auto before = read_tail(file.get(), path_);
    if (!before) return base::failure(before.error());
    // The rest of a line that was torn must not swallow this one.
    const bool is_torn = !before->empty() && before->back() != '\n';
    const std::string line = (is_torn ? "\n" : "") + to_line(record);
    if (write(file.get(), line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
        return base::failure(problem(path_, "cannot be written"));
    }
    if (fsync(file.get()) != 0) return base::failure(problem(path_, "cannot be synced"));
    return before->empty() ? sync_folder(path_) : base::Status{};
}

std::uint64_t LatchFile::fingerprint() const noexcept {
    struct stat status {};
    if (stat(path_.c_str(), &status) != 0) return 0;
    std::uint64_t print = base::mix(static_cast<std::uint64_t>(status.st_ino));
    print = base::mix(print ^ static_cast<std::uint64_t>(status.st_size));
    print = base::mix(print ^ static_cast<std::uint64_t>(status.st_mtim.tv_sec));
    return base::mix(print ^ static_cast<std::uint64_t>(status.st_mtim.tv_nsec));
}

base::Result<RunningMark> RunningMark::take(const std::string& latch_path) {
    const std::string path = latch_path + ".running";
    Descriptor file{open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly)};
    if (!file.is_open()) return base::failure(problem(path, "cannot be opened"));
    if (flock(file.get(), LOCK_EX | LOCK_NB) == 0) return RunningMark{file.release()};
    if (errno != EWOULDBLOCK) return base::failure(problem(path, "cannot be locked"));
    return base::failure(base::ErrorCode::Conflict, fmt::format("another killer runs on {}", latch_path));
}

RunningMark::~RunningMark() {
    if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace trading::killer
