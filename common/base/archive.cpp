#include "common/base/archive.hpp"

namespace trading::base {
namespace {

constexpr unsigned kBitsPerByte = 7;
constexpr std::uint8_t kMore = 0x80;

}  // namespace

void ArchiveWriter::write_unsigned(std::uint64_t number) {
    while (number >= kMore) {
        bytes_.push_back(static_cast<char>((number & 0x7FU) | kMore));
        number >>= kBitsPerByte;
    }
    bytes_.push_back(static_cast<char>(number));
}

void ArchiveWriter::write_signed(std::int64_t number) {
    const auto bits = static_cast<std::uint64_t>(number);
    write_unsigned((bits << 1U) ^ (number < 0 ? ~std::uint64_t{0} : 0));
}

void ArchiveWriter::write_double(double number) {
    const auto bits = std::bit_cast<std::uint64_t>(number);
    for (unsigned shift = 0; shift < 64; shift += 8) bytes_.push_back(static_cast<char>((bits >> shift) & 0xFFU));
}

void ArchiveWriter::write_text(std::string_view text) {
    write_unsigned(text.size());
    bytes_.append(text);
}

bool ArchiveReader::fail(const char* what) noexcept {
    what_failed_ = what;
    rest_ = {};
    return false;
}

bool ArchiveReader::read_unsigned(std::uint64_t& number) {
    number = 0;
    for (unsigned shift = 0; shift < 64; shift += kBitsPerByte) {
        if (rest_.empty()) return fail("it ends too early");
        const auto byte = static_cast<std::uint8_t>(rest_.front());
        rest_.remove_prefix(1);
        const std::uint64_t bits = byte & 0x7FU;
        if (shift == 63 && byte > 1) return fail("a number of more than 64 bits");
        number |= bits << shift;
        if ((byte & kMore) != 0) continue;
        if (byte == 0 && shift > 0) return fail("a number with leading zeros");
        return true;
    }
    return fail("a number of more than 64 bits");
}

bool ArchiveReader::read_signed(std::int64_t& number) {
    std::uint64_t bits = 0;
    if (!read_unsigned(bits)) return false;
    number = static_cast<std::int64_t>((bits >> 1U) ^ ((bits & 1U) != 0 ? ~std::uint64_t{0} : 0));
    return true;
}

bool ArchiveReader::read_double(double& number) {
    if (rest_.size() < 8) return fail("it ends too early");
    std::uint64_t bits = 0;
    for (unsigned index = 0; index < 8; ++index) {
        bits |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(rest_[index])) << (8 * index);
    }
    rest_.remove_prefix(8);
    number = std::bit_cast<double>(bits);
    return true;
}

bool ArchiveReader::read_text(std::string& text) {
    std::size_t count = 0;
    if (!read_count(count)) return false;
    text.assign(rest_.substr(0, count));
    rest_.remove_prefix(count);
    return true;
}

bool ArchiveReader::read_decimal(Decimal& number) {
    std::int64_t coefficient = 0;
    std::uint64_t scale = 0;
    if (!read_signed(coefficient) || !read_unsigned(scale)) return false;
    if (scale > Decimal::kMaxScale) return fail("a decimal with too many digits");
    const auto exact = Decimal::from_parts(coefficient, static_cast<int>(scale));
    if (!exact || exact->coefficient() != coefficient) return fail("a decimal with trailing zeros");
    if (exact->scale() != static_cast<int>(scale)) return fail("a decimal with trailing zeros");
    number = *exact;
    return true;
}

// Every element has at least one byte, so a count above what is left is a lie and must not allocate.
bool ArchiveReader::read_count(std::size_t& count) {
    std::uint64_t number = 0;
    if (!read_unsigned(number)) return false;
    if (number > rest_.size()) return fail("a count beyond the end");
    count = static_cast<std::size_t>(number);
    return true;
}

}  // namespace trading::base
