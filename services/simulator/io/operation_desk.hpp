#pragma once

#include "services/simulator/io/fault_injector.hpp"
#include "services/simulator/io/order_desk.hpp"

#include <functional>
#include <optional>
#include <string>

namespace trading::simulator {

// An answer to a socket operation on its way out.
struct OperationAnswer {
    std::string text;
    base::Duration delay{};
    bool is_lost = false;
};

// The order operations of the private socket (okx-v5 7.3): order, batch-orders, cancel-order, batch-cancel-orders,
// amend-order, batch-amend-orders and mass-cancel, in the socket's envelope, with the same faults as REST. One thread.
class OperationDesk {
public:
    OperationDesk(OrderDesk& desk, FaultInjector& faults, const base::Clock& clock)
        : desk_(desk), faults_(faults), clock_(clock) {}

    [[nodiscard]] static bool is_operation(std::string_view op);

    // `request` has an id and a list of argument objects.
    [[nodiscard]] OperationAnswer execute(const JsonValue& request, const ApiKey& key);

private:
    [[nodiscard]] OrderAnswer run(const JsonValue& request, const ApiKey& key, const RequestFate& fate);

    OrderDesk& desk_;
    FaultInjector& faults_;
    const base::Clock& clock_;
};

}  // namespace trading::simulator
