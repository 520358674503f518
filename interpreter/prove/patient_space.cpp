#include "interpreter/prove/patient_space.hpp"

#include <fmt/format.h>

#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/facts/input_names.hpp"
#include "interpreter/search/boundary_values.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark::prove {
std::string signature(const Type& type) {
  std::string result = fmt::format("{}", static_cast<int>(type.kind));
  if (type.kind == TypeKind::number || type.has_amounts) {
    for (const auto& [base, exponent] : type.unit->dimension) result += fmt::format(" {}{}", base, exponent);
  }
  if (!type.members) return result;
  for (const auto& member : type.members->members) result += " " + member.id;
  return result;
}

std::string full_name(const model::Model& model, const model::Input& input) {
  const auto& declared = declaration(model, input);
  return declared.library.empty() ? declared.id : declared.library + "." + declared.id;
}

PatientSpace::PatientSpace(z3::context& context)
    : context_{context},
      calendar_{context, axioms_},
      at_{moment_at(context.int_const("at.day"), context.int_const("at.microsecond"))} {
  const auto first = parse_date("1950-01-01")->days;
  const auto last = parse_date("2049-12-31")->days;
  require(at_.day >= first && at_.day <= last);
  require(at_.microsecond >= 0 && at_.microsecond < whole(context_, microseconds_per_day));
}

void PatientSpace::identify(const model::Model& model, const model::Input& input, std::string name) {
  other_names_.emplace(std::pair{&model, input}, std::move(name));
}

Term PatientSpace::value(const model::Model& model, const model::Input& input) {
  const auto& term = variables(model, input).value;
  if (input.index() == 1) return term;
  return choice(context_, negation(stale(model, std::get<0>(input))), term, UnknownTerm{});
}

z3::expr PatientSpace::recorded(const model::Model& model, const model::Input& input) {
  return variables(model, input).recorded;
}

z3::expr PatientSpace::in_doubt(const model::Model& model, model::FactId fact) {
  auto& found = variables(model, model::Input{std::in_place_index<0>, fact});
  if (!found.in_doubt) {
    found.in_doubt = context_.bool_const((found.name + ".in_doubt").c_str());
    require(either(negation(*found.in_doubt), negation(found.recorded)));
  }
  return *found.in_doubt;
}

z3::expr PatientSpace::stale(const model::Model& model, model::FactId fact) {
  const auto& declared = model.facts[fact];
  if (declared.validity && !validity(model, declared, {})) return stale_by_parameter(model, fact);
  const auto valid_for = validity(model, declared, {});
  if (!valid_for) return context_.bool_val(false);
  const ElapsedTerm age{context_.bool_val(true), reading_time(model, fact), at_};
  const auto recorded = this->recorded(model, model::Input{std::in_place_index<0>, fact});
  const Rational size = valid_for->number.to_rational() * valid_for->unit->scale;
  if (!counts_months(*valid_for->unit)) return both(recorded, seconds_between(age) > real(context_, size));
  const auto months = whole_number(size);
  if (!months) return recorded;
  const auto order = order_to_months(calendar_, age, whole(context_, *months));
  return both(recorded, !order.less && !order.equal);
}

// A site may leave the parameter open: then no reading is too old.
z3::expr PatientSpace::stale_by_parameter(const model::Model& model, model::FactId fact) {
  const auto expr = *model.facts[fact].validity;
  const auto parameter = std::get<model::ParameterReference>(model[expr].operation).parameter;
  const auto limit = number_of(context_, value(model, model::Input{std::in_place_index<1>, parameter}));
  const ElapsedTerm age{context_.bool_val(true), reading_time(model, fact), at_};
  const auto recorded = this->recorded(model, model::Input{std::in_place_index<0>, fact});
  return both(recorded, both(limit.has_low, seconds_between(age) > limit.low));
}

InstantTerm PatientSpace::reading_time(const model::Model& model, model::FactId fact) {
  auto& found = variables(model, model::Input{std::in_place_index<0>, fact});
  if (!found.read) {
    found.read = fresh_instant(found.name + ".read", false);
    const auto order = order_of_instants(*found.read, at_);
    require(order.less || order.equal);
  }
  return *found.read;
}

bool PatientSpace::is_said(const model::Model& model, model::ExprId window) const {
  const auto found = kept_.find(&model);
  return found != kept_.end() && found->second.is_said[window];
}

const std::vector<PatientSpace::ReadingTerm>& PatientSpace::readings(const model::Model& model,
                                                                     model::FactId fact) {
  const model::Input input{std::in_place_index<0>, fact};
  const auto latest = reading_time(model, fact);
  auto& found = variables(model, input);
  if (!found.readings.empty()) return found.readings;
  found.readings.push_back({found.recorded, found.value, latest});
  const auto kept = kept_.at(&model).of_fact[fact];
  for (std::size_t i = 1; i < kept; ++i) {
    const auto name = fmt::format("{}.earlier.{}", found.name, i);
    found.readings.push_back(earlier_reading(model, input, found.readings.back(), name));
  }
  return found.readings;
}

