#include "tools/report/expect_words.hpp"

#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "interpreter/facts/input_names.hpp"
#include "lang/ast/operators.hpp"
#include "lang/text/overloaded.hpp"
#include "tools/report/progress_text.hpp"

namespace waymark {
namespace {

std::string written_instant(const ast::Instant& instant) {
  return std::visit(overloaded{
                        [](const ast::DateLiteral& each) { return to_string(each.date); },
                        [](const ast::MomentLiteral& each) { return to_string(each.moment); },
                    },
                    instant.node);
}

class ExpectWords {
 public:
  explicit ExpectWords(const model::Model& model) : model_{model} {}

 protected:
  std::string value(const ValueFound& found) const { return to_string(found.value, model_[found.expr].type); }
  std::string range(const RangeFound& found) const {
    const auto low = value(found.low), high = value(found.high);
    return low == high ? low : fmt::format("{} to {}", low, high);
  }
  const std::string& recommendation(model::RecommendationId id) const {
    return model_.recommendations[id].id;
  }
  std::string actions(const std::vector<model::ActionId>& ids) const {
    std::vector<std::string> names;
    for (const auto id : ids) names.push_back(model_.actions[id].id);
    return fmt::format("{}", fmt::join(names, ", "));
  }
  std::string status(const StatusFound& found) const {
    if (!found.needs) return status_name(found.status);
    if (found.needs->empty()) return fmt::format("{}, needs nothing", status_name(found.status));
    std::vector<std::string> names;
    for (const auto& input : *found.needs) names.push_back(declaration(model_, input).id);
    return fmt::format("{}, needs {}", status_name(found.status), fmt::join(names, ", "));
  }
  std::string conflict(const ConflictCompared& each) const {
    return fmt::format("conflict {}, {}", recommendation(each.first), recommendation(each.second));
  }

  const model::Model& model_;
};

class ExpectedWords : ExpectWords {
 public:
  using ExpectWords::ExpectWords;

  std::string operator()(const StatusCompared& each) const {
    return fmt::format("{} {}", model::statement(model_, each.statement).id, status(each.expected));
  }
  std::string operator()(const ConflictCompared& each) const { return conflict(each); }
  std::string operator()(const ConditionFound&) const { return "yes"; }
  std::string operator()(const SidesCompared& each) const {
    const auto sign = sign_of(each.op);
    const auto right = value(each.expected);
    return sign == "=" ? right : fmt::format("{} {}", sign, right);
  }
  std::string operator()(const BetweenCompared& each) const {
    return fmt::format("between {} and {}{}", value(each.expected.low), each.below ? "below " : "",
                       value(each.expected.high));
  }
  std::string operator()(const MembersCompared& each) const {
    const auto& members = model_[each.found.expr].type.members->members;
    std::vector<std::string> names;
    for (const auto member : each.expected) names.push_back(members[member].id);
    return fmt::format("{}", fmt::join(names, " or "));
  }
  std::string operator()(const DoseCompared& each) const {
    const auto of = each.action ? " of " + model_.actions[*each.action].id : "";
    return fmt::format("{} dose {}{}", recommendation(each.recommendation), range(each.expected), of);
  }
  std::string operator()(const OpenCompared& each) const {
    return fmt::format("{} open {}", recommendation(each.recommendation), actions(each.expected));
  }
  std::string operator()(const ProgressCompared& each) const {
    const auto by = each.by ? " by " + written_instant(*each.by) : "";
    return fmt::format("{} {}{}", recommendation(each.recommendation), progress_words(each.expected), by);
  }
};

class FoundWords : ExpectWords {
 public:
  using ExpectWords::ExpectWords;

  std::string operator()(const StatusCompared& each) const { return status(each.found); }
  std::string operator()(const ConflictCompared& each) const {
    if (!each.instead) return conflict(each);
    const auto& [first, second] = *each.instead;
    return fmt::format("no conflict: {} {}, {} {}", recommendation(each.first), status_name(first),
                       recommendation(each.second), status_name(second));
  }
  std::string operator()(const ConditionFound& each) const { return value(each.found); }
  std::string operator()(const SidesCompared& each) const { return value(each.found); }
  std::string operator()(const BetweenCompared& each) const { return value(each.found); }
  std::string operator()(const MembersCompared& each) const { return value(each.found); }
  std::string operator()(const DoseCompared& each) const {
    return each.found ? "dose " + range(*each.found) : "no dose";
  }
  std::string operator()(const OpenCompared& each) const {
    if (each.status == Status::not_advised) return status_name(each.status);
    return each.found.empty() ? "none is open" : "open " + actions(each.found);
  }
  std::string operator()(const ProgressCompared& each) const {
    if (!each.found) return status_name(each.status);
    const auto progress = progress_words(*each.found);
    if (!each.by) return progress;
    return progress + (each.due ? " by " + planned_text(*each.due, each.at) : ", without a known deadline");
  }
};

}  // namespace

std::string expected_words(const model::Model& model, const ExpectResult& result) {
  return std::visit(ExpectedWords{model}, result.compared);
}

std::string found_words(const model::Model& model, const ExpectResult& result) {
  return std::visit(FoundWords{model}, result.compared);
}

std::string unmet_words(const model::Model& model, const ExpectResult& result) {
  return fmt::format("expected {}, found {}", expected_words(model, result), found_words(model, result));
}

}  // namespace waymark
