#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "interpreter/explain/decision_path.hpp"
#include "interpreter/facts/json/facts_json.hpp"
#include "lang/text/diagnostics.hpp"
#include "lang/text/source.hpp"

namespace waymark {

// {"file", "line", "column"} of where a span begins.
nlohmann::ordered_json span_json(Span span, const Sources& sources);
// One condition with its value and, below it, what it is made of.
nlohmann::ordered_json reason_json(const ReasonNode& reason, const Sources& sources);
nlohmann::ordered_json path_json(const std::vector<PathNode>& path, const Sources& sources);
nlohmann::ordered_json diagnostics_json(const std::vector<Diagnostic>& diagnostics, const Sources& sources);

// The whole document of a refusal: {"waymark", "diagnostics", "errors", "warnings"}.
std::string refusal_json(const std::vector<Diagnostic>& diagnostics, const Sources& sources);
// How a document is laid out: over several lines, or on one, as where each line is a document.
enum class JsonLayout { indented, line };

// {"waymark", "problems"}.
std::string refusal_json(const std::vector<FactsProblem>& problems, JsonLayout layout = JsonLayout::indented);

// As it is printed, with a line break at the end; bytes that are no UTF-8 become the replacement character.
std::string printed(const nlohmann::ordered_json& document, JsonLayout layout = JsonLayout::indented);

}  // namespace waymark
