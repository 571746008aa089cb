#include "common/venue/okx/transport/okx_trading_client.hpp"

#include "common/base/fault_point.hpp"

namespace trading::venue::okx {
namespace {

constexpr base::Duration kLateCheck = std::chrono::milliseconds{100};
constexpr base::Duration kClockSamplePause = std::chrono::milliseconds{300};
constexpr base::Duration kClockWatch = std::chrono::milliseconds{500};
constexpr base::Duration kClockChange = std::chrono::milliseconds{50};
// A message that can never be read comes again and again; what is missing is asked for no more often than this.
constexpr base::Duration kLossReportPause = std::chrono::seconds{30};

}  // namespace

OkxTradingClient::OkxTradingClient(LwsEventLoop& loop, const base::Clock& clock, Options options)
    : loop_(loop),
      clock_(clock),
      options_(std::move(options)),
      venue_clock_(clock),
      signer_(options_.credentials),
      writer_(options_.order_style),
      rest_(
          loop,
          clock,
          {
              .addresses = options_.addresses,
              .http = {.ca_file = options_.ca_file},
              .signer = &signer_,
              .venue_now = [this] { return venue_clock_.now(); },
              .seed = options_.seed,
          },
          counters_
      ),
      reader_(rest_, rest_parser_, writer_, venue_clock_),
      private_(make_session(SocketPath::Private, options_.seed + 1)),
      business_(make_session(SocketPath::Business, options_.seed + 2)) {
    private_->subscribe(private_arguments());
    business_->subscribe(private_business_arguments());
}

OkxTradingClient::~OkxTradingClient() { *is_alive_ = false; }

std::unique_ptr<SocketSession> OkxTradingClient::make_session(SocketPath path, std::uint64_t seed) {
    const bool is_private = path == SocketPath::Private;
    SocketSession::Options options;
    options.address = is_private ? options_.addresses.private_socket : options_.addresses.business_socket;
    options.ca_file = options_.ca_file;
    options.signer = &signer_;
    options.venue_now = [this] { return venue_clock_.now(); };
    options.session.seed = seed;
    // Without one of its channels the private side is blind.
    options.session.needs_all_subscriptions = true;
    return std::make_unique<SocketSession>(
        loop_,
        std::move(options),
        SocketSession::Handlers{
            .on_message = [this](LinkId /*link*/, const FrameBuffer& frame) { return on_message(frame); },
            .on_up = [this](bool is_handover) { report_connection(is_handover ? "handover" : "connected"); },
            .on_down = [this](const std::string& reason) { report_connection(reason); },
            .on_subscribed = [](const ChannelArgument& /*argument*/) {},
            .on_refused = [](const ErrorReported& /*error*/) {},
            .on_link_lost =
                [this, is_private](LinkId link, std::uint64_t written) {
                    if (is_private) on_link_lost(link, written);  // Operations go on no other socket.
                },
        },
        counters_
    );
}

base::Status OkxTradingClient::synchronise_clock() {
    venue_clock_.begin();
    for (int sample = 0; sample < VenueClock::kSamplesPerEstimate; ++sample) {
        RestRequest request;
        writer_.server_time(request);
        const base::MonotonicTime began = clock_.monotonic_now();
        const auto failure = rest_.read_and_wait(request, [&](const RestReply& reply) -> std::optional<RestFailure> {
            const auto time = rest_parser_.server_time(reply);
            if (!time) return time.error();
            venue_clock_.add({began, *time, clock_.monotonic_now() - began});
            return std::nullopt;
        });
        if (failure) return base::failure(failure->to_error().with_context("asking the venue for its time"));
    }
    return {};
}

base::Result<AccountProfile> OkxTradingClient::fetch_account_profile() {
    if (const base::Status synchronised = synchronise_clock(); !synchronised) {
        return base::failure(synchronised.error());
    }
    AccountProfile profile;
    RestRequest request;
    writer_.account_config(request);
    auto failure = rest_.read_and_wait(request, [&](const RestReply& reply) -> std::optional<RestFailure> {
        const auto settings = rest_parser_.account_settings(reply);
        if (!settings) return settings.error();
        profile.account_mode = settings->account_mode();
        profile.has_net_positions = settings->has_net_positions;
        profile.can_trade = settings->can_trade;
        profile.can_withdraw = settings->can_withdraw;
        return std::nullopt;
    });
    if (failure) return base::failure(failure->to_error().with_context("reading the account's settings"));
    for (const auto kind : {domain::InstrumentKind::Spot, domain::InstrumentKind::PerpetualSwap}) {
        request.clear();
        writer_.fee_rates(kind, request);
        failure = rest_.read_and_wait(request, [&](const RestReply& reply) -> std::optional<RestFailure> {
            const auto rates = rest_parser_.fee_rates(reply);
            if (!rates) return rates.error();
            profile.fee_rates.insert(profile.fee_rates.end(), rates->begin(), rates->end());
            return std::nullopt;
        });
        if (failure) return base::failure(failure->to_error().with_context("reading the account's fees"));
    }
    return profile;
}

base::Result<std::vector<domain::Instrument>> OkxTradingClient::fetch_instruments() {
    std::vector<domain::Instrument> all;
    for (const auto kind :
         {domain::InstrumentKind::Spot, domain::InstrumentKind::PerpetualSwap, domain::InstrumentKind::Future}) {
        RestRequest request;
        writer_.instruments(kind, request);
        const auto failure = rest_.read_and_wait(request, [&](const RestReply& reply) -> std::optional<RestFailure> {
            auto instruments = rest_parser_.instruments(reply);
            if (!instruments) return instruments.error();
            std::move(instruments->begin(), instruments->end(), std::back_inserter(all));
            return std::nullopt;
        });
        if (failure) return base::failure(failure->to_error().with_context("loading the venue's instruments"));
    }
    for (const domain::Instrument& instrument : all) learn(instrument);
    return all;
}

void OkxTradingClient::learn(const domain::Instrument& instrument) { instruments_[instrument.id] = instrument; }

const domain::Instrument* OkxTradingClient::instrument_of(const domain::InstrumentId& id) const {
    const auto found = instruments_.find(id);
    return found == instruments_.end() ? nullptr : &found->second;
}

void OkxTradingClient::after(base::Duration delay, std::function<void()> action) {
    loop_.call_after(delay, [this, alive = is_alive_, action = std::move(action)] {
        if (*alive && is_started_) action();
    });
}

void OkxTradingClient::start(ReportHandler handler) {
    handler_ = std::move(handler);
    reader_.start(handler_);
    is_started_ = true;
    // Before anything is sent: expiries are by the venue's clock, which the account's profile was read with.
    reported_offset_ = venue_clock_.offset();
    if (reported_offset_.offset) handler_(reported_offset_);
    estimate_clock(VenueClock::kSamplesPerEstimate);
    watch_clock();
    private_->start();
    business_->start();
    give_up_late_operations();
}

void OkxTradingClient::stop() {
    is_started_ = false;
    private_->stop();
    business_->stop();
}

std::optional<SocketEvent> OkxTradingClient::on_message(const FrameBuffer& frame) {
    if (!parser_.parse(frame, clock_.now(), frame_)) {
        report_loss();
        return std::nullopt;
    }
    counters_.lost_items += frame_.lost_items;
    for (const domain::VenueReport& report : frame_.reports) handler_(report);
    for (const AmendReported& amend : frame_.amends) on_amend(amend);
    if (frame_.operation) on_operation(*frame_.operation);
    if (frame_.lost_items > 0) report_loss();
    if (frame_.event) {
        const auto* const error = std::get_if<ErrorReported>(&*frame_.event);
        if (error != nullptr && on_operation_error(*error)) return std::nullopt;
    }
    return std::move(frame_.event);
}

bool OkxTradingClient::on_operation_error(const ErrorReported& error) {
    const auto operation = operations_.take(error.request_id);
    if (!operation) return false;
    answer(*operation, advice_for(error.code).write_outcome, error.code, error.detail);
    return true;
}

void OkxTradingClient::report_loss() {
    const base::MonotonicTime now = LwsEventLoop::now();
    if (!is_up_ || now < ts_next_loss_report_) return;
    ts_next_loss_report_ = now + kLossReportPause;
    handler_(domain::PrivateConnection{true, "message_unreadable"});
}

void OkxTradingClient::on_operation(OperationAnswered& answered) {
    const auto operation = operations_.take(answered.request_id);
    TRADING_FAULT_SITE(if (operation && operation->kind == domain::RequestKind::Place) TRADING_FAULT_POINT("K6"));
    // Given up as unknown before; what became of the order is found out by asking.
    if (!operation || answered.answers.empty()) return;
    domain::RequestAnswered& answer_item = answered.answers.front();
    if (answer_item.code == "50011") {
        rest_.budget().exhaust(operation->endpoint, operation->instrument_id, LwsEventLoop::now());
    }
    if (answer_item.code == "50061") rest_.budget().exhaust_account_cap(LwsEventLoop::now());
    answer_item.kind = operation->kind;
    answer_item.instrument_id = operation->instrument_id;
    answer_item.client_order_id = operation->client_order_id;
    answer_item.is_stop = operation->is_stop;
    handler_(answer_item);
}

void OkxTradingClient::on_amend(const AmendReported& amend) {
    const bool has_failed =
        amend.result == AmendReported::Result::Failed || amend.result == AmendReported::Result::FailedAndCancelled;
    if (!has_failed) return;
    // The answer to the request had said that it was accepted; this is what came of it.
    handler_(domain::RequestAnswered{
        .kind = domain::RequestKind::Amend,
        .outcome = domain::RequestOutcome::Refused,
        .instrument_id = amend.instrument_id,
        .client_order_id = amend.client_order_id,
        .venue_order_id = amend.venue_order_id,
        .code = amend.code,
        .detail = amend.detail,
        .ts_received = clock_.now(),
    });
}

void OkxTradingClient::on_link_lost(LinkId link, std::uint64_t written) {
    for (const OperationBook::Orphan& orphan : operations_.take_link(link, written)) {
        if (!orphan.was_written) {
            answer(orphan.operation, domain::RequestOutcome::NotSent, "not_sent", "the socket was lost before");
            continue;
        }
        ++counters_.operations_unknown;
        answer(orphan.operation, domain::RequestOutcome::Unknown, "lost", "the socket was lost before the answer");
    }
}

void OkxTradingClient::report_connection(const std::string& reason) {
    const bool is_up = private_->is_up() && business_->is_up();
    // After a handover something may have been missed between the two sockets.
    if (is_up == is_up_ && reason != "handover") return;
    is_up_ = is_up;
    handler_(domain::PrivateConnection{is_up, reason});
}

void OkxTradingClient::give_up_late_operations() {
    for (const Operation& operation : operations_.take_late(LwsEventLoop::now(), options_.answer_timeout)) {
        ++counters_.operations_unknown;
        answer(operation, domain::RequestOutcome::Unknown, "timeout", "no answer in time");
    }
    after(kLateCheck, [this] { give_up_late_operations(); });
}

void OkxTradingClient::estimate_clock(int samples_left) {
    if (samples_left == VenueClock::kSamplesPerEstimate) venue_clock_.begin();
    RestRequest request;
    writer_.server_time(request);
    const base::MonotonicTime began = clock_.monotonic_now();
    const auto next = [this, samples_left] {
        if (samples_left > 1) {
            after(kClockSamplePause, [this, samples_left] { estimate_clock(samples_left - 1); });
            return;
        }
        reported_offset_ = venue_clock_.offset();
        handler_(reported_offset_);
        after(options_.clock_interval, [this] { estimate_clock(VenueClock::kSamplesPerEstimate); });
    };
    rest_.read(
        request,
        {},
        [this, began, next](const RestReply& reply) -> std::optional<RestFailure> {
            const auto time = rest_parser_.server_time(reply);
            if (!time) return time.error();
            venue_clock_.add({began, *time, clock_.monotonic_now() - began});
            if (is_started_) next();
            return std::nullopt;
        },
        [this, next](const RestFailure& /*failure*/) {
            if (is_started_) next();
        }
    );
}

// Somebody may set our clock at any moment, and then it moves against the venue's for a while.
void OkxTradingClient::watch_clock() {
    after(kClockWatch, [this] { watch_clock(); });
    const domain::ClockOffset now = venue_clock_.offset();
    // Without an estimate, or while the next one is made.
    if (!now.offset || !reported_offset_.offset) return;
    if (std::chrono::abs(*now.offset - *reported_offset_.offset) < kClockChange) return;
    reported_offset_ = now;
    handler_(now);
}

}  // namespace trading::venue::okx
