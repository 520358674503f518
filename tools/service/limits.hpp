#pragma once

#include <chrono>
#include <cstddef>

namespace waymark::service {

// What a client may ask of the service, at most.
struct Limits {
  std::size_t body_bytes = 2'000'000;  // of a request, unpacked
  std::size_t header_bytes = 65'536;   // of all headers of a request
  std::size_t path_bytes = 1024;
  std::chrono::milliseconds request_time{10'000};  // from its first byte until the answer is sent
  std::chrono::milliseconds idle_time{5'000};      // between requests of one connection
  std::size_t connections = 64;                    // that are served at the same time
  std::size_t waiting = 128;                       // that wait for one of these to end
  std::size_t requests_per_connection = 100'000;
};

}  // namespace waymark::service
