#pragma once

#include <optional>
#include <string>
#include <vector>

#include "interpreter/prove/patient_space.hpp"
#include "interpreter/prove/terms.hpp"
#include "lang/model/model.hpp"

namespace waymark::prove {

// Encodes expressions of one model; every canonical expression at most once. What `Evaluator` is for one
// patient, this is for all of a space.
class Encoder {
 public:
  // Both must outlive the encoder, and the model must not grow meanwhile.
  Encoder(PatientSpace& space, const model::Model& model);
  // The same over several models: where two expressions have the same number among `meanings`, which are by
  // canonical ExprId, what they leave open is the same.
  Encoder(PatientSpace& space, const model::Model& model, std::vector<std::uint32_t> meanings);
  // The same, but `replaced` has another term wherever it stands; the rest is shared with `base`, which must
  // outlive it.
  Encoder(Encoder& base, model::ExprId replaced, Term term);

  // However long the chain of definitions is, working it out takes no more of the stack.
  const Term& term(model::ExprId expr);
  TruthTerm truth(model::ExprId expr) { return truth_of(context(), term(expr)); }

  // Whether it rests on something that linear arithmetic cannot say: its value stands there for any.
  bool is_opaque(model::ExprId expr);
  // The expressions that are opaque in themselves, among those that have been encoded.
  const std::vector<model::ExprId>& opaque_expressions() const { return opaque_here_; }
  // Says so of the expression that is being encoded.
  void mark_opaque(model::ExprId expr);

  // Whether it is another one than its text says, since something below it has another term here.
  bool rests_on_replaced(model::ExprId expr) const {
    return base_ != nullptr && changed_[model_[expr].canonical];
  }
  // By which its open ends are called. Where something it rests on has been replaced it is another number.
  std::string open_name(model::ExprId expr) const;

  z3::context& context() { return space_.context(); }
  PatientSpace& space() { return space_; }
  const model::Model& model() const { return model_; }

 private:
  void encode(model::ExprId wanted);
  void append_missing_parts(model::ExprId expr, std::vector<model::ExprId>& pending) const;
  bool is_shared(model::ExprId canonical) const { return base_ && !changed_[canonical]; }
  bool has_term(model::ExprId canonical) const;

  PatientSpace& space_;
  const model::Model& model_;
  Encoder* base_ = nullptr;
  std::vector<bool> changed_;  // by canonical ExprId: rests on what is replaced
  std::vector<std::optional<Term>> terms_;
  std::vector<bool> opaque_;
  std::vector<model::ExprId> opaque_here_;
  std::uint32_t version_ = 0;            // of what it replaces; 0 where it replaces nothing
  std::vector<std::uint32_t> meanings_;  // empty: each canonical ExprId is one of its own
};

}  // namespace waymark::prove
