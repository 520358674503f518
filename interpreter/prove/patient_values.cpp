// From a patient to the formula that only they satisfy, and from a solution to the patient.
#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/prove/patient_space.hpp"
#include "interpreter/search/boundary_values.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark::prove {
namespace {

std::int64_t day_of(const Moment& moment) { return date_of(Moment{moment.microseconds, 0}).days; }
std::int64_t microsecond_of_day(const Moment& moment) {
  return moment.microseconds - day_of(moment) * microseconds_per_day;
}

// Reads the values that a solution gives.
class Reader {
 public:
  explicit Reader(const z3::model& solution) : solution_{solution} {}

  bool holds(const z3::expr& expr) const { return solution_.eval(expr, true).is_true(); }

  std::int64_t integer(const z3::expr& expr) const { return solution_.eval(expr, true).get_numeral_int64(); }

  Rational rational(const z3::expr& expr) const {
    const auto value = solution_.eval(expr, true);
    return Rational{Z3_get_numeral_string(value.ctx(), value)};
  }

  Moment moment(const InstantTerm& instant) const {
    return {integer(instant.day) * microseconds_per_day + integer(instant.microsecond), 0};
  }

  Date date(const InstantTerm& instant) const { return {static_cast<std::int32_t>(integer(instant.day))}; }

  // Unknown where it is not known, or where no decimal writes it.
  Value value(const Term& term, const Type& type) const {
    return std::visit(overloaded{
                          [](const UnknownTerm&) -> Value { return Unknown{}; },
                          [&](const TruthTerm& truth) -> Value { return holds(truth.yes); },
                          [&](const NumberTerm& number) { return this->number(number, type); },
                          [&](const MemberTerm& member) -> Value {
                            return static_cast<model::MemberIndex>(integer(member.low));
                          },
                          [&](const SetTerm& set) -> Value { return this->set(set); },
                          [&](const TimeTerm& time) -> Value {
                            return time.instant.is_date ? Value{date(time.instant)}
                                                        : Value{moment(time.instant)};
                          },
                          [&](const EventTerm& event) -> Value {
                            return holds(event.has_moment) ? EventValue{moment(event.instant)} : EventValue{};
                          },
                          [](const ElapsedTerm&) -> Value { return Unknown{}; },
                      },
                      term);
  }

 private:
  Value number(const NumberTerm& number, const Type& type) const {
    const Rational exact = (rational(number.low) - type.unit->offset) / type.unit->scale;
    const auto decimal = Decimal::from_rational(exact);
    if (!decimal || decimal->to_rational() != exact) return Unknown{};
    const Quantity quantity{*decimal, type.unit};
    return Number{quantity, quantity};
  }

  MemberStates set(const SetTerm& set) const {
    MemberStates states;
    for (const auto& member : set.members) {
      const auto known = holds(member.yes) ? Truth::yes : Truth::no;
      states.states.push_back(holds(either(member.yes, member.no)) ? known : Truth::unknown);
    }
    return states;
  }

  const z3::model& solution_;
};

}  // namespace

z3::expr PatientSpace::is_instant(const InstantTerm& term, const Moment& moment) {
  return term.day == whole(context_, day_of(moment)) &&
         term.microsecond == whole(context_, microsecond_of_day(moment));
}

z3::expr PatientSpace::is_value(const Term& term, const Value& value) {
  const auto no = context_.bool_val(false);
  return std::visit(
      overloaded{
          [&](const Unknown&) { return no; },
          [&](bool yes) {
            const auto& truth = std::get<TruthTerm>(term);
            return yes ? truth.yes : truth.no;
          },
          [&](const Number& number) {
            return std::get<NumberTerm>(term).low == real(context_, in_base_units(*number.low));
          },
          [&](model::MemberIndex member) {
            return std::get<MemberTerm>(term).low == static_cast<int>(member);
          },
          [&](const MemberStates& set) {
            std::vector<z3::expr> parts;
            const auto& members = std::get<SetTerm>(term).members;
            for (std::size_t i = 0; i < members.size(); ++i) {
              const auto state = set.states[i];
              parts.push_back(members[i].yes == context_.bool_val(state == Truth::yes));
              parts.push_back(members[i].no == context_.bool_val(state == Truth::no));
            }
            return all_of(context_, parts);
          },
          [&](const Date& date) {
            return std::get<TimeTerm>(term).instant.day == whole(context_, date.days);
          },
          [&](const Moment& moment) { return is_instant(std::get<TimeTerm>(term).instant, moment); },
          [&](const EventValue& event) {
            const auto& happened = std::get<EventTerm>(term);
            if (!event.moment) return negation(happened.has_moment);
            return both(happened.has_moment, is_instant(happened.instant, *event.moment));
          },
          [&](const Elapsed&) { return no; },
          [&](const MemberRange&) { return no; },
      },
      value);
}

