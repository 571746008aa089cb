#include "services/strategy/core/input.hpp"
#include "services/strategy/core/output.hpp"
#include "tests/property/journal/core_archive_test.hpp"

namespace trading::test {
namespace {

TEST(StrategyArchive, holds_every_input_and_output) { check_core<strategy::Input, strategy::Outputs>(1); }

TEST(StrategyArchive, answers_to_noise) {
    check_noise<strategy::Input>(2);
    check_noise<strategy::Outputs>(3);
}

}  // namespace
}  // namespace trading::test
