#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace waymark::service {

// A request as far as the service looks at it.
struct HttpRequest {
  std::string method, path;
  std::string authorization, origin, content_type;  // headers; empty where they are absent
  std::optional<std::string> at, id;                // parameters of the query
  std::string body;
};

// What the log says of an answer: ids, durations and counts.
struct Counted {
  std::string pathway, call;  // call: the UUID of a call of CDS Hooks
  std::size_t advised = 0, undetermined = 0, not_used = 0;
};

struct HttpAnswer {
  int status = 200;
  std::string body;
  std::string type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers = {};
  Counted counted = {};
};

// {"error": "..."}
HttpAnswer refusal(int status, const std::string& message);

}  // namespace waymark::service
