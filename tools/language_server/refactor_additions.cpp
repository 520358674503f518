#include <algorithm>

#include <fmt/format.h>

#include "interpreter/scenarios/free_name.hpp"
#include "tools/language_server/completion_names.hpp"
#include "tools/language_server/findings.hpp"
#include "tools/language_server/refactoring.hpp"

namespace waymark::lsp {
namespace {

constexpr std::size_t most_offered = 5;

bool meets(Span a, Span b) { return a.file == b.file && a.begin <= b.end && b.begin <= a.end; }

// `first.2` of each statement of the pathway's sources: first of what nothing cites yet.
std::vector<std::string> citable_statements(const Snapshot& snapshot) {
  std::vector<Completion> citations;
  NamesOf{snapshot}.add_citations(citations);
  std::ranges::stable_sort(citations, {}, &Completion::rank);
  std::vector<std::string> result;
  for (auto& citation : citations) result.push_back(std::move(citation.text));
  return result;
}

// The innermost braces that hold the whole of a place: where an attribute can be added before their end.
std::optional<std::uint32_t> end_of_braces(std::string_view text, Span statement) {
  int depth = 0;
  bool in_text = false;
  for (auto at = statement.begin; at < text.size(); ++at) {
    if (text[at] == '"') in_text = !in_text;
    if (in_text) continue;
    if (text[at] == '{') ++depth;
    if (text[at] == '}' && --depth == 0) return at;
  }
  return std::nullopt;
}

// Adds a scenario at the end of a file, under a name that is free.
Fix appended(const Request& request, std::uint32_t file, const std::string& scenario) {
  std::vector<std::string> names;
  for (const auto& each : request.snapshot().declared()->scenarios()) names.push_back(each.name);
  const auto text = request.view.sources()[file].text();
  const auto end = static_cast<std::uint32_t>(text.size());
  const auto gap = text.empty() ? "" : text.ends_with('\n') ? "\n" : "\n\n";
  return {{file, end, end}, gap + TakenNames{names}.with_free_name(scenario)};
}

// The file of the pathway's last scenario; `otherwise` where it has none.
std::uint32_t file_of_scenarios(const Snapshot& snapshot, std::uint32_t otherwise) {
  for (const auto& each : snapshot.declared()->scenarios()) {
    if (snapshot.is_own(each.span.file)) otherwise = each.span.file;
  }
  return otherwise;
}

}  // namespace

std::vector<Refactoring> add_citation(const Request& request, Span range) {
  const auto text = request.view.sources()[range.file].text();
  std::vector<Refactoring> result;
  for (const auto& each : request.snapshot().compilation().diagnostics.sorted()) {
    const bool is_missing = each.name == "no_citation" || each.name == "no_citation_of_source";
    if (!is_missing || !meets(each.span, range)) continue;
    const auto line = static_cast<std::uint32_t>(text.substr(0, each.span.begin).rfind('\n') + 1);
    const auto brace = end_of_braces(text, {range.file, line, line});
    if (!brace) continue;
    for (const auto& statement : citable_statements(request.snapshot())) {
      if (result.size() == most_offered) break;
      const auto indent = indent_at(text, line);
      Refactoring added{fmt::format("Cite `{}`", statement), "quickfix", {}};
      const bool is_alone = indent_at(text, *brace).size() + text.rfind('\n', *brace) + 1 == *brace;
      added.edits.push_back(
          {{range.file, *brace, *brace},
           is_alone ? fmt::format("  cite {}\n{}", statement, indent) : fmt::format("cite {} ", statement)});
      if (is_sound_after(request, added.edits)) result.push_back(std::move(added));
    }
  }
  return result;
}

std::vector<Refactoring> add_witness(const Request& request, Span range) {
  std::vector<Refactoring> result;
  if (!request.findings) return result;
  for (const auto& witness : request.findings->witnesses) {
    if (!meets(witness.span, range)) continue;
    Refactoring added{fmt::format("Add the patient that {} found as a scenario", witness.question),
                      "quickfix",
                      {appended(request, range.file, witness.scenario)}};
    if (is_sound_after(request, added.edits)) result.push_back(std::move(added));
  }
  return result;
}

std::vector<Refactoring> add_missing_scenario(const Request& request, Span range) {
  std::vector<Refactoring> result;
  if (!request.findings) return result;
  const auto file = file_of_scenarios(request.snapshot(), range.file);
  for (const auto& missing : request.findings->missing) {
    if (!meets(missing.span, range)) continue;
    Refactoring added{
        fmt::format("Add a scenario in which it is {}", missing.advised ? "advised" : "not advised"),
        "quickfix",
        {appended(request, file, missing.scenario)}};
    if (is_sound_after(request, added.edits)) result.push_back(std::move(added));
  }
  return result;
}

}  // namespace waymark::lsp
