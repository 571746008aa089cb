#include "common/venue/okx/transport/okx_kill_client.hpp"

#include "common/venue/okx/kill_requests.hpp"

#include <algorithm>

namespace trading::venue::okx {
namespace {

using domain::RequestOutcome;

RequestOutcome outcome_of(HttpOutcome outcome) {
    return outcome == HttpOutcome::Lost ? RequestOutcome::Unknown : RequestOutcome::NotSent;
}

std::string words_of(const RestFailure& failure) {
    return (failure.code.empty() ? "HTTP " + std::to_string(failure.http_status) : failure.code) + " " + failure.detail;
}

}  // namespace

struct OkxKillClient::Look {
    std::uint64_t number = 0;
    std::size_t lists_left = 0;
    bool is_whole = true;
    std::string problem;
};

struct OkxKillClient::ListWalk {
    std::shared_ptr<Look> look;
    std::string_view list;
    PageCursor cursor;
    int pages = 0;
};

OkxKillClient::OkxKillClient(LwsEventLoop& loop, const base::Clock& clock, Options options)
    : loop_(loop),
      clock_(clock),
      venue_clock_(clock),
      signer_(std::move(options.credentials)),
      rest_(
          loop,
          clock,
          {
              .addresses = std::move(options.addresses),
              .http = {.ca_file = options.ca_file, .connect_timeout = kConnectTimeout, .timeout = kTimeout},
              .signer = &signer_,
              .venue_now = [this] { return venue_clock_.now(); },
              .seed = options.seed,
          },
          counters_
      ) {}

OkxKillClient::~OkxKillClient() { *is_alive_ = false; }

void OkxKillClient::start(ReportHandler handler) {
    handler_ = std::move(handler);
    estimate_clock();
    check_key();
}

void OkxKillClient::execute(const domain::KillRequest& request) {
    std::visit([this](const auto& each) { perform(each); }, request);
}

void OkxKillClient::report(const domain::KillReport& report) {
    if (handler_) handler_(report);
}

void OkxKillClient::after(base::Duration delay, std::function<void()> action) {
    loop_.call_after(delay, [alive = is_alive_, action = std::move(action)] {
        if (*alive) action();
    });
}

void OkxKillClient::perform(const domain::LookForOrders& request) {
    const auto look = std::make_shared<Look>();
    look->number = request.look;
    look->lists_left = kOpenOrderLists.size() + (request.with_positions ? 1 : 0);
    for (const std::string_view list : kOpenOrderLists) {
        const auto list_walk = std::make_shared<ListWalk>();
        list_walk->look = look;
        list_walk->list = list;
        walk(list_walk);
    }
    if (request.with_positions) look_for_positions(look);
}

void OkxKillClient::walk(const std::shared_ptr<ListWalk>& list) {
    RestRequest request;
    write_open_order_list(list->list, list->cursor, request);
    rest_.read(
        request,
        {},
        [this, list](const RestReply& reply) -> std::optional<RestFailure> {
            auto page = parser_.orders(reply, list->list != kBookList);
            if (!page) {
                note(page.error());
                return page.error();
            }
            report(domain::OrdersSeen{list->look->number, std::move(page->names)});
            const bool is_last = page->row_count < static_cast<std::size_t>(list->cursor.limit);
            if (!page->is_whole) {
                end_list(*list->look, "a row without a name");
            } else if (is_last) {
                end_list(*list->look, "");
            } else if (++list->pages >= kPagesMax) {
                // A cut list would look like a whole one.
                end_list(*list->look, "more pages than we read");
            } else {
                list->cursor.after = page->oldest_id;
                walk(list);
            }
            return std::nullopt;
        },
        [this, list](const RestFailure& failure) { end_list(*list->look, words_of(failure)); }
    );
}

void OkxKillClient::look_for_positions(const std::shared_ptr<Look>& look) {
    RestRequest request;
    writer_.positions(request);
    rest_.read(
        request,
        {},
        [this, look](const RestReply& reply) -> std::optional<RestFailure> {
            auto page = parser_.positions(reply);
            if (!page) {
                note(page.error());
                return page.error();
            }
            report(domain::PositionsSeen{look->number, std::move(page->names)});
            end_list(*look, page->is_whole ? "" : "a position without a name");
            return std::nullopt;
        },
        [this, look](const RestFailure& failure) { end_list(*look, words_of(failure)); }
    );
}

void OkxKillClient::end_list(Look& look, const std::string& problem) {
    if (!problem.empty()) {
        look.is_whole = false;
        look.problem = problem;
    }
    if (--look.lists_left == 0) report(domain::LookEnded{look.number, look.is_whole, look.problem});
}

void OkxKillClient::perform(const domain::CancelOrders& request) {
    RestRequest rest;
    write_cancels(request, rest);
    rest_.write(
        rest,
        request.instrument_id,
        RateBudget::Urgency::Protective,
        [this, request](const RestCaller::WriteResult& result) {
            domain::CancelsAnswered answered;
            answered.request = request;
            answered.outcome = outcome_of(result.outcome);
            answered.code = result.code;
            answered.detail = result.detail;
            if (result.reply != nullptr) {
                const auto items = rest_parser_.answers(*result.reply, domain::RequestKind::Cancel, request.is_stop);
                const bool is_for_all = items.size() == 1 && items.front().venue_order_id.empty();
                answered.outcome = is_for_all ? items.front().outcome : RequestOutcome::Accepted;
                for (const domain::RequestAnswered& item : items) {
                    const bool is_accepted = item.outcome == RequestOutcome::Accepted;
                    ++(is_accepted ? answered.accepted : answered.refused);
                    if (item.code == "50011") answered.is_over_limit = true;
                    if (is_accepted || !answered.code.empty()) continue;
                    answered.code = item.code;
                    answered.detail = item.detail;
                }
            }
            // Later: a request that our own budget refuses is answered inside the call that makes it.
            after(base::Duration::zero(), [this, answered] { report(answered); });
        }
    );
}

void OkxKillClient::perform(const domain::ClosePosition& request) {
    RestRequest rest;
    write_close(request, rest);
    rest_.write(
        rest,
        request.position.instrument_id,
        RateBudget::Urgency::Protective,
        [this, request](const RestCaller::WriteResult& result) {
            domain::CloseAnswered answered{request.position, outcome_of(result.outcome), result.code, result.detail};
            if (result.reply != nullptr) {
                const auto failure = parser_.close(*result.reply);
                answered.outcome = failure ? failure->advice.write_outcome : RequestOutcome::Accepted;
                if (failure) answered.code = failure->code;
                if (failure) answered.detail = failure->detail;
            }
            after(base::Duration::zero(), [this, answered] { report(answered); });
        }
    );
}

void OkxKillClient::perform(const domain::RefreshDeadMan& request) {
    RestRequest rest;
    writer_.dead_man(request, rest);
    rest_.write(rest, {}, RateBudget::Urgency::Protective, [this](const RestCaller::WriteResult& result) {
        domain::RequestAnswered answered;
        answered.kind = domain::RequestKind::DeadMan;
        answered.outcome = outcome_of(result.outcome);
        answered.code = result.code;
        answered.detail = result.detail;
        if (result.reply != nullptr) {
            const auto armed = rest_parser_.dead_man(*result.reply);
            answered.outcome = armed ? RequestOutcome::Accepted : armed.error().advice.write_outcome;
            if (!armed) answered.code = armed.error().code;
            if (!armed) answered.detail = armed.error().detail;
        }
        after(base::Duration::zero(), [this, answered] { report(answered); });
    });
}

void OkxKillClient::note(const RestFailure& failure) {
    if (failure.advice.remedy == Remedy::SynchroniseClock) estimate_clock();
}

void OkxKillClient::estimate_clock() {
    if (is_estimating_) return;
    is_estimating_ = true;
    venue_clock_.begin();
    RestRequest request;
    writer_.server_time(request);
    const base::MonotonicTime began = clock_.monotonic_now();
    rest_.read(
        request,
        {},
        [this, began](const RestReply& reply) -> std::optional<RestFailure> {
            const auto time = rest_parser_.server_time(reply);
            if (!time) return time.error();
            venue_clock_.add({began, *time, clock_.monotonic_now() - began});
            is_estimating_ = false;
            after(kClockInterval, [this] { estimate_clock(); });
            return std::nullopt;
        },
        [this](const RestFailure& /*failure*/) {
            is_estimating_ = false;
            after(kStartRetry, [this] { estimate_clock(); });
        }
    );
}

void OkxKillClient::check_key() {
    RestRequest request;
    writer_.account_config(request);
    rest_.read(
        request,
        {},
        [this](const RestReply& reply) -> std::optional<RestFailure> {
            const auto settings = rest_parser_.account_settings(reply);
            if (!settings) return settings.error();
            report(domain::KeyChecked{settings->can_trade, settings->can_withdraw});
            return std::nullopt;
        },
        [this](const RestFailure& /*failure*/) { after(kStartRetry, [this] { check_key(); }); }
    );
}

}  // namespace trading::venue::okx
