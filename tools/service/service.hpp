#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tools/service/exchange.hpp"
#include "tools/service/fhir_fetch.hpp"
#include "tools/service/limits.hpp"
#include "tools/service/routes.hpp"
#include "tools/service/served_pathway.hpp"
#include "tools/service/tls_files.hpp"
#include "tools/service/tokens.hpp"

namespace waymark::service {

struct ServiceOptions {
  std::string host = "127.0.0.1";
  int port = 8080;  // 0: any that is free
  Limits limits = {};
  std::optional<TlsFiles> tls = std::nullopt;
  std::vector<Issuer> issuers = {};                 // none: everybody may ask
  std::vector<std::string> audiences = {};          // the addresses by which clients know the service
  std::vector<std::string> origins = {};            // whose pages may ask, as browsers name them
  std::vector<Address> fhir_servers = {};           // that may be asked for what a client did not send
  std::optional<std::string> store = std::nullopt;  // a file for feedback
  std::function<void(const std::string&)> log = [](const std::string&) {
  };  // takes a line; called by any thread
};

// Answers requests about pathways. Safe to ask from several threads.
class Service {
 public:
  // Throws std::runtime_error with the reason where a file of the options cannot be used.
  Service(ServiceOptions options, std::vector<PathwayLoader> loaders);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // Reads the pathways, anew where they are served already. What was refused is in the log as well.
  PathwayShelf::Reload load();

  // Begins to listen; a text says why that cannot be.
  std::optional<std::string> start();
  int port() const { return port_; }
  // No new requests; returns when those that are begun are answered.
  void finish();

  // Whether a request is refused before its body is read.
  std::optional<HttpAnswer> refusal_of(const HttpRequest& request);
  // The answer to a request that is not refused. Throws nothing.
  HttpAnswer answer(const HttpRequest& request);
  // Counts and logs what was answered.
  void note(const HttpRequest& request, const HttpAnswer& answer, std::chrono::microseconds duration);
  // The headers that every answer has.
  std::vector<std::pair<std::string, std::string>> headers_for(const HttpRequest& request) const;

 private:
  struct Parts;

  bool is_allowed_origin(const std::string& origin) const;
  HttpAnswer answer_preflight() const;
  HttpAnswer answer_of(const Route& route, const std::string& id, const HttpRequest& request);
  HttpAnswer answer_of_pathway(const Route& route, const ServedPathway& pathway, const HttpRequest& request);

  ServiceOptions options_;
  std::unique_ptr<Parts> parts_;
  int port_ = 0;
};

}  // namespace waymark::service
