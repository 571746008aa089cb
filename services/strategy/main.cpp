#include "common/service/service_main.hpp"
#include "services/strategy/wiring.hpp"

int main(int argc, char** argv) {
    return trading::service::run_main(
        argc,
        argv,
        {
            .name = "strategy",
            .description = "Decides on closed bars: market and account facts in, explained decisions and intents out.",
            .check_config = trading::strategy::check_config,
            .run = trading::strategy::run,
        }
    );
}
