#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/quality/condition_index.hpp"
#include "interpreter/quality/dependents.hpp"
#include "lang/model/model.hpp"
#include "lang/text/source.hpp"

namespace waymark {

enum class MutationKind {
  threshold,   // a number or date in a condition one step up or down
  comparison,  // `<` for `<=`, `=` for `!=`
  connective,  // `and` for `or`
  negation,    // a `not` left out
  guard,       // a condition of a section, branch or statement left out
  part,        // one part of a compound condition left out
  count,       // `at least 2 of` for `at least 1 of`
  window,      // `highest` for `lowest`, `earliest` for `latest`
  member,      // a member left out, `any of` for `all of`
  unit,        // another unit of the same kind
  points,      // of a score, one more or less
  dose,        // a limit of a dose left out, its rounding left out or turned round
  deadline,    // open from the beginning on, or counted from something else
  order,       // two arms of a `choose`, two branches or two alternatives of a score in the other order
  modality     // `should` for `must`, `should not` for `should`: changes what is advised, and whether only
               // where a contraindication blocks one of the two
};
std::string_view to_string(MutationKind kind);

// What a mistake does to the text; the report words it. Behind each form stand its texts.
enum class MutationForm {
  nothing,
  becomes,             // what becomes what
  number_becomes,      // a number and the other one
  points_become,       // points and the other ones
  left_out,            // what
  upper_end_belongs,   // of a range that leaves it out
  upper_end_left_out,  // of a range that has it
  rounded_to_nearest,  // in place of down
  rounded_down,        // in place of to the nearest
  arm_moves_up,        // the arm
  branch_moves_up,     // the branch's condition
  row_left_out,        // the row's number, the table
  row_moves_up,        // the row's number, the table
  alternative_moves_up,
};

struct MutationText {
  MutationForm form = MutationForm::nothing;
  std::vector<std::string> texts = {};
  std::string within = {};     // the text of the expression around it, where that is told
  std::string statement = {};  // the id of whose it is, where that is told
};

// One small mistake that an author could have made, in what the pathway itself writes.
struct Mutant {
  MutationKind kind = MutationKind::threshold;
  Span span;
  MutationText change;
  std::vector<model::ExprId> swapped;  // the guards of two arms or alternatives in the other order
  std::vector<model::ExprId> touched;  // expressions whose meaning it changes
  std::function<void(model::Model&)> apply;
  // Besides expressions and the conditions of statements it changes only these.
  std::optional<std::uint32_t> score = {}, recommendation = {};
};

// In the order of the files.
std::vector<Mutant> mutants(const model::Model& model, const Sources& sources);

// Puts one mistake after the other into a copy of a model. What a mistake costs is what rests on it.
class Mutator {
 public:
  // The model must outlive it.
  explicit Mutator(const model::Model& model);

  // The model with the mistake in it, but without its sections: what decides is in the statements. Everything
  // that is derived from what the mistake touches is worked out again: which expressions mean the same, the
  // conditions of statements, and what contraindications block. Valid until the next mistake is put in.
  const model::Model& with(const Mutant& mutant);
  // The expressions that can come to something else with the mistake.
  std::vector<model::ExprId> affected_by(const Mutant& mutant) const;

  const Dependents& dependents() const { return dependents_; }
  const ConditionIndex& conditions() const { return conditions_; }

 private:
  // What a mistake may have changed.
  struct Changed {
    std::vector<model::ExprId> expressions;
    std::vector<model::StatementReference> statements;
    std::optional<std::uint32_t> score;
  };

  void put_back();
  void separate(const std::vector<model::ExprId>& affected);

  const model::Model& model_;
  model::Model copy_;
  Dependents dependents_;
  ConditionIndex conditions_;
  std::vector<std::vector<model::ExprId>> alike_;  // by canonical ExprId: those that mean the same
  Changed changed_;
};

model::Model mutated(const model::Model& model, const Mutant& mutant);

// Changes nothing, but lets everything be derived again.
Mutant no_mutant(const model::Model& model);

}  // namespace waymark
