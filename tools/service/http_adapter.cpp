#include "tools/service/http_adapter.hpp"

#include <charconv>
#include <chrono>

#include "tools/service/connection.hpp"
#include "tools/service/service.hpp"

namespace waymark::service {

namespace {

using Clock = std::chrono::steady_clock;

std::optional<std::string> parameter(const httplib::Request& request, const char* name) {
  return request.has_param(name) ? std::optional{request.get_param_value(name)} : std::nullopt;
}

HttpRequest request_of(const httplib::Request& given) {
  return {given.method,
          given.path,
          given.get_header_value("Authorization"),
          given.get_header_value("Origin"),
          given.get_header_value("Content-Type"),
          parameter(given, "at"),
          parameter(given, "id"),
          {}};
}

bool has_body(const httplib::Request& given) {
  return given.has_header("Content-Length") || given.has_header("Transfer-Encoding");
}

// What is said of the length; 0 where nothing sound is.
std::size_t announced_length(const httplib::Request& given) {
  const auto text = given.get_header_value("Content-Length");
  std::size_t result = 0;
  std::from_chars(text.data(), text.data() + text.size(), result);
  return result;
}

// What stands behind this request is not read as the next one.
void close_after_this() {
  if (auto* connection = Connection::of_this_thread()) connection->close_after_this();
}

class Adapter {
 public:
  Adapter(Service& service, const Limits& limits) : service_{service}, limits_{limits} {}

  // All but the body of POST.
  httplib::Server::HandlerResponse before_body(const httplib::Request& given, httplib::Response& response) {
    const auto begin = Clock::now();
    const auto request = request_of(given);
    auto refused = service_.refusal_of(request);
    const bool is_post = given.method == "POST";
    if (!refused && is_post && announced_length(given) > limits_.body_bytes) refused = too_large();
    if (!refused && is_post) return httplib::Server::HandlerResponse::Unhandled;
    if (refused && has_body(given)) close_after_this();
    give(request, refused ? *refused : service_.answer(request), begin, response);
    return httplib::Server::HandlerResponse::Handled;
  }

  void post(const httplib::Request& given, httplib::Response& response,
            const httplib::ContentReader& reader) {
    const auto begin = Clock::now();
    auto request = request_of(given);
    bool is_too_large = false;
    const auto take = [&](const char* bytes, std::size_t size) {
      is_too_large = request.body.size() + size > limits_.body_bytes;
      if (!is_too_large) request.body.append(bytes, size);
      return !is_too_large;
    };
    const bool is_whole = !has_body(given) || reader(take);
    if (is_whole) return give(request, service_.answer(request), begin, response);
    close_after_this();
    request.body.clear();
    give(request, is_too_large ? too_large() : refusal(400, "the body could not be read"), begin, response);
  }

 private:
  static HttpAnswer too_large() { return refusal(413, "the body is too large"); }

  void give(const HttpRequest& request, HttpAnswer answer, Clock::time_point begin,
            httplib::Response& response) {
    response.status = answer.status;
    for (const auto& [name, value] : service_.headers_for(request)) response.set_header(name, value);
    for (const auto& [name, value] : answer.headers) response.set_header(name, value);
    const auto duration = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
    service_.note(request, answer, duration);
    if (answer.type.empty()) return;
    response.headers.erase("Content-Type");
    response.body = std::move(answer.body);
    response.set_header("Content-Type", answer.type);
  }

  Service& service_;
  Limits limits_;
};

}  // namespace

std::unique_ptr<LimitedServer> make_server(Service& service, const Limits& limits,
                                           std::shared_ptr<SSL_CTX> tls) {
  auto server = std::make_unique<LimitedServer>(limits, std::move(tls));
  const auto adapter = std::make_shared<Adapter>(service, limits);
  server->set_pre_routing_handler([adapter](const httplib::Request& request, httplib::Response& response) {
    return adapter->before_body(request, response);
  });
  server->Post("/.*",
               [adapter](const httplib::Request& request, httplib::Response& response,
                         const httplib::ContentReader& reader) { adapter->post(request, response, reader); });
  server->set_exception_handler([](const httplib::Request&, httplib::Response& response, std::exception_ptr) {
    response.status = 500;
  });
  return server;
}

}  // namespace waymark::service
