#include "interpreter/cohort/fast_fact.hpp"

#include <algorithm>

#include "interpreter/cohort/fast_number.hpp"

namespace waymark::cohort {

namespace {

// nullopt where a bound is on no step, so that the steps cannot tell what lies within.
std::optional<columns::Domain> steps_within(const columns::ColumnLayout& grid, const model::Fact& fact) {
  if (grid.places > most_plain_places) return std::nullopt;
  if (!fact.within) return columns::domain(grid.width);
  const auto first = columns::step_of(grid, fact.type, fact.within->low);
  const auto last = columns::step_of(grid, fact.type, fact.within->high);
  if (!first || !last) return std::nullopt;
  return columns::Domain{*first, fact.within->below ? *last - 1 : *last};
}

}  // namespace

PlainFact plain_fact(const model::Model& model, model::FactId fact, const columns::Layout& layout) {
  PlainFact result;
  result.fact = &model.facts[fact];
  result.kind = result.fact->type.kind;
  const auto found = std::ranges::find(layout.columns, fact, &columns::ColumnLayout::fact);
  if (found != layout.columns.end()) result.grid = *found;
  if (found != layout.columns.end() && found->used)
    result.column = static_cast<std::uint32_t>(found - layout.columns.begin());
  if (result.kind != TypeKind::number) return result;
  if (found == layout.columns.end()) columns::choose_grid(result.grid, *result.fact, {});
  result.steps = steps_within(result.grid, *result.fact);
  result.goes_beyond = !result.fact->within || result.fact->within->below;
  return result;
}

std::optional<model::MemberIndex> member_called(const Type& type, std::string_view id) {
  const auto& members = type.members->members;
  const auto found = std::ranges::find(members, id, &Member::id);
  if (found == members.end()) return std::nullopt;
  return static_cast<model::MemberIndex>(found - members.begin());
}

}  // namespace waymark::cohort
