#include "services/simulator/io/capture_reader.hpp"

#include "services/simulator/io/capture_instruments.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

namespace trading::simulator {

namespace {

// "1652459225.5037491" in nanoseconds; nothing when it is no number.
[[nodiscard]] std::optional<base::Duration> parse_epoch(std::string_view text) {
    constexpr int kDigits = 9;
    const auto value = base::Decimal::from_string(text);
    if (!value || value->is_negative()) return std::nullopt;
    const auto rounded = value->rounded(kDigits, base::Rounding::Down);
    const auto nanoseconds = rounded ? rounded->coefficient_at(kDigits) : tl::unexpected(rounded.error());
    if (!nanoseconds) return std::nullopt;
    return base::Duration{*nanoseconds};
}

struct Line {
    base::Duration time{};
    std::string_view json;
};

// A received line; nothing for the others.
[[nodiscard]] std::optional<Line> parse_line(std::string_view text) {
    const std::size_t colon = text.find(": ");
    if (colon == std::string_view::npos) return std::nullopt;
    const auto time = parse_epoch(text.substr(0, colon));
    if (!time) return std::nullopt;
    return Line{*time, text.substr(colon + 2)};
}

// A data frame; nothing for acknowledgements and notices.
[[nodiscard]] std::optional<RecordedFrame> to_frame(const JsonValue& message, std::string_view json) {
    const JsonValue* argument = message.find("arg");
    const JsonValue* data = message.find("data");
    if (argument == nullptr || data == nullptr || !data->is_array() || data->items().empty()) return std::nullopt;
    RecordedFrame frame;
    frame.channel = std::string(argument->text_of("channel"));
    frame.instrument = std::string(argument->text_of("instId"));
    frame.is_snapshot = message.text_of("action") == "snapshot";
    frame.text = std::make_shared<const std::string>(json);
    frame.data = data->items().front();
    return frame;
}

}  // namespace

base::Result<Capture> parse_capture(std::string_view text) {
    Capture capture;
    std::optional<base::Duration> first;
    CaptureInstruments instruments;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = text.find('\n');
        std::string_view row = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        if (row.ends_with('\r')) row.remove_suffix(1);
        const std::optional<Line> line = parse_line(row);
        if (!line) continue;
        const auto message = JsonValue::parse(line->json);
        if (!message) {
            return base::failure(
                base::ErrorCode::Malformed, fmt::format("line {}: {}", number, message.error().detail)
            );
        }
        std::optional<RecordedFrame> frame = to_frame(*message, line->json);
        if (!frame) continue;
        if (!first) first = line->time;
        frame->offset = line->time - *first;
        instruments.learn(*frame);
        capture.frames.push_back(std::move(*frame));
    }
    if (capture.frames.empty()) return base::failure(base::ErrorCode::Malformed, "no recorded frame in it");
    capture.instruments = instruments.derive();
    return capture;
}

base::Result<Capture> read_capture(const std::string& path) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error) return base::failure(base::ErrorCode::NotFound, "cannot read the recording " + path);
    if (size > kCaptureBytesMax) {
        return base::failure(
            base::ErrorCode::OutOfRange, fmt::format("{} is larger than {} bytes", path, kCaptureBytesMax)
        );
    }
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) return base::failure(base::ErrorCode::NotFound, "cannot read the recording " + path);
    auto capture = parse_capture(text.str());
    if (!capture) return base::failure(capture.error().with_context(path));
    return capture;
}

}  // namespace trading::simulator
