#include "tools/language_server/handle_hover.hpp"

#include <algorithm>
#include <optional>

#include "tools/language_server/chosen_scenario.hpp"
#include "tools/language_server/declared_text.hpp"
#include "tools/language_server/findings.hpp"

namespace waymark::lsp {

static std::optional<Span> unit_at(const SymbolIndex& index, std::uint32_t file, std::uint32_t offset) {
  const auto& units = index.units();
  auto behind = units.upper_bound({file, offset, UINT32_MAX});
  if (behind == units.begin()) return std::nullopt;
  const auto& unit = *--behind;
  return unit.file == file && offset <= unit.end ? std::optional{unit} : std::nullopt;
}

static Json hover(const View& view, Span span, const std::string& text) {
  return {{"contents", {{"kind", "markdown"}, {"value", text}}}, {"range", view.range(span)}};
}

Answer handle_hover(const Request& request) {
  const auto name = request.name();
  const auto unit = unit_at(request.index(), request.file, request.offset);
  if (unit && (!name || name->kind == NameKind::unit)) {
    if (const auto text = unit_text(request.snapshot(), *unit); !text.empty())
      return hover(request.view, *unit, text.substr(1));
  }
  if (!name) return Json(nullptr);
  auto text = name_text(request.snapshot(), *name);
  const bool is_recommendation = name->kind == NameKind::recommendation && request.findings;
  if (const auto counts = is_recommendation ? counts_at(*request.findings, name->declaration) : std::nullopt)
    text += "\n\n" + status_words(*counts) + "\n";
  if (const auto chosen = ChosenScenario::of(request)) text += chosen->hover(*name);
  return hover(request.view, name->name, text);
}

}  // namespace waymark::lsp
