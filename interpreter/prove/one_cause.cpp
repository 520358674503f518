#include "interpreter/prove/one_cause.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace waymark::prove {
namespace {

using model::ExprId;

using Cause = std::set<Demand>;  // of canonical expressions

Truth opposite(Truth truth) { return truth == Truth::yes ? Truth::no : Truth::yes; }

// What else must be so where the demand is met: of the parts of a condition and of definitions, at any depth.
void add_necessary(const model::Model& model, Demand demand, Cause& result) {
  demand.condition = model[demand.condition].canonical;
  if (!result.insert(demand).second) return;
  const auto& operation = model[demand.condition].operation;
  if (const auto* logical = std::get_if<model::Logical>(&operation)) {
    const bool is_and = logical->op == ast::LogicalOperator::logical_and;
    if (is_and != (demand.truth == Truth::yes)) return;
    for (const auto operand : logical->operands) add_necessary(model, {operand, demand.truth}, result);
  }
  if (const auto* negated = std::get_if<model::Not>(&operation))
    add_necessary(model, {negated->operand, opposite(demand.truth)}, result);
  if (const auto* name = std::get_if<model::DefineReference>(&operation)) {
    if (const auto& value = model.defines[name->define].value)
      add_necessary(model, {*value, demand.truth}, result);
  }
}

Cause necessary(const model::Model& model, const Demand& demand) {
  Cause result;
  add_necessary(model, demand, result);
  return result;
}

bool opens_a_cause(const Finding& finding) {
  return finding.verdict == Verdict::refuted && !finding.demands.empty() &&
         (finding.question == Question::unreachable || finding.question == Question::fixed_condition);
}

class Joining {
 public:
  Joining(const model::Model& model, std::vector<Finding> findings)
      : model_{model}, findings_{std::move(findings)}, head_(findings_.size()) {
    for (std::size_t i = 0; i < findings_.size(); ++i) head_[i] = i;
  }

  std::vector<Finding> joined() {
    collect_never_met();
    for (std::size_t i = 0; i < findings_.size(); ++i) {
      if (opens_a_cause(findings_[i])) head_[i] = first_of_.try_emplace(cause(findings_[i]), i).first->second;
    }
    for (std::size_t i = 0; i < findings_.size(); ++i) {
      const auto question = findings_[i].question;
      if (question == Question::redundant) join_redundant(i);
      if (question == Question::boundary) join_example(i, {Question::gap, Question::conflict}, true);
      if (question == Question::dead_end) join_example(i, {Question::gap}, false);
    }
    return without_joined();
  }

 private:
  void collect_never_met() {
    for (const auto& finding : findings_) {
      if (finding.question != Question::fixed_condition || finding.demands.size() != 1) continue;
      const auto& demand = finding.demands.front();
      never_met_.insert({model_[demand.condition].canonical, demand.truth});
    }
  }

  Cause cause(const Finding& finding) const {
    Cause result;
    for (const auto& demand : finding.demands) {
      if (auto found = never_met_part(demand)) return *found;
      result.insert({model_[demand.condition].canonical, demand.truth});
    }
    return result;
  }

  // The innermost one: no part of it is never met.
  std::optional<Cause> never_met_part(const Demand& demand) const {
    for (const auto& part : necessary(model_, demand)) {
      if (!never_met_.contains(part)) continue;
      const auto is_deeper = [&](const Demand& each) { return each != part && never_met_.contains(each); };
      if (std::ranges::none_of(necessary(model_, part), is_deeper)) return Cause{part};
    }
    return std::nullopt;
  }

  void join_redundant(std::size_t position) {
    const auto& finding = findings_[position];
    if (finding.demands.empty()) return;
    const auto found = first_of_.find(cause(finding));
    if (found != first_of_.end()) head_[position] = found->second;
  }

  void join_example(std::size_t position, const std::vector<Question>& causes, bool same_place) {
    const auto& finding = findings_[position];
    if (!finding.example) return;
    const auto found = std::ranges::find_if(findings_, [&](const Finding& each) {
      return std::ranges::find(causes, each.question) != causes.end() && each.example &&
             each.example->given == finding.example->given && each.example->at == finding.example->at &&
             (!same_place || each.span == finding.span);
    });
    if (found != findings_.end()) head_[position] = static_cast<std::size_t>(found - findings_.begin());
  }

  std::vector<Finding> without_joined() {
    for (std::size_t i = 0; i < findings_.size(); ++i) {
      if (head_[i] != i) add(findings_[head_[i]], std::move(findings_[i]));
    }
    std::vector<Finding> result;
    for (std::size_t i = 0; i < findings_.size(); ++i) {
      if (head_[i] == i) result.push_back(std::move(findings_[i]));
    }
    return result;
  }

  // What has the same place needs no second frame of it; places that both have stand once.
  static void add(Finding& head, Finding finding) {
    head.also.push_back(finding.question);
    add_place(head, {finding.span, std::move(finding.claim)});
    for (auto& place : finding.places) add_place(head, std::move(place));
  }

  static void add_place(Finding& head, RelatedPlace place) {
    if (std::ranges::find(head.places, place) == head.places.end()) head.places.push_back(std::move(place));
  }

  const model::Model& model_;
  std::vector<Finding> findings_;
  std::vector<std::size_t> head_;  // by finding: the one that it is told with
  std::set<Demand> never_met_;     // each by itself: of canonical expressions
  std::map<Cause, std::size_t> first_of_;
};

}  // namespace

std::vector<Finding> joined_by_cause(const model::Model& model, std::vector<Finding> findings) {
  return Joining{model, std::move(findings)}.joined();
}

}  // namespace waymark::prove
