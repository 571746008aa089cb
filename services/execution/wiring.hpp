#pragma once

#include "common/base/result.hpp"
#include "common/service/shutdown_signal.hpp"

#include <string>

namespace trading::execution {

[[nodiscard]] base::Status check_config(const std::string& config_path);

// Makes every part, joins them and works until the shutdown is done.
[[nodiscard]] base::Status run(const std::string& config_path, service::ShutdownSignal& shutdown);

}  // namespace trading::execution
