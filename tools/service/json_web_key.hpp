#pragma once

#include <memory>
#include <openssl/types.h>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace waymark::service {

// What signatures of tokens are made with; no other kinds are accepted.
enum class SignatureKind { es384, rs384 };
// Of "ES384", "RS384"; nullopt of anything else, `none` and all of HMAC among it.
std::optional<SignatureKind> signature_kind(std::string_view name);

// Bytes as URLs write them (RFC 4648, section 5), without padding; nullopt where the text is none of it.
std::optional<std::string> from_base64url(std::string_view text);
std::string to_base64url(std::string_view bytes);

// A public key of a set (RFC 7517).
struct JsonWebKey {
  std::string id;  // `kid`; empty where it has none
  SignatureKind kind = SignatureKind::es384;
  std::shared_ptr<EVP_PKEY> key;
};

// Reads a JSON Web Key Set. Keys of other kinds, and of fewer than 2048 bits, are passed over. A text says
// why it is no set.
std::variant<std::vector<JsonWebKey>, std::string> read_key_set(std::string_view text);

// Whether `signature` is that of `text` by the key.
bool is_signed_by(const JsonWebKey& key, std::string_view text, std::string_view signature);

}  // namespace waymark::service
