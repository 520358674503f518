#include <algorithm>
#include <utility>

#include "lang/elaborate/elaboration.hpp"
#include "lang/elaborate/openness.hpp"
#include "lang/model/constant_quantity.hpp"
#include "lang/model/regimen.hpp"

// `dose of R`, `daily dose of A`: what is given, put together from the doses of the recommendations.
namespace waymark {
namespace {

using model::ExprId;

// One dose that a recommendation may come to, and when it does.
struct PossibleDose {
  ExprId guard, low, high;
  Span span;
  bool is_range;
};

// Of one recommendation.
struct GivenBy {
  model::RecommendationId recommendation;
  ExprId advised;
  std::vector<Openness::Alternative> alternatives;
  std::vector<PossibleDose> doses;
};

class GivenDoseElaborator {
 public:
  GivenDoseElaborator(Elaboration& context, const Environment& environment, const ast::GivenDose& node,
                      Span span)
      : context_{context}, environment_{environment}, node_{node}, span_{span}, openness_{context} {}

  ExprId given_dose() {
    if (!environment_.statuses) {
      context_.diagnostics.report(span_, diagnostics::dose_outside_property, node_.subject.text);
      return add_broken(context_, span_);
    }
    if (!find_subject()) return add_broken(context_, span_);
    const auto given = doses();
    if (is_refused_) return add_broken(context_, span_);
    if (given.empty()) return report(diagnostics::no_dose);
    if (!is_clear(given) || !is_of_one_dimension(given)) return add_broken(context_, span_);
    return together(given);
  }

 private:
  template <typename Message>
  ExprId report(const Message& message) {
    context_.diagnostics.report(node_.subject.span, message, node_.subject.text);
    return add_broken(context_, span_);
  }

  // A statement by its id, else an action.
  bool find_subject() {
    const auto& name = node_.subject.text;
    const auto statement = context_.statements.find(name);
    if (statement != context_.statements.end()) {
      note_use(context_, statement->second, name, node_.subject.span);
      statement_ = statement->second;
      return true;
    }
    const bool is_action = !context_.symbols.find(environment_.module, NameSpace::action, name).empty();
    if (!is_action && name.find('.') != name.npos) {
      report_unknown_statement(context_, environment_.module, name, node_.subject.span);
      return false;
    }
    action_ = elaborate_action(context_, environment_.module, node_.subject);
    return action_.has_value();
  }

  std::vector<GivenBy> doses() {
    std::vector<GivenBy> result;
    for (const auto& place : model::dose_places(context_.model)) {
      if (!is_meant(place.recommendation) || !is_number(place)) continue;
      if (result.empty() || result.back().recommendation != place.recommendation)
        result.push_back(given_by(place.recommendation));
      auto& given = result.back();
      for (const auto& alternative : given.alternatives) {
        if (gets(place, *alternative.first)) append(place, alternative, given);
      }
    }
    std::erase_if(result, [](const GivenBy& given) { return given.doses.empty(); });
    return result;
  }

  // `unknown` is no dose; of what is broken nothing more is said.
  bool is_number(const model::DosePlace& place) {
    const auto& dose = *place.dose;
    const auto high = dose.high.value_or(dose.low);
    is_refused_ |= is_broken(context_, dose.low) || is_broken(context_, high);
    return type_of(context_, dose.low).kind == TypeKind::number &&
           type_of(context_, high).kind == TypeKind::number;
  }

  bool is_meant(model::RecommendationId id) const {
    const auto& recommendation = context_.model.recommendations[id];
    if (statement_)
      return statement_->kind == model::StatementKind::recommendation && statement_->index == id;
    return stance(recommendation.modality, recommendation.verb) == model::Stance::asks_for;
  }

  GivenBy given_by(model::RecommendationId id) {
    const model::StatementReference statement{model::StatementKind::recommendation, id};
    return {id,
            add(context_, model::StatusTest{statement, ast::Status::advised}, yes_no_type, span_),
            openness_.alternatives(context_.model.recommendations[id]),
            {}};
  }

  bool gets(const model::DosePlace& place, const model::Target& target) const {
    const auto& with = place.given_with;
    if (!with.empty() && std::ranges::find(with, &target) == with.end()) return false;
    if (!action_) return true;
    const auto action = std::get<model::ActionId>(target.node);
    const auto belongs_to = [&](model::ActionId member, model::ActionId group) {
      const auto& groups = context_.model.actions[member].groups;
      return std::ranges::find(groups, group) != groups.end();
    };
    return action == *action_ || belongs_to(action, *action_) || belongs_to(*action_, action);
  }

