#include "lang/check/check_reachability.hpp"

#include <algorithm>
#include <unordered_map>

#include "lang/elaborate/written.hpp"
#include "lang/model/constant_truth.hpp"

namespace waymark {
namespace {

using model::ExprId;

class ReachabilityChecker {
 public:
  explicit ReachabilityChecker(Elaboration& context)
      : context_{context}, written_{written_expressions(context)} {}

  void check() {
    const auto& model = context_.model;
    for (ExprId id = 0; id < model.expressions.size(); ++id) {
      const auto* choose = std::get_if<model::Choose>(&model[id].operation);
      if (choose && written_[id] && !is_further_output(id, *choose)) arms(*choose);
    }
    for (const auto& score : model.scores) rows(score);
    for (const auto expr : model.applies) {
      if (constant_truth(model, expr) == false) report_never(expr);
    }
    for (const auto& section : model.sections) {
      if (section.guard && constant_truth(model, *section.guard) == false) report_never(*section.guard);
      block(section.body);
    }
    for (const auto& statement : model.recommendations) own_conditions(statement);
    for (const auto& statement : model.contraindications) own_conditions(statement);
    for (const auto& statement : model.notes) own_conditions(statement);
  }

 private:
  // The outputs of a table share its rows.
  bool is_further_output(ExprId id, const model::Choose& choose) const {
    if (!choose.table) return false;
    const auto& model = context_.model;
    const auto& first = model.defines[model.tables[*choose.table].outputs.front()];
    return first.value != id;
  }

  void report_never(ExprId guard) {
    context_.diagnostics.report(span_of(context_, guard), diagnostics::unreachable,
                                "its condition is `no` for every patient");
  }

  void report_shut_off(Span span, ExprId earlier) {
    context_.diagnostics
        .report(span, diagnostics::unreachable, "what stands before it is taken for every patient")
        .note(span_of(context_, earlier), "this is `yes` for every patient");
  }

  // A chain of guards in which the first that holds wins. Returns the guard that shuts off what follows.
  std::optional<ExprId> chain(const std::vector<ExprId>& guards) {
    std::optional<ExprId> shutting;
    std::unordered_map<ExprId, ExprId> asked;  // by canonical id: the first guard that asks it
    for (const auto guard : guards) {
      const auto truth = constant_truth(context_.model, guard);
      const auto [earlier, is_first] = asked.try_emplace(context_.model[guard].canonical, guard);
      if (shutting)
        report_shut_off(span_of(context_, guard), *shutting);
      else if (truth == false)
        report_never(guard);
      else if (!is_first)
        report_repeated(guard, earlier->second);
      if (truth == true && !shutting) shutting = guard;
    }
    return shutting;
  }

  void report_repeated(ExprId guard, ExprId earlier) {
    context_.diagnostics
        .report(span_of(context_, guard), diagnostics::unreachable, "an earlier guard asks the same")
        .note(span_of(context_, earlier), "it is asked here first");
  }

  void arms(const model::Choose& choose) {
    std::vector<ExprId> guards;
    for (const auto& arm : choose.arms) guards.push_back(arm.guard);
    const auto shutting = chain(guards);
    if (shutting && choose.otherwise) report_shut_off(span_of(context_, *choose.otherwise), *shutting);
  }

  void block(const model::Block& block) {
    for (const auto& item : block.items) {
      if (const auto* branches = std::get_if<ast::Box<model::Branches>>(&item)) this->branches(**branches);
    }
  }

  void branches(const model::Branches& branches) {
    std::vector<ExprId> guards;
    for (const auto& branch : branches.branches) {
      guards.push_back(branch.guard);
      block(branch.body);
    }
    const auto shutting = chain(guards);
    if (shutting && branches.otherwise) report_shut_off(branches.otherwise_span, *shutting);
    if (branches.otherwise) block(*branches.otherwise);
    if (branches.if_unknown) if_unknown(branches, guards);
  }

  // A guard that is yes ends the chain before any other is asked.
  void if_unknown(const model::Branches& branches, const std::vector<ExprId>& guards) {
    const auto may_be_no = [&](ExprId guard) { return constant_truth(context_.model, guard) != true; };
    const auto asked_end = std::ranges::find_if_not(guards, may_be_no);
    const auto never_unknown = [&](ExprId guard) { return is_always_known(context_.model, guard); };
    if (std::all_of(guards.begin(), asked_end, never_unknown)) {
      context_.diagnostics.report(branches.if_unknown_span, diagnostics::unreachable,
                                  "its guard is known for every patient");
    }
    block(*branches.if_unknown);
  }

  // Of alternatives the first that holds counts.
  void rows(const model::Score& score) {
    for (const auto& row : score.rows) {
      std::vector<ExprId> guards;
      for (const auto& alternative : row.alternatives) {
        if (written_[alternative.when]) guards.push_back(alternative.when);
      }
      chain(guards);
    }
  }

  void own_conditions(const model::StatementBase& statement) {
    for (const auto& condition : statement.conditions) {
      const bool own =
          condition.kind == model::ConditionKind::own_when || condition.kind == model::ConditionKind::until;
      if (own && constant_truth(context_.model, condition.expr) == false) report_never(condition.expr);
    }
  }

  Elaboration& context_;
  std::vector<bool> written_;
};

}  // namespace

void check_reachability(Elaboration& context) {
  if (!context.diagnostics.has_errors()) ReachabilityChecker{context}.check();
}

}  // namespace waymark
