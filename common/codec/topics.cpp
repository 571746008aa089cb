#include "common/codec/topics.hpp"

#include <fmt/format.h>

namespace trading::codec {
namespace {

struct MarketKind {
    std::string_view operator()(const domain::InstrumentUpdate&) const { return "instrument"; }
    std::string_view operator()(const domain::BookUpdate&) const { return "book"; }
    std::string_view operator()(const domain::Trade&) const { return "trade"; }
    std::string_view operator()(const domain::Ticker&) const { return "ticker"; }
    std::string_view operator()(const domain::Candle&) const { return "candle"; }
    std::string_view operator()(const domain::MarkPrice&) const { return "mark"; }
    std::string_view operator()(const domain::FundingRate&) const { return "funding"; }
    std::string_view operator()(const domain::PriceLimit&) const { return "limit"; }
    std::string_view operator()(const domain::FeedStatus&) const { return "feed"; }
    std::string_view operator()(const domain::VenueStatus&) const { return "status"; }
};

struct ExecutionKind {
    std::string_view operator()(const domain::OrderEvent&) const { return "order"; }
    std::string_view operator()(const domain::Fill&) const { return "fill"; }
    std::string_view operator()(const domain::Position&) const { return "position"; }
    std::string_view operator()(const domain::Balance&) const { return "balance"; }
    std::string_view operator()(const domain::RiskState&) const { return "risk"; }
    std::string_view operator()(const domain::IntentReply&) const { return "reply"; }
    std::string_view operator()(const domain::ReconciliationReport&) const { return "reconciliation"; }
};

struct InstrumentOf {
    std::string_view operator()(const domain::InstrumentUpdate& update) const { return update.instrument.id.value(); }
    std::string_view operator()(const domain::VenueStatus&) const { return kWholeVenue; }
    std::string_view operator()(const domain::FeedStatus& status) const {
        return status.instrument_id.empty() ? kWholeVenue : std::string_view{status.instrument_id.value()};
    }

    template <class Fact>
    std::string_view operator()(const Fact& fact) const {
        return fact.instrument_id.value();
    }
};

}  // namespace

std::string market_topic(std::string_view venue, std::string_view instrument, std::string_view kind) {
    return fmt::format("md.{}.{}.{}.", venue, instrument, kind);
}

std::string execution_topic(std::string_view account, std::string_view kind) {
    return fmt::format("ex.{}.{}.", account, kind);
}

std::string market_prefix(std::string_view venue) { return fmt::format("md.{}.", venue); }

std::string instrument_prefix(std::string_view venue, const domain::InstrumentId& instrument) {
    return fmt::format("md.{}.{}.", venue, instrument.value());
}

std::string execution_prefix(std::string_view account) { return fmt::format("ex.{}.", account); }

std::string_view kind_of(const domain::MarketFact& fact) { return std::visit(MarketKind{}, fact); }
std::string_view kind_of(const domain::ExecutionFact& fact) { return std::visit(ExecutionKind{}, fact); }
std::string_view instrument_of(const domain::MarketFact& fact) { return std::visit(InstrumentOf{}, fact); }

std::string topic_of(const domain::MarketFact& fact, std::string_view venue) {
    return market_topic(venue, instrument_of(fact), kind_of(fact));
}

std::string topic_of(const domain::ExecutionFact& fact, const domain::AccountId& account) {
    return execution_topic(account.value(), kind_of(fact));
}

}  // namespace trading::codec
