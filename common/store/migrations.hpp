#pragma once

#include "common/store/database.hpp"

namespace trading::store {

// Brings the schema up to the version this build was made for: each file of deployment/postgres/migrations, in order,
// once, all in one transaction, under a lock so that services that start together do not collide. A database that is
// ahead of this build, or whose applied files differ from ours, is `Conflict`.
[[nodiscard]] base::Status apply_migrations(Database& database);

// The version this build was made for.
[[nodiscard]] int schema_version() noexcept;

}  // namespace trading::store
