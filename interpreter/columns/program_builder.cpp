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

ProgramBuilder::ProgramBuilder(const model::Model& model, const Site& site)
    : model_{model}, columns_(model.facts.size()) {
  program_.model = &model;
  program_.layout.site = site;
}

TruthRef ProgramBuilder::add(Step step) {
  const auto id = static_cast<TruthId>(program_.truths++);
  program_.instructions.push_back({id, std::move(step)});
  return {id};
}

TruthRef ProgramBuilder::all_of(std::vector<TruthRef> operands) {
  return operands.size() == 1 ? operands.front() : add(AllOf{std::move(operands)});
}

TruthRef ProgramBuilder::any_of(std::vector<TruthRef> operands) {
  for (auto& operand : operands) operand = !operand;
  return !all_of(std::move(operands));
}

std::uint32_t ProgramBuilder::column(model::FactId fact) {
  auto& found = columns_[fact];
  if (!found) {
    found = static_cast<std::uint32_t>(program_.layout.columns.size());
    program_.layout.columns.push_back({fact, width_of(model_.facts[fact].type)});
  }
  return *found;
}

std::uint32_t ProgramBuilder::column_with_reading_times(model::FactId fact) {
  const auto index = column(fact);
  program_.layout.columns[index].reading_times = true;
  return index;
}

TruthRef ProgramBuilder::column_truth(model::FactId fact, std::optional<model::MemberIndex> member) {
  const auto index = column(fact);
  const auto [place, is_new] = column_truths_.try_emplace({index, member});
  if (is_new) {
    place->second = static_cast<TruthId>(program_.truths++);
    program_.column_truths.push_back({place->second, ColumnTruth{index, member}});
  }
  return {place->second};
}

TruthRef ProgramBuilder::number_test(NumberSubject subject, std::vector<NumberComparison> comparisons) {
  const auto index = column(subject.fact);
  pending_.push_back({program_.instructions.size(), std::move(subject), std::move(comparisons)});
  return add(RangeTest{index, {}});
}

Program ProgramBuilder::finish(Program roots) {
  drop_unneeded(roots);
  choose_layout();
  resolve_ranges();
  note_edges();
  std::erase_if(program_.instructions, [&](const auto& each) { return !needed_[each.out]; });
  roots.model = program_.model;
  roots.layout.columns = std::move(program_.layout.columns);
  roots.layout.site = std::move(program_.layout.site);
  roots.layout.needs_patients = std::ranges::any_of(
      program_.instructions, [](const auto& each) { return std::holds_alternative<ScalarTest>(each.step); });
  std::erase_if(program_.column_truths, [&](const auto& each) { return !needed_[each.first]; });
  roots.column_truths = std::move(program_.column_truths);
  roots.instructions = std::move(program_.instructions);
  roots.truths = program_.truths;
  return roots;
}

void ProgramBuilder::drop_unneeded(const Program& roots) {
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
  std::erase_if(pending_,
                [&](const auto& test) { return !needed_[program_.instructions[test.instruction].out]; });
}

void ProgramBuilder::choose_layout() {
  auto& columns = program_.layout.columns;
  for (auto& column : columns) column.used = false;
  for (const auto& each : program_.instructions) {
    const auto column = column_read(each.step);
    if (column && needed_[each.out]) columns[*column].used = true;
  }
  for (const auto& [id, truth] : program_.column_truths) {
    if (needed_[id]) columns[truth.column].used = true;
  }
  for (auto& column : columns) {
    const auto& fact = model_.facts[column.fact];
    if (fact.type.kind != TypeKind::number) continue;
    std::vector<Quantity> constants;
    for (const auto& test : pending_) {
      // Beyond a conversion by molar mass or charge the constant is no number of the fact.
      if (test.subject.fact != column.fact) continue;
      for (const auto& [op, constant] : test.comparisons) {
        if (same_dimension(*constant.unit, *fact.type.unit)) constants.push_back(constant);
      }
    }
    choose_grid(column, fact, constants);
  }
}

void ProgramBuilder::resolve_ranges() {
  for (const auto& test : pending_) {
    auto& step = std::get<RangeTest>(program_.instructions[test.instruction].step);
    step.ranges = {range_of(test)};
  }
}

// Between two steps that every comparison answers alike it answers so too: the values rise. That holds for a
// single threshold, wherever it is; of equal ones, and of two at once, only if they are on steps.
void ProgramBuilder::note_edges() {
  for (const auto& test : pending_) {
    auto& column = program_.layout.columns[*columns_[test.subject.fact]];
    if (!stands_on_steps(test)) column.takes_between = false;
    for (const auto& range : std::get<RangeTest>(program_.instructions[test.instruction].step).ranges) {
      if (range.first > range.last) continue;
      column.edges.insert(column.edges.end(), {range.first - 1, range.last});
    }
  }
  for (auto& column : program_.layout.columns) sort_each_once(column.edges);
}

bool ProgramBuilder::stands_on_steps(const PendingTest& test) const {
  using Operator = ast::ComparisonOperator;
  const auto& [op, constant] = test.comparisons.front();
  const bool is_threshold =
      test.comparisons.size() == 1 && op != Operator::equal && op != Operator::not_equal;
  return is_threshold || std::ranges::all_of(test.comparisons, [&](const NumberComparison& comparison) {
           const auto equal = range_of({0, test.subject, {{Operator::equal, comparison.second}}});
           return equal.first <= equal.last;
         });
}

Range ProgramBuilder::range_of(const PendingTest& test) const {
  const auto& column = program_.layout.columns[*columns_[test.subject.fact]];
  const auto& fact = model_.facts[column.fact];
  const auto limits = domain(column.width);
  const auto value = [&](std::int64_t step) {
    return number_of(model_, test.subject, quantity_at(column, fact, step));
  };
  std::optional<Range> result;
  for (const auto& [op, constant] : test.comparisons) {
    const auto range = range_where(op, value, Number{constant, constant}, Direction::rising, limits);
    result = result ? intersection(*result, *range) : *range;
  }
  return *result;
}

}  // namespace waymark::columns
