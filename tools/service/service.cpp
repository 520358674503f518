#include "tools/service/service.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <fstream>
#include <iterator>
#include <thread>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tools/report/json_parts.hpp"
#include "tools/report/present_moment.hpp"
#include "tools/report/version.hpp"
#include "tools/service/answer_hook.hpp"
#include "tools/service/feedback_store.hpp"
#include "tools/service/http_adapter.hpp"
#include "tools/service/index_page.hpp"
#include "tools/service/metrics.hpp"
#include "tools/service/openapi.hpp"
#include "tools/service/routes.hpp"

namespace waymark::service {

namespace {

using Json = nlohmann::ordered_json;

// The text of a file, or at an address.
std::optional<std::string> text_of_keys(const std::string& place) {
  if (place.find("://") != std::string::npos) return fetch_text(place);
  std::ifstream file{place, std::ios::binary};
  if (!file) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>{file}, {}};
}

HttpAnswer plain(int status, std::string text) {
  return {status, std::move(text), "text/plain; charset=utf-8"};
}
HttpAnswer page(std::string html) { return {200, std::move(html), "text/html; charset=utf-8"}; }

// The command's exit code becomes a status.
HttpAnswer of_document(Document document) {
  HttpAnswer result{document.exit_code == ExitCode::unusable ? 422 : 200, std::move(document.text)};
  result.headers.emplace_back("Waymark-Exit-Code", fmt::to_string(static_cast<int>(document.exit_code)));
  return result;
}

bool is_json_type(const std::string& type) {
  const auto name = type.substr(0, type.find(';'));
  return name.empty() || name == "application/json" || name == "application/fhir+json";
}

HttpAnswer answer_pathways(const ServedPathways& pathways) {
  auto list = Json::array();
  for (const auto& each : pathways)
    list.push_back({{"id", each->id()}, {"title", each->model().title}, {"version", each->model().version}});
  return {200, printed({{"waymark", version}, {"pathways", std::move(list)}})};
}

}  // namespace

HttpAnswer refusal(int status, const std::string& message) {
  return {status, printed({{"error", message}}, JsonLayout::line)};
}

struct Service::Parts {
  Parts(const ServiceOptions& options, std::vector<PathwayLoader> loaders)
      : shelf{std::move(loaders)},
        judge{options.issuers, options.audiences, text_of_keys},
        fetcher{options.fhir_servers},
        tls{options.tls ? tls_context(*options.tls) : nullptr},
        store{options.store ? std::make_unique<FeedbackStore>(*options.store) : nullptr} {}

  PathwayShelf shelf;
  TokenJudge judge;
  FhirFetcher fetcher;
  std::shared_ptr<SSL_CTX> tls;
  std::unique_ptr<FeedbackStore> store;
  Metrics metrics;
  std::string openapi = openapi_json();
  std::atomic<std::uint64_t> requests = 0;
  std::atomic<bool> ends = false;
  std::unique_ptr<LimitedServer> server;
  std::thread listener;
};

Service::Service(ServiceOptions options, std::vector<PathwayLoader> loaders)
    : options_{std::move(options)}, parts_{std::make_unique<Parts>(options_, std::move(loaders))} {}

Service::~Service() { finish(); }

PathwayShelf::Reload Service::load() {
  auto result = parts_->shelf.load();
  for (std::size_t i = 0; i < result.taken; ++i) parts_->metrics.count_reload(true);
  for (const auto& reason : result.refused) {
    parts_->metrics.count_reload(false);
    options_.log(fmt::format("{} a pathway is not taken: {}", to_string(present_moment()), reason));
  }
  return result;
}

std::optional<std::string> Service::start() {
  parts_->server = make_server(*this, options_.limits, parts_->tls);
  auto& server = *parts_->server;
  port_ = options_.port == 0 ? server.bind_to_any_port(options_.host)
                             : (server.bind_to_port(options_.host, options_.port) ? options_.port : -1);
  if (port_ < 0)
    return fmt::format("nothing can listen at {}:{}; is another program there?", options_.host,
                       options_.port);
  parts_->listener = std::thread{[&server] { server.listen_after_bind(); }};
  while (!server.is_running()) std::this_thread::yield();
  return std::nullopt;
}

void Service::finish() {
  parts_->ends = true;
  if (!parts_->listener.joinable()) return;
  parts_->server->finish();
  parts_->listener.join();
}

bool Service::is_allowed_origin(const std::string& origin) const {
  return !origin.empty() && std::ranges::find(options_.origins, origin) != options_.origins.end();
}

std::vector<std::pair<std::string, std::string>> Service::headers_for(const HttpRequest& request) const {
  std::vector<std::pair<std::string, std::string>> result{{"Cache-Control", "no-store"},
                                                          {"X-Content-Type-Options", "nosniff"}};
  if (options_.origins.empty()) return result;
  result.emplace_back("Vary", "Origin");
  if (is_allowed_origin(request.origin)) {
    result.emplace_back("Access-Control-Allow-Origin", request.origin);
    result.emplace_back("Access-Control-Expose-Headers", "Waymark-Exit-Code");
  }
  return result;
}