  // Several alternatives with one dose are one dose, where any of them is open.
  void append(const model::DosePlace& place, const Openness::Alternative& alternative, GivenBy& given) {
    const auto& recommendation = context_.model.recommendations[place.recommendation];
    const auto steps = steps_of(recommendation, *alternative.first);
    auto dose = possible(place, place.step < steps.size() ? steps[place.step].every : std::nullopt);
    dose.guard = given.alternatives.size() == 1 ? given.advised : both(given.advised, alternative.second);
    for (auto& each : given.doses) {
      if (!is_the_same(each.low, dose.low) || !is_the_same(each.high, dose.high)) continue;
      each.guard = logical(ast::LogicalOperator::logical_or, each.guard, dose.guard);
      return;
    }
    given.doses.push_back(dose);
  }

  bool is_the_same(ExprId a, ExprId b) const {
    return context_.model[a].canonical == context_.model[b].canonical;
  }
  ExprId both(ExprId a, ExprId b) { return logical(ast::LogicalOperator::logical_and, a, b); }
  ExprId logical(ast::LogicalOperator op, ExprId a, ExprId b) {
    return is_the_same(a, b) ? a : add(context_, model::Logical{op, {a, b}}, yes_no_type, span_);
  }

  PossibleDose possible(const model::DosePlace& place, const std::optional<model::ExprRange>& every) {
    const auto& dose = *place.dose;
    const auto high = dose.high.value_or(dose.low);
    PossibleDose result{0, dose.low, high, dose.span, dose.high.has_value()};
    if (!node_.daily || is_refused_) return result;
    // The longer the interval is, the less is given in a day.
    const auto longest = every ? std::optional{every->high.value_or(every->low)} : std::nullopt;
    const auto shortest = every ? std::optional{every->low} : std::nullopt;
    result.is_range |= every && every->high.has_value();
    result.low = in_a_day(result.low, longest);
    result.high = in_a_day(result.high, shortest);
    return result;
  }

  // So much for each unit of time is so much in a day; so much every 8 hours three times as much; and what is
  // given once, once.
  ExprId in_a_day(ExprId dose, const std::optional<ExprId>& every) {
    const auto hour = std::get<UnitPtr>(parse_ucum("h"));
    const auto unit = type_of(context_, dose).unit;
    const auto day =
        add(context_, model::Literal{Quantity{24, hour}}, {.kind = TypeKind::number, .unit = hour}, span_);
    if (const auto rate_of = unit_without_time(*unit, hour)) {
      const auto whole = arithmetic(ast::ArithmeticOperator::multiply, dose, day, multiply(unit, hour));
      return in_unit(whole, *rate_of);
    }
    if (!every) return dose;
    const auto interval = type_of(context_, *every);  // what is added may move the types
    const bool has_clock = interval.kind == TypeKind::number && same_dimension(*interval.unit, *hour);
    if (!has_clock) {
      if (!is_broken(context_, *every) && !is_refused_) report(diagnostics::no_daily_dose);
      is_refused_ = true;
      return dose;
    }
    if (const auto times = times_a_day(*every)) {
      const auto factor = add(context_, model::Literal{Quantity{*times, pure_unit()}},
                              {.kind = TypeKind::number, .unit = pure_unit()}, span_);
      return arithmetic(ast::ArithmeticOperator::multiply, dose, factor, unit);
    }
    const auto whole = arithmetic(ast::ArithmeticOperator::multiply, dose, day, multiply(unit, hour));
    const auto shared = arithmetic(ast::ArithmeticOperator::divide, whole, *every,
                                   divide(multiply(unit, hour), interval.unit));
    return in_unit(shared, unit);
  }

  // How often a constant interval fits into a day, where a decimal says so exactly.
  std::optional<Decimal> times_a_day(ExprId every) const {
    const auto interval = constant_quantity(context_.model, every);
    const Quantity day{24, std::get<UnitPtr>(parse_ucum("h"))};
    const auto ratio = interval ? divide(day, *interval) : std::nullopt;
    const auto times = ratio ? convert(*ratio, pure_unit()) : std::nullopt;
    const auto back = times ? multiply(*times, *interval) : std::nullopt;
    return back && *back == day ? std::optional{times->number} : std::nullopt;
  }

  ExprId arithmetic(ast::ArithmeticOperator op, ExprId left, ExprId right, UnitPtr unit) {
    return add(context_, model::Arithmetic{op, left, right},
               {.kind = TypeKind::number, .unit = std::move(unit)}, span_);
  }
  ExprId in_unit(ExprId value, const UnitPtr& unit) {
    return add(context_, model::Conversion{value, unit}, {.kind = TypeKind::number, .unit = unit}, span_);
  }

  // `mg` of `mg/h`; nullopt of what is for no time.
  std::optional<UnitPtr> unit_without_time(const Unit& unit, const UnitPtr& hour) const {
    for (const auto& factor : unit.factors) {
      if (factor.exponent != -1) continue;
      const auto parsed = context_.model.units.parse(factor.symbol);
      const auto* single = std::get_if<UnitPtr>(&parsed);
      if (single && same_dimension(**single, *hour))
        return multiply(std::make_shared<const Unit>(unit), *single);
    }
    return std::nullopt;
  }

