#include "lang/check/check_tables.hpp"

#include <algorithm>

#include "lang/model/constant_quantity.hpp"
#include "lang/model/table_space.hpp"

namespace waymark {
namespace {

using model::ExprId;

constexpr std::size_t most_places = 20;  // that a message lists

class TableChecker {
 public:
  TableChecker(Elaboration& context, const model::Table& table)
      : context_{context}, table_{table}, space_{space_of(context.model, table)} {}

  void check() {
    if (table_.policy == model::HitPolicy::unique) overlaps();
    if (!table_.otherwise) gaps();
  }

 private:
  void overlaps() {
    for (std::size_t other = 0; other < table_.rows.size(); ++other) {
      for (std::size_t row = 0; row < other; ++row) {
        const auto place = differ(row, other) ? common_place(space_, row, other) : std::nullopt;
        if (place) report_overlap(row, other, *place);
      }
    }
  }

  bool differ(std::size_t row, std::size_t other) const {
    return std::ranges::any_of(table_.outputs, [&](model::DefineId output) {
      const auto& value = context_.model.defines[output].value;
      const auto* choose = value ? std::get_if<model::Choose>(&context_.model[*value].operation) : nullptr;
      return choose && !is_same(choose->arms[row].value, choose->arms[other].value);
    });
  }

  bool is_same(ExprId a, ExprId b) const {
    const auto& model = context_.model;
    if (model[a].canonical == model[b].canonical) return true;
    const auto first = constant_quantity(model, a);
    const auto second = constant_quantity(model, b);
    return first && second && same_dimension(*first->unit, *second->unit) && compare(*first, *second) == 0;
  }

  void report_overlap(std::size_t row, std::size_t other, TablePlace place) {
    for (std::size_t i = 0; i < place.size(); ++i) {
      if (!is_everything(space_.columns[i], place[i])) place[i] = first_region(space_.columns[i], place[i]);
    }
    context_.diagnostics
        .report(table_.rows[other].span, diagnostics::rows_overlap, row + 1, other + 1, text(place))
        .note(table_.rows[row].span, "the other row")
        .help(
            "make the rows exclude each other, or write `first` before the brace: then the first that holds "
            "counts");
  }

  void gaps() {
    const auto places = uncovered_places(space_, most_places + 1);
    if (!places || places->empty()) return;
    std::string all;
    for (std::size_t i = 0; i < std::min(places->size(), most_places); ++i)
      all += (i > 0 ? "; " : "") + text((*places)[i]);
    if (places->size() > most_places) all += "; and elsewhere";
    context_.diagnostics.report(table_.span, diagnostics::table_gap, table_.id, all)
        .help("add a row for it, or a last row with `otherwise`");
  }

  // "where `aptt` is above 45 s and below 46 s"
  std::string text(const TablePlace& place) const {
    std::string result;
    for (std::size_t i = 0; i < place.size(); ++i) {
      if (is_everything(space_.columns[i], place[i])) continue;
      result += result.empty() ? "where " : " and ";
      result += fmt::format("`{}` is {}", context_.sources.text(table_.columns[i].span),
                            describe(space_.columns[i], place[i]));
    }
    return result.empty() ? "for any value" : result;
  }

  Elaboration& context_;
  const model::Table& table_;
  TableSpace space_;
};

}  // namespace

void check_tables(Elaboration& context) {
  if (context.diagnostics.has_errors()) return;
  for (const auto& table : context.model.tables) {
    const auto& owner = table.library;
    const auto& main = context.modules[context.main];
    if (owner == (main.is_library ? main.id : "")) TableChecker{context, table}.check();
  }
}

}  // namespace waymark
