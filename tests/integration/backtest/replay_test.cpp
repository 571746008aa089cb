#include "common/journal/files.hpp"
#include "services/backtest/io/replayers.hpp"
#include "services/gateway/config.hpp"
#include "services/gateway/core/gateway_core.hpp"
#include "services/gateway/io/input_journal.hpp"
#include "tests/support/gateway/samples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace trading::test {
namespace {

namespace fs = std::filesystem;
using backtest::ReplayReport;
using testing::HasSubstr;

// A gateway's core as the shipped configuration says, with a journal in a folder of the test.
class Replay : public testing::Test {
protected:
    Replay() {
        std::ostringstream text;
        text << std::ifstream{"deployment/config/gateway.yaml"}.rdbuf();
        config_ = gateway::parse_recorded_config(text.str()).value();
        config_.journal.writer.folder = folder_;
    }
    ~Replay() override { fs::remove_all(folder_); }

    // Records a market with a hole in its book; `tamper` may change what the journal is told of the outputs.
    template <class Tamper>
    fs::path record(Tamper tamper) {
        service::Metrics metrics;
        const auto journal = gateway::open_input_journal({config_.journal, config_.yaml, metrics, clock_, log_});
        gateway::GatewayCore core{config_.core};
        base::Timestamp now = kStart;
        gateway::Outputs outputs;
        const auto step = [&](const gateway::Input& input) {
            now += std::chrono::milliseconds{50};
            journal->on_input(input, now);
            outputs.clear();
            core.on_input(input, now, outputs);
            tamper(outputs);
            journal->on_outputs(outputs, now);
        };
        gateway::InstrumentsLoaded loaded;
        for (const auto& id : config_.core.instruments) {
            loaded.instruments.push_back(id.value().ends_with("SWAP") ? swap(id) : spot(id));
        }
        step(loaded);
        step(domain::VenueFeedEvent{domain::FeedConnection{true, "connected"}});
        step(domain::VenueFeedEvent{book_frame(-1, 10, {"100:1 99:2", "101:1"})});
        for (std::int64_t sequence = 11; sequence < 30; ++sequence) {
            const std::int64_t previous = sequence == 20 ? 18 : sequence - 1;
            step(domain::VenueFeedEvent{book_frame(previous, sequence, {"100:2", "101:3 102:1"})});
            step(domain::VenueFeedEvent{trade(sequence)});
            step(gateway::Tick{});
        }
        step(gateway::SnapshotWanted{});
        return journal_folder();
    }

    fs::path record() {
        return record([](gateway::Outputs&) {});
    }

    fs::path journal_folder() const { return journal::runs_below(folder_).back(); }

    ReplayReport replay(const fs::path& run) {
        auto report = backtest::replay_run(run, clock_);
        EXPECT_TRUE(report) << report.error().detail;
        return report ? *report : ReplayReport{};
    }

