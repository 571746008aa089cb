#include "common/journal/reader.hpp"

#include "common/base/archive.hpp"
#include "common/base/hash.hpp"
#include "common/journal/files.hpp"

#include <fmt/format.h>

#include <fstream>
#include <system_error>
#include <utility>

namespace trading::journal {
namespace {

base::Result<std::string> read_file(const std::filesystem::path& path) {
    std::error_code error;
    const std::uint64_t size = std::filesystem::file_size(path, error);
    if (error) return base::failure(base::ErrorCode::Unavailable, path.string() + ": " + error.message());
    if (size > Reader::kFileBytesMax) return base::failure(base::ErrorCode::OutOfRange, path.string() + ": too large");
    std::string bytes(size, '\0');
    std::ifstream file{path, std::ios::binary};
    file.read(bytes.data(), static_cast<std::streamsize>(size));
    if (!file) return base::failure(base::ErrorCode::Unavailable, path.string() + ": cannot be read");
    return bytes;
}

}  // namespace

base::Result<Reader> Reader::open(const std::filesystem::path& run) {
    Reader reader;
    reader.files_ = files_of_run(run);
    if (reader.files_.empty()) return base::failure(base::ErrorCode::NotFound, run.string() + ": holds no journal");
    auto opened = reader.open_next_file();
    if (!opened) return base::failure(opened.error());
    if (!*opened) return base::failure(base::ErrorCode::Malformed, reader.place() + ": ends before its header does");
    return reader;
}

base::Result<bool> Reader::open_next_file() {
    if (is_last_file()) return false;
    const std::filesystem::path& path = files_[next_file_++];
    auto bytes = read_file(path);
    if (!bytes) return base::failure(bytes.error());
    bytes_ = *std::move(bytes);
    std::string_view rest = bytes_;
    Frame frame;
    const FrameState state = take_frame(rest, frame);
    position_ = 0;
    if (state == FrameState::Torn && is_last_file()) {
        // Killed while it began this file.
        ending_detail_ = fmt::format("{} holds {} bytes and no whole header", path.filename().string(), bytes_.size());
        return false;
    }
    if (state != FrameState::Whole) return base::failure(base::ErrorCode::Malformed, place() + ": the header is damaged");
    if (auto checked = check_header(frame); !checked) return base::failure(checked.error());
    position_ = bytes_.size() - rest.size();
    return true;
}

base::Status Reader::check_header(const Frame& frame) {
    const auto refuse = [this](const std::string& what) {
        return base::failure(base::ErrorCode::Malformed, place() + ": " + what);
    };
    if (frame.kind != FrameKind::FileHeader) return refuse("it does not begin with a header");
    auto header = base::from_archive<Header>(frame.payload);
    if (!header) return refuse("the header: " + header.error().detail);
    if (header->format != Header{}.format) return refuse(fmt::format("format {} is not known", header->format));
    if (header->config_hash != base::stable_hash(header->config)) return refuse("the configuration is not the hashed one");
    if (header->file_number != next_file_) return refuse(fmt::format("file {} of the run is missing", next_file_));
    if (header->first_sequence != next_sequence_) {
        return refuse(fmt::format("it begins with frame {}, expected {}", header->first_sequence, next_sequence_));
    }
    if (next_file_ > 1) {
        Header expected = header_;
        expected.file_number = header->file_number;
        expected.first_sequence = header->first_sequence;
        if (*header != expected) return refuse("it belongs to another run");
    }
    header_ = *std::move(header);
    return {};
}

base::Result<std::optional<Frame>> Reader::next() {
    while (!is_ended_) {
        if (position_ == bytes_.size()) {
            auto opened = open_next_file();
            if (!opened) return base::failure(opened.error());
            if (*opened) continue;
            if (ending_detail_.empty()) ending_detail_ = "nothing marks the end";
            is_ended_ = true;
            break;
        }
        std::string_view rest = std::string_view{bytes_}.substr(position_);
        const std::size_t left = rest.size();
        Frame frame;
        const FrameState state = take_frame(rest, frame);
        if (state == FrameState::Torn && is_last_file()) {
            ending_detail_ = fmt::format("{} is cut {} bytes into its last frame", place(), left);
            is_ended_ = true;
            break;
        }
        if (state != FrameState::Whole) return base::failure(base::ErrorCode::Malformed, place() + ": damaged");
        if (auto checked = check_order(frame); !checked) return base::failure(checked.error());
        position_ += left - rest.size();
        if (is_ended_) break;
        return frame;
    }
    return std::nullopt;
}

base::Status Reader::check_order(const Frame& frame) {
    if (frame.kind == FrameKind::Lost) {
        is_ended_ = true;
        ending_ = Ending::Lost;
        ending_detail_ = frame.payload;
        return {};
    }
    if (frame.kind == FrameKind::FileHeader) {
        return base::failure(base::ErrorCode::Malformed, place() + ": a header in the middle");
    }
    if (frame.sequence != next_sequence_) {
        return base::failure(
            base::ErrorCode::Malformed, fmt::format("{}: frame {}, expected {}", place(), frame.sequence, next_sequence_)
        );
    }
    ++next_sequence_;
    if (frame.kind == FrameKind::End) {
        is_ended_ = true;
        ending_ = Ending::Orderly;
    }
    return {};
}

std::string Reader::place() const {
    return fmt::format("{} byte {}", files_[next_file_ - 1].filename().string(), position_);
}

}  // namespace trading::journal
