#include "tests/support/private_postgres.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace trading::test {
namespace {

constexpr const char* kBinaries = "/usr/lib/postgresql/15/bin";

// PostgreSQL refuses to run as root.
std::string as_server_user(const std::string& command) {
    return geteuid() == 0 ? fmt::format("runuser -u postgres -- {}", command) : command;
}

void run(const std::string& command) {
    const std::string quiet = command + " > /dev/null";
    // NOLINTNEXTLINE(cert-env33-c): the command is made of constants and a folder that mkdtemp named.
    if (std::system(quiet.c_str()) != 0) {
        std::fprintf(stderr, "private PostgreSQL: this failed: %s\n", command.c_str());
        std::abort();
    }
}

std::string make_folder() {
    std::string pattern = "/tmp/trading-postgres-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) std::abort();
    if (geteuid() == 0) run(fmt::format("chown postgres {}", pattern));
    return pattern;
}

}  // namespace

PrivatePostgres& PrivatePostgres::shared() {
    static PrivatePostgres server;
    return server;
}

PrivatePostgres::PrivatePostgres() : folder_(make_folder()) {
    run(as_server_user(fmt::format(
        "{}/initdb -D {}/data -U trading -A trust --no-sync --no-instructions -E UTF8 --locale=C", kBinaries, folder_
    )));
    start();
}

PrivatePostgres::~PrivatePostgres() {
    stop();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void PrivatePostgres::start() {
    run(as_server_user(fmt::format(
        "{0}/pg_ctl -D {1}/data -w -l {1}/log -o \"-c listen_addresses='' -c unix_socket_directories={1}\" start",
        kBinaries,
        folder_
    )));
}

void PrivatePostgres::stop() {
    run(as_server_user(fmt::format("{}/pg_ctl -D {}/data -m immediate -w stop", kBinaries, folder_)));
}

store::DatabaseOptions PrivatePostgres::make_database() {
    const std::string name = fmt::format("test_{}", ++databases_);
    run(fmt::format("psql -q -h {} -U trading -d postgres -c 'CREATE DATABASE {}'", folder_, name));
    store::DatabaseOptions options;
    options.url = base::Secret{fmt::format("host={} user=trading dbname={}", folder_, name)};
    options.application_name = "test";
    return options;
}

void PrivatePostgres::execute(const store::DatabaseOptions& database, const std::string& statement) {
    run(fmt::format("psql -q '{}' -c \"{}\"", database.url.reveal(), statement));
}

}  // namespace trading::test
