#include "tools/service/routes.hpp"

#include <array>
#include <optional>

namespace waymark::service {
namespace {

constexpr std::array table{
    Route{RouteId::index, "GET", "/", "index", "The pathways, for people"},
    Route{RouteId::page, "GET", "/pathways/{id}/", "page", "A pathway as a page, for people"},
    Route{RouteId::health, "GET", "/health", "health", "Whether the program runs", true},
    Route{RouteId::ready, "GET", "/ready", "ready", "Whether requests can be answered", true},
    Route{RouteId::metrics, "GET", "/metrics", "metrics", "Counts and durations, as Prometheus reads them",
          true},
    Route{RouteId::openapi, "GET", "/openapi.json", "openapi", "This description, in OpenAPI 3.1"},
    Route{RouteId::pathways, "GET", "/pathways", "pathways", "The pathways: ids, titles, versions"},
    Route{RouteId::pathway, "GET", "/pathways/{id}", "pathway", "One pathway: id, title, version, counts"},
    Route{RouteId::inputs, "GET", "/pathways/{id}/inputs", "inputs", "The facts and parameters of a pathway"},
    Route{RouteId::run, "POST", "/pathways/{id}/run", "run", "What the pathway says of a patient"},
    Route{RouteId::explain, "POST", "/pathways/{id}/explain", "explain",
          "Why a statement or definition is as it is for a patient, and what would change it"},
    Route{RouteId::needs, "POST", "/pathways/{id}/needs", "needs", "What could settle each open statement"},
    Route{RouteId::check, "POST", "/pathways/{id}/check", "check", "What the check of the pathway found"},
    Route{RouteId::services, "GET", "/cds-services", "services", "CDS Hooks: the services"},
    Route{RouteId::hook, "POST", "/cds-services/{id}", "hook", "CDS Hooks: cards for a patient"},
    Route{RouteId::feedback, "POST", "/cds-services/{id}/feedback", "feedback",
          "CDS Hooks: what became of cards"},
};

// What stands for {id} in the path; nullopt where the path is not of this form.
std::optional<std::string> id_in(std::string_view path, std::string_view form) {
  constexpr std::string_view place = "{id}";
  const auto at = form.find(place);
  if (at == form.npos) return path == form ? std::optional{std::string{}} : std::nullopt;
  const auto before = form.substr(0, at), behind = form.substr(at + place.size());
  if (path.size() <= before.size() + behind.size()) return std::nullopt;
  if (!path.starts_with(before) || !path.ends_with(behind)) return std::nullopt;
  const auto id = path.substr(before.size(), path.size() - before.size() - behind.size());
  return id.find('/') == id.npos ? std::optional{std::string{id}} : std::nullopt;
}

}  // namespace

std::span<const Route> routes() { return table; }

RouteMatch match_route(std::string_view method, std::string_view path) {
  RouteMatch result;
  for (const auto& route : table) {
    auto id = id_in(path, route.path);
    if (!id) continue;
    const bool fits = method == route.method || (method == "HEAD" && route.method == "GET");
    if (fits) return {&route, *std::move(id), false};
    result.is_other_method = true;
  }
  return result;
}

}  // namespace waymark::service
