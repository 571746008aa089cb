#include "services/gateway/core/input.hpp"
#include "services/gateway/core/output.hpp"
#include "tests/property/journal/core_archive_test.hpp"

namespace trading::test {
namespace {

TEST(GatewayArchive, holds_every_input_and_output) { check_core<gateway::Input, gateway::Outputs>(1); }

TEST(GatewayArchive, answers_to_noise) {
    check_noise<gateway::Input>(2);
    check_noise<gateway::Outputs>(3);
}

}  // namespace
}  // namespace trading::test
