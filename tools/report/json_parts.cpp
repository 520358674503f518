#include "tools/report/json_parts.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "tools/report/remark_words.hpp"
#include "tools/report/safe_text.hpp"
#include "tools/report/version.hpp"

namespace waymark {

using Json = nlohmann::ordered_json;

std::string printed(const Json& document, JsonLayout layout) {
  const int indent = layout == JsonLayout::line ? -1 : 2;
  return json_to_print(document.dump(indent, ' ', false, Json::error_handler_t::replace)) + '\n';
}

// An object that does not have to move its members as they come. Results have ten thousands of these, and one
// that is made of a list in braces takes several times as long.
static Json object_with_room(std::size_t members) {
  auto result = Json::object();
  result.get_ref<Json::object_t&>().reserve(members);
  return result;
}

Json span_json(Span span, const Sources& sources) {
  const auto position = sources.position(span);
  auto result = object_with_room(3);
  result["file"] = sources.name(span);
  result["line"] = position.line;
  result["column"] = position.column;
  return result;
}

static Json whole_span_json(Span span, const Sources& sources) {
  auto result = span_json(span, sources);
  const auto end = sources[span.file].position(span.end);
  result["end_line"] = end.line;
  result["end_column"] = end.column;
  return result;
}

static Json reading_json(const ReasonNode::Reading& reading) {
  auto result = object_with_room(6);
  result["fact"] = reading.fact;
  result["title"] = reading.title;
  result["as_given"] = reading.as_given;
  if (reading.time) {
    result["time"] = to_string(*reading.time);
    result["age"] = age_words(reading);
  }
  result["stale"] = reading.stale;
  return result;
}

static Json definition_json(const ReasonNode::Definition& definition, const Sources& sources) {
  auto result = object_with_room(4);
  result["id"] = definition.id;
  result["title"] = definition.title;
  if (!definition.library.empty()) result["library"] = definition.library;
  result["span"] = span_json(definition.span, sources);
  return result;
}

Json reason_json(const ReasonNode& reason, const Sources& sources) {
  constexpr std::size_t usual = 7;
  auto result = object_with_room(usual);
  result["text"] = reason.text;
  result["value"] = reason.value;
  result["span"] = span_json(reason.span, sources);
  if (const auto why = why_unknown_words(reason); !why.empty()) result["why_unknown"] = why;
  if (reason.reading) result["reading"] = reading_json(*reason.reading);
  if (reason.definition) result["definition"] = definition_json(*reason.definition, sources);
  if (const auto remark = remark_words(reason); !remark.empty()) result["remark"] = remark;
  if (!reason.cites.empty()) result["cites"] = reason.cites;
  if (!reason.interprets.empty()) result["interprets"] = reason.interprets;
  if (reason.is_local) result["local"] = true;
  result["children"] = Json::array();
  auto& children = result["children"];
  for (const auto& child : reason.children) children.push_back(reason_json(child, sources));
  return result;
}

Json path_json(const std::vector<PathNode>& path, const Sources& sources) {
  auto result = Json::array();
  for (const auto& node : path) {
    auto entry = object_with_room(7);
    entry["kind"] = node.kind;
    if (!node.id.empty()) entry["id"] = node.id;
    if (!node.text.empty()) entry["text"] = node.text;
    entry["value"] = node.value;
    entry["span"] = span_json(node.span, sources);
    if (node.because) entry["because"] = reason_json(*node.because, sources);
    entry["children"] = path_json(node.children, sources);
    result.push_back(std::move(entry));
  }
  return result;
}

static Json diagnostic_json(const Diagnostic& diagnostic, const Sources& sources) {
  Json result{{"code", diagnostic.code},
              {"name", diagnostic.name},
              {"severity", diagnostic.severity == Severity::error ? "error" : "warning"},
              {"message", diagnostic.message}};
  if (!diagnostic.help.empty()) result["help"] = diagnostic.help;
  if (diagnostic.fix) {
    result["fix"] = {{"span", whole_span_json(diagnostic.fix->span, sources)},
                     {"replacement", diagnostic.fix->replacement}};
  }
  result["span"] = whole_span_json(diagnostic.span, sources);
  result["notes"] = Json::array();
  for (const auto& note : diagnostic.notes) {
    result["notes"].push_back({{"text", note.text}, {"span", whole_span_json(note.span, sources)}});
  }
  return result;
}

Json diagnostics_json(const std::vector<Diagnostic>& diagnostics, const Sources& sources) {
  auto result = Json::array();
  for (const auto& diagnostic : diagnostics) result.push_back(diagnostic_json(diagnostic, sources));
  return result;
}

std::string refusal_json(const std::vector<Diagnostic>& diagnostics, const Sources& sources) {
  const auto errors = std::ranges::count(diagnostics, Severity::error, &Diagnostic::severity);
  return printed({{"waymark", version},
                  {"diagnostics", diagnostics_json(diagnostics, sources)},
                  {"errors", errors},
                  {"warnings", std::ssize(diagnostics) - errors}});
}

std::string refusal_json(const std::vector<FactsProblem>& problems, JsonLayout layout) {
  auto list = Json::array();
  for (const auto& problem : problems) {
    Json entry{{"code", problem.code}, {"path", problem.path}};
    if (problem.line > 0) {
      entry["line"] = problem.line;
      entry["column"] = problem.column;
    }
    entry["message"] = problem.message;
    if (!problem.help.empty()) entry["help"] = problem.help;
    list.push_back(std::move(entry));
  }
  return printed({{"waymark", version}, {"problems", std::move(list)}}, layout);
}

}  // namespace waymark
