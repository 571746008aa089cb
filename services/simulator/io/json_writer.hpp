#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace trading::simulator {

// Writes one JSON text, front to back, into one string: no tree, no allocation per value. The caller closes what it
// opens. Numbers travel as strings in OKX's protocol, so `field` writes strings; the few true numbers and booleans have
// their own names. One thread.
class JsonWriter {
public:
    JsonWriter() { out_.reserve(kUsualBytes); }

    JsonWriter& begin_object();
    JsonWriter& end_object();
    JsonWriter& begin_array();
    JsonWriter& end_array();
    JsonWriter& key(std::string_view name);

    JsonWriter& text(std::string_view value);
    JsonWriter& integer(std::int64_t value);
    JsonWriter& boolean(bool value);
    JsonWriter& null();

    // JSON that is already written; not checked.
    JsonWriter& raw(std::string_view json);

    JsonWriter& field(std::string_view name, std::string_view value) { return key(name).text(value); }
    JsonWriter& integer_field(std::string_view name, std::int64_t value) { return key(name).integer(value); }

    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    static constexpr std::size_t kUsualBytes = 512;

    void separate();

    std::string out_;
};

}  // namespace trading::simulator
