#include "tools/language_server/handle_code_actions.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "lang/text/one_line.hpp"
#include "tools/language_server/diagnostic_json.hpp"
#include "tools/language_server/refactoring.hpp"

namespace waymark::lsp {
namespace {

constexpr std::string_view quick_fix = "quickfix", fix_all = "source.fixAll";

// Whether the editor asks for actions of this kind; kinds are told apart by their beginning.
bool is_wanted(const Json& params, std::string_view kind) {
  const auto* only = find(params, {"context", "only"});
  if (!only || !only->is_array()) return true;
  return std::ranges::any_of(*only, [&](const Json& each) {
    return each.is_string() && (std::string{kind} + ".").starts_with(each.get<std::string>() + ".");
  });
}

std::string title_of(const Sources& sources, const Fix& fix) {
  const auto before = one_line(sources.text(fix.span)), after = one_line(fix.replacement);
  if (after.empty()) return fmt::format("Remove `{}`", before);
  if (before.empty()) return fmt::format("Insert `{}`", after);
  return fmt::format("Replace `{}` with `{}`", before, after);
}

Json workspace_edit(const View& view, std::uint32_t file, Json edits) {
  Json changes = Json::object();
  changes[view.uri(file)] = std::move(edits);
  return {{"changes", std::move(changes)}};
}

Json action_of(const Request& request, const Diagnostic& diagnostic) {
  const auto& view = request.view;
  const auto& fix = *diagnostic.fix;
  return {{"title", title_of(view.sources(), fix)},
          {"kind", quick_fix},
          {"diagnostics", Json::array({diagnostic_json(view, diagnostic, "waymark check",
                                                       request.workspace.place().documentation)})},
          {"isPreferred", true},
          {"edit",
           workspace_edit(view, fix.span.file, Json::array({view.text_edit(fix.span, fix.replacement)}))}};
}

// The fixes of a file that do not overlap, in their order.
std::vector<Fix> fixes_of(const std::vector<Diagnostic>& diagnostics, std::uint32_t file) {
  std::vector<Fix> all;
  for (const auto& each : diagnostics) {
    if (each.fix && each.fix->span.file == file) all.push_back(*each.fix);
  }
  std::ranges::stable_sort(all, {}, &Fix::span);
  std::vector<Fix> result;
  for (auto& fix : all) {
    if (result.empty() || result.back().span.end < fix.span.begin) result.push_back(std::move(fix));
  }
  return result;
}

bool touches(Span a, Span b) { return a.file == b.file && a.begin <= b.end && b.begin <= a.end; }

void add_fixes(const Request& request, Span range, const std::vector<Diagnostic>& diagnostics, Json& to) {
  for (const auto& each : diagnostics) {
    if (each.fix && (touches(each.span, range) || touches(each.fix->span, range)))
      to.push_back(action_of(request, each));
  }
}

void add_fix_of_all(const Request& request, const std::vector<Fix>& fixes, Json& to) {
  if (fixes.empty()) return;
  auto edits = Json::array();
  for (const auto& fix : fixes) edits.push_back(request.view.text_edit(fix.span, fix.replacement));
  to.push_back({{"title", fixes.size() == 1 ? "Make the fix of this file"
                                            : fmt::format("Make all {} fixes of this file", fixes.size())},
                {"kind", fix_all},
                {"edit", workspace_edit(request.view, request.file, std::move(edits))}});
}

// The text with the line breaks of the file that it goes into.
std::string with_breaks_of(std::string_view file, const std::string& text) {
  if (file.find("\r\n") == file.npos) return text;
  std::string result;
  for (const char c : text) {
    if (c == '\n' && !result.ends_with('\r')) result += '\r';
    result += c;
  }
  return result;
}

// The edits of a refactoring, by the files that they change.
Json edit_of(const View& view, const Refactoring& refactoring) {
  Json changes = Json::object();
  for (const auto& edit : refactoring.edits) {
    const auto text = with_breaks_of(view.sources()[edit.span.file].text(), edit.replacement);
    changes[view.uri(edit.span.file)].push_back(view.text_edit(edit.span, text));
  }
  return {{"changes", std::move(changes)}};
}

struct Kind {
  std::string_view name;
  std::vector<Refactoring> (*offered)(const Request&, Span);
};
constexpr std::array<Kind, 6> refactorings{{{quick_fix, add_citation},
                                            {quick_fix, add_witness},
                                            {quick_fix, add_missing_scenario},
                                            {"refactor.extract", extract_define},
                                            {"refactor.inline", inline_define},
                                            {"refactor.rewrite", move_condition}}};

void add_refactorings(const Request& request, Span range, Json& to) {
  for (const auto& [name, offered] : refactorings) {
    if (!is_wanted(request.params, name)) continue;
    for (const auto& each : offered(request, range))
      to.push_back({{"title", each.title}, {"kind", each.kind}, {"edit", edit_of(request.view, each)}});
  }
}

}  // namespace

Answer handle_code_actions(const Request& request) {
  const auto range = request.view.span(request.file, find(request.params, {"range"}));
  if (!range) return ResponseError{ErrorCode::invalid_params, "`range` is not a range"};
  const auto diagnostics = request.snapshot().compilation().diagnostics.sorted();
  auto result = Json::array();
  if (is_wanted(request.params, quick_fix)) add_fixes(request, *range, diagnostics, result);
  if (!request.snapshot().is_standard(request.file)) add_refactorings(request, *range, result);
  if (is_wanted(request.params, fix_all))
    add_fix_of_all(request, fixes_of(diagnostics, request.file), result);
  return result;
}

}  // namespace waymark::lsp
