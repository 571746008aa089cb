#include "services/simulator/io/admin_service.hpp"

#include "common/rpc/status.hpp"
#include "services/simulator/io/admin_messages.hpp"

#include <atomic>
#include <future>
#include <memory>

namespace trading::simulator {

AdminService::AdminService(
    VenueServer& venue, domain::AccountId default_account, std::uint64_t seed, const base::Clock& clock
)
    : venue_(venue),
      default_account_(std::move(default_account)),
      seed_(seed),
      clock_(clock),
      started_(clock.monotonic_now()) {}

grpc::Status AdminService::on_venue_thread(std::function<grpc::Status()> work) {
    // Shared with the venue's thread, which may come to it after the caller gave up.
    const auto promise = std::make_shared<std::promise<grpc::Status>>();
    std::future<grpc::Status> answer = promise->get_future();
    const auto is_abandoned = std::make_shared<std::atomic<bool>>(false);
    venue_.post([promise, is_abandoned, work = std::move(work)] {
        if (!is_abandoned->exchange(true)) promise->set_value(work());
    });
    if (answer.wait_for(kAnswerTimeout) == std::future_status::ready) return answer.get();
    if (is_abandoned->exchange(true)) return answer.get();
    return grpc::Status{grpc::StatusCode::UNAVAILABLE, "the venue does not answer"};
}

grpc::Status AdminService::AddFault(
    grpc::ServerContext*, const v1::AddFaultRequest* request, v1::AddFaultResponse* response
) {
    auto spec = from_message(request->fault());
    if (!spec) return rpc::to_grpc(spec.error());
    return on_venue_thread([this, response, fault = std::move(*spec)] {
        const auto id = venue_.add_fault(fault);
        if (!id) return rpc::to_grpc(id.error());
        response->set_fault_id(std::stoull(*id));
        return grpc::Status::OK;
    });
}

grpc::Status AdminService::RemoveFault(
    grpc::ServerContext*, const v1::RemoveFaultRequest* request, v1::RemoveFaultResponse* response
) {
    return on_venue_thread([this, request, response] {
        std::uint64_t removed = 0;
        for (const ActiveFault& fault : venue_.faults().list(clock_.monotonic_now())) {
            const bool is_asked = request->fault_id() == 0 || fault.id == std::to_string(request->fault_id());
            if (is_asked && venue_.faults().remove(fault.id)) ++removed;
        }
        response->set_removed(removed);
        return grpc::Status::OK;
    });
}

grpc::Status AdminService::ListFaults(
    grpc::ServerContext*, const v1::ListFaultsRequest*, v1::ListFaultsResponse* response
) {
    return on_venue_thread([this, response] {
        const base::MonotonicTime now = clock_.monotonic_now();
        for (const ActiveFault& fault : venue_.faults().list(now)) to_message(fault, now, *response->add_faults());
        return grpc::Status::OK;
    });
}

grpc::Status AdminService::GetTruth(
    grpc::ServerContext*, const v1::GetTruthRequest* request, v1::GetTruthResponse* response
) {
    return on_venue_thread([this, request, response] {
        domain::AccountId account = default_account_;
        if (!request->api_key().empty()) {
            const ApiKey* key = venue_.keys().find(request->api_key());
            if (key == nullptr) return grpc::Status{grpc::StatusCode::NOT_FOUND, "nobody has that API key"};
            account = domain::AccountId{key->account};
        }
        write_truth(venue_.core(), account, base::from_unix_nanoseconds(request->fills_since_ns()), *response);
        if (request->wants_past_orders()) write_past_orders(venue_.core(), account, venue_.host().now(), *response);
        for (const InstrumentSpec& spec : venue_.market().instruments()) {
            const std::string& name = spec.published.id.value();
            if (const auto book = venue_.market().book(name, 1)) write_book_top(*book, name, *response->add_books());
        }
        response->set_ts_now_ns(base::to_unix_nanoseconds(venue_.host().now()));
        return grpc::Status::OK;
    });
}

grpc::Status AdminService::GetStatistics(
    grpc::ServerContext*, const v1::GetStatisticsRequest*, v1::GetStatisticsResponse* response
) {
    return on_venue_thread([this, response] {
        const VenueCore::Counters& core = venue_.core().counters();
        const WebServerCounters& web = venue_.web_counters();
        response->set_seed(seed_);
        response->set_requests(venue_.rest_counters().requests);
        response->set_requests_refused(venue_.rest_counters().refused);
        response->set_requests_rate_limited(venue_.limiter().refusals());
        response->set_sockets_open(venue_.open_sockets());
        response->set_sockets_opened(web.sockets);
        response->set_frames_sent(web.frames_sent);
        response->set_frames_spoiled(venue_.frames_spoiled());
        response->set_orders_accepted(core.orders_accepted);
        response->set_orders_rejected(core.orders_rejected);
        response->set_orders_cancelled(venue_.orders_cancelled());
        response->set_matches(core.matches);
        response->set_account_fills(venue_.account_fills());
        const base::Duration uptime = clock_.monotonic_now() - started_;
        response->set_uptime_ms(std::chrono::duration_cast<std::chrono::milliseconds>(uptime).count());
        return grpc::Status::OK;
    });
}

}  // namespace trading::simulator
