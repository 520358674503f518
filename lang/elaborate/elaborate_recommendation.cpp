#include <algorithm>
#include <array>

#include "lang/elaborate/elaboration.hpp"
#include "lang/model/verbs.hpp"
#include "lang/text/overloaded.hpp"
#include "lang/text/suggest.hpp"

namespace waymark {
namespace {

using model::Condition;
using model::ConditionKind;
using model::ExprId;

class RecommendationElaborator {
 public:
  RecommendationElaborator(Elaboration& context, const Environment& environment,
                           const ast::Recommendation& node)
      : context_{context}, environment_{environment}, node_{node} {}

  model::Recommendation recommendation(Span span) {
    result_.span = span;
    result_.modality = node_.modality;
    result_.target = target(node_.target);
    verb();
    conditions();
    regimen();
    for (const auto& because : node_.attributes.because) {
      result_.because.push_back(elaborate_template(context_, environment_, because));
    }
    result_.strength = node_.attributes.strength;
    result_.certainty = node_.attributes.certainty;
    result_.cites = elaborate_citations(context_, environment_.module, node_.attributes.cites);
    return std::move(result_);
  }

 private:
  model::Target target(const ast::Target& node) {
    return std::visit(overloaded{
                          [&](const ast::Name& name) { return action_target(name); },
                          [&](const ast::Choice& choice) { return choice_target(choice); },
                      },
                      node.node);
  }

  model::Target action_target(const ast::Name& name) {
    const auto action = elaborate_action(context_, environment_.module, name);
    if (!action) return {model::Choice{ast::ChoiceKind::all_of, {}}};
    if (std::ranges::find(result_.actions, *action) == result_.actions.end()) {
      result_.actions.push_back(*action);
      places_.push_back(name.span);
    }
    return {*action};
  }

  model::Target choice_target(const ast::Choice& choice) {
    model::Choice result{choice.kind, {}};
    for (const auto& option : choice.options) result.options.push_back(target(option));
    return {std::move(result)};
  }

  void verb() {
    if (node_.verb && !find_verb(node_.verb->text)) return report_unknown_verb();
    if (result_.actions.empty()) return;
    result_.verb = default_verb(context_.model.actions[result_.actions.front()].kind);
    if (!node_.verb) return;
    result_.verb = *find_verb(node_.verb->text);
    for (std::size_t i = 0; i < result_.actions.size(); ++i) {
      if (context_.kindless_actions.contains(result_.actions[i])) continue;
      check_verb(result_.verb, context_.model.actions[result_.actions[i]], places_[i]);
    }
  }

  void report_unknown_verb() {
    const auto& name = *node_.verb;
    const bool asks = node_.modality == ast::Modality::must || node_.modality == ast::Modality::should;
    if (name.text == "avoid" && asks && !result_.actions.empty()) {
      const auto usual = default_verb(context_.model.actions[result_.actions.front()].kind);
      context_.diagnostics.report(name.span, diagnostics::foreign_word, name.text)
          .fix(name.span, fmt::format("not {}", to_string(usual)));
      return;
    }
    std::vector<std::string> verbs;
    if (result_.actions.empty()) {
      for (const auto verb : all_verbs()) verbs.emplace_back(to_string(verb));
    } else {
      const auto kind = context_.model.actions[result_.actions.front()].kind;
      for (const auto verb : verbs_of(kind)) verbs.emplace_back(to_string(verb));
    }
    context_.diagnostics.report(name.span, diagnostics::unknown_verb, name.text)
        .help(fmt::format("the verbs that go here are {}", fmt::join(verbs, ", ")))
        .did_you_mean(name.span, nearest(name.text, verbs));
  }

  // The first that goes with the action and asks for the same, or against it, as the one that was written.
  static model::Verb usual_verb(model::ActionKind kind, model::Verb written) {
    const auto stance = [](model::Verb verb) { return model::stance(ast::Modality::must, verb); };
    const auto verbs = verbs_of(kind);
    const auto found =
        std::ranges::find_if(verbs, [&](model::Verb each) { return stance(each) == stance(written); });
    return found == verbs.end() ? default_verb(kind) : *found;
  }

  void check_verb(model::Verb verb, const model::Action& action, Span place) {
    if (fits(verb, action.kind)) return;
    const auto suggestion = to_string(usual_verb(action.kind, verb));
    context_.diagnostics
        .report(node_.verb->span, diagnostics::wrong_verb, to_string(verb), to_string(action.kind), action.id)
        .note(place, fmt::format("`{}` is declared as {}", action.id, to_string(action.kind)))
        .help(fmt::format("did you mean `{}`?", suggestion))
        .fix(node_.verb->span, std::string{suggestion});
  }

  void conditions() {
    const auto condition = [&](const ast::Expr& expr) {
      return elaborate_condition(context_, environment_, expr);
    };
    for (const auto& when : node_.attributes.when)
      result_.conditions.push_back({ConditionKind::own_when, condition(when)});
    for (const auto& until : node_.attributes.until) {
      const auto ended = condition(until);
      const auto not_ended = add(context_, model::Not{ended}, {.kind = TypeKind::yes_no}, until.span);
      result_.conditions.push_back({ConditionKind::until, not_ended});
    }
    for (const auto& name : node_.attributes.requires_known) {
      const auto fact = elaborate_reference(context_, environment_, name.text, name.span, nullptr);
      const auto known = add(context_, model::RequiresKnown{fact}, {.kind = TypeKind::yes_no}, name.span);
      result_.conditions.push_back({ConditionKind::requires_known, known});
    }
  }

