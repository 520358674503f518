#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "interpreter/facts/json/json_slices.hpp"

namespace waymark::service {

// The moments of a clinician's work at which the service is asked.
enum class Hook { patient_view, order_sign };
// "patient-view", "order-sign"
std::string_view to_string(Hook hook);

// How deep the lists and objects of a request may be nested.
inline constexpr int deepest_request = 100;

// A call of CDS Hooks 2.0. Its pieces refer to the body that it was read from, which has to outlive it.
struct HookRequest {
  Hook hook = Hook::patient_view;
  std::string instance;           // a UUID
  std::string patient, user;      // ids of the context: "123", "Practitioner/9"
  std::string encounter;          // empty where there is none
  std::string_view draft_orders;  // of order-sign: a Bundle
  std::vector<json::Slice> prefetch;
  std::optional<std::string> fhir_server;   // its base address
  std::optional<std::string> access_token;  // for it
};

// Why a body is no such call, in words for whoever sent it. It repeats nothing of the body.
struct BadRequest {
  std::string message;
};

// Reads a body; all clauses of CDS Hooks 2.0 about required fields hold for what is returned.
std::variant<HookRequest, BadRequest> read_hook_request(std::string_view body);

// Whether the text is a UUID: 8-4-4-4-12 hexadecimal digits.
bool is_uuid(std::string_view text);

}  // namespace waymark::service
