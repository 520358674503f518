#include <algorithm>
#include <sstream>

#include <fmt/format.h>

#include "tools/language_server/refactoring.hpp"

namespace waymark::lsp {
namespace {

using ast::Block;
using ast::BlockItem;

bool holds_range(Span span, Span range) { return span.begin <= range.begin && range.end <= span.end; }

void add_items(const Block& block, std::vector<const BlockItem*>& to) {
  for (const auto& item : block) {
    to.push_back(&item);
    const auto* branches = std::get_if<ast::Branches>(&item.node);
    if (!branches) continue;
    for (const auto& branch : branches->branches) add_items(branch.body, to);
    if (branches->otherwise) add_items(*branches->otherwise, to);
    if (branches->if_unknown) add_items(*branches->if_unknown, to);
  }
}

// The blocks and statements around a range, the outermost first.
std::vector<const BlockItem*> items_around(const Request& request, Span range) {
  std::vector<const BlockItem*> all;
  const auto* syntax = request.snapshot().syntax(range.file);
  if (!syntax) return all;
  for (const auto& item : syntax->items) {
    const auto* section = std::get_if<ast::Section>(&item.node);
    if (section) add_items(section->body, all);
  }
  std::erase_if(all, [&](const BlockItem* item) { return !holds_range(item->span, range); });
  return all;
}

// Where the attributes of a statement may begin at the earliest: behind what it names.
std::uint32_t end_of_head(const BlockItem& item) {
  const auto last = [](std::uint32_t end, const std::optional<ast::Name>& id) {
    return id ? std::max(end, id->span.end) : end;
  };
  if (const auto* recommendation = std::get_if<ast::Recommendation>(&item.node))
    return last(recommendation->target.span.end, recommendation->id);
  if (const auto* note = std::get_if<ast::NoteStatement>(&item.node)) return note->id.span.end;
  const auto* contraindication = std::get_if<ast::Contraindication>(&item.node);
  if (!contraindication || contraindication->actions.empty()) return item.span.end;
  return last(contraindication->actions.back().span.end, contraindication->id);
}

// The conditions that a statement has of its own; null of what is none.
const std::vector<ast::Expr>* conditions_of(const BlockItem& item) {
  if (const auto* recommendation = std::get_if<ast::Recommendation>(&item.node))
    return &recommendation->attributes.when;
  if (const auto* note = std::get_if<ast::NoteStatement>(&item.node)) return &note->when;
  const auto* contraindication = std::get_if<ast::Contraindication>(&item.node);
  return contraindication ? &contraindication->attributes.when : nullptr;
}

// The lines of a text behind the first, with so many blanks more or fewer at their beginning.
std::string moved(const std::string& text, int blanks) {
  std::istringstream lines{text};
  std::string result;
  for (std::string line; std::getline(lines, line);) {
    const auto own = std::min(line.find_first_not_of(' '), line.size());
    const auto taken = std::min(own, static_cast<std::size_t>(std::max(0, -blanks)));
    if (!result.empty() && !line.empty())
      line = std::string(static_cast<std::size_t>(std::max(0, blanks)), ' ') + line.substr(taken);
    result += (result.empty() ? "" : "\n") + line;
  }
  return result;
}

constexpr int step = 2;  // blanks of the canonical layout

// `when C { should ... { ... } }` as `should ... { when C ... }`.
std::optional<Refactoring> into_statement(const Request& request, const BlockItem& item) {
  const auto* branches = std::get_if<ast::Branches>(&item.node);
  const bool is_plain = branches && branches->branches.size() == 1 && !branches->otherwise &&
                        !branches->if_unknown && branches->branches.front().body.size() == 1;
  if (!is_plain) return std::nullopt;
  const auto& branch = branches->branches.front();
  const auto& statement = branch.body.front();
  if (!conditions_of(statement)) return std::nullopt;
  const auto& sources = request.view.sources();
  const auto indent = indent_at(sources[item.span.file].text(), item.span.begin);
  const auto guard = fmt::format("\n{}  when {}", indent, sources.text(branch.guard.span));
  auto text = std::string{sources.text(statement.span)};
  const auto brace = text.find('{', end_of_head(statement) - statement.span.begin);
  text = moved(text, -step);
  if (brace == text.npos) {
    text += fmt::format(" {{{}\n{}}}", guard, indent);
  } else {
    text.insert(brace + 1, guard);
  }
  return Refactoring{
      "Make the condition of the block that of its statement", "refactor.rewrite", {{item.span, text}}};
}

// The other way round.
std::optional<Refactoring> around_statement(const Request& request, const BlockItem& item) {
  const auto* conditions = conditions_of(item);
  if (!conditions || conditions->size() != 1) return std::nullopt;
  const auto& sources = request.view.sources();
  const auto condition = conditions->front().span;
  auto text = std::string{sources.text(item.span)};
  const auto begin = text.rfind("when", condition.begin - item.span.begin);
  if (begin == text.npos) return std::nullopt;
  const auto line = text.find_last_not_of(" \t\r\n", begin - 1) + 1;
  text.erase(line, condition.end - item.span.begin - line);
  const auto indent = indent_at(sources[item.span.file].text(), item.span.begin);
  const auto block =
      fmt::format("when {} {{\n{}  {}\n{}}}", sources.text(condition), indent, moved(text, step), indent);
  return Refactoring{
      "Make the condition that of a block around the statement", "refactor.rewrite", {{item.span, block}}};
}

}  // namespace

std::vector<Refactoring> move_condition(const Request& request, Span range) {
  const auto around = items_around(request, range);
  std::vector<Refactoring> result;
  for (auto item = around.rbegin(); item != around.rend() && result.size() < 2; ++item) {
    for (auto& each : {into_statement(request, **item), around_statement(request, **item)}) {
      if (each && is_sound_after(request, each->edits)) result.push_back(*each);
    }
  }
  return result;
}

}  // namespace waymark::lsp
