#pragma once

#include <string_view>

namespace trading::venue::okx {

// Whether the protocol reference or a recorded message names this field. Those that we do not use are passed over in
// silence; all others are counted as unknown.
[[nodiscard]] bool is_documented_field(std::string_view name) noexcept;

// Whether the protocol reference names this channel, used by us or not.
[[nodiscard]] bool is_documented_channel(std::string_view name) noexcept;

}  // namespace trading::venue::okx
