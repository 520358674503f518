#include "interpreter/prove/symbolic_pathway.hpp"

#include "interpreter/prove/advice_terms.hpp"

namespace waymark::prove {
struct SymbolicPathway::Formulas {
  explicit Formulas(const model::Model& model) : space{context}, encoder{space, model} {
    for (model::ExprId expr = 0; expr < model.expressions.size(); ++expr) encoder.term(expr);
    conflicts = possible_conflicts(encoder);
  }

  bool holds(const z3::expr& expr) const { return solution->eval(expr, true).is_true(); }

  template <typename Statement>
  std::vector<std::optional<Status>> statuses(const std::vector<Statement>& statements) {
    std::vector<std::optional<Status>> result;
    for (const auto& statement : statements) result.push_back(status(statement.condition));
    return result;
  }

  std::optional<Status> status(model::ExprId condition) {
    if (encoder.is_opaque(condition)) return std::nullopt;
    const auto truth = encoder.truth(condition);
    if (holds(truth.yes)) return Status::advised;
    return holds(truth.no) ? Status::not_advised : Status::undetermined;
  }

  std::optional<Truth> truth(model::ExprId expr) {
    if (encoder.is_opaque(expr)) return std::nullopt;
    const auto& term = encoder.term(expr);
    if (encoder.model()[expr].type.kind != TypeKind::yes_no)
      return holds(is_known(context, term)) ? Truth::yes : Truth::no;
    const auto truth = truth_of(context, term);
    if (holds(truth.yes)) return Truth::yes;
    return holds(truth.no) ? Truth::no : Truth::unknown;
  }

  void fill(SolvedOutcome& outcome) {
    const auto& model = encoder.model();
    outcome.recommendations = statuses(model.recommendations);
    outcome.contraindications = statuses(model.contraindications);
    outcome.notes = statuses(model.notes);
    for (const auto& conflict : conflicts) {
      if (holds(conflict.condition)) outcome.conflicts.emplace_back(conflict.first, conflict.second);
    }
    for (const auto& property : model.properties) {
      const bool open = encoder.is_opaque(property.condition);
      outcome.violated.push_back(open ? std::nullopt : std::optional{holds(is_violated(encoder, property))});
    }
    for (model::ExprId expr = 0; expr < model.expressions.size(); ++expr)
      outcome.expressions.push_back(model[expr].canonical == expr ? truth(expr) : std::nullopt);
  }

  z3::context context;
  PatientSpace space;
  Encoder encoder;
  std::optional<z3::model> solution;
  std::vector<PossibleConflict> conflicts;
};

SymbolicPathway::SymbolicPathway(const model::Model& model) : formulas_{std::make_unique<Formulas>(model)} {}
SymbolicPathway::~SymbolicPathway() = default;
SymbolicPathway::SymbolicPathway(SymbolicPathway&&) noexcept = default;
SymbolicPathway& SymbolicPathway::operator=(SymbolicPathway&&) noexcept = default;

SolvedOutcome SymbolicPathway::outcome(const Patient& patient, const Moment& at) {
  auto& solution = formulas_->solution;
  solution = formulas_->space.solution_of(formulas_->encoder.model(), patient, at);
  SolvedOutcome result;
  result.is_possible = solution.has_value();
  if (result.is_possible) formulas_->fill(result);
  return result;
}

}  // namespace waymark::prove
