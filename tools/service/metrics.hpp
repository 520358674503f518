#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

#include "tools/service/routes.hpp"

namespace waymark::service {

// Counts requests by route and status, their durations, and what was read. Safe to use from several threads.
class Metrics {
 public:
  // `route` is null of what is no route.
  void count(const Route* route, int status, std::chrono::microseconds duration);
  void count_not_used(std::size_t readings) { not_used_ += readings; }
  void count_reload(bool taken) { ++(taken ? reloads_ : refused_reloads_); }

  // In the text format of Prometheus.
  std::string text() const;

 private:
  static constexpr std::size_t most_routes = 32;  // the last one: no route
  static constexpr std::array statuses{200, 204, 400, 401, 404, 405, 412, 413, 415, 422, 500, 503, 0};
  static constexpr std::array bounds{1'000,  2'000,  5'000,   10'000,
                                     20'000, 50'000, 100'000, 1'000'000};  // in µs

  struct Counts {
    std::array<std::atomic<std::uint64_t>, statuses.size()> of_status{};
    std::array<std::atomic<std::uint64_t>, bounds.size() + 1> of_duration{};
    std::atomic<std::uint64_t> microseconds{0};
  };

  std::string requests_text() const;
  std::string durations_text() const;

  std::array<Counts, most_routes> routes_;
  std::atomic<std::uint64_t> not_used_{0}, reloads_{0}, refused_reloads_{0};
};

}  // namespace waymark::service
