#pragma once

#include <string_view>

namespace trading::service {

// Which build this is, as CMake found it: logged at the start and stored beside what the build did.
struct BuildInfo {
    std::string_view version;
    std::string_view commit;  // "unknown" outside a git checkout.
    std::string_view build_type;
};

[[nodiscard]] BuildInfo build_info() noexcept;

}  // namespace trading::service
