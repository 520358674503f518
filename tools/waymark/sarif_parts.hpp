#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "lang/diagnostics.hpp"
#include "lang/source.hpp"

namespace waymark {

// One result of a SARIF document, whatever it comes from.
struct SarifResult {
  std::string_view rule;
  std::size_t rule_index = 0;
  std::string_view level;  // "error", "warning" or "note"
  std::string message;
  Span span;
  std::vector<Note> notes;
};

// One kind of result.
struct SarifRule {
  std::string_view id, name, text, level;
};

nlohmann::ordered_json sarif_result(const SarifResult& result, const Sources& sources);
nlohmann::ordered_json sarif_rule(const SarifRule& rule);
// The whole document.
std::string sarif_document(const nlohmann::ordered_json& rules, const nlohmann::ordered_json& results);

}  // namespace waymark
