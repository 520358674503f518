// What hostile clients send, and what becomes of them.
#include <arpa/inet.h>
#include <chrono>
#include <random>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "interpreter/facts/json/json_slices.hpp"
#include "tools/service/hooks/feedback_request.hpp"
#include "ward.hpp"

namespace waymark::service {
namespace {

using namespace std::chrono_literals;

// A client that sends what it likes.
class RawClient {
 public:
  explicit RawClient(int port) : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    const timeval limit{120, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  }
  ~RawClient() { ::close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  // Whether the other side still takes it.
  bool send(const std::string& text) const {
    return ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
  }
  // What comes until the other side ends, or for two minutes.
  std::string rest() const {
    std::string result;
    char buffer[4096];
    for (ssize_t count; (count = ::recv(socket_, buffer, sizeof buffer, 0)) > 0;)
      result.append(buffer, static_cast<std::size_t>(count));
    return result;
  }
  // Whether the other side ends by itself before that; what comes until then is passed over.
  bool is_dropped() const {
    char byte = 0;
    ssize_t count = 1;
    while (count > 0) count = ::recv(socket_, &byte, 1, 0);
    return count == 0 || errno == ECONNRESET;
  }

 private:
  int socket_;
};

std::string deep(int levels) {
  return std::string(static_cast<std::size_t>(levels), '[') +
         std::string(static_cast<std::size_t>(levels), ']');
}

std::string sound_body() { return searched(view_call(), {saturation("o-1", 85)}, {}).dump(); }

ServiceOptions in_a_hurry() {
  ServiceOptions options;
  options.limits.request_time = 600ms;
  options.limits.idle_time = 600ms;
  options.limits.connections = 4;
  return options;
}

// Whether a sound client is, some time: in a hurry, one on a busy machine is dropped too.
bool is_answered(const Ward& ward) {
  for (int i = 0; i < 50; ++i) {
    const auto answer = ward.post("/cds-services/ward", sound_body());
    if (answer && answer->status == 200) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a body that is too large is answered with 413, announced or not", "[service]") {
  const Ward ward;
  const std::string body(3'000'000, ' ');
  const auto announced = ward.post("/cds-services/ward", body);
  REQUIRE(announced);
  CHECK(announced->status == 413);
  const RawClient client{ward.port()};
  client.send("POST /cds-services/ward HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 30 && client.send("186a0\r\n" + std::string(100'000, ' ') + "\r\n"); ++i) continue;
  CHECK(client.rest().starts_with("HTTP/1.1 413"));
  CHECK(ward.post("/cds-services/ward", sound_body())->status == 200);
}

TEST_CASE("JSON that is too deep is answered with 400", "[service]") {
  const Ward ward;
  for (const auto& body : {deep(10'000), "{\"prefetch\": " + deep(10'000) + "}", std::string(900'000, '[')}) {
    const auto answer = ward.post("/cds-services/ward", body);
    REQUIRE(answer);
    CHECK(answer->status == 400);
    const auto run = ward.post("/pathways/ward/run", body);
    REQUIRE(run);
    CHECK(run->status == 422);
  }
}

TEST_CASE("soundness of JSON is told as its grammar has it", "[service]") {
  for (const auto* text : {"0", "-1.5e+3", "\"\\u00e4\"", "[]", "{}", " [1, {\"a\": null}] ", "true"})
    CHECK(json::json_fault(text, 10) == json::JsonFault::none);
  for (const auto* text : {"", "01", "1.", "+1", "\"", "\"\\x\"", "\"\t\"", "[1,]", "{\"a\"}", "{a: 1}",
                           "nul", "1 2", "[1", "{\"a\": 1,}", "\"\\u12\""})
    CHECK(json::json_fault(text, 10) == json::JsonFault::syntax);
  CHECK(json::json_fault(deep(10), 10) == json::JsonFault::none);
  CHECK(json::json_fault(deep(11), 10) == json::JsonFault::too_deep);
}

TEST_CASE("soundness of JSON is told as another reader tells it, of texts with mistakes too", "[service]") {
  const auto seed = sound_body();
  const std::string bytes = "{}[]\",:0123456789.-+eEtrufalsn \\\n\x01/";
  std::mt19937 random{20261123};
  std::size_t sound = 0, unsound = 0;
  for (int i = 0; i < 20'000; ++i) {
    auto text = seed.substr(random() % 40, 1 + random() % 60);
    if (i % 4 == 0) text = R"({"a": [1, -0.5e3, true, null, "b\n"], "c": {"d": []}})";
    for (auto changes = random() % 3; changes > 0; --changes)
      text[random() % text.size()] = bytes[random() % bytes.size()];
    if (text.find("\\u") != text.npos)
      continue;  // halves of characters: there the other reader asks for more
    const bool is_sound = nlohmann::json::accept(text);
    INFO(text);
    REQUIRE((json::json_fault(text, 50) == json::JsonFault::none) == is_sound);
    ++(is_sound ? sound : unsound);
    read_hook_request(text);
    read_feedback(text);
  }
  CHECK(sound > 1000);
  CHECK(unsound > 1000);
}

TEST_CASE("who sends a byte now and then is dropped when the time is over", "[service]") {
  const Ward ward{in_a_hurry()};
  const RawClient head{ward.port()}, body{ward.port()};
  body.send("POST /cds-services/ward HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
  for (int i = 0; i < 15; ++i) {
    head.send("G");
    body.send(" ");
    std::this_thread::sleep_for(100ms);
  }
  CHECK(head.is_dropped());
  CHECK(body.is_dropped());
  CHECK(is_answered(ward));
}

TEST_CASE("more slow clients than connections do not keep others out for long", "[service]") {
  const Ward ward{in_a_hurry()};
  std::vector<std::unique_ptr<RawClient>> slow;
  for (int i = 0; i < 12; ++i) {
    slow.push_back(std::make_unique<RawClient>(ward.port()));
    slow.back()->send("POST /cds-services/ward HTTP/1.1\r\n");
  }
  CHECK(is_answered(ward));
}

TEST_CASE("what is no HTTP, and what there is not, is answered and leaves the service as it is",
          "[service]") {
  const Ward ward;
  RawClient{ward.port()}.send(std::string(100'000, 'x') + "\r\n\r\n");
  RawClient{ward.port()}.send("GET / HTTP/9.9\r\n\r\n");
  RawClient{ward.port()}.send("POST /cds-services/ward HTTP/1.1\r\nContent-Length: -5\r\n\r\n");
  RawClient{ward.port()}.send(
      "POST /cds-services/ward HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n");
  auto client = ward.client();
  CHECK(client.Get("/../../etc/passwd")->status == 404);
  CHECK(client.Get("/pathways/%2e%2e/")->status == 404);
  CHECK(client.Get("/" + std::string(3'000, 'a'))->status == 404);
  CHECK(client.Put("/cds-services/ward", "{}", "application/json")->status == 405);
  CHECK(client.Delete("/health")->status == 405);
  CHECK(client.Get("/cds-services/ward")->status == 405);
  CHECK(client.Post("/cds-services/ward", "a=1", "application/x-www-form-urlencoded")->status == 415);
  CHECK(ward.post("/cds-services/ward", sound_body())->status == 200);
}

TEST_CASE("a body that is sent packed is counted unpacked", "[service]") {
  const Ward ward;
  auto client = ward.client();
  client.set_compress(true);
  const auto answer = client.Post("/cds-services/ward", std::string(3'000'000, ' '), "application/json");
  REQUIRE(answer);
  CHECK(answer->status == 413);
  const auto fine = client.Post("/cds-services/ward", sound_body(), "application/json");
  REQUIRE(fine);
  CHECK(fine->status == 200);
}

TEST_CASE("no fact and no id of a patient is logged or counted", "[service]") {
  Ward ward;
  ward.cards(searched(view_call(), {saturation("secret-observation", 85)}, {}));
  ward.post("/cds-services/ward", R"({"hook": "secret-word"})");
  ward.post("/pathways/ward/run?at=secret", R"({"patient": "secret-patient", "facts": {"spo2": 84.4321}})");
  ward.client().Get("/secret/path");
  const auto metrics = ward.client().Get("/metrics");
  REQUIRE(metrics);
  std::string all = metrics->body;
  for (const auto& line : ward.log()) all += line + "\n";
  for (const auto* word : {"secret", "p-1", "84.4321", "85"}) {
    INFO(word << " in\n" << all);
    const bool is_number = word[0] == '8';
    if (is_number)
      CHECK(all.find(std::string{"="} + word + " ") == all.npos);
    else
      CHECK(all.find(word) == all.npos);
  }
  CHECK(ward.log().size() >= 4);
}

}  // namespace waymark::service
