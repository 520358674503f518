// From a patient to the formula that only they satisfy, and from a solution to the patient.
#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/evaluate/window.hpp"
#include "interpreter/prove/patient_space.hpp"
#include "interpreter/search/boundary_values.hpp"
#include "interpreter/values/instant_range.hpp"
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
            if (!is_known(value)) return no;  // formulas speak of exact readings
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
          [&](const InstantRange&) { return no; },
          [&](const EventRange&) { return no; },
          [&](const ElapsedRange&) { return no; },
      },
      value);
}

// More readings than there are formulas for are no patient of theirs.
z3::expr PatientSpace::are_readings(const model::Model& model, const Patient& patient, const Moment& at,
                                    model::FactId fact, const Variables& variables) {
  const auto seen = seen_readings(model.facts[fact], patient.facts[fact], at);
  const auto& readings = variables.readings;
  std::vector<z3::expr> parts{context_.bool_val(seen.size() <= readings.size())};
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const auto& [there, value, time] = readings[i];
    if (i >= seen.size()) {
      parts.push_back(negation(there));
      continue;
    }
    const auto& reading = seen[seen.size() - 1 - i];
    parts.push_back(both(there, is_value(value, reading.reading->value)));
    parts.push_back(is_instant(time, reading.time));
  }
  return all_of(context_, parts);
}

z3::expr PatientSpace::is_reading(const model::Model& model, const Patient& patient, const Moment& at,
                                  const model::Input& input, const Variables& variables) {
  if (input.index() == 1) {
    const auto& set = patient.parameters[std::get<1>(input)];
    const bool is_set = set && !std::holds_alternative<Unknown>(*set);
    return is_set ? both(variables.recorded, is_value(variables.value, *set)) : negation(variables.recorded);
  }
  if (!variables.readings.empty()) return are_readings(model, patient, at, std::get<0>(input), variables);
  const auto current = Evaluator{model, patient, at}.current_reading(std::get<0>(input));
  if (!current.reading) {
    const auto doubt = context_.bool_val(is_in_doubt(patient, std::get<0>(input)));
    const auto absent = negation(variables.recorded);
    return variables.in_doubt ? both(absent, *variables.in_doubt == doubt) : absent;
  }
  auto result = both(variables.recorded, is_value(variables.value, current.reading->value));
  if (variables.read) result = both(result, is_instant(*variables.read, current.time));
  return result;
}

// Of a date, moment or event of which only the month or year is known: that it is one of its days.
static z3::expr lies_within(z3::context& context, const Term& term, const Value& value) {
  const auto ends = ends_of(value);
  const auto* time = std::get_if<TimeTerm>(&term);
  const auto* event = std::get_if<EventTerm>(&term);
  if (!ends || (!time && !event)) return context.bool_val(true);
  const auto day = [](const Instant& instant) {
    const auto* moment = std::get_if<Moment>(&instant);
    return moment ? day_of(*moment) : std::int64_t{std::get<Date>(instant).days};
  };
  const auto& instant = time ? time->instant : event->instant;
  const auto inside =
      both(instant.day >= whole(context, day(ends->low)), instant.day <= whole(context, day(ends->high)));
  return event ? both(event->has_moment, inside) : inside;
}

// Of a set of which some members are not known: those that are. Of an instant that is known in part: between
// which ends it lies, where it is recorded.
z3::expr PatientSpace::has_stated_parts(const Patient& patient, const Moment& at, const model::Model& model,
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
  if (counts && is_partial(current.reading->value)) {
    const auto inside = lies_within(context_, variables.value, current.reading->value);
    parts.push_back(either(negation(variables.recorded), inside));
  }
  return all_of(context_, parts);
}

std::vector<z3::expr> PatientSpace::is_patient(const model::Model& model, const Patient& patient,
                                               const Moment& at, const std::set<model::Input>& missing) {
  std::vector<z3::expr> result{is_instant(at_, at)};
  for (const auto& [key, name] : keys_) {
    if (key.first != &model) continue;
    const auto& found = variables_.at(name);
    result.push_back(missing.contains(key.second) ? has_stated_parts(patient, at, model, key.second, found)
                                                  : is_reading(model, patient, at, key.second, found));
  }
  return result;
}

std::vector<z3::expr> PatientSpace::on_decimal_grid(const model::Model& model, int places) {
  mpz_class power;
  mpz_ui_pow_ui(power.get_mpz_t(), 10, static_cast<unsigned long>(places));
  std::vector<z3::expr> result;
  for (const auto& [key, name] : keys_) {
    const auto& found = variables_.at(name);
    if (key.first != &model || !std::holds_alternative<NumberTerm>(found.value)) continue;
    const auto& unit = type_of(model, key.second).unit;
    const Rational by = Rational{power} / unit->scale;
    const auto require_step = [&](const Term& value) {
      const auto& number = std::get<NumberTerm>(value);
      const auto on_grid =
          z3::is_int((number.low - real(context_, unit->offset)) * real(context_, by)).simplify();
      if (!on_grid.is_true()) result.push_back(on_grid);
    };
    require_step(found.value);
    for (std::size_t i = 1; i < found.readings.size(); ++i) require_step(found.readings[i].value);
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
    if (key.first != &model) continue;
    if (found.in_doubt && reader.holds(*found.in_doubt))
      result.patient.in_doubt[std::get<0>(key.second)] = true;
    if (!reader.holds(found.recorded)) continue;
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
    auto& readings = result.patient.facts[std::get<0>(key.second)];
    for (auto i = found.readings.size(); i > 1; --i) {
      const auto& term = found.readings[i - 1];
      if (!reader.holds(term.there)) continue;
      auto earlier = reader.value(term.value, type);
      if (std::holds_alternative<Unknown>(earlier)) return std::nullopt;
      auto earlier_text = to_string(earlier, type);
      readings.push_back({std::move(earlier), reader.moment(term.time), std::move(earlier_text)});
    }
    readings.push_back({std::move(value), time, std::move(text)});
  }
  return result;
}

}  // namespace waymark::prove
