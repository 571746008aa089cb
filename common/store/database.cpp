#include "common/store/database.hpp"

#include "common/store/transaction.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <map>

namespace trading::store {
namespace {

using base::ErrorCode;

// libpqxx puts the connection string into some messages; what it says first is enough, and holds no password.
std::string first_line(const std::exception& error) {
    const std::string_view text{error.what()};
    return std::string{text.substr(0, text.find('\n'))};
}

base::Status classify_current_exception() {
    try {
        throw;
    } catch (const ConflictError& error) {
        return base::failure(ErrorCode::Conflict, error.what());
    } catch (const pqxx::in_doubt_error& error) {
        return base::failure(ErrorCode::OutcomeUnknown, first_line(error));
    } catch (const pqxx::broken_connection& error) {
        return base::failure(ErrorCode::Unavailable, first_line(error));
    } catch (const pqxx::unique_violation& error) {
        return base::failure(ErrorCode::Conflict, first_line(error));
    } catch (const pqxx::transaction_rollback& error) {
        return base::failure(ErrorCode::Unavailable, first_line(error));
    } catch (const pqxx::insufficient_resources& error) {
        return base::failure(ErrorCode::Unavailable, first_line(error));
    } catch (const pqxx::sql_error& error) {
        return base::failure(ErrorCode::Internal, first_line(error));
    } catch (const std::exception& error) {
        return base::failure(ErrorCode::Internal, first_line(error));
    }
}

std::int64_t milliseconds(base::Duration duration) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
}

std::string refusal_in_words(const DatabaseOptions& options, const pqxx::sql_error& error) {
    constexpr std::string_view kLockNotAvailable = "55P03";
    if (options.exclusive_lock == 0 || error.sqlstate() != kLockNotAvailable) return first_line(error);
    return "another process holds the lock of this account: is the service running twice?";
}

}  // namespace

struct Database::State {
    DatabaseOptions options;
    std::unique_ptr<pqxx::connection> connection;
    std::map<std::string, std::string> statements;  // Prepared again on each new connection.
};

Database::Database(std::unique_ptr<State> state) : state_(std::move(state)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

base::Result<Database> Database::connect(const DatabaseOptions& options) {
    auto state = std::make_unique<State>();
    state->options = options;
    Database database{std::move(state)};
    const auto connected = database.reconnect();
    if (!connected) return base::failure(connected.error());
    return database;
}

base::Status Database::reconnect() {
    const DatabaseOptions& options = state_->options;
    try {
        state_->connection.reset();
        // PGCONNECT_TIMEOUT would be the environment's; as an option of its own it works with both forms of the url.
        const std::string url{options.url.reveal()};
        const bool is_uri = url.find("://") != std::string::npos;
        const std::int64_t connect_seconds = std::max<std::int64_t>(1, milliseconds(options.connect_timeout) / 1000);
        const char separator = is_uri ? (url.find('?') == std::string::npos ? '?' : '&') : ' ';
        state_->connection =
            std::make_unique<pqxx::connection>(fmt::format("{}{}connect_timeout={}", url, separator, connect_seconds));
        pqxx::nontransaction setup{*state_->connection};
        setup.exec_params(
            "SELECT set_config('application_name', $1, false), set_config('statement_timeout', $2, false), "
            "set_config('synchronous_commit', 'on', false), set_config('lock_timeout', $3, false), "
            "set_config('idle_in_transaction_session_timeout', $4, false)",
            options.application_name,
            std::to_string(milliseconds(options.statement_timeout)),
            std::to_string(milliseconds(options.exclusive_lock_timeout)),
            std::to_string(milliseconds(options.idle_transaction_timeout))
        );
        if (options.exclusive_lock != 0) setup.exec_params("SELECT pg_advisory_lock($1)", options.exclusive_lock);
        setup.commit();
        for (const auto& [name, statement] : state_->statements) state_->connection->prepare(name, statement);
        return {};
    } catch (const pqxx::sql_error& error) {
        state_->connection.reset();
        return base::failure(ErrorCode::Unavailable, refusal_in_words(options, error));
    } catch (const std::exception& error) {
        state_->connection.reset();
        return base::failure(
            ErrorCode::Unavailable,
            fmt::format(
                "cannot connect to PostgreSQL: {}; is it running, and is the database url right?", first_line(error)
            )
        );
    }
}

base::Status Database::run(const Body& body) {
    if (state_->connection == nullptr || !state_->connection->is_open()) {
        if (auto connected = reconnect(); !connected) return connected;
    }
    try {
        pqxx::work work{*state_->connection};
        Transaction transaction{work};
        body(transaction);
        work.commit();
        return {};
    } catch (...) {
        return classify_current_exception();
    }
}

base::Status Database::prepare(std::string name, std::string statement) {
    try {
        state_->connection->prepare(name, statement);
        state_->statements.insert_or_assign(std::move(name), std::move(statement));
        return {};
    } catch (...) {
        return classify_current_exception();
    }
}

}  // namespace trading::store