z3::expr PatientSpace::is_reading(const model::Model& model, const Patient& patient, const Moment& at,
                                  const model::Input& input, const Variables& variables) {
  if (input.index() == 1) {
    const auto& set = patient.parameters[std::get<1>(input)];
    const bool is_set = set && !std::holds_alternative<Unknown>(*set);
    return is_set ? both(variables.recorded, is_value(variables.value, *set)) : negation(variables.recorded);
  }
  const auto current = Evaluator{model, patient, at}.current_reading(std::get<0>(input));
  if (!current.reading) return negation(variables.recorded);
  auto result = both(variables.recorded, is_value(variables.value, current.reading->value));
  if (variables.read) result = both(result, is_instant(*variables.read, current.time));
  return result;
}

// Of a set of which some members are not known: those that are.
z3::expr PatientSpace::has_stated_members(const Patient& patient, const Moment& at, const model::Model& model,
                                          const model::Input& input, const Variables& variables) {
  std::vector<z3::expr> parts;
  const auto* fact = std::get_if<0>(&input);
  const auto current = fact ? Evaluator{model, patient, at}.current_reading(*fact) : CurrentReading{};
  const bool counts = current.reading && !current.stale;
  const auto* stated = counts ? std::get_if<MemberStates>(&current.reading->value) : nullptr;
  const auto* set = std::get_if<SetTerm>(&variables.value);
  for (std::size_t i = 0; stated && set && i < set->members.size(); ++i) {
    if (stated->states[i] == Truth::yes) parts.push_back(set->members[i].yes);
    if (stated->states[i] == Truth::no) parts.push_back(set->members[i].no);
  }
  return all_of(context_, parts);
}

std::vector<z3::expr> PatientSpace::is_patient(const model::Model& model, const Patient& patient,
                                               const Moment& at, const std::set<model::Input>& missing) {
  std::vector<z3::expr> result{is_instant(at_, at)};
  for (const auto& [key, name] : keys_) {
    if (key.first != &model) continue;
    const auto& found = variables_.at(name);
    result.push_back(missing.contains(key.second) ? has_stated_members(patient, at, model, key.second, found)
                                                  : is_reading(model, patient, at, key.second, found));
  }
  return result;
}

std::vector<z3::expr> PatientSpace::on_decimal_grid(const model::Model& model, int places) {
  mpz_class power;
  mpz_ui_pow_ui(power.get_mpz_t(), 10, static_cast<unsigned long>(places));
  std::vector<z3::expr> result;
  for (const auto& [key, name] : keys_) {
    const auto* number = std::get_if<NumberTerm>(&variables_.at(name).value);
    if (key.first != &model || !number) continue;
    const auto& unit = type_of(model, key.second).unit;
    const Rational by = Rational{power} / unit->scale;
    result.push_back(z3::is_int((number->low - real(context_, unit->offset)) * real(context_, by)));
  }
  return result;
}

std::optional<z3::model> PatientSpace::solution_of(const model::Model& model, const Patient& patient,
                                                   const Moment& at) {
  z3::solver solver{context_};
  for (const auto& part : is_patient(model, patient, at)) solver.add(part);
  if (solver.check() != z3::sat) return std::nullopt;
  auto solution = solver.get_model();
  calendar_.complete(solution);
  for (const auto& axiom : axioms_) {
    if (!solution.eval(axiom, true).is_true()) return std::nullopt;
  }
  return solution;
}

std::optional<PatientSpace::Decoded> PatientSpace::decode(const model::Model& model,
                                                          const z3::model& solution) {
  const Reader reader{solution};
  Decoded result{empty_patient(model), reader.moment(at_)};
  result.patient.at = result.at;
  for (const auto& [key, name] : keys_) {
    const auto& found = variables_.at(name);
    if (key.first != &model || !reader.holds(found.recorded)) continue;
    const auto& type = type_of(model, key.second);
    auto value = reader.value(found.value, type);
    if (std::holds_alternative<Unknown>(value)) return std::nullopt;
    if (key.second.index() == 1) {
      result.patient.parameters[std::get<1>(key.second)] = std::move(value);
      continue;
    }
    auto text = to_string(value, type);
    auto time = found.read ? std::optional{reader.moment(*found.read)} : std::nullopt;
    // A time that the question does not rest on is any time.
    if (time && result.at < *time) time.reset();
    result.patient.facts[std::get<0>(key.second)] = {FactReading{std::move(value), time, std::move(text)}};
  }
  return result;
}

}  // namespace waymark::prove
