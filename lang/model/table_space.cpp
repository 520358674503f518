#include "lang/model/table_space.hpp"

#include <algorithm>
#include <map>

#include "lang/ast/operators.hpp"
#include "lang/model/constant_quantity.hpp"
#include "lang/model/score_range.hpp"

namespace waymark {
namespace {

using namespace model;

// The order of two ends; nullopt where they do not compare.
std::optional<std::weak_ordering> order(const TableEnd& a, const TableEnd& b) {
  if (a.index() != b.index()) return std::nullopt;
  if (const auto* quantity = std::get_if<Quantity>(&a)) {
    const auto& other = std::get<Quantity>(b);
    if (!same_dimension(*quantity->unit, *other.unit)) return std::nullopt;
    return compare(*quantity, other);
  }
  if (const auto* date = std::get_if<Date>(&a)) return date->days <=> std::get<Date>(b).days;
  return std::get<Moment>(a).microseconds <=> std::get<Moment>(b).microseconds;
}

const Literal* literal_of(const Model& model, ExprId expr) {
  return std::get_if<Literal>(&model[expr].operation);
}

std::optional<TableEnd> end_of(const Model& model, ExprId expr) {
  if (const auto quantity = constant_quantity(model, expr)) return *quantity;
  const auto* literal = literal_of(model, expr);
  if (!literal) return std::nullopt;
  if (const auto* date = std::get_if<Date>(&literal->value)) return *date;
  const auto* moment = std::get_if<MomentConstant>(&literal->value);
  return moment && moment->has_offset ? std::optional{moment->moment} : std::nullopt;
}

// Reads the cells of one column.
class CellReader {
 public:
  CellReader(const Model& model, ExprId column, ColumnSpace& space)
      : model_{model}, column_{model[column].canonical}, space_{space} {}

  void collect_ends(ExprId expr) {
    const auto& operation = model_[expr].operation;
    if (const auto* o = std::get_if<Logical>(&operation)) {
      for (const auto operand : o->operands) collect_ends(operand);
    }
    if (const auto* o = std::get_if<Comparison>(&operation)) add_end(o->right);
    if (const auto* o = std::get_if<Between>(&operation)) add_end(o->low), add_end(o->high);
  }

  // Whether the values of a region meet the cell; nullopt where that is not fixed.
  std::optional<bool> meets(ExprId expr, std::size_t region) const {
    const auto& operation = model_[expr].operation;
    if (model_[expr].canonical == column_) return region == 1;
    if (const auto* o = std::get_if<Not>(&operation)) {
      const auto operand = meets(o->operand, region);
      return operand ? std::optional{!*operand} : std::nullopt;
    }
    if (const auto* o = std::get_if<Logical>(&operation)) return meets_logical(*o, region);
    if (const auto* o = std::get_if<Comparison>(&operation))
      return compares(o->left, o->op, o->right, region);
    if (const auto* o = std::get_if<IsOneOf>(&operation)) return std::ranges::count(o->members, region) > 0;
    const auto* between = std::get_if<Between>(&operation);
    if (!between) return std::nullopt;
    const auto upper = between->below ? ast::ComparisonOperator::less : ast::ComparisonOperator::less_equal;
    const auto above =
        compares(between->subject, ast::ComparisonOperator::greater_equal, between->low, region);
    const auto below = compares(between->subject, upper, between->high, region);
    return above && below ? std::optional{*above && *below} : std::nullopt;
  }

 private:
  void add_end(ExprId expr) {
    const auto end = end_of(model_, expr);
    if (!end) return;
    const auto is_same = [&](const TableEnd& other) {
      return order(other, *end) == std::weak_ordering::equivalent;
    };
    const auto fits = space_.ends.empty() || order(space_.ends.front(), *end);
    if (!fits || std::ranges::any_of(space_.ends, is_same)) return;
    const auto lies_before = [&](const TableEnd& other) {
      return order(other, *end) == std::weak_ordering::less;
    };
    space_.ends.insert(std::ranges::find_if_not(space_.ends, lies_before), *end);
  }

