#include "interpreter/columns/program_builder.hpp"

#include <algorithm>
#include <limits>

#include "interpreter/evaluate/each_once.hpp"

namespace waymark::columns {
namespace {

Width width_of(const Type& type) {
  switch (type.kind) {
    case TypeKind::one_of:
      return type.members->members.size() <= std::numeric_limits<std::int8_t>::max() ? Width::bits_8
                                                                                     : Width::bits_32;
    case TypeKind::date: return Width::bits_32;
    default: return Width::bits_64;
  }
}

template <typename Roots>
void mark(const Roots& roots, std::vector<bool>& needed) {
  for (const auto& root : roots) needed[root.id] = true;
}

}  // namespace

ProgramBuilder::ProgramBuilder(const model::Model& model, Site site, std::size_t truths)
    : model_{model}, columns_(model.facts.size()) {
  program_.model = &model;
  program_.truths = truths;
  program_.layout.site = std::move(site);
}

std::uint32_t ProgramBuilder::column_of_fact(model::FactId fact) {
  auto& found = columns_[fact];
  if (!found) {
    found = static_cast<std::uint32_t>(program_.layout.columns.size());
    program_.layout.columns.push_back({fact, width_of(model_.facts[fact].type)});
  }
  return *found;
}

std::uint32_t ProgramBuilder::column(const plan::Held& held) {
  const auto of_fact = column_of_fact(held.fact);
  if (!held.window) return of_fact;
  const auto next = static_cast<std::uint32_t>(program_.layout.columns.size());
  const auto [found, is_new] = windows_.try_emplace(*held.window, next);
  if (is_new) {
    auto& layout = program_.layout.columns.emplace_back();
    layout.fact = held.fact;
    layout.window = held.window;
    layout.width = width_of(model_[*held.window].type);
  }
  return found->second;
}

std::uint32_t ProgramBuilder::column_with_reading_times(model::FactId fact) {
  const auto index = column_of_fact(fact);
  program_.layout.columns[index].reading_times = true;
  return index;
}

void ProgramBuilder::count_readings(plan::CountedReadings counted) {
  const auto index = column(counted.count);
  program_.layout.columns[index].passes_outside = counted.outside;
  pending_.push_back({std::nullopt, column_of_fact(counted.count.fact), std::move(counted.each),
                      std::move(counted.comparisons), index});
}

void ProgramBuilder::add(TruthId out, plan::NumberTest test) {
  const auto index = column(test.subject.of);
  pending_.push_back(
      {program_.instructions.size(), index, std::move(test.subject), std::move(test.comparisons)});
  add(out, RangeTest{index, {}});
}

Program ProgramBuilder::finish(plan::Roots roots, std::vector<model::ParameterId> parameters) {
  drop_unneeded(roots);
  choose_layout();
  resolve_ranges();
  note_edges();
  std::erase_if(program_.instructions, [&](const auto& each) { return !needed_[each.out]; });
  program_.layout.parameters = std::move(parameters);
  program_.layout.needs_patients = std::ranges::any_of(
      program_.instructions, [](const auto& each) { return std::holds_alternative<ScalarTest>(each.step); });
  std::erase_if(program_.column_truths, [&](const auto& each) { return !needed_[each.first]; });
  static_cast<plan::Roots&>(program_) = std::move(roots);
  return std::move(program_);
}

void ProgramBuilder::drop_unneeded(const plan::Roots& roots) {
  needed_.assign(program_.truths, false);
  mark(roots.recommendations, needed_);
  mark(roots.contraindications, needed_);
  mark(roots.notes, needed_);
  if (roots.applies) needed_[roots.applies->id] = true;
  mark(roots.alternatives, needed_);
  for (const auto& [recommendation, truth] : roots.done) needed_[truth.id] = true;
  mark(roots.properties, needed_);
  mark(roots.conditions, needed_);
  for (auto each = program_.instructions.rbegin(); each != program_.instructions.rend(); ++each) {
    if (needed_[each->out]) mark(operands(each->step), needed_);
  }
  mark_used();
  std::erase_if(pending_, [&](const PendingTest& test) {
    if (test.count) return !program_.layout.columns[*test.count].used;
    return !needed_[program_.instructions[*test.instruction].out];
  });
}

void ProgramBuilder::mark_used() {
  auto& columns = program_.layout.columns;
  for (auto& column : columns) column.used = false;
  for (const auto& each : program_.instructions) {
    const auto column = column_read(each.step);
    if (column && needed_[each.out]) columns[*column].used = true;
  }
  for (const auto& [id, truth] : program_.column_truths) {
    if (needed_[id]) columns[truth.column].used = true;
  }
}

// Whether its numbers are those of single readings, which stand on the fact's own grid.
bool ProgramBuilder::picks_reading(const ColumnLayout& column) const {
  if (!column.window) return true;
  const auto* window = std::get_if<model::Window>(&model_[*column.window].operation);
  return window && model::picks_a_reading(window->function);
}

// A fact and the windows that pick one of its readings share a grid, so that a reading is the same cell in
// each.
void ProgramBuilder::choose_layout() {
  for (auto& column : program_.layout.columns) {
    if (type_of(model_, column).kind == TypeKind::number) choose_grid_of(column);
  }
}

void ProgramBuilder::choose_grid_of(ColumnLayout& column) {
  const auto& type = type_of(model_, column);
  const bool picks = picks_reading(column);
  std::vector<Quantity> constants;
  for (const auto& test : pending_) {
    const auto& of = program_.layout.columns[test.column];
    if (picks ? of.fact != column.fact || !picks_reading(of) : &of != &column) continue;
    // Beyond a conversion by molar mass or charge the constant is no number of the fact.
    for (const auto& [op, constant] : test.comparisons) {
      if (same_dimension(*constant.unit, *type.unit)) constants.push_back(constant);
    }
  }
  if (picks) return choose_grid(column, model_.facts[column.fact], constants);
  const auto function = std::get<model::Window>(model_[*column.window].operation).function;
  column.has_tenths = function != ast::WindowFunction::number;
  column.takes_between = column.has_tenths;
  choose_computed_grid(column, type, program_.layout.columns[*columns_[column.fact]], constants);
}

void ProgramBuilder::resolve_ranges() {
  for (const auto& test : pending_) {
    const auto range = range_of(test);
    if (test.count) {
      program_.layout.columns[*test.count].passing = range;
    } else {
      std::get<RangeTest>(program_.instructions[*test.instruction].step).ranges = {range};
    }
  }
}

// Between two steps that every comparison answers alike it answers so too: the values rise. That holds for a
// single threshold, wherever it is; of equal ones, and of two at once, only if they are on steps.
void ProgramBuilder::note_edges() {
  for (const auto& test : pending_) {
    auto& column = program_.layout.columns[test.column];
    if (!stands_on_steps(test)) column.takes_between = false;
    const auto range = range_of(test);
    if (range.first <= range.last) column.edges.insert(column.edges.end(), {range.first - 1, range.last});
  }
  share_steps();
  for (auto& column : program_.layout.columns) sort_each_once(column.edges);
}

// What tells two steps apart in one of the columns on a fact's grid does so in all of them.
void ProgramBuilder::share_steps() {
  auto& columns = program_.layout.columns;
  const auto shares = [&](const ColumnLayout& column) {
    return column.window && type_of(model_, column).kind == TypeKind::number && picks_reading(column);
  };
  for (const auto& column : columns) {
    if (!shares(column)) continue;
    auto& of_fact = columns[*columns_[column.fact]];
    of_fact.takes_between &= column.takes_between;
    of_fact.edges.insert(of_fact.edges.end(), column.edges.begin(), column.edges.end());
  }
  for (auto& column : columns) {
    if (!shares(column)) continue;
    const auto& of_fact = columns[*columns_[column.fact]];
    column.takes_between = of_fact.takes_between;
    column.edges = of_fact.edges;
  }
}

bool ProgramBuilder::stands_on_steps(const PendingTest& test) const {
  using Operator = ast::ComparisonOperator;
  const bool has_tenths = program_.layout.columns[test.column].has_tenths;
  const auto& op = test.comparisons.front().first;
  const bool is_threshold =
      test.comparisons.size() == 1 && op != Operator::equal && op != Operator::not_equal;
  if (is_threshold && !has_tenths) return true;
  return std::ranges::all_of(test.comparisons, [&](const plan::NumberComparison& comparison) {
    auto equal_test = test;
    equal_test.comparisons = {{Operator::equal, comparison.second}};
    const auto equal = range_of(equal_test);
    return equal.first <= equal.last && (!has_tenths || equal.first % 10 == 0);
  });
}

Range ProgramBuilder::range_of(const PendingTest& test) const {
  const auto& column = program_.layout.columns[test.column];
  const auto& type = type_of(model_, column);
  const auto limits = domain(column.width);
  const auto value = [&](std::int64_t step) {
    return number_of(model_, test.subject, quantity_at(column, type, step));
  };
  std::optional<Range> result;
  for (const auto& [op, constant] : test.comparisons) {
    const auto range = range_where(op, value, Number{constant, constant}, Direction::rising, limits);
    result = result ? intersection(*result, *range) : *range;
  }
  return *result;
}

}  // namespace waymark::columns
