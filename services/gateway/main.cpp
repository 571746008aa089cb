#include "common/service/service_main.hpp"
#include "services/gateway/wiring.hpp"

int main(int argc, char** argv) {
    return trading::service::run_main(
        argc,
        argv,
        {
            .name = "gateway",
            .description = "The venue's public feeds, verified and published as market facts on the bus.",
            .check_config = trading::gateway::check_config,
            .run = trading::gateway::run,
        }
    );
}
