#include "common/venue/okx/error_table.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace trading::venue::okx {
namespace {

using domain::RequestOutcome;

// The column "retry" of section 12 of the protocol reference.
const std::vector<std::string> kOutcomeUnknown{
    "50001",
    "50004",
    "50013",
    "50026",
    "50071",
    "51016",
    "51054",
    "51063",
    "51149",
    "51400",
    "51412",
    "51503",
    "64007"};
const std::vector<std::string> kNotProcessed{"50011", "50036", "50037", "50061", "50102", "60006", "60014"};
const std::vector<std::string> kRefused{
    "50000", "50002", "50006", "50014", "50016", "50024", "50033", "50038", "50039", "50053", "50072", "50115", "51000",
    "51001", "51003", "51004", "51005", "51006", "51008", "51010", "51015", "51020", "51021", "51022", "51023", "51027",
    "51028", "51046", "51050", "51053", "51071", "51101", "51102", "51111", "51112", "51116", "51120", "51121", "51122",
    "51137", "51138", "51148", "51150", "51169", "51170", "51171", "51174", "51201", "51203", "51405", "51500", "51501",
    "51506", "51511", "51513", "54036", "54047", "54084", "59000", "59112", "60012", "60013", "60018", "60019"};
const std::vector<std::string> kStopTrading{"50007", "50010", "50012", "50027", "50030", "50035", "50100",
                                            "50101", "50103", "50105", "50107", "50110", "50111", "50112",
                                            "50113", "50114", "50119", "50120", "50121", "51024", "51155",
                                            "59113", "60005", "60007", "60024", "60032"};

TEST(ErrorTable, calls_a_write_unknown_where_only_a_query_can_tell) {
    for (const std::string& code : kOutcomeUnknown) {
        EXPECT_EQ(advice_for(code).write_outcome, RequestOutcome::Unknown) << code;
        EXPECT_TRUE(advice_for(code).is_read_retryable) << code;
    }
}

TEST(ErrorTable, calls_a_write_not_sent_where_the_venue_did_not_process_it) {
    for (const std::string& code : kNotProcessed) {
        EXPECT_EQ(advice_for(code).write_outcome, RequestOutcome::NotSent) << code;
        EXPECT_TRUE(advice_for(code).is_read_retryable) << code;
    }
    EXPECT_GE(advice_for("50011").wait, std::chrono::seconds{2});
    EXPECT_GE(advice_for("50061").wait, std::chrono::seconds{2});
}

TEST(ErrorTable, calls_a_write_refused_where_the_request_must_be_fixed) {
    for (const std::string& code : kRefused) EXPECT_EQ(advice_for(code).write_outcome, RequestOutcome::Refused) << code;
}

TEST(ErrorTable, stops_trading_when_the_key_or_account_is_refused) {
    for (const std::string& code : kStopTrading) {
        EXPECT_EQ(advice_for(code).remedy, Remedy::StopTrading) << code;
        EXPECT_EQ(advice_for(code).write_outcome, RequestOutcome::Refused) << code;
        EXPECT_FALSE(advice_for(code).is_read_retryable) << code;
        EXPECT_EQ(advice_for(code).error_code, base::ErrorCode::PermissionDenied) << code;
    }
}

TEST(ErrorTable, knows_an_invalid_signature_from_a_rate_limit) {
    const ErrorAdvice advice = advice_for("50113");
    EXPECT_EQ(advice.meaning, "the signature is invalid");
    EXPECT_FALSE(advice.is_read_retryable);
    EXPECT_EQ(advice.remedy, Remedy::StopTrading);
}

TEST(ErrorTable, asks_for_the_clock_the_connection_or_the_instruments_where_they_are_the_cause) {
    EXPECT_EQ(advice_for("50102").remedy, Remedy::SynchroniseClock);
    EXPECT_EQ(advice_for("60006").remedy, Remedy::SynchroniseClock);
    EXPECT_EQ(advice_for("64008").remedy, Remedy::Reconnect);
    EXPECT_EQ(advice_for("63999").remedy, Remedy::Reconnect);
    EXPECT_EQ(advice_for("51001").remedy, Remedy::RefreshInstruments);
    EXPECT_EQ(advice_for("51603").error_code, base::ErrorCode::NotFound);
}

TEST(ErrorTable, trusts_no_code_that_it_does_not_know) {
    for (const char* code : {"", "abc", "99999", "50113x", "-1", "4294967297"}) {
        EXPECT_EQ(advice_for(code).write_outcome, RequestOutcome::Unknown) << code;
    }
    EXPECT_EQ(advice_for("0").write_outcome, RequestOutcome::Accepted);
    // A failed envelope says nothing about any item.
    EXPECT_EQ(advice_for("1").write_outcome, RequestOutcome::Unknown);
    EXPECT_EQ(advice_for("2").write_outcome, RequestOutcome::Unknown);
}

TEST(ErrorTable, reads_http_statuses_without_a_body) {
    EXPECT_EQ(advice_for_http_status(429).write_outcome, RequestOutcome::NotSent);
    EXPECT_EQ(advice_for_http_status(401).remedy, Remedy::StopTrading);
    EXPECT_EQ(advice_for_http_status(404).write_outcome, RequestOutcome::Refused);
    EXPECT_EQ(advice_for_http_status(500).write_outcome, RequestOutcome::Unknown);
    EXPECT_EQ(advice_for_http_status(200).write_outcome, RequestOutcome::Unknown);
    EXPECT_EQ(advice_for_http_status(0).write_outcome, RequestOutcome::Unknown);
}

TEST(ErrorTable, explains_why_the_venue_cancelled) {
    EXPECT_EQ(cancel_source_text("31"), "post-only would have taken liquidity");
    EXPECT_EQ(cancel_source_text("20"), "the dead-man's switch fired");
    EXPECT_EQ(cancel_source_text(""), "no source given");
    EXPECT_EQ(cancel_source_text("777"), "unknown source");
}

}  // namespace
}  // namespace trading::venue::okx
