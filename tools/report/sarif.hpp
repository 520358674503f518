#pragma once

#include <string>
#include <vector>

#include "lang/text/diagnostics.hpp"
#include "lang/text/source.hpp"

namespace waymark {

// The diagnostics of one compilation.
struct CheckedDiagnostics {
  std::vector<Diagnostic> diagnostics;
  const Sources& sources;
};

// A workflow command a line, which GitHub shows as annotations: `::error file=...,line=...,...::message`.
std::string github_annotations(const CheckedDiagnostics& checked);
// One of them; `level` is error, warning or notice.
std::string github_annotation(std::string_view level, std::string_view title, const std::string& message,
                              Span span, const Sources& sources);

}  // namespace waymark
