#pragma once

#include "services/simulator/io/fault_injector.hpp"
#include "services/simulator/io/public_market.hpp"
#include "trading/v1/simulator_service.pb.h"

// The simulator's own things in the words of its contract.
namespace trading::simulator {

// `InvalidArgument` names what is wrong.
[[nodiscard]] base::Result<FaultSpec> from_message(const v1::Fault& message);

void to_message(const ActiveFault& fault, base::MonotonicTime now, v1::ActiveFault& message);

// Balances, positions, open orders and fills of one account, and the books.
void write_truth(
    const VenueCore& core, const domain::AccountId& account, base::Timestamp fills_since, v1::GetTruthResponse& response
);
// The orders and stops that are over, newest first, as far as the venue remembers them.
void write_past_orders(
    const VenueCore& core, const domain::AccountId& account, base::Timestamp now, v1::GetTruthResponse& response
);

void write_book_top(const BookFrame& book, const std::string& instrument, v1::BookTop& message);

}  // namespace trading::simulator
