#include "interpreter/decide/alternatives.hpp"

#include <algorithm>

#include "interpreter/decide/targets.hpp"
#include "interpreter/values/kleene.hpp"
#include "lang/model/groups.hpp"

namespace waymark {
namespace {

using model::ActionId;
using model::ExprId;

// What something rests on besides the truth that comes of it.
struct Openness {
  Truth truth = Truth::yes;
  std::vector<ExprId> conditions;
};

Openness both(Openness a, const Openness& b) {
  a.truth = conjunction(a.truth, b.truth);
  a.conditions.insert(a.conditions.end(), b.conditions.begin(), b.conditions.end());
  return a;
}

Openness either(Openness a, const Openness& b) {
  a.truth = disjunction(a.truth, b.truth);
  a.conditions.insert(a.conditions.end(), b.conditions.begin(), b.conditions.end());
  return a;
}

class Alternatives {
 public:
  Alternatives(Evaluator& evaluator, const model::Recommendation& recommendation)
      : evaluator_{evaluator}, recommendation_{recommendation} {}

  std::vector<Alternative> all() {
    append(recommendation_.target, {});
    return std::move(result_);
  }

 private:
  // `around` is what holds of everything in which the target stands.
  void append(const model::Target& target, const Openness& around) {
    const auto* choice = std::get_if<model::Choice>(&target.node);
    if (!choice) return result_.push_back(alternative(target, both(around, open(target))));
    const bool all_go_together = choice->kind == ast::ChoiceKind::all_of;
    const auto inside = all_go_together ? both(around, open(target)) : around;
    for (const auto& option : choice->options) append(option, both(inside, own_condition(option)));
  }

  Alternative alternative(const model::Target& target, const Openness& openness) {
    Alternative result{&target, openness.truth, {}};
    if (openness.truth != Truth::unknown) return result;
    for (const auto condition : openness.conditions) {
      if (evaluator_.truth(condition) != Truth::unknown) continue;
      for (const auto& input : evaluator_.needs(condition)) {
        if (std::ranges::find(result.needs, input) == result.needs.end()) result.needs.push_back(input);
      }
    }
    return result;
  }

  Openness condition(ExprId expr) { return {evaluator_.truth(expr), {expr}}; }
  Openness own_condition(const model::Target& option) {
    return option.when ? condition(*option.when) : Openness{};
  }
  Openness left_out(const model::Target& option) {
    auto result = own_condition(option);
    result.truth = negation(result.truth);
    return result;
  }

  Openness open(const model::Target& target) {
    const auto* choice = std::get_if<model::Choice>(&target.node);
    if (!choice) return open(std::get<ActionId>(target.node));
    return choice->kind == ast::ChoiceKind::one_of ? one_open(*choice) : all_open(*choice);
  }

  Openness one_open(const model::Choice& choice) {
    Openness result{Truth::no, {}};
    for (const auto& option : choice.options)
      result = either(std::move(result), both(own_condition(option), open(option)));
    return result;
  }

  // A part whose condition is no is left out, unless all are.
  Openness all_open(const model::Choice& choice) {
    Openness result, remaining{Truth::no, {}};
    for (const auto& option : choice.options) {
      result = both(std::move(result), option.when ? either(left_out(option), open(option)) : open(option));
      remaining = either(std::move(remaining), own_condition(option));
    }
    return both(std::move(result), remaining);
  }

  // A group is open while one of its members is.
  Openness open(ActionId action) {
    auto result = not_contraindicated(action);
    if (evaluator_.model().actions[action].members.empty()) return result;
    Openness members{Truth::no, {}};
    for (const auto member : model::single_actions(evaluator_.model(), action))
      members = either(std::move(members), not_contraindicated(member));
    return both(std::move(result), members);
  }

  Openness not_contraindicated(ActionId action) {
    Openness result;
    for (const auto id : recommendation_.contraindications) {
      const auto& each = evaluator_.model().contraindications[id];
      if (!speaks_of(evaluator_.model(), each.actions, action)) continue;
      auto applies = condition(each.condition);
      applies.truth = negation(applies.truth);
      result = both(std::move(result), applies);
    }
    return result;
  }

  Evaluator& evaluator_;
  const model::Recommendation& recommendation_;
  std::vector<Alternative> result_;
};

}  // namespace

std::vector<Alternative> alternatives(Evaluator& evaluator, const model::Recommendation& recommendation) {
  return Alternatives{evaluator, recommendation}.all();
}

}  // namespace waymark
