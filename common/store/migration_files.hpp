#pragma once

#include <span>
#include <string_view>

namespace trading::store {

struct MigrationFile {
    std::string_view name;  // "001_execution.sql"; the number is the version.
    std::string_view text;
};

// The files of deployment/postgres/migrations as they were when this build was made, in order.
[[nodiscard]] std::span<const MigrationFile> migration_files() noexcept;

}  // namespace trading::store