  // Without `highest` or `lowest` there is one number to say.
  bool is_clear(const std::vector<GivenBy>& given) {
    if (node_.end != ast::DoseEnd::only) return true;
    const bool adds_up = node_.daily;
    const bool has_several = !adds_up && given.size() > 1;
    for (const auto& each : given) {
      const auto& doses = each.doses;
      const auto range = std::ranges::find(doses, true, &PossibleDose::is_range);
      if (!has_several && doses.size() == 1 && range == doses.end()) continue;
      const auto& name = node_.subject.text;
      const auto* daily = node_.daily ? "daily " : "";
      context_.diagnostics.report(span_, diagnostics::more_than_one_dose, name)
          .help(fmt::format("ask for the `highest {}dose of {}` or the `lowest {}dose of {}`", daily, name,
                            daily, name))
          .note(range != doses.end() ? range->span : doses.back().span,
                range != doses.end() ? "this is a range" : "this is one of them");
      return false;
    }
    return true;
  }

  bool is_of_one_dimension(const std::vector<GivenBy>& given) {
    const auto& first = given.front().doses.front();
    for (const auto& each : given) {
      for (const auto& dose : each.doses) {
        const auto& a = *type_of(context_, first.low).unit;
        const auto& b = *type_of(context_, dose.low).unit;
        if (same_dimension(a, b)) continue;
        context_.diagnostics
            .report(node_.subject.span, diagnostics::doses_of_two_dimensions, node_.subject.text,
                    to_string(a), to_string(b))
            .note(first.span, "the one is here")
            .note(dose.span, "the other one is here");
        return false;
      }
    }
    return true;
  }

  // Unknown, and settled, where nothing is given.
  ExprId together(const std::vector<GivenBy>& given) {
    unit_ = type_of(context_, given.front().doses.front().low).unit;
    std::vector<PossibleDose> all;
    for (const auto& each : given) all.insert(all.end(), each.doses.begin(), each.doses.end());
    if (all.size() == 1) return where(all.front().guard, end_of(all.front()));
    auto any = all.front().guard;
    for (const auto& each : all) any = logical(ast::LogicalOperator::logical_or, any, each.guard);
    return where(any, node_.daily ? sum(given) : extreme(all));
  }

  ExprId sum(const std::vector<GivenBy>& given) {
    std::optional<ExprId> result;
    for (const auto& each : given) {
      // A recommendation that is advised gives what it says, even if that is nothing of this action.
      const auto part = or_nothing(any_of(each.doses), extreme(each.doses));
      result = result ? arithmetic(ast::ArithmeticOperator::add, *result, part, unit_) : part;
    }
    return *result;
  }

  ExprId any_of(const std::vector<PossibleDose>& doses) {
    auto result = doses.front().guard;
    for (const auto& dose : doses) result = logical(ast::LogicalOperator::logical_or, result, dose.guard);
    return result;
  }

  // Of those that are given: what is not counts as nothing for the highest, and as the highest for the
  // lowest.
  ExprId extreme(const std::vector<PossibleDose>& doses) {
    if (doses.size() == 1) return end_of(doses.front());
    std::vector<ExprId> highest;
    for (const auto& dose : doses) highest.push_back(or_nothing(dose.guard, dose.high));
    const auto most = call(model::Function::max, std::move(highest));
    if (node_.end != ast::DoseEnd::lowest) return most;
    std::vector<ExprId> lowest;
    for (const auto& dose : doses) lowest.push_back(where(dose.guard, dose.low, most));
    return call(model::Function::min, std::move(lowest));
  }

  ExprId end_of(const PossibleDose& dose) const {
    return node_.end == ast::DoseEnd::lowest ? dose.low : dose.high;
  }
  ExprId call(model::Function function, std::vector<ExprId> values) {
    return add(context_, model::Call{function, std::move(values)}, number_type(), span_);
  }
  ExprId or_nothing(ExprId guard, ExprId value) {
    return where(guard, value, add(context_, model::Literal{Quantity{0, unit_}}, number_type(), span_));
  }
  ExprId where(ExprId guard, ExprId value, std::optional<ExprId> otherwise = std::nullopt) {
    model::Choose choose{.arms = {{value, guard}}, .otherwise = otherwise};
    return add(context_, std::move(choose), number_type(), span_);
  }
  Type number_type() const { return {.kind = TypeKind::number, .unit = unit_}; }

  Elaboration& context_;
  const Environment& environment_;
  const ast::GivenDose& node_;
  Span span_;
  Openness openness_;
  std::optional<model::StatementReference> statement_;
  std::optional<model::ActionId> action_;
  UnitPtr unit_;
  bool is_refused_ = false;  // something is broken, and has been reported
};

}  // namespace

ExprId elaborate_given_dose(Elaboration& context, const Environment& environment, const ast::GivenDose& node,
                            Span span) {
  return GivenDoseElaborator{context, environment, node, span}.given_dose();
}

}  // namespace waymark
