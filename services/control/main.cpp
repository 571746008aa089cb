#include "common/service/service_main.hpp"
#include "services/control/wiring.hpp"

int main(int argc, char** argv) {
    return trading::service::run_main(
        argc,
        argv,
        {
            .name = "control",
            .description = "The operators' door: gRPC for status, stops, strategies, orders, positions and events.",
            .check_config = trading::control::check_config,
            .run = trading::control::run,
        }
    );
}
