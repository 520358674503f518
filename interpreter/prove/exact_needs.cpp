#include "interpreter/prove/exact_needs.hpp"

#include <algorithm>
#include <set>

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/prove/encoder.hpp"
#include "interpreter/prove/solver.hpp"
#include "interpreter/search/representative_values.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark::prove {
namespace {

constexpr std::uint32_t most_steps = 2'000'000;  // of the solver, for each question

// Larger conditions are not given to the solver: for each need it is asked of all of the condition.
constexpr std::size_t most_expressions = 2'000;
constexpr std::size_t most_evaluations = 400'000;

bool has_offset(const Value& value) {
  const auto* moment = std::get_if<Moment>(&value);
  const auto* event = std::get_if<EventValue>(&value);
  if (event && event->moment) moment = &*event->moment;
  if (const auto* range = std::get_if<EventRange>(&value)) moment = &range->low;
  if (const auto* range = std::get_if<InstantRange>(&value)) moment = std::get_if<Moment>(&range->low);
  return moment && moment->offset_minutes != 0;
}

bool has_offset(const FactReading& reading) {
  return (reading.time && reading.time->offset_minutes != 0) || has_offset(reading.value);
}

bool is_in_utc(const Patient& patient, const Moment& at) {
  if (at.offset_minutes != 0) return false;
  return std::ranges::none_of(patient.facts, [](const std::vector<FactReading>& readings) {
    return std::ranges::any_of(readings, [](const FactReading& reading) { return has_offset(reading); });
  });
}

// What is known in part is said to the solver only where it is all that is recorded and counts.
bool has_history_in_part(const model::Model& model, const Patient& patient) {
  for (model::FactId fact = 0; fact < model.facts.size(); ++fact) {
    const auto& readings = patient.facts[fact];
    const bool in_part =
        std::ranges::any_of(readings, [](const FactReading& reading) { return is_partial(reading.value); });
    if (in_part && (readings.size() > 1 || model.facts[fact].has_history)) return true;
  }
  return false;
}

bool sets_again(const model::Model& model, const Patient& patient) {
  for (model::ParameterId id = 0; id < model.parameters.size(); ++id) {
    if (patient.parameters[id] && !is_open(model, id)) return true;
  }
  return false;
}

}  // namespace

class ExactNeeds::Completions {
 public:
  explicit Completions(Evaluator& evaluator)
      : evaluator_{evaluator},
        space_{context_},
        encoder_{space_, evaluator.model()},
        solver_{space_, most_steps},
        is_usable_{is_in_utc(evaluator.patient(), evaluator.at()) &&
                   !sets_again(evaluator.model(), evaluator.patient()) &&
                   !has_history_in_part(evaluator.model(), evaluator.patient())} {}

  OpenCondition of(model::ExprId condition) {
    const OpenCondition undecided{false, std::nullopt, evaluator_.needs(condition).list()};
    const Dependencies dependencies{model(), {condition}};
    const auto size = dependencies.expressions().size();
    if (!is_usable_ || size > most_expressions || size * undecided.needs.size() > most_evaluations)
      return undecided;
    if (encoder_.is_opaque(condition)) return undecided;
    const auto truth = encoder_.truth(condition);
    const auto records = this->records(dependencies);
    Opposites opposites;
    const auto settled = settled_truth(truth, records, opposites);
    if (settled.answer == Satisfiable::gave_up) return undecided;
    if (settled.answer == Satisfiable::yes) return {true, settled.truth, {}};
    OpenCondition result{true, std::nullopt, {}};
    for (const auto& input : undecided.needs) {
      const auto answer =
          is_turned_by(opposites, condition, input) ? Satisfiable::yes : can_turn(truth, records, input);
      if (answer == Satisfiable::gave_up) return undecided;
      if (answer == Satisfiable::yes) result.needs.push_back(input);
    }
    return result;
  }

 private:
  const model::Model& model() const { return evaluator_.model(); }

  static std::vector<z3::expr> with(std::vector<z3::expr> conditions, const std::vector<z3::expr>& more) {
    conditions.insert(conditions.end(), more.begin(), more.end());
    return conditions;
  }

  bool is_missing(const model::Input& input) const {
    if (const auto* parameter = std::get_if<1>(&input))
      return is_open(model(), *parameter) && !evaluator_.patient().parameters[*parameter];
    const auto current = evaluator_.current_reading(std::get<0>(input));
    return !current.reading || current.stale || !waymark::is_known(current.reading->value);
  }

  // How the record may go on: that it is this patient, of whom more may be known; and that all of it is that
  // a condition rests on.
  struct Records {
    std::set<model::Input> missing;
    std::vector<z3::expr> longer, all_known;
  };

  // The patient with a longer record, of whom the condition is yes, and with one of whom it is no.
  struct Opposites {
    std::optional<Patient> yes, no;
  };

  Records records(const Dependencies& dependencies) {
    Records result;
    for (const auto& input : dependencies.inputs()) {
      if (!is_missing(input)) continue;
      result.missing.insert(input);
      result.all_known.push_back(is_known(context_, space_.value(model(), input)));
    }
    result.longer = space_.is_patient(model(), evaluator_.patient(), evaluator_.at(), result.missing);
    return result;
  }

  struct Settled {
    Satisfiable answer = Satisfiable::no;  // whether it is
    Truth truth = Truth::unknown;
  };

