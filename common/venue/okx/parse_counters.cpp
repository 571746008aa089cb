#include "common/venue/okx/parse_counters.hpp"

#include <algorithm>

namespace trading::venue::okx {

std::span<const std::string> ParseCounters::new_examples(std::size_t& seen) const {
    const std::span<const std::string> all{unknown_examples};
    const std::size_t begin = std::min(seen, all.size());
    seen = all.size();
    return all.subspan(begin);
}

void ParseCounters::note_unknown_field(std::string_view where, std::string_view name) {
    ++unknown_fields;
    add_example(where, name);
}

void ParseCounters::note_unknown_value(std::string_view where, std::string_view value) {
    ++unknown_values;
    add_example(where, value);
}

void ParseCounters::note_unknown_channel(std::string_view name) {
    ++unknown_channels;
    add_example("channel", name);
}

void ParseCounters::note_unknown_event(std::string_view name) {
    ++unknown_events;
    add_example("event", name);
}

void ParseCounters::add_example(std::string_view where, std::string_view name) {
    constexpr std::size_t kNameLengthMax = 64;
    if (unknown_examples.size() >= kExamplesMax) return;
    std::string example{where};
    example.append(".").append(name.substr(0, kNameLengthMax));
    if (std::find(unknown_examples.begin(), unknown_examples.end(), example) != unknown_examples.end()) return;
    unknown_examples.push_back(std::move(example));
}

}  // namespace trading::venue::okx
