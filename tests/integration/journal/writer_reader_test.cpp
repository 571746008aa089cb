#include "common/journal/files.hpp"
#include "common/journal/reader.hpp"
#include "common/journal/writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace trading::journal {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

struct ReadBack {
    std::vector<std::string> payloads;
    Ending ending = Ending::Torn;
    std::string detail;
    std::string error;  // Empty when it was read to its end.
};

class Journal : public testing::Test {
protected:
    ~Journal() override { fs::remove_all(folder_); }

    std::unique_ptr<Writer> open(Writer::Options options = {}) {
        options.folder = folder_;
        Header header;
        header.service = "sample";
        header.config = "key: value\n";
        auto writer = Writer::open(options, header, clock_, log_);
        EXPECT_TRUE(writer) << writer.error().detail;
        run_ = (*writer)->run_folder();
        return *std::move(writer);
    }

    // Waits until the writer's own thread has come so far.
    template <class Condition>
    bool wait_for(Condition condition) {
        const base::MonotonicTime deadline = clock_.monotonic_now() + std::chrono::seconds{20};
        while (!condition()) {
            if (clock_.monotonic_now() > deadline) return false;
            std::this_thread::yield();
        }
        return true;
    }

    static ReadBack read(const fs::path& run) {
        ReadBack back;
        auto reader = Reader::open(run);
        if (!reader) {
            back.error = reader.error().detail;
            return back;
        }
        while (true) {
            const auto frame = reader->next();
            if (!frame) {
                back.error = frame.error().detail;
                return back;
            }
            if (!*frame) break;
            back.payloads.emplace_back((*frame)->payload);
        }
        back.ending = reader->ending();
        back.detail = reader->ending_detail();
        return back;
    }

    static void write_some(Writer& writer, int count, std::size_t size = 10) {
        for (int number = 0; number < count; ++number) {
            writer.append(FrameKind::Input, base::from_unix_milliseconds(number), std::string(size, 'x'));
        }
    }

    base::SystemClock clock_;
    service::Log log_{"test", service::LogLevel::Error, clock_};
    const fs::path folder_ = fs::path{testing::TempDir()} / ("journal_" + std::to_string(::getpid()));
    fs::path run_;
};

TEST_F(Journal, gives_back_what_was_appended) {
    auto writer = open();
    writer->append(FrameKind::Input, base::from_unix_nanoseconds(5), "first");
    writer->append(FrameKind::Outputs, base::from_unix_nanoseconds(5), "");
    writer.reset();
    auto reader = Reader::open(run_);
    ASSERT_TRUE(reader) << reader.error().detail;
    EXPECT_EQ(reader->header().service, "sample");
    EXPECT_EQ(reader->header().run, run_.filename().string());
    EXPECT_EQ(reader->header().config, "key: value\n");
    const auto frame = reader->next().value().value();
    EXPECT_EQ(frame.kind, FrameKind::Input);
    EXPECT_EQ(frame.sequence, 1U);
    EXPECT_EQ(frame.ts, base::from_unix_nanoseconds(5));
    EXPECT_EQ(frame.payload, "first");
    EXPECT_EQ(reader->next().value().value().kind, FrameKind::Outputs);
    EXPECT_FALSE(reader->next().value());
    EXPECT_EQ(reader->ending(), Ending::Orderly);
    EXPECT_EQ(reader->ending_detail(), "");
}

