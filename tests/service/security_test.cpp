// Tokens, origins, other servers.
#include <atomic>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>
#include <thread>

#include <catch2/catch.hpp>

#include "tools/service/json_web_key.hpp"
#include "tools/service/tokens.hpp"
#include "ward.hpp"

namespace waymark::service {
namespace {

using Key = std::shared_ptr<EVP_PKEY>;
using Bytes = std::vector<unsigned char>;

std::string text_of(const Bytes& bytes) { return {bytes.begin(), bytes.end()}; }

Key elliptic_key(const char* curve = "P-384") { return {EVP_EC_gen(curve), EVP_PKEY_free}; }
Key rsa_key(unsigned bits = 2048) { return {EVP_RSA_gen(bits), EVP_PKEY_free}; }

std::string number_at(const Key& key, const char* name, std::size_t size) {
  BIGNUM* number = nullptr;
  REQUIRE(EVP_PKEY_get_bn_param(key.get(), name, &number) == 1);
  Bytes bytes(size == 0 ? static_cast<std::size_t>(BN_num_bytes(number)) : size);
  BN_bn2binpad(number, bytes.data(), static_cast<int>(bytes.size()));
  BN_free(number);
  return to_base64url(text_of(bytes));
}

Json json_of(const Key& key, const std::string& id) {
  if (EVP_PKEY_is_a(key.get(), "RSA"))
    return {{"kty", "RSA"},
            {"kid", id},
            {"n", number_at(key, OSSL_PKEY_PARAM_RSA_N, 0)},
            {"e", number_at(key, OSSL_PKEY_PARAM_RSA_E, 0)}};
  return {{"kty", "EC"},
          {"crv", "P-384"},
          {"kid", id},
          {"x", number_at(key, OSSL_PKEY_PARAM_EC_PUB_X, 48)},
          {"y", number_at(key, OSSL_PKEY_PARAM_EC_PUB_Y, 48)}};
}

std::string digest_signature(const Key& key, const std::string& text) {
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
  REQUIRE(EVP_DigestSignInit(context.get(), nullptr, EVP_sha384(), nullptr, key.get()) == 1);
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t size = 0;
  REQUIRE(EVP_DigestSign(context.get(), nullptr, &size, bytes, text.size()) == 1);
  Bytes result(size);
  REQUIRE(EVP_DigestSign(context.get(), result.data(), &size, bytes, text.size()) == 1);
  result.resize(size);
  return text_of(result);
}

// The two numbers of a signature, as tokens have them.
std::string from_der(const std::string& der) {
  const auto* begin = reinterpret_cast<const unsigned char*>(der.data());
  ECDSA_SIG* pair = d2i_ECDSA_SIG(nullptr, &begin, static_cast<long>(der.size()));
  REQUIRE(pair);
  Bytes result(96);
  BN_bn2binpad(ECDSA_SIG_get0_r(pair), result.data(), 48);
  BN_bn2binpad(ECDSA_SIG_get0_s(pair), result.data() + 48, 48);
  ECDSA_SIG_free(pair);
  return text_of(result);
}

constexpr std::int64_t now = 1'790'000'000;
const std::string service_address = "https://cds.example.org";

Json claims(const std::string& id = "1") {
  return {{"iss", "https://ehr.example.org"},
          {"aud", service_address + "/cds-services/ward"},
          {"iat", now - 10},
          {"exp", now + 300},
          {"jti", id}};
}

std::string signed_token(const Key& key, const Json& header, const Json& content) {
  const auto text = to_base64url(header.dump()) + "." + to_base64url(content.dump());
  const bool is_rsa = EVP_PKEY_is_a(key.get(), "RSA") == 1;
  const auto signature = digest_signature(key, text);
  return "Bearer " + text + "." + to_base64url(is_rsa ? signature : from_der(signature));
}

const Key ours = elliptic_key();
const Key ours_rsa = rsa_key();
const Json es384{{"alg", "ES384"}, {"typ", "JWT"}, {"kid", "ec"}};

std::string key_set() { return Json{{"keys", {json_of(ours, "ec"), json_of(ours_rsa, "rsa")}}}.dump(); }

TokenJudge judge() {
  return TokenJudge{{{"https://ehr.example.org", "keys.json"}}, {service_address}, [](const std::string&) {
                      return std::optional{key_set()};
                    }};
}

bool accepts(const std::string& token) { return judge().accepts(token, "/cds-services/ward", now); }

}  // namespace

TEST_CASE("base64 of URLs", "[service]") {
  CHECK(to_base64url("\xfb\xff") == "-_8");
  CHECK(from_base64url("-_8") == "\xfb\xff");
  CHECK(from_base64url("") == "");
  CHECK(from_base64url("a") == std::nullopt);
  CHECK(from_base64url("+/8") == std::nullopt);
  CHECK(from_base64url("-_9") == std::nullopt);  // the same bytes, written otherwise
}

TEST_CASE("tokens of ES384 and RS384 let in, once", "[service]") {
  auto one = judge();
  const auto token = signed_token(ours, es384, claims());
  CHECK(one.accepts(token, "/cds-services/ward", now));
  CHECK_FALSE(one.accepts(token, "/cds-services/ward", now));  // seen before
  CHECK(one.accepts(signed_token(ours_rsa, {{"alg", "RS384"}, {"kid", "rsa"}}, claims("2")),
                    "/cds-services/ward", now));
}

TEST_CASE("tokens with a wrong claim do not let in", "[service]") {
  const auto with = [](const std::string& name, const Json& value) {
    auto content = claims();
    content[name] = value;
    return signed_token(ours, es384, content);
  };
  CHECK(accepts(with("aud", service_address)));
  CHECK(accepts(with("aud", {"https://other.example.org", service_address})));
  CHECK_FALSE(accepts(with("iss", "https://other.example.org")));
  CHECK_FALSE(accepts(with("aud", "https://other.example.org")));
  CHECK_FALSE(accepts(with("aud", service_address + "/cds-services/other")));
  CHECK_FALSE(accepts(with("aud", nullptr)));
  CHECK_FALSE(accepts(with("exp", now)));
  CHECK_FALSE(accepts(with("exp", now + 100'000)));
  CHECK_FALSE(accepts(with("exp", "soon")));
  CHECK_FALSE(accepts(with("iat", now + 1'000)));
  CHECK_FALSE(accepts(with("nbf", now + 1'000)));
  CHECK_FALSE(accepts(with("jti", "")));
  for (const auto* name : {"iss", "aud", "exp", "jti"}) {
    INFO(name);
    auto content = claims();
    content.erase(name);
    CHECK_FALSE(accepts(signed_token(ours, es384, content)));
  }
}

TEST_CASE("no other algorithm lets in: none, HMAC with the public key, one for another key", "[service]") {
  const auto content = to_base64url(claims().dump());
  for (const auto* name : {"none", "None", "HS256", "HS384", "ES256", "RS256", "PS384", ""}) {
    INFO(name);
    CHECK_FALSE(accepts(signed_token(ours, {{"alg", name}, {"kid", "ec"}}, claims())));
  }
  const auto unsigned_text = to_base64url(R"({"alg":"none"})") + "." + content;
  CHECK_FALSE(accepts("Bearer " + unsigned_text + "."));
  const auto text = to_base64url(R"({"alg":"HS384","kid":"rsa"})") + "." + content;
  const auto secret = key_set();
  unsigned char code[64];
  unsigned size = 0;
  HMAC(EVP_sha384(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), code, &size);
  CHECK_FALSE(accepts("Bearer " + text + "." + to_base64url({reinterpret_cast<char*>(code), size})));
  CHECK_FALSE(accepts(signed_token(ours_rsa, {{"alg", "ES384"}, {"kid", "rsa"}}, claims())));
  CHECK_FALSE(accepts(signed_token(elliptic_key(), es384, claims())));  // another key
  CHECK_FALSE(accepts(signed_token(ours, {{"alg", "ES384"}, {"kid", "ec"}, {"crit", {"x"}}}, claims())));
}

TEST_CASE("a token that was changed does not let in", "[service]") {
  const auto token = signed_token(ours, es384, claims());
  CHECK(accepts(token));
  for (std::size_t i = 7; i < token.size(); i += 3) {
    auto changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    INFO(i);
    CHECK_FALSE(accepts(changed));
  }
  for (const auto* text : {"", "Bearer", "Bearer ", "Bearer a.b", "Bearer a.b.c.d", "Basic abc"})
    CHECK_FALSE(accepts(text));
  CHECK_FALSE(accepts(token.substr(7)));
  CHECK_FALSE(accepts("Bearer " + std::string(100'000, 'a')));
}

TEST_CASE("key sets are read, small and foreign keys are passed over", "[service]") {
  const auto count = [](const Json& keys) {
    const auto set = read_key_set(Json{{"keys", keys}}.dump());
    const auto* list = std::get_if<std::vector<JsonWebKey>>(&set);
    return list ? list->size() : 0;
  };
  CHECK(count({json_of(ours, "a"), json_of(ours_rsa, "b")}) == 2);
  CHECK(count({json_of(rsa_key(1024), "small")}) == 0);
  auto off = json_of(ours, "a");
  off["x"] = off["y"];  // no point of the curve
  CHECK(count({off}) == 0);
  CHECK(count({{{"kty", "oct"}, {"k", "c2VjcmV0"}}}) == 0);
  CHECK(std::holds_alternative<std::string>(read_key_set("[]")));
  const auto behind = Json{{"keys", Json::array()}}.dump() + '\0' + "}";
  CHECK(std::holds_alternative<std::string>(read_key_set(behind)));
}

TEST_CASE("with issuers nothing but health is answered without a token, 401 says no more", "[service]") {
  ServiceOptions options;
  options.issuers = {{"https://ehr.example.org", "/nowhere/keys.json"}};
  options.audiences = {service_address};
  options.origins = {"https://ehr.example.org"};
  const Ward ward{options};
  auto client = ward.client();
  for (const auto* path : {"/", "/cds-services", "/pathways", "/openapi.json", "/pathways/ward/"}) {
    const auto answer = client.Get(path);
    REQUIRE(answer);
    CHECK(answer->status == 401);
    CHECK(answer->body.empty());
  }
  CHECK(ward.post("/cds-services/ward", "{}")->status == 401);
  CHECK(ward.post("/cds-services/ward/feedback", "{}")->status == 401);
  CHECK(client.Get("/health")->status == 200);
  CHECK(client.Get("/ready")->status == 200);
  CHECK(client.Get("/metrics")->status == 200);
  const auto preflight = client.Options("/cds-services/ward", {{"Origin", "https://ehr.example.org"}});
  REQUIRE(preflight);
  CHECK(preflight->status == 204);
  CHECK(preflight->get_header_value("Access-Control-Allow-Origin") == "https://ehr.example.org");
  CHECK(preflight->get_header_value("Access-Control-Allow-Headers").find("Authorization") !=
        std::string::npos);
  const auto stranger = client.Options("/cds-services/ward", {{"Origin", "https://evil.example.org"}});
  REQUIRE(stranger);
  CHECK_FALSE(stranger->has_header("Access-Control-Allow-Origin"));
}

TEST_CASE("addresses are read strictly", "[service]") {
  const auto full = parse_address("https://FHIR.example.org:8443/r4/");
  REQUIRE(full);
  CHECK(full->host == "fhir.example.org");
  CHECK(full->port == 8443);
  CHECK(full->path == "/r4");
  CHECK(parse_address("http://[::1]/x")->host == "::1");
  for (const auto* text : {"", "fhir.example.org", "ftp://x.org", "https://", "https://user@x.org",
                           "https://x.org:0", "https://x.org:99999", "https://x.org/a?b", "https://x.org/a#b",
                           "https://x.org/../y", "https://x y.org", "https://[::1", "https://x.org:"}) {
    INFO(text);
    CHECK_FALSE(parse_address(text));
  }
}

TEST_CASE("addresses of this machine, the link and nobody are off limits", "[service]") {
  for (const auto* ip : {"127.0.0.1", "127.9.9.9", "0.0.0.0", "169.254.169.254", "224.0.0.1",
                         "255.255.255.255", "100.100.100.200", "::1", "::", "fe80::1", "ff02::1",
                         "::ffff:127.0.0.1", "::ffff:169.254.169.254", "fd00:ec2::254", "nonsense"}) {
    INFO(ip);
    CHECK(is_off_limits(ip));
  }
  for (const auto* ip : {"10.1.2.3", "192.168.1.1", "93.184.216.34", "2001:db8::1", "fd12:3456::1"}) {
    INFO(ip);
    CHECK_FALSE(is_off_limits(ip));
  }
}

TEST_CASE("only what is allowed is asked: the same scheme, host and port, below the path", "[service]") {
  const FhirFetcher fetcher{{*parse_address("https://fhir.example.org/r4")}};
  CHECK(fetcher.is_allowed("https://fhir.example.org/r4"));
  CHECK(fetcher.is_allowed("https://FHIR.example.org:443/r4/tenant"));
  for (const auto* text :
       {"http://fhir.example.org/r4", "https://fhir.example.org", "https://fhir.example.org/r4x",
        "https://fhir.example.org:8443/r4", "https://fhir.example.org.evil.org/r4",
        "https://fhir.example.org@evil.org/r4", "https://127.0.0.1/r4"}) {
    INFO(text);
    CHECK_FALSE(fetcher.is_allowed(text));
  }
}

namespace {

// A FHIR server that counts what it is asked; some do not search by `combo-code`.
class Records {
 public:
  explicit Records(bool looks_into_panels = true,
                   const Json& observations = bundle_of({saturation("o-1", 85)})) {
    server_.Get("/r4/.*", [this, looks_into_panels, observations](const httplib::Request& request,
                                                                  httplib::Response& response) {
      ++asked_;
      if (request.get_header_value("Authorization") != "Bearer good") {
        response.status = 401;
        return;
      }
      const auto& path = request.path;
      if (path == "/r4/Patient/p-1") return response.set_content(patient().dump(), "application/fhir+json");
      const bool asks_for_panels = request.has_param("combo-code");
      if (path == "/r4/Observation" && (looks_into_panels || !asks_for_panels))
        return response.set_content(observations.dump(), "application/fhir+json");
      if (path == "/r4/Observation") {
        response.status = 400;
        return response.set_content(R"({"resourceType": "OperationOutcome"})", "application/fhir+json");
      }
      if (path == "/r4/Procedure") return response.set_redirect("http://127.0.0.1:1/elsewhere");
      response.set_content(bundle_of({}).dump(), "application/fhir+json");
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread{[this] { server_.listen_after_bind(); }};
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~Records() {
    server_.stop();
    thread_.join();
  }
  std::string address() const { return "http://127.0.0.1:" + std::to_string(port_) + "/r4"; }
  int asked() const { return asked_; }

 private:
  httplib::Server server_;
  std::thread thread_;
  int port_ = 0;
  std::atomic<int> asked_ = 0;
};

Json call_with_server(const Records& records, const std::string& token) {
  auto call = view_call();
  call["fhirServer"] = records.address();
  call["fhirAuthorization"] = {{"access_token", token}, {"token_type", "Bearer"}};
  return call;
}

}  // namespace

TEST_CASE("what was not sent along is asked of an allowed server, a redirection is not followed",
          "[service]") {
  const Records records;
  ServiceOptions options;
  options.fhir_servers = {*parse_address(records.address())};
  const Ward ward{options};
  const auto answer = ward.cards(call_with_server(records, "good"));
  CHECK(card_about(answer, "care.oxygen").is_object());
  CHECK(open_card(answer).at("detail").get<std::string>().find("Procedure was not looked at") !=
        std::string::npos);
  CHECK(records.asked() == 4);
  auto sent = call_with_server(records, "good");
  sent["prefetch"] = {{"patient", patient()}, {"procedures", bundle_of({})}};
  ward.cards(sent);
  CHECK(records.asked() == 6);  // only what is missing
  CHECK(ward.post("/cds-services/ward", call_with_server(records, "bad").dump())->status == 412);
  CHECK(ward.post("/cds-services/ward", call_with_server(records, "bad\r\nX: y").dump())->status == 412);
}

namespace {

// The answer of a ward, to which a server is allowed that has this.
Json answer_with(const Records& records, const std::string& text) {
  ServiceOptions options;
  options.fhir_servers = {*parse_address(records.address())};
  const Ward ward{options, text};
  return ward.cards(call_with_server(records, "good"));
}

std::string open_detail(const Json& answer) {
  const auto card = open_card(answer);
  return card.is_null() ? "" : card.at("detail").get<std::string>();
}

}  // namespace

TEST_CASE("a server is asked for components of panels, or without where it refuses, which a card says",
          "[service]") {
  auto panel = saturation("o-1", 85);
  panel["component"] = {{{"code", panel["code"]}, {"valueQuantity", panel["valueQuantity"]}}};
  panel["code"]["coding"][0]["code"] = "85353-1";
  panel.erase("valueQuantity");
  const Records knowing{true, bundle_of({panel})};
  const auto with_parts = answer_with(knowing, ward_text);
  CHECK(card_about(with_parts, "care.oxygen").is_object());
  CHECK(open_detail(with_parts).find("panels") == std::string::npos);
  CHECK(knowing.asked() == 4);
  const Records refusing{false};
  const auto without_parts = answer_with(refusing, ward_text);
  CHECK(card_about(without_parts, "care.oxygen").is_object());
  CHECK(open_detail(without_parts).find("not looked for among the components of panels") !=
        std::string::npos);
  CHECK(refusing.asked() == 5);
}

TEST_CASE("what was not looked for in panels is not known to be absent", "[service]") {
  // The loader takes the list of what tells `surgery` to be complete.
  const std::string text = R"(
pathway ward "Ward" { version "1.0.0" follows guide }
source guide "A guide" { section s "All of it" { statement 1 "Use it" } }
fact surgery "Surgery" : yes or no code loinc "59408-5"
action oxygen "Oxygen" support
section care "Care" { must use oxygen { when not surgery cite guide.s.1 } }
)";
  const Records knowing{true, bundle_of({})}, refusing{false, bundle_of({})};
  CHECK(card_about(answer_with(knowing, text), "care.oxygen").is_object());
  CHECK(card_about(answer_with(refusing, text), "care.oxygen").is_null());
}

TEST_CASE("a server that nobody allowed is not asked, be it this machine's", "[service]") {
  const Records records;
  const Ward ward;
  CHECK(ward.post("/cds-services/ward", call_with_server(records, "good").dump())->status == 412);
  CHECK(records.asked() == 0);
}

}  // namespace waymark::service
