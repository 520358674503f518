#pragma once

#include <span>
#include <string>
#include <string_view>

namespace waymark::service {

enum class RouteId {
  index,
  page,
  health,
  ready,
  metrics,
  openapi,
  pathways,
  pathway,
  inputs,
  run,
  explain,
  needs,
  check,
  services,
  hook,
  feedback
};

// One thing that the service is asked for. The table of them is what requests are held against, what
// /openapi.json is made of, and what metrics and the log name.
struct Route {
  RouteId id;
  std::string_view method;  // GET, POST
  std::string_view path;    // "/pathways/{id}/run"
  std::string_view name;    // "run"
  std::string_view summary;
  bool is_open = false;  // asked without a token
};

std::span<const Route> routes();

// What a path is of. `route` is null where there is nothing; `is_other_method` where it is asked for
// otherwise.
struct RouteMatch {
  const Route* route = nullptr;
  std::string id;  // what stands for {id}
  bool is_other_method = false;
};

RouteMatch match_route(std::string_view method, std::string_view path);

}  // namespace waymark::service
