#pragma once

#include "common/base/archive.hpp"
#include "common/base/clock.hpp"
#include "common/base/hash.hpp"
#include "common/base/value_text.hpp"
#include "common/journal/core_journal.hpp"
#include "common/journal/reader.hpp"
#include "services/backtest/io/replay_report.hpp"

#include <fmt/format.h>

#include <string>

namespace trading::backtest {

// `Conflict` when this build's core knows other inputs or outputs than the recorded one. To be asked first: such a
// build cannot read the configuration either.
template <class Input, class Outputs>
[[nodiscard]] base::Status check_shape(const journal::Header& header) {
    if (header.shape == journal::core_shape<Input, Outputs>()) return {};
    return base::failure(
        base::ErrorCode::Conflict,
        fmt::format("recorded by build {} whose inputs and outputs are made otherwise", header.commit)
    );
}

// Gives a new core every recorded input with its time, and compares what it leads to, byte for byte, with what it led to
// when it was recorded. One run, one use.
template <class Input, class Outputs, class Core>
class CoreReplay {
public:
    // The clock measures the speed only.
    CoreReplay(journal::Reader& reader, Core& core, const base::Clock& clock)
        : reader_(reader), core_(core), clock_(clock) {}

    // `Malformed` when the journal is damaged. A difference is not a failure: it is in the report.
    [[nodiscard]] base::Result<ReplayReport> run() {
        const journal::Header& header = reader_.header();
        report_.service = header.service;
        report_.run = header.run;
        report_.recorded_by = fmt::format("{} {}", header.commit, header.build_type);
        const base::MonotonicTime start = clock_.monotonic_now();
        while (true) {
            auto frame = reader_.next();
            if (!frame) return base::failure(frame.error());
            if (!*frame) break;
            if (auto taken = take(**frame); !taken) {
                return base::failure(taken.error().with_context(fmt::format("frame {}", (*frame)->sequence)));
            }
        }
        report_.replayed = clock_.monotonic_now() - start;
        report_.recorded = ts_last_ - ts_first_;
        report_.ending = reader_.ending();
        report_.ending_detail = reader_.ending_detail();
        return report_;
    }

private:
    [[nodiscard]] base::Status take(const journal::Frame& frame) {
        const bool is_input = frame.kind == journal::FrameKind::Input;
        if (is_input == is_outputs_due_) {
            return base::failure(base::ErrorCode::Malformed, "inputs and outputs do not alternate");
        }
        is_outputs_due_ = is_input;
        if (!is_input) return compare(frame);
        auto input = base::from_archive<Input>(frame.payload);
        if (!input) return base::failure(input.error().with_context("the input"));
        input_ = *std::move(input);
        ts_last_ = frame.ts;
        if (report_.inputs++ == 0) ts_first_ = frame.ts;
        outputs_.clear();
        core_.on_input(input_, frame.ts, outputs_);
        return {};
    }

    [[nodiscard]] base::Status compare(const journal::Frame& frame) {
        ++report_.outputs;
        archive_.clear();
        archive_.write(outputs_);
        const bool is_hash = frame.kind == journal::FrameKind::OutputsHash;
        const std::string replayed =
            is_hash ? base::to_archive(base::stable_hash(archive_.bytes())) : archive_.bytes();
        if (frame.payload == replayed) return {};
        ++report_.differing_outputs;
        report_.differing_bytes += count_differing_bytes(frame.payload, replayed);
        if (!report_.first_difference.empty()) return {};
        std::string difference = "only the hash of the outputs was recorded, and it is another one";
        if (!is_hash) {
            const auto recorded = base::from_archive<Outputs>(frame.payload);
            if (!recorded) return base::failure(recorded.error().with_context("the outputs"));
            difference = base::first_difference(*recorded, outputs_);
        }
        report_.first_difference = fmt::format(
            "input {} at {}, {}: {}", report_.inputs, base::to_iso8601(ts_last_), base::to_text(input_), difference
        );
        return {};
    }

    journal::Reader& reader_;
    Core& core_;
    const base::Clock& clock_;
    ReplayReport report_;
    Input input_;
    Outputs outputs_;
    base::ArchiveWriter archive_;
    base::Timestamp ts_first_{};
    base::Timestamp ts_last_{};
    bool is_outputs_due_ = false;
};

}  // namespace trading::backtest
