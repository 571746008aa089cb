#pragma once

#include "common/base/archive.hpp"
#include "common/base/hash.hpp"
#include "common/base/time.hpp"
#include "common/base/value_text.hpp"
#include "common/journal/journal_config.hpp"
#include "common/journal/journal_metrics.hpp"
#include "common/journal/writer.hpp"
#include "common/service/build_info.hpp"

#include <memory>
#include <string>
#include <utility>

namespace trading::journal {

// Two cores understand each other's journals exactly when these are equal.
template <class Input, class Outputs>
[[nodiscard]] std::uint64_t core_shape() {
    return base::stable_hash(base::shape_text<Input>() + base::shape_text<Outputs>());
}

// Records what one core is given and what comes out. The agent calls `on_input` before the core has the input and
// `on_outputs` right after it, with what this input alone led to. Never waits. One thread.
template <class Input, class Outputs>
class CoreJournal {
public:
    CoreJournal(std::unique_ptr<Writer> writer, OutputsKept kept, JournalMetrics metrics)
        : writer_(std::move(writer)), kept_(kept), metrics_(metrics) {}

    void on_input(const Input& input, base::Timestamp now) { append(FrameKind::Input, input, now); }

    void on_outputs(const Outputs& outputs, base::Timestamp now) { append(FrameKind::Outputs, outputs, now); }

    // To be called once a second.
    void update_metrics() { metrics_.update(*writer_); }

private:
    template <class Value>
    void append(FrameKind kind, const Value& value, base::Timestamp now) {
        archive_.clear();
        if (writer_->is_recording()) archive_.write(value);
        if (kind == FrameKind::Outputs && kept_ == OutputsKept::Hash) {
            writer_->append(FrameKind::OutputsHash, now, base::to_archive(base::stable_hash(archive_.bytes())));
        } else {
            writer_->append(kind, now, archive_.bytes());
        }
    }

    std::unique_ptr<Writer> writer_;
    const OutputsKept kept_;
    JournalMetrics metrics_;
    base::ArchiveWriter archive_;
};

// What a run is recorded with.
struct Recording {
    const JournalConfig& config;
    std::string config_yaml;  // From which the same core can be made again; see service::ConfigFile::to_yaml.
    service::Metrics& metrics;
    const base::Clock& clock;
    service::Log& log;
};

// Begins a run of one life of the service. Null when the journal is switched off, and also when it cannot be written,
// which is logged: whoever holds positions must work, explained or not.
template <class Input, class Outputs>
[[nodiscard]] std::unique_ptr<CoreJournal<Input, Outputs>> open_core_journal(std::string service, Recording recording) {
    const JournalConfig& config = recording.config;
    const JournalMetrics journal_metrics{recording.metrics, service};
    if (!config.is_enabled) return nullptr;
    const service::BuildInfo build = service::build_info();
    Header header;
    header.service = std::move(service);
    header.config = std::move(recording.config_yaml);
    header.version = build.version;
    header.commit = build.commit;
    header.build_type = build.build_type;
    header.shape = core_shape<Input, Outputs>();
    header.outputs = config.outputs;
    auto writer = Writer::open(config.writer, std::move(header), recording.clock, recording.log);
    if (!writer) {
        recording.log.error("journal_not_begun", writer.error().detail, {{"key", "journal.folder"}});
        return nullptr;
    }
    return std::make_unique<CoreJournal<Input, Outputs>>(*std::move(writer), config.outputs, journal_metrics);
}

}  // namespace trading::journal
