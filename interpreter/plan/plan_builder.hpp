#pragma once

#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "interpreter/plan/plan.hpp"

namespace waymark::plan {

// Puts a plan together, step by step.
class PlanBuilder {
 public:
  TruthRef add(Step step);
  TruthRef fixed(Truth truth) { return add(Fixed{truth}); }
  TruthRef all_of(std::vector<TruthRef> operands);
  TruthRef any_of(std::vector<TruthRef> operands);

  // What the record says by itself, once for all who ask; of a member of a set what is said of it.
  TruthRef held_truth(const Held& held, std::optional<model::MemberIndex> member = std::nullopt);

  void count_readings(CountedReadings counted) { counted_.push_back(std::move(counted)); }

  std::vector<Step> take_steps() { return std::move(steps_); }
  std::vector<CountedReadings> take_counted() { return std::move(counted_); }

 private:
  using HeldKey = std::tuple<model::FactId, std::optional<model::ExprId>, std::optional<model::MemberIndex>>;

  std::vector<Step> steps_;
  std::vector<CountedReadings> counted_;
  std::map<HeldKey, TruthRef> held_;
};

}  // namespace waymark::plan
