#include "tools/language_server/diagnostic_json.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "lang/text/characters.hpp"
#include "tools/language_server/file_uri.hpp"

namespace waymark::lsp {
namespace {

constexpr int unnecessary = 1;  // a tag of the protocol

int severity_number(Severity severity) { return severity == Severity::error ? 1 : 2; }

// As a heading `## PW0201 unknown_name` is linked to.
std::string anchor(const Diagnostic& diagnostic) {
  auto result = fmt::format("{}-{}", diagnostic.code, diagnostic.name);
  for (auto& c : result) {
    if (is_upper(c)) c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::string page_of(const Diagnostic& diagnostic, const std::filesystem::path& documentation) {
  const bool is_proof = diagnostic.code.starts_with("Q");
  const auto page = uri_of_path(documentation / (is_proof ? "prove.md" : "diagnostics.md"));
  return is_proof ? page : page + "#" + anchor(diagnostic);
}

}  // namespace

Json diagnostic_json(const View& view, const Diagnostic& diagnostic, std::string_view source,
                     const std::filesystem::path& documentation) {
  Json result{{"range", view.range(diagnostic.span)}, {"severity", severity_number(diagnostic.severity)}};
  result["code"] = diagnostic.code;
  const bool has_page = diagnostic.code.starts_with("PW") || diagnostic.code.starts_with("Q");
  if (has_page && !documentation.empty())
    result["codeDescription"] = {{"href", page_of(diagnostic, documentation)}};
  result["source"] = source;
  result["message"] = diagnostic.message + (diagnostic.help.empty() ? "" : "\n" + diagnostic.help);
  if (diagnostic.name.starts_with("unused_")) result["tags"] = {unnecessary};
  for (const auto& note : diagnostic.notes) {
    if (!view.can_be_opened(note.span.file)) continue;
    result["relatedInformation"].push_back({{"location", view.location(note.span)}, {"message", note.text}});
  }
  return result;
}

}  // namespace waymark::lsp