    base::SystemClock clock_;
    service::Log log_{"test", service::LogLevel::Error, clock_};
    const fs::path folder_ = fs::path{testing::TempDir()} / ("replay_" + std::to_string(::getpid()));
    gateway::Config config_;
};

TEST_F(Replay, leads_to_the_recorded_outputs) {
    const ReplayReport report = replay(record());
    EXPECT_EQ(report.service, "gateway");
    EXPECT_EQ(report.inputs, 61U);
    EXPECT_EQ(report.outputs, 61U);
    EXPECT_EQ(report.differing_bytes, 0U) << report.first_difference;
    EXPECT_EQ(report.ending, journal::Ending::Orderly);
    EXPECT_EQ(report.recorded, 60 * std::chrono::milliseconds{50});
}

TEST_F(Replay, finds_what_differs_and_says_it_in_words) {
    int count = 0;
    const ReplayReport report = replay(record([&](gateway::Outputs& outputs) {
        if (++count == 5) std::get<domain::Trade>(outputs.facts.at(0)).side = domain::Side::Sell;
    }));
    EXPECT_EQ(report.outputs, 61U);
    EXPECT_EQ(report.differing_outputs, 1U);
    EXPECT_EQ(report.differing_bytes, 1U);
    EXPECT_THAT(report.first_difference, HasSubstr("input 5 at "));
    EXPECT_THAT(report.first_difference, HasSubstr("Sell"));
}

TEST_F(Replay, knows_a_difference_from_the_hash_alone) {
    config_.journal.outputs = journal::OutputsKept::Hash;
    const ReplayReport same = replay(record());
    EXPECT_EQ(same.outputs, 61U);
    EXPECT_EQ(same.differing_outputs, 0U);
    const ReplayReport other = replay(record([count = 0](gateway::Outputs& outputs) mutable {
        if (++count == 5) outputs.facts.clear();
    }));
    EXPECT_EQ(other.differing_outputs, 1U);
    EXPECT_THAT(other.first_difference, HasSubstr("only the hash"));
}

// What a killed process leaves: the file ends anywhere in the last records.
TEST_F(Replay, of_a_journal_cut_anywhere_goes_up_to_the_last_whole_record) {
    const fs::path file = journal::files_of_run(record()).at(0);
    const std::uint64_t whole = fs::file_size(file);
    std::uint64_t inputs_before = 61;
    // No record is shorter than a step; the last ones hold a whole book, so single bytes would take long.
    constexpr std::uint64_t kStep = 7;
    for (std::uint64_t size = whole - 1; inputs_before >= 59 && size > kStep; size -= kStep) {
        fs::resize_file(file, size);
        const ReplayReport report = replay(journal_folder());
        ASSERT_EQ(report.differing_bytes, 0U) << size << report.first_difference;
        ASSERT_EQ(report.ending, journal::Ending::Torn) << size;
        ASSERT_LE(report.inputs, inputs_before);
        ASSERT_GE(report.inputs + 1, inputs_before) << "a small cut costs one record at most";
        ASSERT_LE(report.inputs - report.outputs, 1U);
        inputs_before = report.inputs;
    }
    EXPECT_LT(inputs_before, 59U);
}

TEST_F(Replay, is_not_possible_but_the_process_works_when_no_journal_can_be_written) {
    fs::create_directories(folder_);
    std::ofstream{folder_ / "occupied"} << "a file";
    config_.journal.writer.folder = folder_ / "occupied";
    service::Metrics metrics;
    EXPECT_EQ(gateway::open_input_journal({config_.journal, config_.yaml, metrics, clock_, log_}), nullptr);
    EXPECT_THAT(metrics.to_text(), HasSubstr("trading_gateway_journal_is_recording 0"));
}

TEST_F(Replay, refuses_a_journal_of_a_core_that_was_made_otherwise) {
    journal::Header header;
    header.service = "gateway";
    header.config = config_.yaml;
    header.commit = "0123456789ab";
    header.shape = 1;
    journal::Writer::Options options{.folder = folder_};
    { const auto writer = journal::Writer::open(options, header, clock_, log_); }
    const auto report = backtest::replay_run(journal_folder(), clock_);
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, base::ErrorCode::Conflict);
    EXPECT_THAT(report.error().detail, HasSubstr("recorded by build 0123456789ab"));
}

TEST_F(Replay, refuses_inputs_without_outputs_in_between) {
    journal::Header header;
    header.service = "gateway";
    header.config = config_.yaml;
    header.shape = journal::core_shape<gateway::Input, gateway::Outputs>();
    {
        const auto writer = journal::Writer::open({.folder = folder_}, header, clock_, log_).value();
        for (int count = 0; count < 2; ++count) {
            writer->append(journal::FrameKind::Input, kStart, base::to_archive(gateway::Input{gateway::Tick{}}));
        }
    }
    const auto report = backtest::replay_run(journal_folder(), clock_);
    ASSERT_FALSE(report);
    EXPECT_THAT(report.error().detail, HasSubstr("frame 2: inputs and outputs do not alternate"));
}

}  // namespace
}  // namespace trading::test
