#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/report/comparison_words.hpp"
#include "tools/report/elapsed_words.hpp"
#include "tools/report/shown_number.hpp"
#include "tools/report/wording.hpp"

namespace waymark {

// How one side of a comparison is shown.
struct ShownSide {
  DecidingBound bound = DecidingBound::none;
  int digits = few_digits;
};

// Says what conditions are made of - facts, parameters, definitions, scores, numbers - with their values for
// this patient, and how old a reading is.
class OperandWords {
 public:
  explicit OperandWords(const RunReport& report) : report_{report}, wording_{report} {}

  // "SpO2", "time since start of remission", "years since birth"; what holds no title, as the author wrote
  // it.
  std::string phrase(model::ExprId expr) const;
  // "84 %", "3 or more" of what is 3 to 5 where its lower bound decides, "none of them", "not known".
  std::string value_text(model::ExprId expr, ShownSide side = {}) const;
  // "SpO2 84 %, 6 h ago,", "90 %", "time since start of remission (14 months)"; without its value where it
  // has none. `worked_out` says what it comes from.
  std::string subject(model::ExprId expr, ShownSide side, const std::string& worked_out) const;
  // What a subject is compared with: "90 %", "50 10^9/L (platelet count to maintain)"
  std::string measure(model::ExprId expr, ShownSide side = {}) const;
  // "bleeding: yes, 6 h ago"
  std::string stated(const model::Declaration& declared, model::ExprId expr) const;
  // "causes of the hemorrhage, 6 h ago,"
  std::string titled(model::ExprId expr) const;
  // "ANCA-associated vasculitis" or the id where there is no title.
  static std::string member_name(const Member& member);

  // "ANCA-associated vasculitis" of a fact, of a definition and of a member that causes include; empty where
  // a condition has no name.
  std::string name_of_condition(model::ExprId expr) const;
  // Of the members asked for: those that hold where one would do, those that are open where it is not known.
  std::vector<std::string> member_names(const model::Includes& includes, Truth whole) const;
  // Which rows of a score count: "2 for 75 years or older, perhaps 1 for hypertension".
  std::string counting_rows(const model::Score& score) const;

  // A time since an instant that is compared with a duration, both known; nullopt of any other comparison.
  std::optional<ElapsedComparison> elapsed(const model::Comparison& comparison, Truth holds) const;
  // "bleeding is not confirmed"
  std::string known_words(const model::Knowledge& knowledge, bool holds) const;

  // What is said of it: of what has no part in the reason too, what it really is.
  const Value& value(model::ExprId expr) const { return evaluator().value(expr); }
  bool is_unknown(model::ExprId expr) const { return std::holds_alternative<Unknown>(value(expr)); }
  // How the two sides of a comparison are shown, so that what is shown compares as what is does.
  int digits_of(model::ExprId left, model::ExprId right) const;

  // What an expression is the name of; null where it is none.
  const model::Declaration* named(model::ExprId expr) const;
  // That the sentence has spoken of it.
  void mention(model::ExprId expr, std::optional<model::MemberIndex> member = {}) const;

 private:
  const model::Model& model() const { return report_.model(); }
  Evaluator& evaluator() const { return report_.told ? report_.told->all : report_.evaluator; }
  bool is_score(model::ExprId expr) const;
  std::optional<Quantity> comparable(model::ExprId expr) const;
  std::string plain_value(model::ExprId expr, int digits) const;
  // Of a number that is known in part.
  std::string partly_known(const Number& number, model::ExprId expr, DecidingBound bound) const;
  std::optional<Moment> taken(model::ExprId expr) const;
  bool is_questioned(model::ExprId expr) const;
  std::string age(model::ExprId expr) const;
  std::string reading_words(const model::Window& window) const;
  // " (PaO2, 6 h ago; FiO2, 2 h ago)" of what is worked out from old readings.
  std::string ages_below(model::ExprId expr) const;

  const RunReport& report_;
  Wording wording_;
};

// ", 6 h ago" of the reading of a fact that counts; empty where it has no time or is a new one.
std::string age_of_reading(const Evaluator& evaluator, model::FactId fact);

}  // namespace waymark
