#pragma once

#include "common/base/result.hpp"
#include "common/base/secret.hpp"
#include "common/base/time.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace trading::store {

struct DatabaseOptions {
    base::Secret url;              // postgresql://… or key=value pairs.
    std::string application_name;  // What pg_stat_activity shows.
    base::Duration connect_timeout = std::chrono::seconds{5};
    base::Duration statement_timeout = std::chrono::seconds{10};  // The server gives up after this.
    // The server ends a session that stops in the middle of a transaction: its locks must not outlive its process.
    base::Duration idle_transaction_timeout = std::chrono::seconds{5};
    // Held by each connection for as long as it lives; a second one with the same number does not come about. Zero:
    // none.
    std::int64_t exclusive_lock = 0;
    base::Duration exclusive_lock_timeout = std::chrono::seconds{5};  // How long another holder is waited for.
};

// What runs inside one transaction; defined in transaction.hpp, which only this room includes.
struct Transaction;

// One connection to PostgreSQL, and the only place where its library's exceptions are caught. One thread.
//
// Errors say what is known about the transaction: `Unavailable`, `Conflict` and `Malformed` mean that nothing of it was
// stored; `OutcomeUnknown` means that the connection was lost during the commit, so only reading can tell.
class Database {
public:
    using Body = std::function<void(Transaction&)>;

    // Connects at once.
    [[nodiscard]] static base::Result<Database> connect(const DatabaseOptions& options);

    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    // Runs `body` and commits. When the connection was lost earlier, connects again first.
    [[nodiscard]] base::Status run(const Body& body);

    // Makes a statement known under a name on this connection and on every later one that replaces it.
    [[nodiscard]] base::Status prepare(std::string name, std::string statement);

private:
    struct State;

    explicit Database(std::unique_ptr<State> state);

    [[nodiscard]] base::Status reconnect();

    std::unique_ptr<State> state_;
};

// Thrown inside a transaction to abandon it because a row was not in the expected state; becomes `Conflict`.
class ConflictError : public std::exception {
public:
    explicit ConflictError(std::string what) : what_(std::move(what)) {}
    [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }

private:
    std::string what_;
};

}  // namespace trading::store
