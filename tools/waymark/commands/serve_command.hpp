#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tools/report/reply.hpp"
#include "tools/waymark/commands/run.hpp"
#include "tools/waymark/io/loading.hpp"

namespace waymark {

struct ServeOptions : CommonOptions {
  std::vector<std::string> paths;
  std::string host = "127.0.0.1";
  int port = 8080;
  std::optional<std::string> store;             // a file for feedback
  std::optional<std::string> app;               // a script that tries patients in the page
  std::vector<std::string> issuers;             // "ISSUER=KEYS"
  std::vector<std::string> audiences;           // addresses by which clients know the service
  std::vector<std::string> origins;             // whose pages may ask
  std::vector<std::string> fhir_servers;        // that may be asked
  std::optional<std::string> certificate, key;  // for TLS
  std::size_t most_body = 2'000'000;            // bytes
  std::size_t most_connections = 64;
  std::size_t seconds = 10;  // for each request
};

// Serves pathways until SIGTERM or SIGINT; reads them anew on SIGHUP and when their files change.
Reply serve(const ServeOptions& options, const Surroundings& surroundings);

struct FeedbackOptions : CommonOptions {
  std::string store;
  ResultFormat format = ResultFormat::text;
};

// Says for each recommendation how often its card was shown, accepted and overridden, and why.
Reply report_feedback(const FeedbackOptions& options, const Surroundings& surroundings);

}  // namespace waymark
