#pragma once

#include "common/store/database.hpp"

#include <memory>
#include <string>

namespace trading::test {

// A real PostgreSQL of the test's own: a cluster in a new folder, reachable only by a socket in it, stopped and removed
// with the object. Works as root too, by running the server as the user `postgres`.
class PrivatePostgres {
public:
    // The cluster that all tests of this program share, made on first use. Aborts with the server's words on failure.
    static PrivatePostgres& shared();

    ~PrivatePostgres();
    PrivatePostgres(const PrivatePostgres&) = delete;
    PrivatePostgres& operator=(const PrivatePostgres&) = delete;

    // Options for a new, empty database.
    [[nodiscard]] store::DatabaseOptions make_database();

    // Runs one statement by psql, behind the back of the code under test.
    void execute(const store::DatabaseOptions& database, const std::string& statement);

    void stop();
    void start();

private:
    PrivatePostgres();

    std::string folder_;
    int databases_ = 0;
};

}  // namespace trading::test
