#include <fmt/format.h>

#include "lang/text/display_text.hpp"
#include "tools/report/safe_text.hpp"
#include "tools/report/sarif.hpp"

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

static std::string property(std::string_view text) { return escaped(lines_to_read(within_line(text)), ":,"); }

std::string github_annotation(std::string_view level, std::string_view title, const std::string& message,
                              Span span, const Sources& sources) {
  const auto begin = sources.position(span);
  const auto end = sources[span.file].position(span.end);
  // An end column is understood only where the place does not go over several lines.
  const auto end_column = begin.line == end.line ? fmt::format(",endColumn={}", end.column) : "";
  return fmt::format("::{} file={},line={},endLine={},col={}{},title={}::{}\n", level,
                     property(sources.name(span)), begin.line, end.line, begin.column, end_column,
                     property(title), escaped(lines_to_read(message), ""));
}

static std::string annotation(const Diagnostic& diagnostic, const Sources& sources) {
  const auto help = diagnostic.help.empty() ? "" : "\n" + diagnostic.help;
  return github_annotation(diagnostic.severity == Severity::error ? "error" : "warning", diagnostic.code,
                           diagnostic.message + help, diagnostic.span, sources);
}

std::string github_annotations(const CheckedDiagnostics& checked) {
  std::string result;
  for (const auto& diagnostic : checked.diagnostics) result += annotation(diagnostic, checked.sources);
  return result;
}

}  // namespace waymark