  std::optional<bool> meets_logical(const Logical& logical, std::size_t region) const {
    const bool all = logical.op == ast::LogicalOperator::logical_and;
    bool result = all;
    for (const auto operand : logical.operands) {
      const auto met = meets(operand, region);
      if (!met) return std::nullopt;
      result = all ? result && *met : result || *met;
    }
    return result;
  }

  std::optional<bool> compares(ExprId left, ast::ComparisonOperator op, ExprId right,
                               std::size_t region) const {
    if (model_[left].canonical != column_) return std::nullopt;
    const auto* literal = literal_of(model_, right);
    if (literal) {
      if (const auto* member = std::get_if<MemberIndex>(&literal->value))
        return holds(op, region <=> std::size_t{*member});
      if (const auto* answer = std::get_if<bool>(&literal->value))
        return holds(op, region <=> std::size_t{*answer});
    }
    const auto position = position_of(right);
    if (!position) return std::nullopt;
    return holds(op, region <=> *position * 2 + 1);
  }

  // Of what is compared with among the ends of the column.
  std::optional<std::size_t> position_of(ExprId expr) const {
    const auto [found, is_new] = positions_.try_emplace(expr);
    if (!is_new) return found->second;
    const auto end = end_of(model_, expr);
    if (!end) return std::nullopt;
    const auto is_it = [&](const TableEnd& other) {
      return order(other, *end) == std::weak_ordering::equivalent;
    };
    const auto place = std::ranges::find_if(space_.ends, is_it);
    if (place != space_.ends.end()) found->second = static_cast<std::size_t>(place - space_.ends.begin());
    return found->second;
  }

  const Model& model_;
  ExprId column_;  // canonical
  ColumnSpace& space_;
  mutable std::map<ExprId, std::optional<std::size_t>> positions_;
};

// What is said of the values of a column beside its type.
struct Domain {
  std::optional<Quantity> low, high;
  bool below = false;  // the high one is left out
  UnitPtr whole;       // in which only whole numbers occur
};

Domain of_score(const Score& score) {
  const auto range = range_of(score);
  return {Quantity{range.low}, Quantity{range.high}, false, range.whole ? pure_unit() : nullptr};
}

Domain domain_of(const Model& model, ExprId expr) {
  const auto& [operation, type, span, canonical] = model[expr];
  Domain result;
  if (const auto* define = std::get_if<DefineReference>(&operation)) {
    const auto& value = model.defines[define->define].value;
    if (value && !type.whole) return domain_of(model, *value);
    if (value) result = domain_of(model, *value);
  }
  if (const auto* score = std::get_if<ScoreReference>(&operation))
    return of_score(model.scores[score->score]);
  const auto* fact = std::get_if<FactReference>(&operation);
  const auto* parameter = std::get_if<ParameterReference>(&operation);
  const auto& bounds = fact        ? model.facts[fact->fact].within
                       : parameter ? model.parameters[parameter->parameter].within
                                   : std::optional<Bounds>{};
  if (bounds) result = {bounds->low, bounds->high, bounds->below, nullptr};
  if (type.kind == TypeKind::number && type.whole) result.whole = type.unit;
  return result;
}

// The numbers between two ends of cells, or beyond them, that the domain admits.
class NumbersBetween {
 public:
  NumbersBetween(const Quantity* low, const Quantity* high, const Domain& domain) : whole_{domain.whole} {
    if (low) low_ = *low;
    if (high) high_ = *high;
    if (domain.low && (!low_ || compare(*domain.low, *low_) > 0)) low_ = domain.low, low_counts_ = true;
    if (domain.high && (!high_ || compare(*domain.high, *high_) < 0))
      high_ = domain.high, high_counts_ = !domain.below;
  }

  bool any() const {
    if (!low_ || !high_) return true;
    const auto order = compare(*low_, *high_);
    if (order > 0 || (order == 0 && !(low_counts_ && high_counts_))) return false;
    return !whole_ || any_whole();
  }

 private:
  bool any_whole() const {
    const auto low = convert(*low_, whole_);
    const auto high = convert(*high_, whole_);
    if (!low || !high) return true;
    auto first = ceiling(low->number);
    if (first == low->number && !low_counts_) first = add(first, Decimal{1}).value_or(first);
    return first < high->number || (first == high->number && high_counts_);
  }

