#include "interpreter/diff/cohort_change.hpp"

#include "interpreter/diff/counterparts.hpp"

namespace waymark::diff {

struct CohortCount::Pairs {
  Counterparts counterparts;
};

namespace {

Status status_of(Evaluator& evaluator, const model::StatementReference& statement) {
  switch (evaluator.truth(model::statement(evaluator.model(), statement).condition)) {
    case Truth::yes: return Status::advised;
    case Truth::no: return Status::not_advised;
    case Truth::unknown: break;
  }
  return Status::undetermined;
}

}  // namespace

CohortCount::CohortCount(const Side& before, const Side& after)
    : before_{before},
      after_{after},
      pairs_{std::make_unique<Pairs>(Pairs{counterparts(before.model, after.model)})} {}

CohortCount::~CohortCount() = default;

void CohortCount::add(const Patient& patient, const Moment& at) {
  const auto later = as_after(pairs_->counterparts, patient, empty_patient(after_.model));
  Evaluator old{before_.model, patient, at}, young{after_.model, later, at};
  bool changes = false;
  for (const auto& [from, to] : pairs_->counterparts.statements) {
    const auto was = status_of(old, from), is = status_of(young, to);
    if (was == is) continue;
    changes = true;
    ++result_.classes[{model::statement(after_.model, to).id, was, is}];
  }
  ++result_.patients;
  if (changes) ++result_.changed;
}

}  // namespace waymark::diff