PatientSpace::ReadingTerm PatientSpace::earlier_reading(const model::Model& model, const model::Input& input,
                                                        const ReadingTerm& later, const std::string& name) {
  const auto there = context_.bool_const((name + ".recorded").c_str());
  ReadingTerm result{there, choice(context_, there, fresh_value(name, type_of(model, input)), UnknownTerm{}),
                     fresh_instant(name + ".read", false)};
  if (const auto* number = std::get_if<NumberTerm>(&result.value)) require_bounds(model, input, *number);
  const auto is_earlier = order_of_instants(result.time, later.time).less;
  require(either(negation(there), both(later.there, is_earlier)));
  return result;
}

z3::expr PatientSpace::opaque_real(const std::string& name) {
  return context_.real_const(("opaque." + name).c_str());
}

z3::expr PatientSpace::opaque_truth(const std::string& name) {
  return context_.bool_const(("opaque." + name).c_str());
}

z3::expr PatientSpace::opaque_integer(const std::string& name) {
  return context_.int_const(("opaque." + name).c_str());
}

PatientSpace::Variables& PatientSpace::variables(const model::Model& model, const model::Input& input) {
  auto [known, is_new] = keys_.try_emplace(std::pair{&model, input});
  if (!is_new) return variables_.at(known->second);
  const auto& type = type_of(model, input);
  const auto other_name = other_names_.find({&model, input});
  const auto own_name = other_name == other_names_.end() ? full_name(model, input) : other_name->second;
  const auto name = own_name + (input.index() == 1 ? " (parameter)" : "");
  known->second = name + ": " + signature(type);
  auto found = variables_.find(known->second);
  if (found == variables_.end())
    found = variables_.emplace(known->second, fresh_variables(unused(name), type)).first;
  if (const auto* number = std::get_if<NumberTerm>(&found->second.value))
    require_bounds(model, input, *number);
  return found->second;
}

// Of two types under one name each has its own.
std::string PatientSpace::unused(std::string name) {
  while (!names_.insert(name).second) name += "'";
  return name;
}

PatientSpace::Variables PatientSpace::fresh_variables(const std::string& name, const Type& type) {
  const auto recorded = context_.bool_const((name + ".recorded").c_str());
  return {name, recorded, choice(context_, recorded, fresh_value(name, type), UnknownTerm{}), std::nullopt};
}

Term PatientSpace::fresh_value(const std::string& name, const Type& type) {
  const auto yes = context_.bool_val(true);
  switch (type.kind) {
    case TypeKind::yes_no: return always_known(context_.bool_const(name.c_str()));
    case TypeKind::number: return number_where(yes, fresh_number(name, type), type.unit->offset);
    case TypeKind::one_of: {
      const auto index = context_.int_const(name.c_str());
      require(index >= 0 && index < static_cast<int>(type.members->members.size()));
      return member_where(yes, index);
    }
    case TypeKind::any_of: return fresh_set(name, type);
    case TypeKind::date: return TimeTerm{yes, fresh_instant(name, true)};
    case TypeKind::moment: return TimeTerm{yes, fresh_instant(name, false)};
    case TypeKind::event:
      return EventTerm{yes, context_.bool_const((name + ".happened").c_str()), fresh_instant(name, false)};
    case TypeKind::elapsed:
    case TypeKind::anything:
    case TypeKind::broken: break;
  }
  return UnknownTerm{};
}

// Of a whole number the solver knows that it is one, without being told of each step.
z3::expr PatientSpace::fresh_number(const std::string& name, const Type& type) {
  if (!type.whole) return context_.real_const(name.c_str());
  const auto counted = z3::to_real(context_.int_const(name.c_str()));
  return (counted * real(context_, type.unit->scale) + real(context_, type.unit->offset)).simplify();
}

SetTerm PatientSpace::fresh_set(const std::string& name, const Type& type) {
  SetTerm result;
  for (const auto& member : type.members->members) {
    const auto known = context_.bool_const(fmt::format("{}.{}.stated", name, member.id).c_str());
    const auto holds = context_.bool_const(fmt::format("{}.{}", name, member.id).c_str());
    result.members.push_back({both(known, holds), both(known, negation(holds))});
  }
  return result;
}

InstantTerm PatientSpace::fresh_instant(const std::string& name, bool is_date) {
  const auto day = context_.int_const((name + ".day").c_str());
  require(day >= whole(context_, first_calendar_day()) && day <= whole(context_, last_calendar_day()));
  if (is_date) return date_at(day);
  const auto microsecond = context_.int_const((name + ".microsecond").c_str());
  require(microsecond >= 0 && microsecond < whole(context_, microseconds_per_day));
  return moment_at(day, microsecond);
}

void PatientSpace::require_bounds(const model::Model& model, const model::Input& input,
                                  const NumberTerm& number) {
  const auto& type = type_of(model, input);
  const auto& value = number.low;
  const auto require_where_recorded = [&](const z3::expr& holds) {
    require(either(negation(number.has_low), holds));
  };
  if (type.whole) {
    const auto in_unit = (value - real(context_, type.unit->offset)) / real(context_, type.unit->scale);
    // It may be a number of another model that is not whole there.
    if (const auto is_whole = z3::is_int(in_unit).simplify(); !is_whole.is_true())
      require_where_recorded(is_whole);
  }
  const auto& bounds = bounds_of(model, input);
  if (!bounds) return;
  const auto high = real(context_, in_base_units(bounds->high));
  require_where_recorded(value >= real(context_, in_base_units(bounds->low)));
  require_where_recorded(bounds->below ? value < high : value <= high);
}

}  // namespace waymark::prove
