#include "tools/document/policy_hash.hpp"

#include "lang/text/sha256.hpp"
#include "tools/report/base64.hpp"

namespace waymark {

std::string policy_hash(std::string_view text) {
  const auto bytes = sha256(text);
  return "'sha256-" + to_base64({reinterpret_cast<const char*>(bytes.data()), bytes.size()}) + "'";
}

}  // namespace waymark
