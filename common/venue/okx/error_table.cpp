#include "common/venue/okx/error_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace trading::venue::okx {
namespace {

using base::ErrorCode;
using domain::RequestOutcome;

// What a write and a read may conclude from a code; the columns of section 12 in one word each.
enum class Verdict {
    Accepted,        // It worked.
    Fix,             // The request is wrong: nothing happened, the same one can never succeed.
    Stop,            // The key or the account is refused: nothing happened, and nothing will.
    Later,           // Nothing happened; the venue may accept it later. For writes a refusal.
    Limited,         // Not processed; safe to send again after a wait.
    Clock,           // Not processed; safe to send again once our clock agrees.
    Query,           // It may have happened: only a query can tell. Reads may be repeated.
    Missing,         // The order is not known, or no longer open: only a query can tell why.
    Reconnect,       // Not processed; this connection is done for.
    ReconnectQuery,  // It may have happened, and this connection is done for.
    Instrument,      // The instrument is not what we think it is: nothing happened.
};

struct Row {
    int first;
    int last;
    Verdict verdict;
    int wait_seconds;
    std::string_view meaning;
};

// Sorted by code; ranges do not overlap.
constexpr std::array<Row, 129> kRows{{
    {0, 0, Verdict::Accepted, 0, "accepted"},
    {1, 1, Verdict::Query, 1, "every item failed; the items say why"},
    {2, 2, Verdict::Query, 1, "some items failed; the items say which"},
    {50000, 50000, Verdict::Fix, 0, "the body of the request is empty"},
    {50001, 50001, Verdict::Query, 2, "the service is temporarily unavailable"},
    {50002, 50002, Verdict::Fix, 0, "the body is not valid JSON"},
    {50004, 50004, Verdict::Query, 1, "the endpoint timed out; the result is unknown"},
    {50005, 50005, Verdict::Later, 60, "the endpoint is offline"},
    {50006, 50006, Verdict::Fix, 0, "the content type is wrong"},
    {50007, 50010, Verdict::Stop, 0, "the account is blocked or unusable"},
    {50011, 50011, Verdict::Limited, 2, "the rate limit of the endpoint is used up"},
    {50012, 50012, Verdict::Stop, 0, "the account's status forbids it"},
    {50013, 50013, Verdict::Query, 2, "the venue's systems are busy"},
    {50014, 50016, Verdict::Fix, 0, "a parameter is empty, missing or does not match another"},
    {50017, 50023, Verdict::Later, 5, "the account is frozen for liquidation, deleveraging or funding"},
    {50024, 50025, Verdict::Fix, 0, "two parameters exclude each other, or too many were given"},
    {50026, 50026, Verdict::Query, 1, "system error at the venue"},
    {50027, 50030, Verdict::Stop, 0, "the account is restricted from trading"},
    {50033, 50033, Verdict::Fix, 0, "the instrument is blocked for this account"},
    {50035, 50035, Verdict::Stop, 0, "the key must be bound to an IP address"},
    {50036, 50037, Verdict::Limited, 0, "the request arrived after its expiry and was not executed"},
    {50038, 50038, Verdict::Fix, 0, "not available in demo trading"},
    {50039, 50039, Verdict::Fix, 0, "this list cannot be paged that way"},
    {50040, 50040, Verdict::Later, 5, "operations follow each other too fast"},
    {50042, 50042, Verdict::Later, 5, "the request repeats an earlier one"},
    {50044, 50044, Verdict::Fix, 0, "the broker type is wrong"},
    {50053, 50053, Verdict::Fix, 0, "only available in demo trading"},
    {50061, 50061, Verdict::Limited, 2, "the account's cap on new orders and amendments is used up"},
    {50071, 50071, Verdict::Query, 0, "the client order id exists already"},
    {50072, 50072, Verdict::Fix, 0, "isolated margin is not offered in this account mode"},
    {50100, 50100, Verdict::Stop, 0, "the interface is frozen for this account"},
    {50101, 50101, Verdict::Stop, 0, "the key belongs to another environment (live or demo)"},
    {50102, 50102, Verdict::Clock, 0, "our time is more than 30 s away from the venue's"},
    {50103, 50104, Verdict::Stop, 0, "a header with the key or the passphrase is missing"},
    {50105, 50105, Verdict::Stop, 0, "the passphrase is wrong"},
    {50106, 50107, Verdict::Stop, 0, "a header with the signature or the time is missing"},
    {50108, 50109, Verdict::Stop, 0, "the venue's own id or domain does not exist"},
    {50110, 50110, Verdict::Stop, 0, "our IP address is not on the key's list"},
    {50111, 50111, Verdict::Stop, 0, "the key is invalid"},
    {50112, 50112, Verdict::Stop, 0, "the time in the header cannot be read"},
    {50113, 50113, Verdict::Stop, 0, "the signature is invalid"},
    {50114, 50114, Verdict::Stop, 0, "the authorization is invalid"},
    {50115, 50115, Verdict::Fix, 0, "the HTTP method is wrong"},
    {50119, 50119, Verdict::Stop, 0, "the key does not exist in this region"},
    {50120, 50120, Verdict::Stop, 0, "the key lacks the permission"},
    {50121, 50121, Verdict::Stop, 0, "the region of our IP address is not allowed"},
    {51000, 51000, Verdict::Fix, 0, "a parameter is wrong; the venue names it"},
    {51001, 51001, Verdict::Instrument, 0, "the instrument or its number does not exist"},
    {51003, 51003, Verdict::Fix, 0, "an order id is required"},
    {51004, 51004, Verdict::Fix, 0, "the position would exceed the limit of its leverage tier"},
    {51005, 51005, Verdict::Fix, 0, "the quantity exceeds the maximum of one order"},
    {51006, 51006, Verdict::Fix, 0, "the price is outside the venue's price limit"},
    {51008, 51008, Verdict::Fix, 0, "the balance or margin is insufficient"},
    {51010, 51010, Verdict::Fix, 0, "not supported in this account mode"},
    {51015, 51015, Verdict::Fix, 0, "instrument and instrument type do not match"},
    {51016, 51016, Verdict::Query, 0, "an open order has this client order id already"},
    {51020, 51020, Verdict::Fix, 0, "the quantity is below the minimum"},
    {51021, 51022, Verdict::Later, 30, "the instrument is not listed yet or is suspended"},
    {51023, 51023, Verdict::Fix, 0, "the position does not exist"},
    {51024, 51024, Verdict::Stop, 0, "trading is blocked for this account"},
    {51027, 51030, Verdict::Later, 30, "the contract is expired, being delivered or settled, or in funding"},
    {51046, 51053, Verdict::Fix, 0, "a stop's trigger price is on the wrong side of the market"},
    {51054, 51054, Verdict::Query, 1, "the request timed out; the result is unknown"},
    {51063, 51063, Verdict::Missing, 0, "the order to be amended does not exist"},
    {51071, 51071, Verdict::Fix, 0, "too many dead-man timers by tag"},
    {51076, 51094, Verdict::Fix, 0, "the split take-profits do not fit the order"},
    {51101, 51101, Verdict::Fix, 0, "the quantity exceeds the maximum of one order"},
    {51102, 51103, Verdict::Later, 5, "too many open orders"},
    {51111, 51111, Verdict::Fix, 0, "too many items in one request"},
    {51112, 51112, Verdict::Fix, 0, "the closing quantity exceeds the position"},
    {51113, 51113, Verdict::Later, 2, "positions are closed too frequently"},
    {51115, 51115, Verdict::Later, 2, "closing orders of the position are still open"},
    {51116, 51116, Verdict::Fix, 0, "the price or trigger price is too far from the market"},
    {51120, 51122, Verdict::Fix, 0, "the quantity or price is not allowed for the instrument"},
    {51127, 51127, Verdict::Fix, 0, "the available balance is zero"},
    {51131, 51131, Verdict::Fix, 0, "the balance is insufficient"},
    {51134, 51134, Verdict::Fix, 0, "closing the position failed"},
    {51137, 51138, Verdict::Fix, 0, "the price is beyond the venue's cap or floor"},
    {51148, 51148, Verdict::Fix, 0, "reduce-only orders cannot increase the position"},
    {51149, 51149, Verdict::Query, 1, "the order timed out; the result is unknown"},
    {51150, 51150, Verdict::Fix, 0, "the quantity or price has too many digits"},
    {51155, 51155, Verdict::Stop, 0, "restricted by compliance rules"},
    {51169, 51171, Verdict::Fix, 0, "reduce-only needs a position on the other side"},
    {51174, 51174, Verdict::Later, 5, "too many open orders of this instrument"},
    {51201, 51203, Verdict::Fix, 0, "the value or quantity of the market order is too large"},
    {51400, 51400, Verdict::Missing, 0, "nothing to cancel: filled, cancelled or unknown"},
    {51401, 51402, Verdict::Fix, 0, "the spread order is already cancelled or complete"},
    {51405, 51405, Verdict::Fix, 0, "there are no open orders"},
    {51410, 51410, Verdict::Query, 1, "the order is being cancelled already"},
    {51412, 51412, Verdict::Missing, 0, "the cancel timed out, or the stop was triggered already"},
    {51500, 51500, Verdict::Fix, 0, "the amendment changes nothing"},
    {51501, 51501, Verdict::Fix, 0, "too many amendments in one request"},
    {51503, 51503, Verdict::Missing, 0, "nothing to amend: filled, cancelled or unknown"},
    {51506, 51506, Verdict::Fix, 0, "this type of order cannot be amended"},
    {51511, 51511, Verdict::Fix, 0, "the amended post-only order would take liquidity"},
    {51513, 51513, Verdict::Later, 1, "too many amendments of the order are in flight"},
    {51603, 51603, Verdict::Missing, 1, "the order does not exist"},
    {54036, 54036, Verdict::Fix, 0, "fill-or-kill excludes cancelling both orders of a self-trade"},
    {54047, 54048, Verdict::Later, 1, "the order is in the speed bump"},
    {54084, 54085, Verdict::Fix, 0, "the slippage limit is exceeded or invalid"},
    {58000, 58999, Verdict::Fix, 0, "refused by the funding account"},
    {59000, 59000, Verdict::Fix, 0, "settings cannot change with open orders or positions"},
    {59101, 59101, Verdict::Fix, 0, "leverage cannot change with open orders"},
    {59102, 59102, Verdict::Fix, 0, "the leverage exceeds the maximum"},
    {59107, 59107, Verdict::Fix, 0, "leverage cannot change with open orders"},
    {59112, 59112, Verdict::Fix, 0, "leverage cannot change with open orders"},
    {59113, 59113, Verdict::Stop, 0, "the account's identity check is not sufficient"},
    {60004, 60004, Verdict::Stop, 0, "the time in the login cannot be read"},
    {60005, 60005, Verdict::Stop, 0, "the key is invalid"},
    {60006, 60006, Verdict::Clock, 0, "the login's time is too far from the venue's"},
    {60007, 60007, Verdict::Stop, 0, "the signature of the login is invalid"},
    {60008, 60008, Verdict::Fix, 0, "this socket does not serve the channel"},
    {60009, 60009, Verdict::Stop, 0, "the login failed"},
    {60011, 60011, Verdict::Reconnect, 1, "the socket is not logged in"},
    {60012, 60013, Verdict::Fix, 0, "the request or its arguments are invalid"},
    {60014, 60014, Verdict::Limited, 10, "requests on the socket are too frequent"},
    {60018, 60018, Verdict::Fix, 0, "the socket, channel or instrument does not exist"},
    {60019, 60019, Verdict::Fix, 0, "the operation does not exist"},
    {60023, 60023, Verdict::Limited, 10, "logins are too frequent"},
    {60024, 60024, Verdict::Stop, 0, "the passphrase is wrong"},
    {60026, 60028, Verdict::Fix, 0, "the request is not possible on this socket"},
    {60029, 60030, Verdict::Fix, 0, "the channel needs a higher fee tier"},
    {60031, 60031, Verdict::Fix, 0, "the socket is logged in already"},
    {60032, 60032, Verdict::Stop, 0, "the key does not exist in this region"},
    {60033, 60033, Verdict::Fix, 0, "a parameter is wrong"},
    {63999, 63999, Verdict::Reconnect, 1, "the login failed inside the venue"},
    {64000, 64004, Verdict::Fix, 0, "the channel is not available on this socket or for this account"},
    {64007, 64007, Verdict::Query, 1, "the operation failed inside the venue; the result is unknown"},
    {64008, 64008, Verdict::ReconnectQuery, 0, "the connection closes soon for an upgrade"},
}};

constexpr bool is_sorted() {
    for (std::size_t index = 1; index < kRows.size(); ++index) {
        if (kRows[index - 1].last >= kRows[index].first) return false;
    }
    return true;
}

static_assert(is_sorted());

ErrorAdvice advice_of(Verdict verdict, int code, std::string_view meaning, int wait_seconds) {
    ErrorAdvice advice{.code = code, .meaning = meaning, .wait = std::chrono::seconds{wait_seconds}};
    const auto conclude = [&](RequestOutcome outcome, bool may_read_again, Remedy remedy, ErrorCode error_code) {
        advice.write_outcome = outcome;
        advice.is_read_retryable = may_read_again;
        advice.remedy = remedy;
        advice.error_code = error_code;
    };
    const Remedy wait_or_none = wait_seconds > 0 ? Remedy::Wait : Remedy::None;
    switch (verdict) {
        case Verdict::Accepted: conclude(RequestOutcome::Accepted, false, Remedy::None, ErrorCode::Internal); break;
        case Verdict::Fix: conclude(RequestOutcome::Refused, false, Remedy::None, ErrorCode::NotAccepted); break;
        case Verdict::Stop:
            conclude(RequestOutcome::Refused, false, Remedy::StopTrading, ErrorCode::PermissionDenied);
            break;
        case Verdict::Later: conclude(RequestOutcome::Refused, true, wait_or_none, ErrorCode::Unavailable); break;
        case Verdict::Limited: conclude(RequestOutcome::NotSent, true, wait_or_none, ErrorCode::Unavailable); break;
        case Verdict::Clock:
            conclude(RequestOutcome::NotSent, true, Remedy::SynchroniseClock, ErrorCode::Unavailable);
            break;
        case Verdict::Query: conclude(RequestOutcome::Unknown, true, wait_or_none, ErrorCode::OutcomeUnknown); break;
        case Verdict::Missing: conclude(RequestOutcome::Unknown, true, wait_or_none, ErrorCode::NotFound); break;
        case Verdict::Reconnect:
            conclude(RequestOutcome::NotSent, true, Remedy::Reconnect, ErrorCode::Unavailable);
            break;
        case Verdict::ReconnectQuery:
            conclude(RequestOutcome::Unknown, true, Remedy::Reconnect, ErrorCode::OutcomeUnknown);
            break;
        case Verdict::Instrument:
            conclude(RequestOutcome::Refused, false, Remedy::RefreshInstruments, ErrorCode::NotFound);
            break;
    }
    return advice;
}

}  // namespace

ErrorAdvice advice_for(std::string_view code) noexcept {
    int number = -1;
    const auto parsed = std::from_chars(code.data(), code.data() + code.size(), number);
    const bool is_number = !code.empty() && parsed.ec == std::errc{} && parsed.ptr == code.data() + code.size();
    if (is_number) {
        const auto* row = std::find_if(kRows.begin(), kRows.end(), [&](const Row& candidate) {
            return candidate.first <= number && number <= candidate.last;
        });
        if (row != kRows.end()) return advice_of(row->verdict, number, row->meaning, row->wait_seconds);
    }
    return advice_of(Verdict::Query, is_number ? number : -1, "a code that we do not know", 2);
}

ErrorAdvice advice_for_http_status(int status) noexcept {
    if (status == 429) return advice_of(Verdict::Limited, status, "too many requests", 2);
    if (status == 401 || status == 403) return advice_of(Verdict::Stop, status, "not authorized", 0);
    if (status >= 400 && status < 500) return advice_of(Verdict::Fix, status, "the request was refused", 0);
    return advice_of(Verdict::Query, status, "the answer cannot be read", 2);
}

}  // namespace trading::venue::okx