  std::optional<Quantity> low_, high_;
  bool low_counts_ = false, high_counts_ = false;
  UnitPtr whole_;
};

bool is_possible_number(const Quantity& number, const Domain& domain) {
  if (domain.low && compare(number, *domain.low) < 0) return false;
  if (domain.high && compare(number, *domain.high) > 0) return false;
  if (domain.high && domain.below && compare(number, *domain.high) == 0) return false;
  if (!domain.whole) return true;
  const auto converted = convert(number, domain.whole);
  return !converted || converted->number.is_whole();
}

// Whether there is a value in a region of what has an order.
bool is_possible(const ColumnSpace& space, const Domain& domain, std::size_t region) {
  const auto* low = region >= 2 ? &space.ends[region / 2 - 1] : nullptr;
  if (region % 2 == 1) {
    const auto* number = std::get_if<Quantity>(&space.ends[region / 2]);
    return !number || is_possible_number(*number, domain);
  }
  const auto* high = region / 2 < space.ends.size() ? &space.ends[region / 2] : nullptr;
  if (low && high && std::holds_alternative<Date>(*low))
    return std::get<Date>(*high).days - std::get<Date>(*low).days > 1;
  return NumbersBetween{low ? std::get_if<Quantity>(low) : nullptr,
                        high ? std::get_if<Quantity>(high) : nullptr, domain}
      .any();
}

// Bounds that do not measure what the ends do bound nothing.
Domain fitting(Domain domain, const ColumnSpace& space) {
  const auto* end = space.ends.empty() ? nullptr : std::get_if<Quantity>(&space.ends.front());
  const auto fits = [&](const UnitPtr& unit) { return end && same_dimension(*unit, *end->unit); };
  if (domain.low && !fits(domain.low->unit)) domain.low.reset();
  if (domain.high && !fits(domain.high->unit)) domain.high.reset();
  if (domain.whole && !fits(domain.whole)) domain.whole = nullptr;
  return domain;
}

ColumnSpace column_space(const Model& model, const Table& table, std::size_t column) {
  ColumnSpace space;
  const auto value = table.columns[column].value;
  const auto& type = model[value].type;
  space.members = type.members;
  if (type.kind == TypeKind::one_of || type.kind == TypeKind::yes_no) {
    space.possible.assign(type.members ? type.members->members.size() : 2, true);
    return space;
  }
  CellReader reader{model, value, space};
  for (const auto& row : table.rows) {
    if (row.cells[column].holds) reader.collect_ends(*row.cells[column].holds);
  }
  const auto domain = fitting(domain_of(model, value), space);
  for (std::size_t region = 0; region < 2 * space.ends.size() + 1; ++region)
    space.possible.push_back(is_possible(space, domain, region));
  return space;
}

std::optional<std::vector<bool>> cell_regions(const Model& model, const Table& table, ColumnSpace& space,
                                              std::size_t row, std::size_t column) {
  const auto& holds = table.rows[row].cells[column].holds;
  if (!holds) return space.possible;
  const CellReader reader{model, table.columns[column].value, space};
  std::vector<bool> result;
  for (std::size_t region = 0; region < space.possible.size(); ++region) {
    const auto met = reader.meets(*holds, region);
    if (!met) return std::nullopt;
    result.push_back(*met && space.possible[region]);
  }
  return result;
}

}  // namespace

TableSpace space_of(const Model& model, const Table& table) {
  TableSpace space;
  for (std::size_t column = 0; column < table.columns.size(); ++column)
    space.columns.push_back(column_space(model, table, column));
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    auto& cells = space.cells.emplace_back();
    for (std::size_t column = 0; column < table.columns.size(); ++column)
      cells.push_back(cell_regions(model, table, space.columns[column], row, column));
  }
  return space;
}

bool covers_everything(const Model& model, const Table& table) {
  if (table.otherwise) return false;
  const auto places = uncovered_places(space_of(model, table), 1);
  return places && places->empty();
}

}  // namespace waymark
