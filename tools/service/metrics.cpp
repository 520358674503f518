#include "tools/service/metrics.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace waymark::service {

namespace {

std::string name_of(std::size_t index) {
  return index < routes().size() ? std::string{routes()[index].name} : "none";
}

std::string head(std::string_view name, std::string_view type, std::string_view help) {
  return fmt::format("# HELP {0} {2}\n# TYPE {0} {1}\n", name, type, help);
}

}  // namespace

void Metrics::count(const Route* route, int status, std::chrono::microseconds duration) {
  const auto index = route ? static_cast<std::size_t>(route - routes().data()) : most_routes - 1;
  auto& counts = routes_[index];
  const auto found = std::ranges::find(statuses, status);
  const auto place =
      found == statuses.end() ? statuses.size() - 1 : static_cast<std::size_t>(found - statuses.begin());
  ++counts.of_status[place];
  const auto bound = std::ranges::lower_bound(bounds, duration.count());
  ++counts.of_duration[static_cast<std::size_t>(bound - bounds.begin())];
  counts.microseconds += static_cast<std::uint64_t>(duration.count());
}

std::string Metrics::requests_text() const {
  auto result = head("waymark_requests_total", "counter", "Requests answered, by route and status.");
  for (std::size_t route = 0; route < most_routes; ++route) {
    for (std::size_t i = 0; i < statuses.size(); ++i) {
      const auto count = routes_[route].of_status[i].load();
      if (count == 0) continue;
      const auto status = statuses[i] == 0 ? "other" : fmt::to_string(statuses[i]);
      result += fmt::format("waymark_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", name_of(route),
                            status, count);
    }
  }
  return result;
}

std::string Metrics::durations_text() const {
  constexpr auto name = "waymark_request_seconds";
  auto result = head(name, "histogram", "From the first look at a request to its answer.");
  for (std::size_t route = 0; route < most_routes; ++route) {
    const auto& counts = routes_[route];
    std::uint64_t total = 0;
    std::string lines;
    for (std::size_t i = 0; i <= bounds.size(); ++i) {
      total += counts.of_duration[i].load();
      const auto bound = i < bounds.size() ? fmt::format("{}", bounds[i] / 1e6) : "+Inf";
      lines += fmt::format("{}_bucket{{route=\"{}\",le=\"{}\"}} {}\n", name, name_of(route), bound, total);
    }
    if (total == 0) continue;
    result +=
        lines + fmt::format("{0}_sum{{route=\"{1}\"}} {2}\n{0}_count{{route=\"{1}\"}} {3}\n", name,
                            name_of(route), static_cast<double>(counts.microseconds.load()) / 1e6, total);
  }
  return result;
}

std::string Metrics::text() const {
  const auto counter = [](std::string_view name, std::string_view help, std::uint64_t value) {
    return head(name, "counter", help) + fmt::format("{} {}\n", name, value);
  };
  return requests_text() + durations_text() +
         counter("waymark_readings_not_used_total", "Readings of records that were not used.", not_used_) +
         counter("waymark_reloads_total", "Pathways that were read anew and taken.", reloads_) +
         counter("waymark_reloads_refused_total", "Pathways that were read anew and not taken.",
                 refused_reloads_);
}

}  // namespace waymark::service
