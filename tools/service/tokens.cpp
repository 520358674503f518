#include "tools/service/tokens.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "lang/text/read_json.hpp"

namespace waymark::service {

namespace {

using ReadJson = nlohmann::json;

constexpr std::size_t most_bytes = 16'384, most_seen = 1'000'000;
constexpr std::int64_t clock_skew = 60, longest_life = 3600;  // in seconds
constexpr std::int64_t keys_last = 600, pause_between_lookups = 10;

std::string claim_at(const ReadJson& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

// A time of a token is a number of seconds; nullopt where it is anything else.
std::optional<std::int64_t> seconds_at(const ReadJson& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number()) return std::nullopt;
  const auto seconds = found->get<double>();
  if (!(seconds > 0 && seconds < 1e11)) return std::nullopt;
  return static_cast<std::int64_t>(seconds);
}

std::vector<std::string> audience_of(const ReadJson& claims) {
  const auto found = claims.find("aud");
  std::vector<std::string> result;
  if (found == claims.end()) return result;
  if (found->is_string()) result.push_back(found->get<std::string>());
  if (!found->is_array()) return result;
  for (const auto& each : *found) {
    if (each.is_string()) result.push_back(each.get<std::string>());
  }
  return result;
}

ReadJson decoded(std::string_view part) {
  const auto text = from_base64url(part);
  return text ? read_json<ReadJson>(*text) : ReadJson(ReadJson::value_t::discarded);
}

bool is_address(const std::string& place) { return place.find("://") != std::string::npos; }

// The header, the claims and the signature, as they are written; `text` is what is signed.
struct TokenParts {
  std::string_view header, claims, signature, text;
};

std::optional<TokenParts> parts_of(std::string_view token) {
  const auto first = token.find('.');
  const auto second = first == token.npos ? first : token.find('.', first + 1);
  if (second == token.npos || token.find('.', second + 1) != token.npos) return std::nullopt;
  return TokenParts{token.substr(0, first), token.substr(first + 1, second - first - 1),
                    token.substr(second + 1), token.substr(0, second)};
}

}  // namespace

// What a token claims, as far as it is looked at.
struct TokenJudge::Claims {
  std::string issuer, id;
  std::vector<std::string> audience;
  std::int64_t expires = 0;

  static std::optional<Claims> read(std::string_view part, std::int64_t now) {
    const auto json = decoded(part);
    if (!json.is_object()) return std::nullopt;
    const auto expires = seconds_at(json, "exp"), issued = seconds_at(json, "iat");
    Claims result{claim_at(json, "iss"), claim_at(json, "jti"), audience_of(json), expires.value_or(0)};
    const bool lives = expires && *expires > now && *expires <= now + longest_life;
    const bool is_from_now = !json.contains("iat") || (issued && *issued <= now + clock_skew);
    const bool has_begun =
        !json.contains("nbf") || seconds_at(json, "nbf").value_or(now + 1'000) <= now + clock_skew;
    if (!lives || !is_from_now || !has_begun || result.id.empty() || result.issuer.empty())
      return std::nullopt;
    return result;
  }
};

TokenJudge::TokenJudge(std::vector<Issuer> issuers, std::vector<std::string> audiences, KeySource source)
    : issuers_{std::move(issuers)}, audiences_{std::move(audiences)}, source_{std::move(source)} {}

const Issuer* TokenJudge::issuer(const std::string& name) const {
  const auto found = std::ranges::find(issuers_, name, &Issuer::name);
  return found == issuers_.end() ? nullptr : &*found;
}

bool TokenJudge::is_for_us(const std::vector<std::string>& audience, std::string_view path) const {
  return std::ranges::any_of(audiences_, [&](const std::string& ours) {
    return std::ranges::any_of(
        audience, [&](const std::string& one) { return one == ours || one == ours + std::string{path}; });
  });
}

std::vector<JsonWebKey> TokenJudge::keys_for(const Issuer& from, const std::string& id, std::int64_t now) {
  const auto fitting = [&](const std::vector<JsonWebKey>& keys) {
    std::vector<JsonWebKey> result;
    std::ranges::copy_if(keys, std::back_inserter(result),
                         [&](const JsonWebKey& key) { return id.empty() || key.id.empty() || key.id == id; });
    return result;
  };
  {
    const std::lock_guard lock{mutex_};
    auto& known = keys_[from.name];
    const auto found = fitting(known.keys);
    const bool is_fresh = known.loaded + keys_last > now || !is_address(from.keys);
    if (known.loaded != 0 && !found.empty() && is_fresh) return found;
    if (known.loaded != 0 && known.loaded + pause_between_lookups > now) return found;
    known.loaded = now;
  }
  // Nobody waits for the lock while an address answers.
  const auto text = source_(from.keys);
  auto set = text ? read_key_set(*text) : std::variant<std::vector<JsonWebKey>, std::string>{std::string{}};
  const std::lock_guard lock{mutex_};
  if (auto* keys = std::get_if<std::vector<JsonWebKey>>(&set)) keys_[from.name].keys = std::move(*keys);
  return fitting(keys_[from.name].keys);
}

bool TokenJudge::is_new(const std::string& from, const std::string& id, std::int64_t expires,
                        std::int64_t now) {
  const std::lock_guard lock{mutex_};
  if (swept_ + clock_skew <= now) {
    std::erase_if(seen_, [&](const auto& entry) { return entry.second <= now; });
    swept_ = now;
  }
  return seen_.size() < most_seen && seen_.try_emplace({from, id}, expires).second;
}

bool TokenJudge::accepts(std::string_view authorization, std::string_view path, std::int64_t now) {
  constexpr std::string_view scheme = "Bearer ";
  if (!authorization.starts_with(scheme) || authorization.size() > most_bytes) return false;
  const auto parts = parts_of(authorization.substr(scheme.size()));
  if (!parts) return false;
  const auto header = decoded(parts->header);
  const auto kind = header.is_object() ? signature_kind(claim_at(header, "alg")) : std::nullopt;
  const auto claims = Claims::read(parts->claims, now);
  const auto signature = from_base64url(parts->signature);
  if (!kind || !claims || !signature || header.contains("crit")) return false;
  const auto* from = issuer(claims->issuer);
  if (!from || !is_for_us(claims->audience, path)) return false;
  const auto jku = claim_at(header, "jku");
  if (!jku.empty() && is_address(from->keys) && jku != from->keys) return false;
  const auto keys = keys_for(*from, claim_at(header, "kid"), now);
  const bool is_signed = std::ranges::any_of(keys, [&](const JsonWebKey& key) {
    return key.kind == *kind && is_signed_by(key, parts->text, *signature);
  });
  return is_signed && is_new(claims->issuer, claims->id, claims->expires, now);
}

}  // namespace waymark::service
