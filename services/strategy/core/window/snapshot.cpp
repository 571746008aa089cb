#include "services/strategy/core/window/snapshot.hpp"

namespace trading::strategy {
namespace {

std::uint64_t checksum_of(const std::vector<std::uint64_t>& words, std::size_t count) {
    std::uint64_t sum = 0;
    for (std::size_t index = 0; index < count; ++index) sum = base::mix(sum ^ words[index]);
    return sum;
}

}  // namespace

Snapshot SnapshotWriter::finish() && {
    snapshot_.words.push_back(checksum_of(snapshot_.words, snapshot_.words.size()));
    return std::move(snapshot_);
}

SnapshotReader::SnapshotReader(const Snapshot& snapshot) : snapshot_(snapshot) {
    const auto& words = snapshot.words;
    if (words.empty() || words.back() != checksum_of(words, words.size() - 1)) {
        fits_ = false;
        return;
    }
    end_ = words.size() - 1;
}

std::uint64_t SnapshotReader::take() {
    if (next_ >= end_) {
        fits_ = false;
        return 0;
    }
    return snapshot_.words[next_++];
}

}  // namespace trading::strategy
