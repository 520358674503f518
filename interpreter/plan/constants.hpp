#pragma once

#include <vector>

#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/plan/plan.hpp"
#include "lang/model/model.hpp"

namespace waymark::plan {

// What is the same for every patient of a site: literals, parameters, and whatever is made of them.
class Constants {
 public:
  // `expressions` are canonical, parts before what they are part of; all that is asked about is among them.
  Constants(const model::Model& model, const Site& site, const std::vector<model::ExprId>& expressions);
  Constants(const Constants&) = delete;
  Constants& operator=(const Constants&) = delete;

  bool is_constant(model::ExprId expr) const { return constant_[model_[expr].canonical]; }
  // Of what is constant.
  const Value& value(model::ExprId expr) { return evaluator_.value(expr); }
  // What has to be set for it to be known; of what is constant.
  std::vector<model::Input> needs(model::ExprId expr) { return evaluator_.needs(expr).list(); }

 private:
  const model::Model& model_;
  Patient nobody_;  // of whom the site's parameters are all that is recorded
  Evaluator evaluator_;
  std::vector<bool> constant_;  // by canonical ExprId
};

}  // namespace waymark::plan