TEST_F(Journal, goes_on_in_the_next_file) {
    auto writer = open({.folder = {}, .file_bytes_max = 2'000});
    write_some(*writer, 500);
    writer->append(FrameKind::Input, {}, std::string(5'000, 'y'));
    write_some(*writer, 5);
    writer.reset();
    EXPECT_GT(files_of_run(run_).size(), 8U);
    for (const auto& file : files_of_run(run_)) EXPECT_LE(fs::file_size(file), 5'400U);
    const ReadBack back = read(run_);
    EXPECT_EQ(back.error, "");
    EXPECT_EQ(back.payloads.size(), 506U);
    EXPECT_EQ(back.ending, Ending::Orderly);
}

TEST_F(Journal, ends_with_a_mark_when_the_queue_is_full) {
    auto writer = open({.folder = {}, .queue_bytes_max = 300'000});
    while (writer->is_recording()) write_some(*writer, 1, 100'000);
    const auto dropped = writer->counters().dropped;
    EXPECT_GE(dropped, 1U);
    write_some(*writer, 3);
    EXPECT_EQ(writer->counters().dropped, dropped + 3);
    EXPECT_FALSE(writer->counters().is_recording);
    writer.reset();
    const ReadBack back = read(run_);
    EXPECT_EQ(back.error, "");
    EXPECT_GE(back.payloads.size(), 2U);
    EXPECT_EQ(back.ending, Ending::Lost);
    EXPECT_THAT(back.detail, HasSubstr("the queue is full"));
}

TEST_F(Journal, removes_old_runs_before_it_exceeds_its_limit) {
    const Writer::Options small{.folder = {}, .file_bytes_max = 20'000, .total_bytes_max = 50'000};
    auto writer = open(small);
    write_some(*writer, 20, 800);
    writer.reset();
    const fs::path first = run_;
    writer = open(small);
    write_some(*writer, 20, 800);
    writer.reset();
    EXPECT_TRUE(fs::exists(first));
    writer = open(small);
    EXPECT_FALSE(fs::exists(first)) << "the oldest run had to go";
    EXPECT_EQ(writer->counters().runs_removed, 1U);
    writer.reset();
    EXPECT_EQ(read(run_).ending, Ending::Orderly);
}

TEST_F(Journal, ends_when_one_run_alone_reaches_the_limit) {
    auto writer = open({.folder = {}, .file_bytes_max = 20'000, .total_bytes_max = 50'000});
    while (writer->is_recording()) write_some(*writer, 1, 1'000);
    writer.reset();
    EXPECT_LE(bytes_of_run(run_), 50'000U);
    const ReadBack back = read(run_);
    EXPECT_EQ(back.error, "");
    EXPECT_EQ(back.ending, Ending::Lost);
    EXPECT_THAT(back.detail, HasSubstr("this run alone would exceed 50000 bytes"));
}

TEST_F(Journal, does_not_begin_where_it_cannot_write) {
    fs::create_directories(folder_);
    std::ofstream{folder_ / "occupied"} << "a file";
    const auto writer = Writer::open({.folder = folder_ / "occupied"}, {}, clock_, log_);
    ASSERT_FALSE(writer);
    EXPECT_THAT(writer.error().detail, HasSubstr("occupied"));
}

// The process dies while it writes: whatever was written last may be cut anywhere.
TEST_F(Journal, cut_anywhere_gives_the_whole_records_before_the_cut) {
    auto writer = open();
    write_some(*writer, 6, 30);
    writer.reset();
    const fs::path file = files_of_run(run_).at(0);
    const std::uint64_t whole = fs::file_size(file);
    const std::uint64_t frame = kFrameOverhead + 30;
    const std::uint64_t end = whole - kFrameOverhead;  // Without the mark of the end.
    for (std::uint64_t size = whole - 1; size > end - 6 * frame; --size) {
        fs::resize_file(file, size);
        const ReadBack back = read(run_);
        ASSERT_EQ(back.error, "") << size;
        ASSERT_EQ(back.payloads.size(), size >= end ? 6 : 6 - (end - size + frame - 1) / frame) << size;
        ASSERT_EQ(back.ending, Ending::Torn) << size;
        ASSERT_NE(back.detail, "") << size;
    }
}

TEST_F(Journal, cut_in_its_header_holds_nothing_but_the_files_before_it) {
    auto writer = open({.folder = {}, .file_bytes_max = 1'000});
    write_some(*writer, 20, 100);
    writer.reset();
    const auto files = files_of_run(run_);
    fs::resize_file(files.back(), 12);
    const ReadBack back = read(run_);
    EXPECT_EQ(back.error, "");
    EXPECT_GT(back.payloads.size(), 10U);
    EXPECT_EQ(back.ending, Ending::Torn);
    EXPECT_THAT(back.detail, HasSubstr("holds 12 bytes and no whole header"));
}

TEST_F(Journal, with_any_wrong_byte_is_refused_with_its_place) {
    auto writer = open();
    write_some(*writer, 3, 30);
    writer.reset();
    const fs::path file = files_of_run(run_).at(0);
    const std::uint64_t whole = fs::file_size(file);
    for (std::uint64_t place = 0; place < whole; ++place) {
        std::fstream stream{file, std::ios::in | std::ios::out | std::ios::binary};
        stream.seekg(static_cast<std::streamoff>(place));
        const char byte = static_cast<char>(stream.get());
        const auto put = [&](char value) {
            stream.seekp(static_cast<std::streamoff>(place));
            stream.put(value);
            stream.flush();
        };
        put(static_cast<char>(byte ^ 0x10));
        const ReadBack back = read(run_);
        // A length that reaches beyond the end looks like a cut; nothing after it is taken.
        EXPECT_TRUE(!back.error.empty() || back.ending == Ending::Torn) << place;
        put(byte);
    }
    EXPECT_EQ(read(run_).ending, Ending::Orderly);
}

TEST_F(Journal, with_a_missing_file_is_refused) {
    auto writer = open({.folder = {}, .file_bytes_max = 1'000});
    write_some(*writer, 40, 100);
    writer.reset();
    const auto files = files_of_run(run_);
    fs::remove(files.at(2));
    EXPECT_THAT(read(run_).error, HasSubstr("file 3 of the run is missing"));
    fs::remove(files.at(0));
    EXPECT_THAT(read(run_).error, HasSubstr("file 1 of the run is missing"));
}

TEST_F(Journal, is_on_disk_soon_without_being_closed) {
    auto writer = open({.folder = {}, .flush_interval = std::chrono::milliseconds{1}});
    write_some(*writer, 3);
    ASSERT_TRUE(wait_for([&] { return read(run_).payloads.size() == 3; }));
    EXPECT_EQ(read(run_).detail, "nothing marks the end");
}

}  // namespace
}  // namespace trading::journal
