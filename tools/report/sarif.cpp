#include "tools/report/sarif.hpp"

#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "interpreter/prove/report.hpp"
#include "tools/report/finding_words.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/sarif_parts.hpp"
#include "tools/report/version.hpp"

namespace waymark {

namespace {

using Json = nlohmann::ordered_json;

std::string_view level(Severity severity) { return severity == Severity::error ? "error" : "warning"; }

// A path as a URI reference: what is not allowed in one is percent-encoded, byte by byte.
std::string uri(std::string_view path) {
  constexpr std::string_view allowed = "-._~/!$&'()*+,;=@";
  std::string result = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    const bool as_is = plain || allowed.find(c) != std::string_view::npos;
    result += as_is ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return result;
}

Json region(Span span, const Sources& sources) {
  const auto begin = sources.position(span);
  const auto end = sources[span.file].position(span.end);
  return {{"startLine", begin.line},
          {"startColumn", begin.column},
          {"endLine", end.line},
          {"endColumn", end.column}};
}

Json artifact(Span span, const Sources& sources) { return {{"uri", uri(sources.name(span))}}; }

Json location(Span span, const Sources& sources) {
  return {{"physicalLocation",
           {{"artifactLocation", artifact(span, sources)}, {"region", region(span, sources)}}}};
}

Json related_location(const Note& note, const Sources& sources) {
  auto result = location(note.span, sources);
  result["message"] = {{"text", note.text}};
  return result;
}

Json fix_json(const Fix& fix, const std::string& help, const Sources& sources) {
  const Json replacement{{"deletedRegion", region(fix.span, sources)},
                         {"insertedContent", {{"text", fix.replacement}}}};
  Json changes = Json::array();
  changes.push_back(
      {{"artifactLocation", artifact(fix.span, sources)}, {"replacements", Json::array({replacement})}});
  return {{"description", {{"text", help}}}, {"artifactChanges", changes}};
}

Json rule(std::string_view id, std::string_view name, std::string_view text, std::string_view level) {
  return {{"id", id},
          {"name", name},
          {"shortDescription", {{"text", text}}},
          {"defaultConfiguration", {{"level", level}}}};
}

Json rules() {
  auto result = Json::array();
  for (const auto& entry : diagnostics::registry)
    result.push_back(rule(entry.code, entry.name, entry.text, level(entry.severity)));
  for (const auto& question : prove::questions)
    result.push_back(rule(question.id, question.name, asked(question.question), "warning"));
  return result;
}

// The position of a rule among all.
std::size_t rule_index(std::string_view id) {
  std::size_t index = 0;
  for (const auto& entry : diagnostics::registry) {
    if (entry.code == id) return index;
    ++index;
  }
  for (const auto& question : prove::questions) {
    if (question.id == id) break;
    ++index;
  }
  return index;
}

Json result(const Diagnostic& diagnostic, const Sources& sources) {
  const auto help = diagnostic.help.empty() ? "" : fmt::format("\n{}", diagnostic.help);
  auto entry = sarif_result({diagnostic.code, level(diagnostic.severity), diagnostic.message + help,
                             diagnostic.span, diagnostic.notes},
                            sources);
  if (diagnostic.fix) entry["fixes"] = Json::array({fix_json(*diagnostic.fix, diagnostic.help, sources)});
  return entry;
}

}  // namespace

Json sarif_result(const SarifResult& result, const Sources& sources) {
  Json entry{{"ruleId", result.rule},
             {"ruleIndex", rule_index(result.rule)},
             {"level", result.level},
             {"message", {{"text", result.message}}},
             {"locations", Json::array({location(result.span, sources)})}};
  if (result.accepted)
    entry["suppressions"] = Json::array({{{"kind", "inSource"}, {"justification", *result.accepted}}});
  for (const auto& note : result.notes) entry["relatedLocations"].push_back(related_location(note, sources));
  return entry;
}

std::string sarif_document(const Json& results) {
  const Json driver{{"name", "waymark"}, {"semanticVersion", version}, {"rules", rules()}};
  const Json run{{"tool", {{"driver", driver}}}, {"columnKind", "unicodeCodePoints"}, {"results", results}};
  return printed({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                  {"version", "2.1.0"},
                  {"runs", Json::array({run})}});
}

Json sarif_results(const CheckedDiagnostics& checked) {
  auto results = Json::array();
  for (const auto& diagnostic : checked.diagnostics) results.push_back(result(diagnostic, checked.sources));
  return results;
}

}  // namespace waymark
