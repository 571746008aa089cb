#pragma once

#include "services/execution/core/bookkeeper.hpp"
#include "services/execution/core/drop_copy.hpp"
#include "services/execution/core/options.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace trading::execution {

// Compares our records with the venue's, again and again: at the start, after each reconnect, every few seconds and on
// request. One look asks for open orders, fills and bills, and once those are booked for positions and balances. A fill
// on its way makes a look unequal, so a difference counts only when it stays; what stays is unexplained. Each look
// compares our books with the drop copy too.
class Reconciler {
public:
    enum class Conclusion {
        None = 0,         // Nothing new.
        Equal = 1,        // Our records equal the venue's.
        Unexplained = 2,  // They do not, and it is no matter of timing.
    };

    Reconciler(
        const ReconciliationOptions& options,
        const MarketView& market,
        const OrderTable& orders,
        PositionKeeper& positions,
        Ledger& ledger,
        Bookkeeper& books,
        DropCopy& drop_copy
    )
        : options_(options),
          market_(market),
          orders_(orders),
          positions_(positions),
          ledger_(ledger),
          books_(books),
          drop_copy_(drop_copy) {}

    void on_connection(bool is_up, Step& step);
    void look_soon(Step& step) { ts_next_look_ = step.now; }
    void look_within(base::Duration delay, Step& step) { ts_next_look_ = std::min(ts_next_look_, step.now + delay); }
    void tick(Step& step);

    void on_open_orders(const domain::OpenOrdersFetched& answer, Step& step);
    void on_fills(const domain::FillsFetched& answer, Step& step);
    void on_bills(const domain::BillsFetched& answer, Step& step);
    // These two may end the look.
    [[nodiscard]] Conclusion on_positions(const domain::PositionsFetched& answer, Step& step);
    [[nodiscard]] Conclusion on_balances(const domain::BalancesFetched& answer, Step& step);

    // Whether open orders and fills are known as of after the last reconnect: from then on protection may act on them.
    [[nodiscard]] bool is_current() const noexcept { return is_current_; }
    // Whether the last conclusion was `Equal` and the connection has not been lost since.
    [[nodiscard]] bool is_reconciled() const noexcept { return is_reconciled_; }
    [[nodiscard]] const std::optional<domain::ReconciliationReport>& last_report() const noexcept { return report_; }
    [[nodiscard]] std::uint64_t looks() const noexcept { return looks_; }

private:
    struct Look {
        base::Timestamp ts_started{};
        bool has_orders = false;
        bool has_fills = false;
        bool has_bills = false;
        bool is_second_half_asked = false;
        std::optional<domain::PositionsFetched> positions;
        std::optional<domain::BalancesFetched> balances;
    };

    void start(Step& step);
    // An answer to an abandoned look may come during the next one; it is older than what that one asked for.
    [[nodiscard]] bool is_of_this_look(std::uint64_t look) const noexcept { return look_ && look == looks_; }
    void abandon(Step& step);
    void ask_second_half(Step& step);
    [[nodiscard]] Conclusion conclude(Step& step);
    [[nodiscard]] std::string differences() const;
    void open_books(Step& step);
    void report(bool is_equal, const std::string& differences, Step& step);

    const ReconciliationOptions& options_;
    const MarketView& market_;
    const OrderTable& orders_;
    PositionKeeper& positions_;
    Ledger& ledger_;
    Bookkeeper& books_;
    DropCopy& drop_copy_;
    bool is_connected_ = false;
    bool is_current_ = false;
    bool is_reconciled_ = false;
    std::optional<Look> look_;
    base::Timestamp ts_next_look_{};
    std::string last_differences_;
    int same_looks_ = 0;
    int unequal_looks_ = 0;
    std::uint64_t looks_ = 0;  // Also the number of the present one.
    std::optional<domain::ReconciliationReport> report_;
};

}  // namespace trading::execution
