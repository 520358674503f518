#include "tools/service/openapi.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tools/report/json_parts.hpp"
#include "tools/report/version.hpp"
#include "tools/service/routes.hpp"

namespace waymark::service {
namespace {

using Json = nlohmann::ordered_json;

Json schema_reference(std::string_view name) {
  return {{"$ref", fmt::format("#/components/schemas/{}", name)}};
}

Json content(std::string_view type, Json schema) {
  return {{std::string{type}, {{"schema", std::move(schema)}}}};
}

Json parameter(std::string_view name, std::string_view in, bool required, std::string_view description) {
  return {{"name", name},
          {"in", in},
          {"required", required},
          {"description", description},
          {"schema", {{"type", "string"}}}};
}

bool is_about_patient(RouteId id) {
  return id == RouteId::run || id == RouteId::explain || id == RouteId::needs;
}

bool is_of_cds_hooks(RouteId id) {
  return id == RouteId::services || id == RouteId::hook || id == RouteId::feedback;
}

Json parameters_of(const Route& route) {
  auto result = Json::array();
  if (route.path.find("{id}") != route.path.npos)
    result.push_back(parameter("id", "path", true, "The id of the pathway"));
  if (is_about_patient(route.id))
    result.push_back(parameter("at", "query", false, "The moment, in place of the document's own"));
  if (route.id == RouteId::explain)
    result.push_back(parameter("id", "query", true, "What is to be explained: plasma_exchange.exchange"));
  return result;
}

Json body_of(const Route& route) {
  const auto schema = is_about_patient(route.id)      ? "Patient"
                      : route.id == RouteId::hook     ? "HookRequest"
                      : route.id == RouteId::feedback ? "FeedbackRequest"
                                                      : "Nothing";
  return {{"required", route.id != RouteId::check},
          {"content", content("application/json", schema_reference(schema))}};
}

Json good_answer(const Route& route) {
  switch (route.id) {
    case RouteId::index:
    case RouteId::page: return content("text/html", {{"type", "string"}});
    case RouteId::health:
    case RouteId::ready:
    case RouteId::metrics: return content("text/plain", {{"type", "string"}});
    case RouteId::openapi:
    case RouteId::pathways:
    case RouteId::pathway:
    case RouteId::inputs:
    case RouteId::run:
    case RouteId::explain:
    case RouteId::needs:
    case RouteId::check:
    case RouteId::services:
    case RouteId::hook:
    case RouteId::feedback: break;
  }
  return content("application/json", schema_reference("Document"));
}

Json answers_of(const Route& route) {
  Json result{{"200", {{"description", "The answer"}, {"content", good_answer(route)}}}};
  const auto add = [&](std::string_view status, std::string_view description) {
    result[std::string{status}] = {{"description", description},
                                   {"content", content("application/json", schema_reference("Error"))}};
  };
  if (!route.is_open) result["401"] = {{"description", "The token does not let in"}};
  if (route.path.find("{id}") != route.path.npos) add("404", "There is no such pathway");
  if (route.id == RouteId::hook || route.id == RouteId::feedback)
    add("400", "This is no call of CDS Hooks 2.0");
  if (route.id == RouteId::hook) add("412", "Neither prefetch nor a FHIR server that may be asked");
  if (is_about_patient(route.id)) add("422", "The patient's document, or a parameter, cannot be used");
  if (route.id == RouteId::ready) result["503"] = {{"description", "Not yet, or not any more"}};
  if (route.method == "POST") {
    add("413", "The body is too large");
    add("415", "The body is no JSON by its type");
  }
  return result;
}

Json operation(const Route& route) {
  Json result{{"operationId", route.name},
              {"summary", route.summary},
              {"tags", {is_of_cds_hooks(route.id) ? "CDS Hooks" : "Pathways"}}};
  if (auto parameters = parameters_of(route); !parameters.empty())
    result["parameters"] = std::move(parameters);
  if (route.method == "POST") result["requestBody"] = body_of(route);
  result["responses"] = answers_of(route);
  if (route.is_open) result["security"] = Json::array();
  return result;
}

std::string method_key(std::string_view method) {
  std::string result{method};
  std::ranges::transform(result, result.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

Json schemas() {
  const Json text{{"type", "string"}};
  const auto object = [](std::string_view description, Json required = Json::array()) {
    return Json{{"type", "object"}, {"description", description}, {"required", std::move(required)}};
  };
  return {{"Patient", object("A patient's document, as `waymark run --facts` reads it")},
          {"Document", object("What the command prints with `--format json`, or a document of CDS Hooks")},
          {"HookRequest", object("A call of CDS Hooks 2.0", {"hook", "hookInstance", "context"})},
          {"FeedbackRequest", object("Feedback of CDS Hooks 2.0", {"feedback"})},
          {"Nothing", {{"description", "The body is not looked at"}}},
          {"Error", {{"type", "object"}, {"properties", {{"error", text}}}}}};
}

}  // namespace

std::string openapi_json() {
  Json paths;
  for (const auto& route : routes())
    paths[std::string{route.path}][method_key(route.method)] = operation(route);
  return printed({{"openapi", "3.1.0"},
                  {"info", {{"title", "Waymark"}, {"version", version}}},
                  {"paths", std::move(paths)},
                  {"components",
                   {{"schemas", schemas()},
                    {"securitySchemes",
                     {{"token", {{"type", "http"}, {"scheme", "bearer"}, {"bearerFormat", "JWT"}}}}}}},
                  {"security", {{{"token", Json::array()}}, Json::object()}}});
}

}  // namespace waymark::service
