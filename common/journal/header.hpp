#pragma once

#include <cstdint>
#include <string>

namespace trading::journal {

// What is kept of the outputs of each input.
enum class OutputsKept {
    Whole = 1,  // All of it: a difference can be shown in words.
    Hash = 2,   // Eight bytes: a difference is only known.
};

// What stands at the beginning of each file of a run: all that is needed to make the same core again.
struct Header {
    std::uint32_t format = 1;
    std::string service;  // "gateway"
    std::string run;      // The name of the run's folder.
    std::string version;
    std::string commit;
    std::string build_type;
    std::uint64_t shape = 0;  // Of the core's inputs and outputs; see base::shape_of.
    OutputsKept outputs = OutputsKept::Whole;
    std::string config;  // The effective configuration as YAML; secrets are named, not told.
    std::uint64_t config_hash = 0;
    std::uint32_t file_number = 1;
    std::uint64_t first_sequence = 1;

    bool operator==(const Header&) const = default;
};

}  // namespace trading::journal
