#include "common/service/service_main.hpp"
#include "services/execution/wiring.hpp"

int main(int argc, char** argv) {
    return trading::service::run_main(
        argc,
        argv,
        {
            .name = "execution",
            .description = "The single writer of one account: risk gate, orders, positions, ledger, protection.",
            .check_config = trading::execution::check_config,
            .run = trading::execution::run,
        }
    );
}
