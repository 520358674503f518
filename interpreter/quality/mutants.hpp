#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

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
  member,      // a member left out, `any of` for `all of`
  unit,        // another unit of the same kind
  points,      // of a score, one more or less
  dose,        // a limit of a dose left out, its rounding left out or turned round
  order,       // two arms of a `choose`, two branches or two alternatives of a score in the other order
  modality     // `should` for `must`, `should not` for `should`: changes what is advised, and whether only
               // where a contraindication blocks one of the two
};
std::string_view to_string(MutationKind kind);

// One small mistake that an author could have made, in what the pathway itself writes.
struct Mutant {
  MutationKind kind = MutationKind::threshold;
  Span span;
  std::string change;                  // "`50 %` becomes `51 %`"
  std::vector<model::ExprId> swapped;  // the guards of two arms or alternatives in the other order
  std::vector<model::ExprId> touched;  // expressions whose meaning it changes
  std::function<void(model::Model&)> apply;
};

// In the order of the files.
std::vector<Mutant> mutants(const model::Model& model, const Sources& sources);

// Puts mistakes into copies of one model.
class Mutator {
 public:
  // The model must outlive it.
  explicit Mutator(const model::Model& model);

  // The model with the mistake in it, but without its sections: what decides is in the statements. Everything
  // that is derived from what the mistake touches is worked out again: which expressions mean the same, the
  // conditions of statements, and what contraindications block.
  model::Model mutated(const Mutant& mutant) const;
  // The expressions that can come to something else with the mistake.
  std::vector<model::ExprId> affected_by(const Mutant& mutant) const;

 private:
  void separate(model::Model& mutated, const std::vector<model::ExprId>& affected) const;

  const model::Model& model_;
  Dependents dependents_;
  std::vector<std::vector<model::ExprId>> alike_;  // by canonical ExprId: those that mean the same
};

model::Model mutated(const model::Model& model, const Mutant& mutant);

// Changes nothing, but lets everything be derived again.
Mutant no_mutant(const model::Model& model);

}  // namespace waymark
