#include "tools/document/condition_sentences.hpp"

#include <fmt/format.h>

#include "tools/report/reason_text.hpp"

namespace waymark {

namespace {

using model::ConditionKind;
using model::ExprId;

std::string open_words(const RunReport& report, const model::IfUnknown& unknown) {
  std::vector<std::string> words;
  for (const auto guard : unknown.guards) words.push_back(condition_words(report, guard));
  return fmt::format("it is not known whether {}", fmt::join(words, " or "));
}

// What stands against it, of a branch behind others.
ExprId denied(const model::Model& model, ExprId expr) {
  const auto* negation = std::get_if<model::Not>(&model[expr].operation);
  return negation ? negation->operand : expr;
}

// Empty where it is told elsewhere.
std::string sentence(const RunReport& report, const model::Condition& condition) {
  switch (condition.kind) {
    case ConditionKind::withdrawn: return "never: it is withdrawn at this site";
    case ConditionKind::section:
    case ConditionKind::when:
    case ConditionKind::own_when: return "when " + condition_words(report, condition.expr);
    case ConditionKind::otherwise:
      return "unless " + condition_words(report, denied(report.model(), condition.expr));
    case ConditionKind::if_unknown: return "where " + condition_words(report, condition.expr);
    case ConditionKind::requires_known: return "once " + condition_words(report, condition.expr);
    case ConditionKind::applies:
    case ConditionKind::until:
    case ConditionKind::open:
    case ConditionKind::not_contraindicated: break;
  }
  return {};
}

void append_alternatives(const RunReport& report, const Wording& wording, const model::Target& target,
                         std::vector<std::string>& sentences) {
  if (target.when)
    sentences.push_back(
        fmt::format("{} only when {}", wording.target(target), condition_words(report, *target.when)));
  const auto* choice = std::get_if<model::Choice>(&target.node);
  if (!choice) return;
  for (const auto& option : choice->options) append_alternatives(report, wording, option, sentences);
}

}  // namespace

std::string condition_words(const RunReport& report, ExprId expr) {
  const auto& operation = report.model()[expr].operation;
  if (const auto* unknown = std::get_if<model::IfUnknown>(&operation)) return open_words(report, *unknown);
  const auto words = Wording{report}.in_words(expr);
  return std::holds_alternative<model::RequiresKnown>(operation) ? words + " is known" : words;
}

std::vector<std::string> condition_sentences(const RunReport& report, const model::StatementBase& statement) {
  std::vector<std::string> result;
  for (const auto& condition : statement.conditions) {
    if (auto text = sentence(report, condition); !text.empty()) result.push_back(std::move(text));
  }
  return result;
}

std::vector<std::string> ending_sentences(const RunReport& report,
                                          const model::Recommendation& recommendation) {
  std::vector<std::string> result;
  for (const auto& condition : recommendation.conditions) {
    if (condition.kind == ConditionKind::until)
      result.push_back("until " + until_text(report, condition.expr));
  }
  append_alternatives(report, Wording{report}, recommendation.target, result);
  return result;
}

}  // namespace waymark
