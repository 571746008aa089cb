#include "common/journal/journal_config.hpp"

namespace trading::journal {
namespace {

constexpr std::int64_t kMebibyte = 1 << 20;

std::uint64_t mebibytes(service::ConfigSection& section, std::string_view key, std::int64_t most) {
    return static_cast<std::uint64_t>(section.integer(key, {1, most}) * kMebibyte);
}

}  // namespace

JournalConfig read_journal_config(service::ConfigSection section) {
    JournalConfig config;
    config.is_enabled = section.flag("enabled");
    config.writer.folder = section.text("folder");
    config.outputs = section.choice("outputs", {"whole", "hash"}) == "hash" ? OutputsKept::Hash : OutputsKept::Whole;
    config.writer.file_bytes_max = mebibytes(section, "file_mib_max", 512);
    config.writer.total_bytes_max = mebibytes(section, "total_mib_max", 1 << 20);
    config.writer.queue_bytes_max = static_cast<std::size_t>(mebibytes(section, "queue_mib_max", 1024));
    config.writer.flush_interval = section.duration("flush_interval");
    if (config.writer.total_bytes_max < config.writer.file_bytes_max) {
        section.mistake("total_mib_max", "must not be below file_mib_max");
    }
    return config;
}

}  // namespace trading::journal
