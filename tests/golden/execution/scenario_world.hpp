#pragma once

#include "services/execution/core/execution_core.hpp"
#include "tests/golden/execution/scenario_printer.hpp"
#include "tests/golden/execution/scenario_words.hpp"
#include "tests/support/execution/memory_store.hpp"

#include <memory>
#include <string>
#include <vector>

namespace trading::test {

// One execution process in front of a venue whose words the scenario speaks. Plays the agent: records go to the store
// first, placements are checked at the moment of sending and reported as sent.
class ScenarioWorld {
public:
    ScenarioWorld();

    // "given …": before anything happened.
    void given(Words words);

    // "in …": what comes out of it, one line each.
    [[nodiscard]] std::vector<std::string> in(base::Timestamp now, Words words);

private:
    void start(bool is_quiet_start);
    void become_ready();
    std::vector<std::string> apply(const execution::Input& input);

    std::vector<std::string> do_look(Words words);
    std::vector<std::string> do_market(Words words);
    std::vector<std::string> do_ticks(Words words);
    execution::Input read_intent(Words words) const;
    execution::Input read_answer(domain::RequestOutcome outcome, Words words) const;
    execution::Input read_report(Words words);
    execution::Input read_child(Words words);
    execution::Input read_external(Words words);
    execution::Input read_queried(Words words);
    execution::Input read_position(Words words) const;
    execution::Input read_command(execution::CommandKind kind, Words words) const;
    execution::Input read_scoped_command(execution::CommandKind kind, Words words) const;
    execution::Input read_decision(Words words) const;

    domain::OrderReport report_of(const domain::ClientOrderId& id) const;
    void read_progress(Words& words, domain::OrderReport& report) const;
    domain::Fill read_fill(Words& words, const domain::OrderReport& report) const;

    execution::ExecutionOptions options_;
    std::unique_ptr<execution::ExecutionCore> core_;
    MemoryStore store_;
    ScenarioPrinter printer_;
    base::Timestamp now_;
    std::vector<domain::Balance> venue_balances_;
    std::map<domain::InstrumentId, domain::Price> prices_;
};

}  // namespace trading::test
