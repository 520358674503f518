#include "interpreter/prove/symbolic_pathway.hpp"

#include "interpreter/prove/advice_terms.hpp"

namespace waymark::prove {

// So many of one fact that a patient with more is hardly asked about.
constexpr std::size_t readings_of_record = 12;

struct SymbolicPathway::Formulas {
  explicit Formulas(const model::Model& model) : space{context}, encoder{space, model} {
    space.keep_readings(model, kept_readings(model, readings_of_record));
    for (model::ExprId expr = 0; expr < model.expressions.size(); ++expr) encoder.term(expr);
    conflicts = possible_conflicts(encoder);
  }

  // Whether the formula is true of the patient, with some value for what is left open.
  bool can_hold(const z3::expr& formula) {
    const auto value = solution->eval(formula);
    if (value.is_true() || value.is_false()) return value.is_true();
    open->push();
    open->add(value);
    const auto answer = open->check();
    open->pop();
    return answer != z3::unsat;
  }

  // nullopt where it can be either.
  std::optional<bool> holds(const z3::expr& formula) {
    const bool can = can_hold(formula);
    return can && can_hold(negation(formula)) ? std::nullopt : std::optional{can};
  }

  std::optional<Truth> only_truth(const TruthTerm& truth) {
    std::vector<Truth> possible;
    if (can_hold(truth.yes)) possible.push_back(Truth::yes);
    if (can_hold(truth.no)) possible.push_back(Truth::no);
    if (can_hold(both(negation(truth.yes), negation(truth.no)))) possible.push_back(Truth::unknown);
    return possible.size() == 1 ? std::optional{possible.front()} : std::nullopt;
  }

  template <typename Statement>
  std::vector<std::optional<Status>> statuses(const std::vector<Statement>& statements) {
    std::vector<std::optional<Status>> result;
    for (const auto& statement : statements) result.push_back(status(statement.condition));
    return result;
  }

  std::optional<Status> status(model::ExprId condition) {
    const auto truth = only_truth(encoder.truth(condition));
    if (!truth) return std::nullopt;
    if (*truth == Truth::yes) return Status::advised;
    return *truth == Truth::no ? Status::not_advised : Status::undetermined;
  }

  std::optional<Truth> truth(model::ExprId expr) {
    const auto& term = encoder.term(expr);
    if (encoder.model()[expr].type.kind == TypeKind::yes_no) return only_truth(truth_of(context, term));
    const auto known = holds(is_known(context, term));
    return known ? std::optional{*known ? Truth::yes : Truth::no} : std::nullopt;
  }

  void fill(SolvedOutcome& outcome) {
    const auto& model = encoder.model();
    outcome.recommendations = statuses(model.recommendations);
    outcome.contraindications = statuses(model.contraindications);
    outcome.notes = statuses(model.notes);
    for (const auto& conflict : conflicts) {
      const auto holds = this->holds(conflict.condition);
      if (holds == false) continue;
      (holds ? outcome.conflicts : outcome.open_conflicts).emplace_back(conflict.first, conflict.second);
    }
    for (const auto& property : model.properties)
      outcome.violated.push_back(holds(is_violated(encoder, property)));
    for (model::ExprId expr = 0; expr < model.expressions.size(); ++expr)
      outcome.expressions.push_back(model[expr].canonical == expr ? truth(expr) : std::nullopt);
  }

  // Takes the patient; says whether the formulas admit them.
  bool take(const Patient& patient, const Moment& at) {
    solution = space.solution_of(encoder.model(), patient, at);
    if (!solution) return false;
    open.emplace(context);
    for (const auto& axiom : space.open_axioms()) open->add(solution->eval(axiom));
    return open->check() != z3::unsat;
  }

  z3::context context;
  PatientSpace space;
  Encoder encoder;
  std::optional<z3::model> solution;
  std::optional<z3::solver> open;  // what it leaves open
  std::vector<PossibleConflict> conflicts;
};

SymbolicPathway::SymbolicPathway(const model::Model& model) : formulas_{std::make_unique<Formulas>(model)} {}
SymbolicPathway::~SymbolicPathway() = default;
SymbolicPathway::SymbolicPathway(SymbolicPathway&&) noexcept = default;
SymbolicPathway& SymbolicPathway::operator=(SymbolicPathway&&) noexcept = default;

SolvedOutcome SymbolicPathway::outcome(const Patient& patient, const Moment& at) {
  SolvedOutcome result;
  result.is_possible = formulas_->take(patient, at);
  if (result.is_possible) formulas_->fill(result);
  return result;
}

}  // namespace waymark::prove
