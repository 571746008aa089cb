#include "services/killer/io/latch_record.hpp"

#include "common/base/hash.hpp"

#include <algorithm>
#include <array>

namespace trading::killer {
namespace {

constexpr std::string_view kKilled = "killed";
constexpr std::string_view kReleased = "released";
constexpr std::size_t kFields = 5;

std::string_view problem_of(std::string_view words, std::size_t bytes_max) {
    if (words.empty()) return "is missing";
    if (words.size() > bytes_max) return "is too long";
    const bool is_plain = std::all_of(words.begin(), words.end(), [](char character) {
        return static_cast<unsigned char>(character) >= 0x20 && character != 0x7F;
    });
    return is_plain ? "" : "must be one line of plain text";
}

}  // namespace

base::Status check_words(std::string_view actor, std::string_view reason) {
    std::string mistakes;
    const auto check = [&](std::string_view name, std::string_view words, std::size_t bytes_max) {
        const std::string_view problem = problem_of(words, bytes_max);
        if (problem.empty()) return;
        if (!mistakes.empty()) mistakes += "\n";
        mistakes.append(name).append(": ").append(problem);
    };
    check("actor", actor, kActorBytesMax);
    check("reason", reason, kReasonBytesMax);
    if (!mistakes.empty()) return base::failure(base::ErrorCode::InvalidArgument, mistakes);
    return {};
}

std::string to_line(const LatchRecord& record) {
    std::string line = base::to_iso8601(record.ts);
    line.append("\t").append(record.is_latched ? kKilled : kReleased);
    line.append("\t").append(record.actor).append("\t").append(record.reason);
    line.append("\t").append(base::to_base32(base::stable_hash(line))).append("\n");
    return line;
}

std::optional<LatchRecord> parse_line(std::string_view line) {
    std::array<std::string_view, kFields> fields;
    std::string_view rest = line;
    for (std::size_t index = 0; index + 1 < kFields; ++index) {
        const std::size_t end = rest.find('\t');
        if (end == std::string_view::npos) return std::nullopt;
        fields[index] = rest.substr(0, end);
        rest.remove_prefix(end + 1);
    }
    fields[kFields - 1] = rest;
    const auto time = base::from_iso8601(fields[0]);
    const bool is_known = fields[1] == kKilled || fields[1] == kReleased;
    if (!time || !is_known) return std::nullopt;
    LatchRecord record{fields[1] == kKilled, std::string{fields[2]}, std::string{fields[3]}, *time};
    std::string expected = to_line(record);
    expected.pop_back();
    if (expected != line) return std::nullopt;
    return record;
}

LatchRecord last_record(std::string_view file) {
    const LatchRecord doubt{true, "killer", "the latch file cannot be read, so it counts as killed", {}};
    if (file.empty() || file.back() != '\n') return doubt;
    file.remove_suffix(1);
    const std::size_t before = file.rfind('\n');
    return parse_line(before == std::string_view::npos ? file : file.substr(before + 1)).value_or(doubt);
}

}  // namespace trading::killer
