#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::service {

// An address in its parts: "https", "fhir.example.org", 443, "/r4".
struct Address {
  std::string scheme, host;
  int port = 0;
  std::string path;  // without a slash at its end
};
// Returns the parts of an address of http or https without a user, a query or a fragment; nullopt of all
// else.
std::optional<Address> parse_address(std::string_view text);

// Whether an IP address is one that no client may lead the service to: of this machine, of the link (where
// clouds keep their metadata), of many machines, of none.
bool is_off_limits(const std::string& ip);

// What may be fetched, and how much of it.
struct FetchLimits {
  std::chrono::milliseconds time{5'000};  // for all requests of one call
  std::size_t bytes = 4'000'000;          // of one answer
  std::size_t requests = 12;              // of one call
};

// Asks FHIR servers for what a client did not send along: only those that are allowed, one request behind the
// other, without following redirections. Safe to use from several threads.
class FhirFetcher {
 public:
  // `servers` are addresses: "https://fhir.example.org"; what stands below one is allowed.
  explicit FhirFetcher(std::vector<Address> servers, FetchLimits limits = {});

  bool is_allowed(std::string_view server) const;

  using Clock = std::chrono::steady_clock;
  Clock::time_point end_of_call() const { return Clock::now() + limits_.time; }
  std::size_t most_requests() const { return limits_.requests; }

  // Returns the body of the answer with status 200 to `SERVER/QUERY`; nullopt where there is none in time, it
  // is too large, or the server is not allowed.
  std::optional<std::string> fetch(std::string_view server, const std::string& query,
                                   const std::optional<std::string>& token, Clock::time_point until) const;

 private:
  const Address* allowed(const Address& address) const;

  std::vector<Address> servers_;
  FetchLimits limits_;
};

// Returns the text at an https address; nullopt where it cannot be had. For key sets.
std::optional<std::string> fetch_text(const std::string& address);

}  // namespace waymark::service
