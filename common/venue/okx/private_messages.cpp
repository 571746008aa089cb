#include "common/venue/okx/private_messages.hpp"

#include "common/venue/okx/account_items.hpp"
#include "common/venue/okx/error_table.hpp"
#include "common/venue/okx/order_items.hpp"
#include "common/venue/okx/socket_envelope.hpp"

namespace trading::venue::okx {
namespace {

using domain::RequestKind;

std::optional<RequestKind> request_kind_of(std::string_view operation) {
    if (operation == "order" || operation == "batch-orders") return RequestKind::Place;
    if (operation == "cancel-order" || operation == "batch-cancel-orders") return RequestKind::Cancel;
    if (operation == "amend-order" || operation == "batch-amend-orders") return RequestKind::Amend;
    return std::nullopt;
}

}  // namespace

void PrivateFrame::clear() {
    channel.clear();
    reports.clear();
    amends.clear();
    cash.clear();
    operation.reset();
    event.reset();
    is_snapshot = false;
    is_last_page = true;
    lost_items = 0;
    loss_detail.clear();
}

class PrivateMessageParser::Impl {
public:
    [[nodiscard]] bool parse(const FrameBuffer& frame, base::Timestamp ts_received, PrivateFrame& out) {
        reader_.begin_message(ts_received);
        is_data_read_ = false;
        answers_.clear();
        const bool is_walked = message_.walk(
            reader_,
            frame,
            [&] { return envelope_.has_argument; },
            [&](JsonValue& data) { return read_data(data, out); }
        );
        if (!is_walked) return false;
        return conclude(out);
    }

    ItemReader reader_;

private:
    // Answers to operations name themselves after their data.
    [[nodiscard]] bool read_data(JsonValue& data, PrivateFrame& out) {
        if (envelope_.has_argument) return read_channel_data(data, out);
        const std::optional<RequestKind> kind = request_kind_of(envelope_.operation);
        if (!kind) return true;
        return for_each_item(data, [&](JsonValue& item) {
            JsonObject object;
            return item.get_object().get(object) == simdjson::SUCCESS &&
                   read_answer(reader_, object, *kind, false, answers_);
        });
    }

    [[nodiscard]] bool read_channel_data(JsonValue& data, PrivateFrame& out) {
        is_data_read_ = true;
        out.channel = envelope_.argument.channel;
        if (!is_ours(out.channel)) return true;
        const bool is_read = for_each_item(data, [&](JsonValue& item) {
            JsonObject object;
            return item.get_object().get(object) == simdjson::SUCCESS && read_item(object, out);
        });
        for (domain::OrderReport& report : orders_) out.reports.emplace_back(std::move(report));
        for (domain::PositionReport& report : positions_) out.reports.emplace_back(std::move(report));
        if (!balances_.balances.empty()) out.reports.emplace_back(std::move(balances_));
        orders_.clear();
        positions_.clear();
        balances_ = {};
        return is_read;
    }

    [[nodiscard]] bool is_ours(std::string_view channel) {
        if (channel == "orders" || channel == "orders-algo" || channel == "account" || channel == "positions" ||
            channel == "balance_and_position") {
            return true;
        }
        if (is_documented_channel(channel)) {
            ++reader_.counters().ignored_channels;
        } else {
            reader_.counters().note_unknown_channel(channel);
        }
        return false;
    }

    [[nodiscard]] bool read_item(JsonObject& item, PrivateFrame& out) {
        const std::string& channel = out.channel;
        if (channel == "orders") {
            return read_order(reader_, item, OrderSource::Push, row_id_, orders_, out.amends);
        }
        if (channel == "orders-algo") return read_stop(reader_, item, row_id_, orders_);
        if (channel == "account") return read_balances(reader_, item, balances_);
        if (channel == "positions") return read_position(reader_, item, positions_);
        return read_cash_and_positions(reader_, item, out.cash, positions_);
    }

    // An operation is always answered, if need be as a whole.
    void conclude_operation(RequestKind kind, PrivateFrame& out) {
        OperationAnswered& operation = out.operation.emplace();
        operation.request_id = envelope_.request_id;
        operation.operation = envelope_.operation;
        operation.venue_duration = venue_duration_of(envelope_.in_time, envelope_.out_time);
        operation.answers = std::move(answers_);
        answers_ = {};
        if (!operation.answers.empty()) return;
        // Without items a plain success proves nothing about any order.
        const domain::RequestOutcome outcome = advice_for(envelope_.code).write_outcome;
        operation.answers.push_back(domain::RequestAnswered{
            .kind = kind,
            .outcome = outcome == domain::RequestOutcome::Accepted ? domain::RequestOutcome::Unknown : outcome,
            .code = envelope_.code,
            .detail = envelope_.message,
            .ts_received = reader_.ts_received(),
        });
    }

    // Whether this was a message of the venue at all.
    [[nodiscard]] bool conclude(PrivateFrame& out) {
        out.lost_items = reader_.lost_items();
        out.loss_detail = reader_.loss_detail();
        out.is_snapshot = envelope_.event_type == "snapshot";
        out.is_last_page = envelope_.last_page != "false";
        if (!envelope_.event.empty()) {
            out.event = event_of(reader_, envelope_);
            return true;
        }
        if (!envelope_.operation.empty()) {
            if (const auto kind = request_kind_of(envelope_.operation)) {
                conclude_operation(*kind, out);
            } else {
                reader_.counters().note_unknown_event(envelope_.operation);
            }
            return true;
        }
        return is_data_read_;
    }

    SocketMessage message_;
    const SocketEnvelope& envelope_ = message_.envelope();
    bool is_data_read_ = false;
    std::string row_id_;
    std::vector<domain::OrderReport> orders_;
    std::vector<domain::PositionReport> positions_;
    domain::BalancesReported balances_;
    std::vector<domain::RequestAnswered> answers_;
};

PrivateMessageParser::PrivateMessageParser() : impl_(std::make_unique<Impl>()) {}
PrivateMessageParser::~PrivateMessageParser() = default;
PrivateMessageParser::PrivateMessageParser(PrivateMessageParser&&) noexcept = default;
PrivateMessageParser& PrivateMessageParser::operator=(PrivateMessageParser&&) noexcept = default;

base::Status PrivateMessageParser::parse(const FrameBuffer& frame, base::Timestamp ts_received, PrivateFrame& out) {
    return parse_counted(impl_->reader_.counters(), frame, out, [&] { return impl_->parse(frame, ts_received, out); });
}

const ParseCounters& PrivateMessageParser::counters() const noexcept { return impl_->reader_.counters(); }

}  // namespace trading::venue::okx