HttpAnswer Service::answer_preflight() const {
  HttpAnswer result{204, "", ""};
  result.headers = {{"Access-Control-Allow-Methods", "GET, POST, OPTIONS"},
                    {"Access-Control-Allow-Headers", "Authorization, Content-Type"},
                    {"Access-Control-Max-Age", "600"}};
  return result;
}

std::optional<HttpAnswer> Service::refusal_of(const HttpRequest& request) {
  if (request.method == "OPTIONS") return answer_preflight();
  if (request.path.size() > options_.limits.path_bytes) return refusal(404, "there is nothing at this path");
  const auto match = match_route(request.method, request.path);
  if (!match.route) {
    return match.is_other_method ? refusal(405, "this path is not asked for with this method")
                                 : refusal(404, "there is nothing at this path");
  }
  const auto now = present_moment().microseconds / microseconds_per_second;
  if (!match.route->is_open && !parts_->judge.is_open() &&
      !parts_->judge.accepts(request.authorization, request.path, now)) {
    HttpAnswer result{401, "", ""};
    result.headers.emplace_back("WWW-Authenticate", "Bearer");
    return result;
  }
  if (request.method == "POST" && !is_json_type(request.content_type))
    return refusal(415, "the type of the body is not application/json");
  return std::nullopt;
}

HttpAnswer Service::answer(const HttpRequest& request) try {
  const auto match = match_route(request.method, request.path);
  if (!match.route) return refusal(404, "there is nothing at this path");
  return answer_of(*match.route, match.id, request);
} catch (const std::exception&) {
  return refusal(500, "this is a fault of the program");
}

HttpAnswer Service::answer_of(const Route& route, const std::string& id, const HttpRequest& request) {
  switch (route.id) {
    case RouteId::index: return page(index_page(parts_->shelf.all()));
    case RouteId::health: return plain(200, "fine\n");
    case RouteId::ready: {
      const bool is_ready = !parts_->ends && !parts_->shelf.all().empty();
      return plain(is_ready ? 200 : 503, is_ready ? "ready\n" : "not ready\n");
    }
    case RouteId::metrics: return {200, parts_->metrics.text(), "text/plain; version=0.0.4"};
    case RouteId::openapi: return {200, parts_->openapi};
    case RouteId::pathways: return answer_pathways(parts_->shelf.all());
    case RouteId::services: return answer_services(parts_->shelf.all());
    case RouteId::page:
    case RouteId::pathway:
    case RouteId::inputs:
    case RouteId::run:
    case RouteId::explain:
    case RouteId::needs:
    case RouteId::check:
    case RouteId::hook:
    case RouteId::feedback: break;
  }
  const auto pathway = parts_->shelf.find(id);
  if (!pathway) return refusal(404, "there is no such pathway");
  auto result = answer_of_pathway(route, *pathway, request);
  result.counted.pathway = pathway->id();
  return result;
}

HttpAnswer Service::answer_of_pathway(const Route& route, const ServedPathway& pathway,
                                      const HttpRequest& request) {
  const PatientQuestion question{request.body, request.at};
  switch (route.id) {
    case RouteId::page:
      return pathway.page.empty() ? refusal(404, "there is no page of it") : page(pathway.page);
    case RouteId::pathway: return {200, pathway.summary};
    case RouteId::inputs: return {200, pathway.inputs};
    case RouteId::run: return of_document(run_document(pathway.checked, question));
    case RouteId::explain:
      if (!request.id) return of_document(unusable_document("the parameter `id` is missing"));
      return of_document(explain_document(pathway.checked, question, *request.id));
    case RouteId::needs: return of_document(needs_document(pathway.checked, question));
    case RouteId::check: return of_document(pathway.check);
    case RouteId::hook:
      return answer_hook(pathway, request.body, {parts_->fetcher, parts_->store.get(), present_moment()});
    case RouteId::feedback: return answer_feedback(pathway, request.body, parts_->store.get());
    case RouteId::index:
    case RouteId::health:
    case RouteId::ready:
    case RouteId::metrics:
    case RouteId::openapi:
    case RouteId::pathways:
    case RouteId::services: break;
  }
  return refusal(404, "there is nothing at this path");
}

void Service::note(const HttpRequest& request, const HttpAnswer& answer, std::chrono::microseconds duration) {
  const auto* route = match_route(request.method, request.path).route;
  parts_->metrics.count(route, answer.status, duration);
  parts_->metrics.count_not_used(answer.counted.not_used);
  const auto& counted = answer.counted;
  auto line =
      fmt::format("{} request={} route={} status={} ms={:.1f} in={} out={}", to_string(present_moment()),
                  ++parts_->requests, route ? route->name : "none", answer.status,
                  static_cast<double>(duration.count()) / 1000, request.body.size(), answer.body.size());
  if (!counted.pathway.empty()) line += fmt::format(" pathway={}", counted.pathway);
  if (!counted.call.empty())
    line += fmt::format(" call={} advised={} undetermined={} not_used={}", counted.call, counted.advised,
                        counted.undetermined, counted.not_used);
  options_.log(line);
}

}  // namespace waymark::service
