#include "tools/service/json_web_key.hpp"

#include <array>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <nlohmann/json.hpp>

#include "lang/text/read_json.hpp"

namespace waymark::service {
namespace {

using ReadJson = nlohmann::json;

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t coordinate_bytes = 48;  // of P-384
constexpr int least_rsa_bits = 2048;

template <typename T, void (*free)(T*)>
struct Free {
  void operator()(T* pointer) const { free(pointer); }
};
template <typename T, void (*free)(T*)>
using Owned = std::unique_ptr<T, Free<T, free>>;
using Number = Owned<BIGNUM, BN_free>;
using Builder = Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Parameters = Owned<OSSL_PARAM, OSSL_PARAM_free>;
using KeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using DigestContext = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using EcSignature = Owned<ECDSA_SIG, ECDSA_SIG_free>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
Number number_of(std::string_view bytes) {
  return Number{BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr)};
}

std::shared_ptr<EVP_PKEY> key_from(const char* type, OSSL_PARAM_BLD* builder) {
  const Parameters parameters{OSSL_PARAM_BLD_to_param(builder)};
  const KeyContext context{EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr)};
  EVP_PKEY* key = nullptr;
  const bool made = parameters && context && EVP_PKEY_fromdata_init(context.get()) == 1 &&
                    EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) == 1;
  ERR_clear_error();
  return made ? std::shared_ptr<EVP_PKEY>{key, EVP_PKEY_free} : nullptr;
}

std::optional<std::string> bytes_at(const ReadJson& key, const char* name) {
  const auto found = key.find(name);
  return found != key.end() && found->is_string() ? from_base64url(found->get_ref<const std::string&>())
                                                  : std::nullopt;
}

std::shared_ptr<EVP_PKEY> elliptic_key(const ReadJson& key) {
  const auto x = bytes_at(key, "x"), y = bytes_at(key, "y");
  if (!x || !y || x->size() != coordinate_bytes || y->size() != coordinate_bytes) return nullptr;
  const auto point = "\x04" + *x + *y;
  const Builder builder{OSSL_PARAM_BLD_new()};
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-384", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  return key_from("EC", builder.get());
}

std::shared_ptr<EVP_PKEY> rsa_key(const ReadJson& key) {
  const auto n = bytes_at(key, "n"), e = bytes_at(key, "e");
  if (!n || !e) return nullptr;
  const auto modulus = number_of(*n), exponent = number_of(*e);
  const Builder builder{OSSL_PARAM_BLD_new()};
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
  auto result = key_from("RSA", builder.get());
  return result && EVP_PKEY_get_bits(result.get()) >= least_rsa_bits ? result : nullptr;
}

std::string word_at(const ReadJson& key, const char* name) {
  const auto found = key.find(name);
  return found != key.end() && found->is_string() ? found->get<std::string>() : "";
}

std::optional<JsonWebKey> key_of(const ReadJson& json) {
  if (!json.is_object()) return std::nullopt;
  const auto type = word_at(json, "kty"), use = word_at(json, "use"), algorithm = word_at(json, "alg");
  if (!use.empty() && use != "sig") return std::nullopt;
  JsonWebKey result{word_at(json, "kid"), SignatureKind::es384, nullptr};
  if (type == "EC" && word_at(json, "crv") == "P-384" && (algorithm.empty() || algorithm == "ES384"))
    result.key = elliptic_key(json);
  if (type == "RSA" && (algorithm.empty() || algorithm == "RS384")) {
    result.kind = SignatureKind::rs384;
    result.key = rsa_key(json);
  }
  return result.key ? std::optional{std::move(result)} : std::nullopt;
}

// Tokens have the two numbers of a signature one behind the other; OpenSSL has them in DER.
std::string in_der(std::string_view signature) {
  if (signature.size() != 2 * coordinate_bytes) return {};
  auto r = number_of(signature.substr(0, coordinate_bytes));
  auto s = number_of(signature.substr(coordinate_bytes));
  const EcSignature pair{ECDSA_SIG_new()};
  if (!pair || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) return {};
  static_cast<void>(r.release());
  static_cast<void>(s.release());
  unsigned char* bytes = nullptr;
  const int size = i2d_ECDSA_SIG(pair.get(), &bytes);
  if (size <= 0) return {};
  std::string result{reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size)};
  OPENSSL_free(bytes);
  return result;
}

}  // namespace

std::optional<SignatureKind> signature_kind(std::string_view name) {
  if (name == "ES384") return SignatureKind::es384;
  if (name == "RS384") return SignatureKind::rs384;
  return std::nullopt;
}

std::optional<std::string> from_base64url(std::string_view text) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string result;
  unsigned bits = 0, count = 0;
  for (const char c : text) {
    const auto value = alphabet.find(c);
    if (value == alphabet.npos) return std::nullopt;
    bits = (bits << 6 | static_cast<unsigned>(value)) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    result += static_cast<char>(bits >> count & 0xff);
  }
  const bool has_rest = (bits & ((1u << count) - 1)) != 0;  // one text for the same bytes, no others
  return has_rest ? std::nullopt : std::optional{std::move(result)};
}

std::string to_base64url(std::string_view bytes) {
  std::string result;
  unsigned bits = 0, count = 0;
  for (const unsigned char byte : bytes) {
    bits = (bits << 8 | byte) & 0xffffff;
    for (count += 8; count >= 6; count -= 6) result += alphabet[bits >> (count - 6) & 63];
  }
  if (count > 0) result += alphabet[bits << (6 - count) & 63];
  return result;
}

std::variant<std::vector<JsonWebKey>, std::string> read_key_set(std::string_view text) {
  const auto set = read_json<ReadJson>(text);
  if (!set.is_object() || !set.contains("keys") || !set["keys"].is_array())
    return std::string{"this is no JSON Web Key Set: an object with a list `keys` is expected"};
  std::vector<JsonWebKey> result;
  for (const auto& json : set["keys"]) {
    if (auto key = key_of(json)) result.push_back(*std::move(key));
  }
  if (result.empty())
    return std::string{"there is no key of P-384 or RSA with 2048 bits or more in this set"};
  return result;
}

bool is_signed_by(const JsonWebKey& key, std::string_view text, std::string_view signature) {
  const auto der = key.kind == SignatureKind::es384 ? in_der(signature) : std::string{signature};
  if (der.empty()) return false;
  const DigestContext context{EVP_MD_CTX_new()};
  const bool fits =
      context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha384(), nullptr, key.key.get()) == 1 &&
      EVP_DigestVerify(context.get(), bytes_of(der), der.size(), bytes_of(text), text.size()) == 1;
  ERR_clear_error();
  return fits;
}

}  // namespace waymark::service
