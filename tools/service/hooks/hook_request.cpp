#include "tools/service/hooks/hook_request.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace waymark::service {
namespace {

std::optional<Hook> hook_named(std::string_view name) {
  for (const auto hook : {Hook::patient_view, Hook::order_sign}) {
    if (name == to_string(hook)) return hook;
  }
  return std::nullopt;
}

bool has_doubled_key(const std::vector<json::Slice>& members) {
  std::vector<std::string_view> keys;
  for (const auto& member : members) keys.push_back(member.key);
  std::ranges::sort(keys);
  return std::ranges::adjacent_find(keys) != keys.end();
}

// An id of FHIR: what may stand in an address.
bool is_fhir_id(std::string_view text) {
  const auto fits = [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '.'; };
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, fits);
}

class RequestReader {
 public:
  explicit RequestReader(std::string_view body) : members_{json::members_of(body)} {}

  std::variant<HookRequest, BadRequest> read() {
    if (has_doubled_key(members_)) return BadRequest{"a key stands twice in the request"};
    read_call();
    read_context();
    read_prefetch();
    read_server();
    if (!problem_.empty()) return BadRequest{problem_};
    return std::move(request_);
  }

 private:
  // The first problem is the one that is told.
  void refuse(std::string problem) {
    if (problem_.empty()) problem_ = std::move(problem);
  }

  void read_call() {
    const auto name = json::text_at(members_, "hook");
    const auto hook = hook_named(name.value_or(""));
    if (!name)
      refuse("`hook` is missing, or no text");
    else if (!hook)
      refuse("`hook` is neither patient-view nor order-sign");
    request_.hook = hook.value_or(Hook::patient_view);
    request_.instance = json::text_at(members_, "hookInstance").value_or("");
    if (!is_uuid(request_.instance)) refuse("`hookInstance` is missing, or no UUID");
  }

  void read_context() {
    const auto text = json::find(members_, "context");
    if (!json::is_object(text)) return refuse("`context` is missing, or no object");
    const auto context = json::members_of(text);
    if (has_doubled_key(context)) return refuse("a key stands twice in `context`");
    request_.patient = json::text_at(context, "patientId").value_or("");
    request_.user = json::text_at(context, "userId").value_or("");
    request_.encounter = json::text_at(context, "encounterId").value_or("");
    if (!is_fhir_id(request_.patient)) refuse("`context.patientId` is missing, or no id");
    if (request_.user.empty()) refuse("`context.userId` is missing, or no text");
    if (!request_.encounter.empty() && !is_fhir_id(request_.encounter))
      refuse("`context.encounterId` is no id");
    if (request_.hook == Hook::order_sign) read_orders(json::find(context, "draftOrders"));
  }

  void read_orders(std::string_view orders) {
    if (json::text_at(json::members_of(orders), "resourceType") != "Bundle")
      return refuse("`context.draftOrders` is missing, or no Bundle");
    request_.draft_orders = orders;
  }

  void read_prefetch() {
    const auto text = json::find(members_, "prefetch");
    if (text.empty() || json::is_null(text)) return;
    if (!json::is_object(text)) return refuse("`prefetch` is no object");
    request_.prefetch = json::members_of(text);
    if (has_doubled_key(request_.prefetch)) refuse("a key stands twice in `prefetch`");
  }

  void read_server() {
    const auto server = json::find(members_, "fhirServer");
    if (!server.empty()) {
      request_.fhir_server = json::text_of(server);
      if (!request_.fhir_server) refuse("`fhirServer` is no text");
    }
    const auto authorization = json::find(members_, "fhirAuthorization");
    if (authorization.empty()) return;
    if (server.empty()) refuse("`fhirAuthorization` stands without `fhirServer`");
    const auto members = json::members_of(authorization);
    request_.access_token = json::text_at(members, "access_token");
    if (!request_.access_token || json::text_at(members, "token_type") != "Bearer")
      refuse("`fhirAuthorization` has no `access_token` of the type Bearer");
  }

  std::vector<json::Slice> members_;
  HookRequest request_;
  std::string problem_;
};

}  // namespace

std::string_view to_string(Hook hook) {
  switch (hook) {
    case Hook::patient_view: return "patient-view";
    case Hook::order_sign: break;
  }
  return "order-sign";
}

std::variant<HookRequest, BadRequest> read_hook_request(std::string_view body) {
  switch (json::json_fault(body, deepest_request)) {
    case json::JsonFault::syntax: return BadRequest{"the body is no JSON"};
    case json::JsonFault::too_deep:
      return BadRequest{fmt::format("the body is nested deeper than {} levels", deepest_request)};
    case json::JsonFault::none: break;
  }
  if (!json::is_object(body)) return BadRequest{"the body is no object"};
  return RequestReader{body}.read();
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_dash ? text[i] != '-' : !std::isxdigit(static_cast<unsigned char>(text[i]))) return false;
  }
  return true;
}

}  // namespace waymark::service
