#include "common/store/migrations.hpp"

#include "common/base/hash.hpp"
#include "common/store/migration_files.hpp"
#include "common/store/transaction.hpp"

#include <fmt/format.h>

namespace trading::store {
namespace {

// Any number will do, as long as every service uses the same one.
constexpr long kMigrationLock = 7'204'951;

int version_of(const MigrationFile& file) { return std::stoi(std::string{file.name.substr(0, 3)}); }

std::string checksum_of(const MigrationFile& file) { return base::to_base32(base::stable_hash(file.text)); }

void apply_if_missing(pqxx::work& transaction, const MigrationFile& file) {
    const pqxx::result known =
        transaction.exec_params("SELECT checksum FROM schema_migrations WHERE version = $1", version_of(file));
    if (!known.empty()) {
        if (known[0][0].as<std::string>() != checksum_of(file)) {
            throw ConflictError(
                fmt::format("migration {} was applied with another content than this build has", file.name)
            );
        }
        return;
    }
    transaction.exec(std::string{file.text});
    transaction.exec_params(
        "INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)",
        version_of(file),
        std::string{file.name},
        checksum_of(file)
    );
}

void refuse_newer_schema(pqxx::work& transaction) {
    const int newest = transaction.exec("SELECT coalesce(max(version), 0) FROM schema_migrations")[0][0].as<int>();
    if (newest > schema_version()) {
        throw ConflictError(fmt::format(
            "the database has schema version {}, this build knows {}: run the newer build", newest, schema_version()
        ));
    }
}

}  // namespace

int schema_version() noexcept { return version_of(migration_files().back()); }

base::Status apply_migrations(Database& database) {
    const auto applied = database.run([](Transaction& scope) {
        pqxx::work& transaction = scope.work;
        transaction.exec_params("SELECT pg_advisory_xact_lock($1)", kMigrationLock);
        transaction.exec(
            "CREATE TABLE IF NOT EXISTS schema_migrations (version integer PRIMARY KEY, name text NOT NULL, "
            "checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())"
        );
        refuse_newer_schema(transaction);
        for (const MigrationFile& file : migration_files()) apply_if_missing(transaction, file);
    });
    if (!applied) return base::failure(applied.error().with_context("bringing the database schema up to date"));
    return {};
}

}  // namespace trading::store
