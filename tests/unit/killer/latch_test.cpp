#include "services/killer/io/latch.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace trading::killer {
namespace {

using namespace std::chrono_literals;

class KillerLatch : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "trading-latch-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
    }

    void TearDown() override { std::filesystem::remove_all(folder_); }

    [[nodiscard]] LatchFile file() const { return LatchFile{(folder_ / "latch").string()}; }

    void write(const std::string& text) const { std::ofstream{folder_ / "latch", std::ios::binary} << text; }

    std::filesystem::path folder_;
    base::ManualClock clock_{base::from_unix_milliseconds(1'764'000'000'000)};
};

TEST_F(KillerLatch, is_open_when_nobody_ever_killed) {
    const Latch latch{file(), clock_};
    EXPECT_FALSE(latch.state().record.is_latched);
    EXPECT_EQ(latch.problem(), "");
}

TEST_F(KillerLatch, stays_closed_over_a_restart_with_who_and_why) {
    {
        Latch latch{file(), clock_};
        const auto killed = latch.kill("anna", "prices look wrong");
        ASSERT_TRUE(killed);
        EXPECT_TRUE(killed->is_durable);
    }
    const Latch again{file(), clock_};
    EXPECT_TRUE(again.state().record.is_latched);
    EXPECT_EQ(again.state().record.actor, "anna");
    EXPECT_EQ(again.state().record.reason, "prices look wrong");
    EXPECT_EQ(again.state().record.ts, clock_.now());
}

TEST_F(KillerLatch, opens_by_a_release_only_and_stays_open) {
    Latch latch{file(), clock_};
    ASSERT_TRUE(latch.kill("anna", "why"));
    ASSERT_TRUE(latch.release("bob", "all is well"));
    EXPECT_FALSE(latch.state().record.is_latched);
    EXPECT_FALSE((Latch{file(), clock_}.state().record.is_latched));
}

TEST_F(KillerLatch, hears_the_command_of_another_process) {
    Latch ours{file(), clock_};
    Latch theirs{file(), clock_};
    ASSERT_TRUE(theirs.kill("anna", "why"));
    ours.refresh();
    EXPECT_TRUE(ours.state().record.is_latched);
    ASSERT_TRUE(theirs.release("anna", "done"));
    ours.refresh();
    EXPECT_FALSE(ours.state().record.is_latched);
}

TEST_F(KillerLatch, stays_closed_when_its_file_vanishes) {
    Latch latch{file(), clock_};
    ASSERT_TRUE(latch.kill("anna", "why"));
    std::filesystem::remove(folder_ / "latch");
    latch.refresh();
    EXPECT_TRUE(latch.state().record.is_latched);
    EXPECT_NE(latch.problem(), "");
}

TEST_F(KillerLatch, is_closed_without_a_disk_and_says_that_a_restart_would_not_know) {
    Latch latch{LatchFile{(folder_ / "missing/latch").string()}, clock_};
    const auto killed = latch.kill("anna", "why");
    ASSERT_TRUE(killed);
    EXPECT_TRUE(killed->record.is_latched);
    EXPECT_FALSE(killed->is_durable);
    EXPECT_TRUE(latch.state().record.is_latched);
    EXPECT_EQ(latch.release("anna", "done").error().code, base::ErrorCode::Unavailable);
    EXPECT_TRUE(latch.state().record.is_latched);
}

TEST_F(KillerLatch, without_a_disk_still_hears_a_later_release_of_another_process) {
    const std::filesystem::path late = folder_ / "late";
    Latch latch{LatchFile{(late / "latch").string()}, clock_};
    ASSERT_TRUE(latch.kill("anna", "why"));
    std::filesystem::create_directory(late);
    clock_.advance(1s);
    ASSERT_TRUE((LatchFile{(late / "latch").string()}.append({false, "bob", "done", clock_.now()})));
    latch.refresh();
    EXPECT_FALSE(latch.state().record.is_latched);
}

TEST_F(KillerLatch, refuses_commands_without_a_name_and_a_reason) {
    Latch latch{file(), clock_};
    const auto killed = latch.kill("", std::string(kReasonBytesMax + 1, 'a'));
    ASSERT_FALSE(killed);
    EXPECT_EQ(killed.error().detail, "actor: is missing\nreason: is too long");
    EXPECT_FALSE(latch.kill("anna", "two\nlines"));
    EXPECT_FALSE(latch.state().record.is_latched);
    EXPECT_FALSE(std::filesystem::exists(folder_ / "latch"));
}

TEST_F(KillerLatch, in_doubt_counts_as_killed) {
    const std::string released = to_line({false, "bob", "done", clock_.now()});
    std::string changed = released;
    changed[changed.size() - 3] = changed[changed.size() - 3] == 'A' ? 'B' : 'A';
    const std::string torn = released + to_line({false, "bob", "again", clock_.now()}).substr(0, 40);
    for (const std::string& text : {std::string{}, changed, torn, std::string{"released\n"}, released + "\n"}) {
        write(text);
        EXPECT_TRUE((Latch{file(), clock_}.state().record.is_latched)) << text;
    }
    write(released);
    EXPECT_FALSE((Latch{file(), clock_}.state().record.is_latched));
}

TEST_F(KillerLatch, can_be_opened_after_a_torn_line) {
    write(to_line({true, "anna", "why", clock_.now()}).substr(0, 40));
    Latch latch{file(), clock_};
    ASSERT_TRUE(latch.state().record.is_latched);
    ASSERT_TRUE(latch.release("bob", "done"));
    EXPECT_FALSE((Latch{file(), clock_}.state().record.is_latched));
}

TEST_F(KillerLatch, keeps_every_command_in_its_file) {
    Latch latch{file(), clock_};
    ASSERT_TRUE(latch.kill("anna", "first"));
    ASSERT_TRUE(latch.kill("bob", "second"));
    std::ifstream stream{folder_ / "latch"};
    std::string first;
    std::getline(stream, first);
    EXPECT_EQ(parse_line(first)->actor, "anna");
    EXPECT_EQ(latch.state().record.actor, "bob");
}

TEST_F(KillerLatch, is_worked_on_by_one_process_at_a_time) {
    const std::string path = (folder_ / "latch").string();
    {
        const auto first = RunningMark::take(path);
        ASSERT_TRUE(first);
        EXPECT_EQ(RunningMark::take(path).error().code, base::ErrorCode::Conflict);
    }
    EXPECT_TRUE(RunningMark::take(path));
}

}  // namespace
}  // namespace trading::killer