  // With all known it is the same always, and with anything less it is never the opposite, which words about
  // what is known could make it.
  Settled settled_truth(const TruthTerm& truth, const Records& records, Opposites& opposites) {
    const auto complete = with(records.longer, records.all_known);
    const auto yes = solver_.check(with(complete, {truth.yes}));
    if (yes == Satisfiable::yes) opposites.yes = solved(records);
    const auto no = solver_.check(with(complete, {truth.no}));
    if (no == Satisfiable::yes) opposites.no = solved(records);
    const auto neither = solver_.check(with(complete, {!truth.yes && !truth.no}));
    for (const auto answer : {yes, no, neither})
      if (answer == Satisfiable::gave_up) return {Satisfiable::gave_up};
    const auto possible =
        (yes == Satisfiable::yes) + (no == Satisfiable::yes) + (neither == Satisfiable::yes);
    if (possible == 0) return {Satisfiable::gave_up};  // the formulas know no such patient
    if (possible > 1 || neither == Satisfiable::yes)
      return {possible > 1 ? Satisfiable::no : Satisfiable::yes, Truth::unknown};
    const bool is_yes = yes == Satisfiable::yes;
    switch (solver_.check(with(records.longer, {is_yes ? truth.no : truth.yes}))) {
      case Satisfiable::gave_up: return {Satisfiable::gave_up};
      case Satisfiable::yes: return {Satisfiable::no};
      case Satisfiable::no: break;
    }
    return {Satisfiable::yes, is_yes ? Truth::yes : Truth::no};
  }

  // The patient of the solution.
  std::optional<Patient> solved(const Records& records) {
    const auto decoded = space_.decode(model(), solver_.solution());
    if (!decoded) return std::nullopt;
    auto result = evaluator_.patient();
    for (const auto& input : records.missing)
      result = with_record_of(std::move(result), input, decoded->patient);
    return result;
  }

  // Whether one of the two has the other truth with the input of the other alone; mostly so, and much sooner
  // seen than by a solution of two patients.
  bool is_turned_by(const Opposites& opposites, model::ExprId condition, const model::Input& input) const {
    if (!opposites.yes || !opposites.no) return false;
    const auto truth_with = [&](const Patient& one, const Patient& other) {
      const auto patient = with_record_of(one, input, other);
      return Evaluator{model(), patient, evaluator_.at()}.truth(condition);
    };
    return truth_with(*opposites.yes, *opposites.no) == Truth::no ||
           truth_with(*opposites.no, *opposites.yes) == Truth::yes;
  }

  // Whether two values of the input, all else being the same, lead to opposite statuses; or, where all else
  // is known, to one and to none. The second patient has variables of their own for it, and for the parts of
  // days.
  Satisfiable can_turn(const TruthTerm& truth, const Records& records, const model::Input& input) {
    const Twin twin{context_, space_, model(), input};
    std::vector<z3::expr> both;
    const auto add = [&](const z3::expr& formula) {
      both.push_back(formula);
      both.push_back(twin.of(formula));
    };
    for (const auto& formula : records.longer) add(formula);
    add(is_known(context_, space_.value(model(), input)));
    for (const auto& axiom : space_.axioms()) both.push_back(twin.of(axiom));
    const auto yes = twin.of(truth.yes), no = twin.of(truth.no);
    const auto opposite = solver_.check(with(both, {truth.yes && no}));
    if (opposite != Satisfiable::no) return opposite;
    for (const auto& formula : records.all_known) add(formula);
    return solver_.check(with(both, {(truth.yes && !yes) || (truth.no && !no)}));
  }

  // Formulas about a second patient.
  class Twin {
   public:
    Twin(z3::context& context, PatientSpace& space, const model::Model& model, const model::Input& input)
        : context_{context}, name_{space.variable_name(model, input)} {}

    z3::expr of(z3::expr formula) const {
      z3::expr_vector own{context_}, other{context_};
      std::vector<z3::expr> pending{formula};
      std::set<unsigned> seen;
      while (!pending.empty()) {
        const auto next = pending.back();
        pending.pop_back();
        if (!seen.insert(next.id()).second || !next.is_app()) continue;
        for (unsigned i = 0; i < next.num_args(); ++i) pending.push_back(next.arg(i));
        if (!next.is_const() || next.decl().decl_kind() != Z3_OP_UNINTERPRETED) continue;
        const auto name = next.decl().name().str();
        if (!is_his_own(name)) continue;
        own.push_back(next);
        other.push_back(context_.constant(prefixed(name).c_str(), next.get_sort()));
      }
      return own.empty() ? formula : formula.substitute(own, other);
    }

   private:
    bool is_his_own(const std::string& name) const {
      return name == name_ || name.starts_with(name_ + ".") || name.starts_with("calendar.");
    }
    // Parts of days keep what tells them apart from other variables.
    static std::string prefixed(const std::string& name) {
      return name.starts_with("calendar.") ? name + " of the other" : "other " + name;
    }

    z3::context& context_;
    const std::string name_;
  };

  Evaluator& evaluator_;
  z3::context context_;
  PatientSpace space_;
  Encoder encoder_;
  Solver solver_;
  const bool is_usable_;
};

ExactNeeds::ExactNeeds(Evaluator& evaluator) : completions_{std::make_unique<Completions>(evaluator)} {}
ExactNeeds::~ExactNeeds() = default;

OpenCondition ExactNeeds::of(model::ExprId condition) { return completions_->of(condition); }

}  // namespace waymark::prove
