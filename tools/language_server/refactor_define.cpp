#include <algorithm>

#include <fmt/format.h>

#include "lang/ast/ast_dump.hpp"
#include "lang/modules/module.hpp"
#include "lang/text/characters.hpp"
#include "lang/text/one_line.hpp"
#include "tools/language_server/refactoring.hpp"

namespace waymark::lsp {
namespace {

Span without_blanks(std::string_view text, Span range) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (range.begin < range.end && is_blank(text[range.begin])) ++range.begin;
  while (range.begin < range.end && is_blank(text[range.end - 1])) --range.end;
  return range;
}

const ast::Item* item_around(const Request& request, Span range) {
  const auto* syntax = request.snapshot().syntax(range.file);
  if (!syntax) return nullptr;
  const auto found = std::ranges::find_if(syntax->items, [&](const ast::Item& item) {
    return item.span.begin <= range.begin && range.end <= item.span.end;
  });
  return found == syntax->items.end() ? nullptr : &*found;
}

// The beginning of the lines of comments that stand directly above.
std::uint32_t above_comments(std::string_view text, std::uint32_t offset) {
  auto line = text.substr(0, offset).rfind('\n') + 1;  // 0 where there is none
  while (line > 0) {
    const auto before = text.substr(0, line - 1).rfind('\n') + 1;
    const auto first = text.find_first_not_of(" \t", before);
    if (first >= line || text[first] != '#') break;
    line = before;
  }
  return static_cast<std::uint32_t>(line);
}

// A name that nothing has: `extracted`, `extracted_2`.
std::string free_name(const Snapshot& snapshot) {
  std::set<std::string_view> taken;
  for (const auto& occurrence : snapshot.index().all())
    taken.insert(snapshot.sources().text(occurrence.name));
  std::string name = "extracted";
  for (int number = 2; taken.contains(name); ++number) name = fmt::format("extracted_{}", number);
  return name;
}

// Whether the text is a whole expression where it stands: in parentheses it says the same.
bool is_whole_expression(const Request& request, Span range) {
  const auto* syntax = request.snapshot().syntax(range.file);
  const std::vector<Fix> parentheses{{{range.file, range.begin, range.begin}, "("},
                                     {{range.file, range.end, range.end}, ")"}};
  return syntax && meaning_after(request, range.file, parentheses) == dump(*syntax);
}

// Whether an expression is one word, a number or a call, which needs no parentheses.
bool is_atomic(const ast::Expr& expr) {
  return std::holds_alternative<ast::Reference>(expr.node) || std::holds_alternative<ast::YesNo>(expr.node) ||
         std::holds_alternative<ast::Number>(expr.node) || std::holds_alternative<ast::Call>(expr.node);
}

// The definition that is declared there; null where something else is, or where it is not the pathway's own.
const ast::Item* definition_at(const Request& request, Span declaration) {
  if (!request.snapshot().is_own(declaration.file)) return nullptr;
  const auto* item = item_around(request, declaration);
  const auto* define = item ? std::get_if<ast::Define>(&item->node) : nullptr;
  return define && define->id.span == declaration ? item : nullptr;
}

// All of a declaration with its lines, and with one of the empty lines around it.
Span whole_lines(std::string_view text, Span span) {
  span.begin = static_cast<std::uint32_t>(text.substr(0, span.begin).rfind('\n') + 1);
  const auto line_break = text.find('\n', span.end);
  span.end = static_cast<std::uint32_t>(line_break == text.npos ? text.size() : line_break + 1);
  return span;
}

}  // namespace

std::vector<Refactoring> extract_define(const Request& request, Span range) {
  const auto text = request.view.sources()[range.file].text();
  range = without_blanks(text, range);
  const auto* item = item_around(request, range);
  if (range.begin == range.end || !item || std::holds_alternative<ast::Header>(item->node)) return {};
  const auto name = free_name(request.snapshot());
  const auto selected = request.view.sources().text(range);
  if (selected.find('#') != selected.npos || !is_whole_expression(request, range)) return {};
  const auto place = above_comments(text, item->span.begin);
  Refactoring result{
      fmt::format("Give `{}` a name", one_line(selected)),
      "refactor.extract",
      {{{range.file, place, place}, fmt::format("define {} = {}\n\n", name, one_line(selected))},
       {range, name}}};
  if (!is_sound_after(request, result.edits)) return {};
  return {std::move(result)};
}

std::vector<Refactoring> inline_define(const Request& request, Span range) {
  const auto name = request.index().at(range.file, range.begin);
  if (!name || name->kind != NameKind::define) return {};
  const auto* item = definition_at(request, name->declaration);
  if (!item) return {};
  const auto& define = std::get<ast::Define>(item->node);
  if (define.has_parameter_list || !define.basis.cites.empty() || !define.basis.interprets.empty()) return {};
  const auto& sources = request.view.sources();
  const auto written = one_line(sources.text(define.value.span));
  const auto replacement = is_atomic(define.value) ? written : fmt::format("({})", written);
  const auto file = item->span.file;
  Refactoring result{fmt::format("Write out `{}` where it is used", define.id.text),
                     "refactor.inline",
                     {{whole_lines(sources[file].text(), item->span), ""}}};
  for (const auto& place : request.index().places_of(name->declaration)) {
    if (!place.is_declaration()) result.edits.push_back({place.name, replacement});
  }
  if (result.edits.size() == 1 || !is_sound_after(request, result.edits)) return {};
  return {std::move(result)};
}

}  // namespace waymark::lsp
