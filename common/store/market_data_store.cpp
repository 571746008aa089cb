#include "common/store/market_data_store.hpp"

#include "common/store/market_data_copy.hpp"
#include "common/store/migrations.hpp"
#include "common/store/transaction.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace trading::store {
namespace {

constexpr std::array<std::string_view, 5> kPartitionedTables{
    "market_trades",
    "market_book_updates",
    "market_tickers",
    "market_candles",
    "market_references",
};

constexpr std::chrono::days kOneDay{1};

std::string partition_suffix(std::chrono::sys_days day) {
    const std::chrono::year_month_day date{day};
    return fmt::format(
        "{:04}{:02}{:02}",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day())
    );
}

void make_partitions(pqxx::work& work, std::chrono::sys_days day) {
    for (const std::string_view table : kPartitionedTables) {
        // Names and bounds are ours, not input: identifiers cannot be parameters.
        work.exec(fmt::format(
            "CREATE TABLE IF NOT EXISTS {0}_{1} PARTITION OF {0} FOR VALUES FROM ({2}) TO ({3})",
            table,
            partition_suffix(day),
            base::to_unix_nanoseconds(base::Timestamp{day}),
            base::to_unix_nanoseconds(base::Timestamp{day + kOneDay})
        ));
    }
}

void drop_partitions_before(pqxx::work& work, std::chrono::sys_days oldest_kept) {
    for (const std::string_view table : kPartitionedTables) {
        const std::string oldest_name = fmt::format("{}_{}", table, partition_suffix(oldest_kept));
        const pqxx::result partitions = work.exec_params(
            "SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid "
            "JOIN pg_class parent ON parent.oid = inhparent WHERE parent.relname = $1 AND child.relname < $2",
            std::string{table},
            oldest_name
        );
        for (const pqxx::row& partition : partitions) {
            work.exec(fmt::format("DROP TABLE {}", work.quote_name(partition[0].c_str())));
        }
    }
}

}  // namespace

MarketDataStore::MarketDataStore(Options options, Database database)
    : options_(std::move(options)), database_(std::move(database)) {}

base::Result<MarketDataStore> MarketDataStore::open(Options options) {
    auto database = Database::connect(options.database);
    if (!database) return base::failure(database.error());
    if (auto applied = apply_migrations(*database); !applied) return base::failure(applied.error());
    return MarketDataStore{std::move(options), std::move(*database)};
}

base::Result<std::int64_t> MarketDataStore::record(std::span<const domain::MarketFact> facts) {
    std::int64_t rows = 0;
    NewestCandles newest;
    const auto written = database_.run([&](Transaction& transaction) {
        newest = newest_candles_ ? *newest_candles_ : read_newest_candles(transaction.work);
        rows = copy_market_facts(transaction.work, facts, newest);
    });
    if (!written) {
        // What is stored now is not known.
        newest_candles_.reset();
        return base::failure(written.error().with_context("recording market data"));
    }
    newest_candles_ = std::move(newest);
    return rows;
}

base::Status MarketDataStore::maintain(base::Timestamp now) {
    const auto today = std::chrono::floor<std::chrono::days>(now);
    const auto maintained = database_.run([&](Transaction& transaction) {
        // Two recorders may do this at the same time; the second waits and then finds it done.
        transaction.work.exec("SELECT pg_advisory_xact_lock(7204952)");
        for (const std::chrono::days offset : {-kOneDay, 0 * kOneDay, kOneDay}) {
            make_partitions(transaction.work, today + offset);
        }
        drop_partitions_before(transaction.work, today - std::chrono::days{options_.retention_days});
    });
    if (!maintained) return base::failure(maintained.error().with_context("preparing market data partitions"));
    return {};
}

}  // namespace trading::store
