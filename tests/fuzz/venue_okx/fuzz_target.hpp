#pragma once

#include <cstddef>
#include <cstdint>

// The entry that libFuzzer calls, and the deterministic mutation test too: gives the bytes to every parser of the venue
// and asserts what must hold for any bytes at all. Never fails otherwise.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
