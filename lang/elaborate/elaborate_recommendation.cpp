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
    result_.steps = elaborate_steps(context_, environment_, node_.attributes.steps, {});
    result_.target = target(node_.target);
    verb();
    conditions();
    elaborate_plan(context_, environment_, node_.attributes, result_);
    for (const auto& because : node_.attributes.because) {
      result_.because.push_back(elaborate_template(context_, environment_, because));
    }
    result_.strength = node_.attributes.strength;
    result_.certainty = node_.attributes.certainty;
    result_.cites = elaborate_citations(context_, environment_.module, node_.attributes.cites);
    result_.interprets = texts_of(node_.attributes.interprets);
    result_.silent = texts_of(node_.attributes.silent);
    return std::move(result_);
  }

 private:
  model::Target target(const ast::Target& node) {
    auto result = std::visit(overloaded{
                                 [&](const ast::Name& name) { return action_target(name); },
                                 [&](const ast::Choice& choice) { return choice_target(choice); },
                             },
                             node.node);
    result.steps = elaborate_steps(context_, environment_, node.steps, result_.steps);
    if (!node.when.empty()) result.when = all_of(node.when);
    return result;
  }

  ExprId all_of(const std::vector<ast::Expr>& conditions) {
    std::vector<ExprId> operands;
    for (const auto& each : conditions) operands.push_back(elaborate_condition(context_, environment_, each));
    if (operands.size() == 1) return operands.front();
    const auto span = join(conditions.front().span, conditions.back().span);
    return add(context_, model::Logical{ast::LogicalOperator::logical_and, std::move(operands)},
               {.kind = TypeKind::yes_no}, span);
  }

  model::Target action_target(const ast::Name& name) {
    const auto action = elaborate_action(context_, environment_.module, name);
    if (!action) return {.node = model::Choice{ast::ChoiceKind::all_of, {}}};
    if (std::ranges::find(result_.actions, *action) == result_.actions.end()) {
      result_.actions.push_back(*action);
      places_.push_back(name.span);
    }
    return {.node = *action};
  }

  model::Target choice_target(const ast::Choice& choice) {
    model::Choice result{choice.kind, {}};
    for (const auto& option : choice.options) result.options.push_back(target(option));
    return {.node = std::move(result)};
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

// Only a number has places.
static void check_rounds(Elaboration& context, ExprId value, const ast::Placeholder& placeholder) {
  const auto& type = type_of(context, value);
  if (type.kind == TypeKind::number || type.kind == TypeKind::anything || type.kind == TypeKind::broken)
    return;
  context.diagnostics.report(placeholder.span, diagnostics::expected_number, describe(type));
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
                     const auto shown = elaborate(context, environment, value);
                     if (placeholder.places) check_rounds(context, shown, placeholder);
                     const bool plain = !placeholder.unit && !placeholder.places;
                     result.pieces.emplace_back(model::TemplateValue{
                         shown, placeholder.places, plain ? placeholder.name.span : placeholder.span});
                   },
               },
               piece);
  }
  return result;
}

}  // namespace waymark
