#include "services/execution/core/input.hpp"
#include "services/execution/core/output.hpp"
#include "tests/property/journal/core_archive_test.hpp"

namespace trading::test {
namespace {

TEST(ExecutionArchive, holds_every_input_and_output) { check_core<execution::Input, execution::Outputs>(1); }

TEST(ExecutionArchive, answers_to_noise) {
    check_noise<execution::Input>(2);
    check_noise<execution::Outputs>(3);
}

}  // namespace
}  // namespace trading::test
