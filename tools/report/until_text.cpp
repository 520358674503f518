#include <fmt/format.h>

#include "tools/report/operand_words.hpp"
#include "tools/report/plain_words.hpp"
#include "tools/report/reason_text.hpp"

namespace waymark {

using model::ExprId;

namespace {

// Says what is waited for, whatever it is now.
class AwaitedText {
 public:
  explicit AwaitedText(const RunReport& report) : model_{report.model()}, words_{report} {}

  std::string text(ExprId expr) const {
    const auto& operation = model_[expr].operation;
    if (const auto* both = std::get_if<model::Logical>(&operation)) return parts_text(*both);
    const auto* known = std::get_if<model::Knowledge>(&operation);
    if (known && words_.named(known->operand)) return words_.known_words(*known, true);
    const auto* comparison = std::get_if<model::Comparison>(&operation);
    if (!comparison) return words_.phrase(expr);
    if (auto text = time_text(*comparison); !text.empty()) return text;
    const auto verb = std::string{comparison_words(comparison->op, true)};
    const auto left = words_.phrase(comparison->left);
    return fmt::format("{} {} {}", left, agreeing(left, verb), words_.measure(comparison->right));
  }

 private:
  std::string parts_text(const model::Logical& both) const {
    std::vector<std::string> parts;
    for (const auto operand : both.operands) {
      const bool is_compound = std::holds_alternative<model::Logical>(model_[operand].operation);
      const auto part = text(operand);
      parts.push_back(is_compound ? fmt::format("({})", part) : part);
    }
    return fmt::format("{}",
                       fmt::join(parts, both.op == ast::LogicalOperator::logical_or ? " or " : " and "));
  }

  // "6 months after start of remission (2026-12-23)"; empty of what does not come with time.
  std::string time_text(const model::Comparison& comparison) const {
    const auto* since = std::get_if<model::TimeSince>(&model_[comparison.left].operation);
    const bool is_later = comparison.op == ast::ComparisonOperator::greater;
    if (!since || (!is_later && comparison.op != ast::ComparisonOperator::greater_equal)) return "";
    const auto known = words_.elapsed(comparison, Truth::no);
    const auto reached = known ? reached_on(known->since, known->duration) : std::nullopt;
    return fmt::format("{}{} after {}{}", is_later ? "more than " : "", words_.measure(comparison.right),
                       words_.phrase(since->operand), reached ? fmt::format(" ({})", *reached) : "");
  }

  const model::Model& model_;
  OperandWords words_;
};

}  // namespace

// The model holds the condition that it has not come.
std::string until_text(const RunReport& report, ExprId condition) {
  const auto* negation = std::get_if<model::Not>(&report.model()[condition].operation);
  return AwaitedText{report}.text(negation ? negation->operand : condition);
}

}  // namespace waymark
