#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "lang/text/diagnostics.hpp"
#include "lang/text/source.hpp"
#include "tools/report/sarif.hpp"

namespace waymark {

// One result of a SARIF document, whatever it comes from.
struct SarifResult {
  std::string_view rule;   // the code of a message, or the id of a question of `prove`
  std::string_view level;  // "error", "warning" or "note"
  std::string message;
  Span span;
  std::vector<Note> notes;
  std::optional<std::string> accepted = {};  // why its authors mean it
};

nlohmann::ordered_json sarif_result(const SarifResult& result, const Sources& sources);
// Of each diagnostic, in a list.
nlohmann::ordered_json sarif_results(const CheckedDiagnostics& checked);
// The whole document, which code hosts show beside the code; its rules are all that there can be.
std::string sarif_document(const nlohmann::ordered_json& results);

}  // namespace waymark
