#include "tools/language_server/refactoring.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "lang/ast/ast_dump.hpp"
#include "lang/modules/module.hpp"

namespace waymark::lsp {
namespace {

// The texts of the files that are others after the edits, by their paths.
std::map<std::string, std::string> texts_after(const Snapshot& snapshot, std::vector<Fix> edits) {
  std::ranges::sort(edits, std::ranges::greater{}, &Fix::span);
  std::map<std::string, std::string> result;
  for (const auto& edit : edits) {
    const auto& source = snapshot.sources()[edit.span.file];
    auto& text = result.try_emplace(snapshot.path_of(edit.span.file).string(), source.text()).first->second;
    text.replace(edit.span.begin, edit.span.end - edit.span.begin, edit.replacement);
  }
  return result;
}

std::set<std::string> errors_in(const Diagnostics& diagnostics, const Sources& sources) {
  std::set<std::string> result;
  for (const auto& each : diagnostics.list()) {
    if (each.severity == Severity::error) result.insert(each.message + std::string{sources.text(each.span)});
  }
  return result;
}

}  // namespace

bool is_sound_after(const Request& request, const std::vector<Fix>& edits) {
  const auto& before = request.snapshot();
  const auto after = request.workspace.compile_with(before, texts_after(before, edits));
  const auto known = errors_in(before.compilation().diagnostics, before.sources());
  const auto errors = errors_in(after.diagnostics, after.sources);
  return after.diagnostics.error_count() <= before.compilation().diagnostics.error_count() &&
         std::includes(known.begin(), known.end(), errors.begin(), errors.end());
}

std::string meaning_after(const Request& request, std::uint32_t file, const std::vector<Fix>& edits) {
  const auto& before = request.snapshot();
  const auto after = request.workspace.compile_with(before, texts_after(before, edits));
  for (const auto& module : modules(after)) {
    for (const auto& each : module.files) {
      if (after.sources[each.index()].name() == before.sources()[file].name()) return dump(*each);
    }
  }
  return "";
}

std::string indent_at(std::string_view text, std::uint32_t offset) {
  const auto line_break = text.substr(0, offset).find_last_of("\r\n");
  const auto begin = line_break == text.npos ? 0 : line_break + 1;
  const auto end = std::min(text.find_first_not_of(" \t", begin), text.size());
  return std::string{text.substr(begin, end - begin)};
}

}  // namespace waymark::lsp
