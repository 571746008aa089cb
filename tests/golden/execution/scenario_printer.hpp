#pragma once

#include "services/execution/core/output.hpp"

#include <map>
#include <string>
#include <vector>

namespace trading::test {

// Prints outputs in the words of the scenarios. Orders get readable names when they are planned: intent/purpose, with a
// number from the second one on.
class ScenarioPrinter {
public:
    [[nodiscard]] std::vector<std::string> print(const execution::Outputs& out);

    // Throws when there is no such order.
    [[nodiscard]] domain::ClientOrderId id_of(const std::string& name) const;
    [[nodiscard]] std::string name_of(const domain::ClientOrderId& id) const;

private:
    void name(const domain::Order& order);

    [[nodiscard]] std::string text(const domain::ExecutionFact& fact) const;
    [[nodiscard]] std::string text(const domain::VenueRequest& request) const;
    [[nodiscard]] std::string text_of_record(const domain::ExecutionRecord& record) const;

    std::map<domain::ClientOrderId, std::string> names_;
    std::map<std::string, domain::ClientOrderId> ids_;
};

}  // namespace trading::test
