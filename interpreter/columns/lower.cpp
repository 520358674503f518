#include <utility>

#include "interpreter/columns/program_builder.hpp"
#include "lang/text/overloaded.hpp"

// From the steps of a plan to steps over cells.
namespace waymark::columns {
namespace {

// Neighbouring members that pass, as one range each.
std::vector<Range> ranges_of(const std::vector<bool>& passing) {
  std::vector<Range> result;
  for (std::size_t i = 0; i < passing.size(); ++i) {
    if (!passing[i]) continue;
    const auto member = static_cast<std::int64_t>(i);
    const bool continues = !result.empty() && result.back().last == member - 1;
    continues ? void(result.back().last = member) : result.push_back({member, member});
  }
  return result;
}

InstantTest instant_test(plan::InstantTest test, ProgramBuilder& builder) {
  const auto& subject = test.subject;
  const auto column = builder.column(subject.of);
  if (subject.of_reading) builder.column_with_reading_times(subject.of.fact);
  return {column, subject.of_reading ? InstantSource::reading_time : InstantSource::value, subject.since,
          std::move(test.comparisons)};
}

CellState cell_state(plan::HeldState state) {
  return state == plan::HeldState::known ? CellState::known : CellState::stale;
}

void lower_step(TruthId out, plan::Step step, ProgramBuilder& builder) {
  std::visit(overloaded{
                 [&](plan::HeldTruth& held) {
                   builder.add(out, ColumnTruth{builder.column(held.of), held.member});
                 },
                 [&](plan::HeldTest& test) {
                   builder.add(out, CellTest{builder.column(test.of), cell_state(test.state)});
                 },
                 [&](plan::NeverKnown& test) {
                   builder.add(out, NeverKnown{builder.column(test.of), std::move(test.needs)});
                 },
                 [&](plan::NumberTest& test) { builder.add(out, std::move(test)); },
                 [&](plan::MemberTest& test) {
                   builder.add(out, RangeTest{builder.column(test.of), ranges_of(test.passing)});
                 },
                 [&](plan::InstantTest& test) { builder.add(out, instant_test(std::move(test), builder)); },
                 // Those about other truths are the same.
                 [&](auto& same) { builder.add(out, Step{std::move(same)}); },
             },
             step);
}

}  // namespace

Program lower(plan::Plan plan) {
  ProgramBuilder builder{*plan.model, std::move(plan.site), plan.steps.size()};
  for (TruthId id = 0; id < plan.steps.size(); ++id) lower_step(id, std::move(plan.steps[id]), builder);
  for (auto& counted : plan.counted) builder.count_readings(std::move(counted));
  return builder.finish(std::move(plan.roots), std::move(plan.parameters));
}

Program compile(const model::Model& model, const Site& site, const std::vector<model::ExprId>& conditions) {
  return lower(plan::make_plan(model, site, conditions));
}

}  // namespace waymark::columns
