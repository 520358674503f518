#pragma once

#include <string>
#include <string_view>

namespace waymark {

// 'sha256-...', as a policy of a page names what it allows: the hash in base64 (RFC 4648), in quotes.
std::string policy_hash(std::string_view text);

}  // namespace waymark
