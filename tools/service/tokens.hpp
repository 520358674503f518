#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/service/json_web_key.hpp"

namespace waymark::service {

// Whose tokens are accepted, and where their keys are: the path of a key set, or its https address.
struct Issuer {
  std::string name;  // `iss`
  std::string keys;
};

// Gets the text at an address or a path; nullopt where it cannot be had.
using KeySource = std::function<std::optional<std::string>(const std::string&)>;

// Decides about the JSON Web Tokens that come with requests, as CDS Hooks 2.0 describes them. Safe to call
// from several threads.
class TokenJudge {
 public:
  // `audiences` are the addresses by which clients know the service: a token is for one of them, or for the
  // path below it that is asked for. Keys are looked up when they are first needed; those of an address are
  // looked up again after some minutes, or where a key is new.
  TokenJudge(std::vector<Issuer> issuers, std::vector<std::string> audiences, KeySource source);

  // Whether everybody may ask.
  bool is_open() const { return issuers_.empty(); }

  // Whether the header `Authorization: Bearer ...` lets in whoever asks for `path` at `now`, in seconds since
  // 1970. A token is let in once.
  bool accepts(std::string_view authorization, std::string_view path, std::int64_t now);

 private:
  struct Keys {
    std::vector<JsonWebKey> keys;
    std::int64_t loaded = 0;  // in seconds since 1970; 0: never
  };
  struct Claims;

  const Issuer* issuer(const std::string& name) const;
  bool is_for_us(const std::vector<std::string>& audience, std::string_view path) const;
  std::vector<JsonWebKey> keys_for(const Issuer& issuer, const std::string& id, std::int64_t now);
  bool is_new(const std::string& issuer, const std::string& id, std::int64_t expires, std::int64_t now);

  std::vector<Issuer> issuers_;
  std::vector<std::string> audiences_;
  KeySource source_;
  std::mutex mutex_;
  std::map<std::string, Keys> keys_;                                  // by issuer
  std::map<std::pair<std::string, std::string>, std::int64_t> seen_;  // issuer and jti, until when
  std::int64_t swept_ = 0;
};

}  // namespace waymark::service
