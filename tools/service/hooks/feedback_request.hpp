#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tools/service/hooks/hook_request.hpp"

namespace waymark::service {

// What a clinician did with a card. Comments are not kept: they may speak of the patient.
struct CardFeedback {
  std::string card;  // its UUID
  bool accepted = false;
  std::vector<std::string> suggestions;  // UUIDs of those that were accepted
  std::string reason;                    // a code; empty where none is given
  std::string time;                      // 2026-11-23T08:30:00Z
};

// Reads the body of a call of CDS Hooks 2.0 to a feedback endpoint.
std::variant<std::vector<CardFeedback>, BadRequest> read_feedback(std::string_view body);

}  // namespace waymark::service
