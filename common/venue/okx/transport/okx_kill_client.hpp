#pragma once

#include "common/venue/kill_client.hpp"
#include "common/venue/okx/kill_messages.hpp"
#include "common/venue/okx/transport/rest_caller.hpp"
#include "common/venue/okx/transport/venue_clock.hpp"

#include <functional>
#include <memory>
#include <string>

namespace trading::venue::okx {

// The killer's side of OKX: REST only, a key of its own. All lists of a look are asked for at the same time, and each
// page is reported as it comes, so that the first cancels leave after one round trip. One thread: the loop's.
class OkxKillClient final : public KillClient {
public:
    static constexpr int kPagesMax = 200;  // of 100 rows, of each list
    // Shorter than usual: what hangs is asked again.
    static constexpr base::Duration kConnectTimeout = std::chrono::seconds{2};
    static constexpr base::Duration kTimeout = std::chrono::seconds{4};
    static constexpr base::Duration kClockInterval = std::chrono::seconds{60};
    static constexpr base::Duration kStartRetry = std::chrono::seconds{5};

    struct Options {
        Addresses addresses;
        Credentials credentials;
        std::string ca_file;  // Empty: the system's certificates.
        std::uint64_t seed = 1;
    };

    OkxKillClient(LwsEventLoop& loop, const base::Clock& clock, Options options);
    ~OkxKillClient() override;

    void start(ReportHandler handler) override;
    void execute(const domain::KillRequest& request) override;

    [[nodiscard]] const TransportCounters& counters() const noexcept { return counters_; }

private:
    // One look on its way: how many of its lists are still being read.
    struct Look;
    struct ListWalk;

    void perform(const domain::LookForOrders& request);
    void perform(const domain::CancelOrders& request);
    void perform(const domain::ClosePosition& request);
    void perform(const domain::RefreshDeadMan& request);
    void walk(const std::shared_ptr<ListWalk>& list);
    void look_for_positions(const std::shared_ptr<Look>& look);
    void end_list(Look& look, const std::string& problem);
    void note(const RestFailure& failure);
    void estimate_clock();
    void check_key();
    void report(const domain::KillReport& report);
    void after(base::Duration delay, std::function<void()> action);

    LwsEventLoop& loop_;
    const base::Clock& clock_;
    ReportHandler handler_;
    TransportCounters counters_;
    VenueClock venue_clock_;
    Signer signer_;
    RequestWriter writer_;
    RestMessageParser rest_parser_;
    KillMessageParser parser_;
    RestCaller rest_;
    bool is_estimating_ = false;
    std::shared_ptr<bool> is_alive_ = std::make_shared<bool>(true);
};

}  // namespace trading::venue::okx
