#pragma once

#include <pqxx/pqxx>

namespace trading::store {

// The open transaction that `Database::run` hands to its body. Only this room sees the library behind it.
struct Transaction {
    pqxx::work& work;
};

}  // namespace trading::store
