#pragma once

#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "interpreter/evaluate/expression_values.hpp"
#include "interpreter/evaluate/shared_inputs.hpp"
#include "interpreter/facts/patient.hpp"
#include "interpreter/values/value.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// The reading of a fact that counts at `at`, or why none does.
struct CurrentReading {
  const FactReading* reading = nullptr;  // the latest one at or before `at`; null: none
  Moment time;                           // when it was read
  bool stale = false;
};

// Whether a reading, taken at `time`, is known of at `at`: a result may come later than its sample.
bool is_seen(const FactReading& reading, const Moment& time, const Moment& at);

// Of the readings of a fact, sorted by time, that count for this long; nullopt: without a limit.
CurrentReading current_reading(const std::vector<FactReading>& readings, const Moment& at,
                               const std::optional<Quantity>& valid_for);
CurrentReading current_reading(const model::Model& model, const Patient& patient, model::FactId fact,
                               const Moment& at);

// How long a reading of the fact counts: as it is declared, or as a parameter says. Without a limit where
// that is not set.
std::optional<Quantity> validity(const model::Model& model, const model::Fact& fact,
                                 const std::vector<std::optional<Value>>& parameters);

// What words of knowledge (`is known`, `is confirmed`, `any known of`, ...) give where what they look at is
// unknown: what they say now, or unknown, as they may say something else once more is recorded.
enum class KnowledgeWords { say_what_is_now, say_what_stays };

// Evaluates expressions for one patient at one moment; every canonical expression at most once.
class Evaluator {
 public:
  // Both must outlive the evaluator, and the model must not grow meanwhile.
  Evaluator(const model::Model& model, const Patient& patient, Moment at,
            KnowledgeWords words = KnowledgeWords::say_what_is_now);

  // However long the chain of definitions is, working it out takes no more of the stack.
  const Value& value(model::ExprId expr);
  Truth truth(model::ExprId expr) { return waymark::truth(value(expr)); }

  // Lets the expression, wherever it stands, have this value whatever it is made of. Before anything is
  // evaluated.
  void assume(model::ExprId expr, Value value);
  CurrentReading current_reading(model::FactId fact) const {
    return waymark::current_reading(model_, patient_, fact, at_);
  }

  // The facts and parameters that are unknown now and can still change what `expr` is; each once, in the
  // order in which the expression mentions them. Empty where it is known. Each operation answers for itself;
  // that two of them rest on the same fact is not taken into account, so a fact may be asked for that the
  // others have settled. What expressions with one meaning need is worked out and kept once.
  SharedInputs needs(model::ExprId expr);

  // Whether a word of knowledge that looks at this value has to stay unknown itself.
  bool leaves_open(const Value& looked_at);

  const model::Model& model() const { return model_; }
  const Patient& patient() const { return patient_; }
  const Moment& at() const { return at_; }

 private:
  Evaluator& of_what_stays();
  const Value& compute(model::ExprId expr);
  const Value* standing(const model::Operation& operation);
  const Value* standing_reading(model::FactId fact) const;
  const Value& compute_in_a_row(model::ExprId wanted);
  void append_missing_operands(model::ExprId expr, std::vector<model::ExprId>& pending) const;

  const model::Model& model_;
  const Patient& patient_;
  Moment at_;
  KnowledgeWords words_;
  int depth_ = 0;                                          // of operands that are being computed
  bool any_may_change_ = false;                            // some word of knowledge looked at what is unknown
  ExpressionValues values_;                                // by canonical ExprId
  std::vector<model::ExprId> assumed_;                     // canonical
  std::unique_ptr<Evaluator> of_what_stays_;               // made when it is first asked
  std::unordered_map<model::ExprId, SharedInputs> needs_;  // by canonical ExprId
};

}  // namespace waymark