  void regimen() {
    const auto& attributes = node_.attributes;
    if (attributes.dose) result_.dose = range(*attributes.dose, false);
    if (attributes.route) result_.route = attributes.route->text;
    if (attributes.every) result_.every = range(*attributes.every, true);
    if (attributes.duration) result_.duration = range(*attributes.duration, true);
    if (attributes.within) result_.within = elaborate_duration(context_, environment_, *attributes.within);
    result_.promptly = attributes.promptly;
  }

  ExprId number(const ast::Expr& expr, bool duration) {
    if (duration) return elaborate_duration(context_, environment_, expr);
    const auto value = waymark::elaborate(context_, environment_, expr);
    const auto& type = type_of(context_, value);
    const bool fits =
        type.kind == TypeKind::number || type.kind == TypeKind::anything || type.kind == TypeKind::broken;
    if (!fits) context_.diagnostics.report(expr.span, diagnostics::expected_number, describe(type));
    return fits ? value : add_broken(context_, expr.span);
  }

  // `500 to 1000 mg/day`: a first number without a unit takes the second's.
  model::ExprRange range(const ast::Range& range, bool duration) {
    if (!range.high && report_difference(range.low))
      return {add_broken(context_, range.low.span), std::nullopt};
    if (!range.high) return {number(range.low, duration), std::nullopt};
    const auto high = number(*range.high, duration);
    if (is_broken(context_, high)) return {high, high};
    const auto& high_type = type_of(context_, high);
    const auto* bare = std::get_if<ast::Number>(&range.low.node);
    const bool takes_unit = bare && !bare->unit && high_type.kind == TypeKind::number;
    auto low = takes_unit ? add(context_, model::Literal{Quantity{bare->value, high_type.unit}},
                                {.kind = TypeKind::number, .unit = high_type.unit}, range.low.span)
                          : number(range.low, duration);
    auto fitted_high = high;
    const auto span = join(range.low.span, range.high->span);
    if (!is_broken(context_, low) && !is_broken(context_, high) && !mixes_time(low, high)) {
      fit_values(context_, low, fitted_high, span);
      check_order(low, fitted_high, span);
    }
    return {low, fitted_high};
  }

  // `2-4 mg`, which would be -2 mg.
  bool report_difference(const ast::Expr& expr) {
    const auto* arithmetic = std::get_if<ast::Arithmetic>(&expr.node);
    if (!arithmetic || arithmetic->op != ast::ArithmeticOperator::subtract) return false;
    const auto& left = *arithmetic->left;
    const auto& right = *arithmetic->right;
    const bool are_numbers =
        std::holds_alternative<ast::Number>(left.node) && std::holds_alternative<ast::Number>(right.node);
    if (!are_numbers) return false;
    const auto text = [&](Span span) { return context_.sources.text(span); };
    auto meant = fmt::format("{} to {}", text(left.span), text(right.span));
    context_.diagnostics.report(expr.span, diagnostics::difference_for_range, text(expr.span))
        .help(fmt::format("did you mean `{}`?", meant))
        .fix(expr.span, std::move(meant));
    return true;
  }

  // `14 days to 2 months` is how people speak.
  bool mixes_time(ExprId low, ExprId high) const {
    const auto& low_type = type_of(context_, low);
    const auto& high_type = type_of(context_, high);
    return low_type.kind == TypeKind::number && high_type.kind == TypeKind::number &&
           measures_time(*low_type.unit) && measures_time(*high_type.unit) &&
           !same_dimension(*low_type.unit, *high_type.unit);
  }

  void check_order(ExprId low, ExprId high, Span span) {
    const auto* first = literal(low);
    const auto* second = literal(high);
    if (!first || !second || !same_dimension(*first->unit, *second->unit) || compare(*first, *second) <= 0)
      return;
    context_.diagnostics.report(span, diagnostics::reversed_range, to_string(*first), to_string(*second));
  }

  const Quantity* literal(ExprId expr) const {
    const auto* operation = std::get_if<model::Literal>(&context_.model[expr].operation);
    return operation ? std::get_if<Quantity>(&operation->value) : nullptr;
  }

  Elaboration& context_;
  const Environment& environment_;
  const ast::Recommendation& node_;
  model::Recommendation result_;
  std::vector<Span> places_;  // where each of the actions is named
};

}  // namespace

model::Recommendation elaborate_recommendation(Elaboration& context, const Environment& environment,
                                               const ast::Recommendation& node, Span span) {
  return RecommendationElaborator{context, environment, node}.recommendation(span);
}

model::Template elaborate_template(Elaboration& context, const Environment& environment,
                                   const ast::Template& text) {
  model::Template result{{}, text.span};
  for (const auto& piece : text.pieces) {
    std::visit(overloaded{
                   [&](const std::string& words) { result.pieces.emplace_back(words); },
                   [&](const ast::Placeholder& placeholder) {
                     ast::Expr value{placeholder.name.span, ast::Reference{placeholder.name.text}};
                     if (placeholder.unit) {
                       value = {placeholder.span, ast::Conversion{std::move(value), *placeholder.unit}};
                     }
                     result.pieces.emplace_back(elaborate(context, environment, value));
                   },
               },
               piece);
  }
  return result;
}

}  // namespace waymark
