#include <fmt/format.h>

#include "tools/waymark/sarif.hpp"

namespace waymark {

// Workflow commands are lines: their own signs are percent-encoded, in properties also what separates those.
static std::string escaped(std::string_view text, std::string_view also) {
  std::string result;
  for (const char c : text) {
    const bool special = c == '%' || c == '\r' || c == '\n' || also.find(c) != std::string_view::npos;
    result += special ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
  }
  return result;
}

static std::string property(std::string_view text) { return escaped(text, ":,"); }

static std::string annotation(const Diagnostic& diagnostic, const Sources& sources) {
  const auto begin = sources.position(diagnostic.span);
  const auto end = sources[diagnostic.span.file].position(diagnostic.span.end);
  const auto help = diagnostic.help.empty() ? "" : "\n" + diagnostic.help;
  // An end column is understood only where the place does not go over several lines.
  const auto end_column = begin.line == end.line ? fmt::format(",endColumn={}", end.column) : "";
  return fmt::format("::{} file={},line={},endLine={},col={}{},title={}::{}\n",
                     diagnostic.severity == Severity::error ? "error" : "warning",
                     property(sources.name(diagnostic.span)), begin.line, end.line, begin.column, end_column,
                     property(diagnostic.code), escaped(diagnostic.message + help, ""));
}

std::string github_annotations(const CheckedDiagnostics& checked) {
  std::string result;
  for (const auto& diagnostic : checked.diagnostics) result += annotation(diagnostic, checked.sources);
  return result;
}

}  // namespace waymark
