#include "interpreter/cohort/cohort_groups.hpp"

#include <algorithm>

#include "interpreter/plan/recorded_subject.hpp"

namespace waymark::cohort {

namespace {

std::optional<std::uint32_t> column_of_members(const columns::Program& program, model::ExprId expr) {
  const auto fact = plan::named_fact(*program.model, expr);
  if (!fact || program.model->facts[*fact].type.kind != TypeKind::one_of) return std::nullopt;
  const auto& columns = program.layout.columns;
  const auto found = std::ranges::find(columns, *fact, &columns::ColumnLayout::fact);
  if (found == columns.end() || !found->used) return std::nullopt;
  return static_cast<std::uint32_t>(found - columns.begin());
}

}  // namespace

Groups::Groups(const columns::Program& program, model::ExprId expr)
    : program_{program}, expr_{expr}, column_{column_of_members(program, expr)} {}

const std::map<std::string, columns::Bitmap>& Groups::of(const columns::Batch& batch,
                                                         const columns::Bitmap& patients) {
  groups_.clear();
  column_ ? part_by_cells(batch, patients) : part_one_by_one(batch, patients);
  return groups_;
}

void Groups::part_by_cells(const columns::Batch& batch, const columns::Bitmap& patients) {
  const auto& column = batch.column(*column_);
  const auto& type = (*program_.model)[expr_].type;
  std::vector<columns::Bitmap*> by_member(type.members->members.size());
  for_each(patients, [&](std::size_t patient) {
    if (!test(column.known, patient)) return set(groups_["unknown"], patient);
    const auto member = static_cast<model::MemberIndex>(columns::cell(column.cells, patient));
    auto*& group = by_member[member];
    if (!group) group = &groups_[to_string(Value{member}, type)];
    set(*group, patient);
  });
}

void Groups::part_one_by_one(const columns::Batch& batch, const columns::Bitmap& patients) {
  const auto& model = *program_.model;
  for_each(patients, [&](std::size_t patient) {
    Evaluator evaluator{model, *batch.patient(patient), batch.at(patient)};
    set(groups_[to_string(evaluator.value(expr_), model[expr_].type)], patient);
  });
}

}  // namespace waymark::cohort
