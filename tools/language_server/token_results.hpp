#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "tools/language_server/message.hpp"

namespace waymark::lsp {

// The tokens that were sent last of each document, so that only what changed is sent the next time.
class TokenResults {
 public:
  // Gives the answer of a request for all tokens an id; where `params` names the result that was sent last,
  // the tokens are replaced by what changed of them.
  Answer numbered(const Json& params, Answer tokens);
  void forget(const std::string& uri) { sent_.erase(uri); }

 private:
  struct Sent {
    std::string id;
    Json data;
  };
  std::map<std::string, Sent> sent_;  // by URI
  std::uint64_t count_ = 0;
};

}  // namespace waymark::lsp
