#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>
#include <vector>

namespace trading::venue::okx {

// The bytes of one message from the venue, followed by the spare bytes that the JSON parser may read past the end. One
// buffer is filled again and again, so that receiving a message allocates only while the longest one grows. One thread.
class FrameBuffer {
public:
    static constexpr std::size_t kPadding = 64;
    static constexpr std::size_t kSocketBytesMax = std::size_t{4} << 20;  // A whole book has about 30 KB.
    static constexpr std::size_t kRestBytesMax = std::size_t{32} << 20;   // All instruments have about 3 MB.

    explicit FrameBuffer(std::size_t bytes_max = kRestBytesMax) : bytes_max_(bytes_max) {}

    void clear() noexcept { size_ = 0; }

    // Adds a fragment. False, and unchanged, when the message would be longer than the limit: it must be given up.
    [[nodiscard]] bool append(std::string_view fragment) {
        if (fragment.size() > bytes_max_ - size_) return false;
        if (bytes_.size() < size_ + fragment.size() + kPadding) bytes_.resize((size_ + fragment.size()) * 2 + kPadding);
        if (!fragment.empty()) std::memcpy(bytes_.data() + size_, fragment.data(), fragment.size());
        size_ += fragment.size();
        // The rest of a longer message before must not look like the continuation of a broken one: the parser's own
        // check for the end of the text is the byte behind it.
        std::memset(bytes_.data() + size_, 0, kPadding);
        return true;
    }

    [[nodiscard]] bool assign(std::string_view text) {
        clear();
        return append(text);
    }

    [[nodiscard]] std::string_view text() const noexcept { return {bytes_.data(), size_}; }

    // Bytes that may be read from `text().data()` on; at least `kPadding` more than the text, or zero when empty.
    [[nodiscard]] std::size_t readable_bytes() const noexcept { return bytes_.size(); }

private:
    std::size_t bytes_max_;
    std::size_t size_ = 0;
    std::vector<char> bytes_;
};

}  // namespace trading::venue::okx
