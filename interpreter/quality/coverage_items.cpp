// What there is to cover, from the model.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "interpreter/evaluate/boolean_parts.hpp"
#include "interpreter/evaluate/possible_truths.hpp"
#include "interpreter/quality/authored_expressions.hpp"
#include "interpreter/quality/coverage.hpp"
#include "lang/text/one_line.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

using model::ExprId;
using Truths = std::vector<RequiredTruth>;

class CoverageItems {
 public:
  CoverageItems(const model::Model& model, const Sources& sources) : model_{model}, sources_{sources} {}

  void collect() {
    for (const auto expr : model_.applies) condition(expr);
    for (const auto& section : model_.sections) this->section(section);
    for (const auto& statement : model_.recommendations) {
      this->statement(statement);
      alternatives(statement.target);
      if (statement.done) condition(*statement.done);
    }
    for (const auto& statement : model_.contraindications) this->statement(statement);
    for (const auto& statement : model_.notes) this->statement(statement);
    for (const auto& define : model_.defines) {
      if (is_own(model_, define) && define.value) this->define(*define.value);
    }
    for (const auto& score : model_.scores) {
      if (is_own(model_, score)) this->score(score);
    }
    calls();
  }

  std::vector<CoverageItem> take() {
    const auto place = [](const CoverageItem& item) { return std::pair{item.span, item.kind}; };
    std::ranges::stable_sort(items_, {}, place);
    return std::move(items_);
  }

 private:
  std::string text(ExprId expr) const { return one_line(sources_.text(model_[expr].span)); }

  void add(CoverageKind kind, Span span, std::string subject, CoverageValue value, CoverageGoal goal) {
    const auto key = std::tuple{kind, span, subject, value};
    const auto [place, is_new] = places_.try_emplace(key, items_.size());
    if (is_new) items_.push_back({kind, std::move(subject), std::move(value), span, {}, true});
    auto& item = items_[place->second];
    item.constant = item.constant && is_settled_by_form(goal);
    item.goals.push_back(std::move(goal));
  }

  // Whether constants, or what kind of condition it is, leave no patient that reaches the goal.
  bool is_settled_by_form(const CoverageGoal& goal) const {
    const auto impossible = [&](const RequiredTruth& required) {
      return !possible_truths(model_, required.expr).contains(required.truth);
    };
    if (std::ranges::any_of(goal.truths, impossible)) return true;
    if (!goal.deciding) return false;
    const auto possible = possible_truths(model_, goal.deciding->condition);
    return !possible.contains(Truth::yes) || !possible.contains(Truth::no);
  }

  // Its three truths, what its parts decide, and the choices in it.
  void condition(ExprId expr) {
    for (const auto truth : all_truths) {
      add(CoverageKind::condition, model_[expr].span, text(expr), {CoverageForm::truth, truth},
          {{{expr, truth}}, {}});
    }
    decision(expr);
    choices(expr);
  }

  void decision(ExprId expr) {
    for (const auto part : deciding_parts(model_, expr)) {
      for (const auto truth : {Truth::no, Truth::yes}) {
        add(CoverageKind::decision, model_[part].span, text(part), {CoverageForm::decides, truth},
            {{{part, truth}}, DecidingPart{expr, part}});
      }
    }
  }

  // Whatever is written below an expression, up to the names it mentions.
  void choices(ExprId expr) {
    if (!seen_.insert(expr).second) return;
    const auto& operation = model_[expr].operation;
    if (std::holds_alternative<model::DefineCall>(operation)) return arguments(operation);
    if (const auto* choose = std::get_if<model::Choose>(&operation)) arms(*choose);
    for (const auto operand : model::operands(operation)) choices(operand);
  }

  void arguments(const model::Operation& operation) {
    for (const auto argument : std::get<model::DefineCall>(operation).arguments) choices(argument);
  }

  void arms(const model::Choose& choose) {
    if (choose.table) return rows(model_.tables[*choose.table]);
    Truths before;
    for (const auto& arm : choose.arms) {
      taken(arm.value, CoverageForm::arm, before, {arm.guard, Truth::yes});
      before.push_back({arm.guard, Truth::no});
      decision(arm.guard);
    }
    if (choose.otherwise)
      add(CoverageKind::arm, model_[*choose.otherwise].span, text(*choose.otherwise),
          {CoverageForm::otherwise}, {before, {}});
  }

  void rows(const model::Table& table) {
    if (!seen_tables_.insert(&table).second) return;
    Truths before;
    for (const auto& row : table.rows) {
      auto truths = table.policy == model::HitPolicy::first ? before : Truths{};
      truths.push_back({row.holds, Truth::yes});
      add(CoverageKind::arm, row.span, one_line(sources_.text(row.span)), {CoverageForm::row},
          {std::move(truths), {}});
      before.push_back({row.holds, Truth::no});
      decision(row.holds);
    }
    if (table.otherwise)
      add(CoverageKind::arm, *table.otherwise, one_line(sources_.text(*table.otherwise)), {CoverageForm::row},
          {before, {}});
  }

  void taken(ExprId shown, CoverageForm form, Truths before, RequiredTruth last) {
    before.push_back(last);
    add(CoverageKind::arm, model_[shown].span, text(shown), {form}, {std::move(before), {}});
  }

  void define(ExprId value) {
    if (model_[value].type.kind == TypeKind::yes_no)
      condition(value);
    else
      choices(value);
  }

  // Defines with arguments have a body for each call.
  void calls() {
    for (const auto& expression : model_.expressions) {
      const auto* call = std::get_if<model::DefineCall>(&expression.operation);
      if (call && is_own(model_, model_.defines[call->define])) define(call->body);
    }
  }

  void score(const model::Score& score) {
    for (const auto& row : score.rows) {
      Truths before;
      for (const auto& alternative : row.alternatives) {
        auto all = before;
        all.push_back({alternative.when, Truth::yes});
        add(CoverageKind::arm, alternative.span, one_line(sources_.text(alternative.span)),
            {CoverageForm::counted}, {std::move(all), {}});
        before.push_back({alternative.when, Truth::no});
        decision(alternative.when);
        choices(alternative.when);
      }
      if (!row.alternatives.empty())
        add(CoverageKind::arm, row.alternatives.front().span,
            one_line(sources_.text(row.alternatives.front().span)), {CoverageForm::no_points}, {before, {}});
    }
  }

  void statement(const model::StatementBase& statement) {
    if (is_withdrawn(statement)) return;
    for (const auto truth : all_truths) {
      add(CoverageKind::status, statement.span, statement.id, {CoverageForm::status, truth},
          {{{statement.condition, truth}}, {}});
    }
    for (const auto& each : statement.conditions) {
      if (each.kind == model::ConditionKind::own_when || each.kind == model::ConditionKind::requires_known)
        condition(each.expr);
      if (each.kind == model::ConditionKind::until) condition(awaited(each.expr));
    }
  }

  // The conditions of alternatives.
  void alternatives(const model::Target& target) {
    if (target.when) condition(*target.when);
    const auto* choice = std::get_if<model::Choice>(&target.node);
    if (!choice) return;
    for (const auto& option : choice->options) alternatives(option);
  }

  // What `until` waits for: its condition is that this has not come.
  ExprId awaited(ExprId expr) const {
    const auto* negation = std::get_if<model::Not>(&model_[expr].operation);
    return negation ? negation->operand : expr;
  }

  void section(const model::Section& section) {
    Truths around;
    if (section.guard) {
      condition(*section.guard);
      around.push_back({*section.guard, Truth::yes});
    }
    block(section.body, around);
  }

  void block(const model::Block& block, const Truths& around) {
    for (const auto& item : block.items) {
      if (const auto* branches = std::get_if<ast::Box<model::Branches>>(&item))
        this->branches(**branches, around);
    }
  }

  void branches(const model::Branches& branches, const Truths& around) {
    auto before = around;
    for (const auto& branch : branches.branches) {
      condition(branch.guard);
      taken(branch.guard, CoverageForm::branch, before, {branch.guard, Truth::yes});
      auto inside = before;
      inside.push_back({branch.guard, Truth::yes});
      block(branch.body, inside);
      before.push_back({branch.guard, Truth::no});
    }
    const auto& first = branches.branches.front().guard;
    if (branches.otherwise) {
      add(CoverageKind::arm, branches.span, text(first), {CoverageForm::otherwise}, {before, {}});
      block(*branches.otherwise, before);
    }
    if (branches.if_unknown && branches.unknown_guard) {
      auto inside = around;
      inside.push_back({*branches.unknown_guard, Truth::yes});
      add(CoverageKind::arm, branches.span, text(first), {CoverageForm::if_unknown}, {inside, {}});
      block(*branches.if_unknown, inside);
    }
  }

  const model::Model& model_;
  const Sources& sources_;
  std::vector<CoverageItem> items_;
  std::map<std::tuple<CoverageKind, Span, std::string, CoverageValue>, std::size_t> places_;
  std::set<ExprId> seen_;
  std::set<const model::Table*> seen_tables_;
};

}  // namespace

std::vector<CoverageItem> coverage_items(const model::Model& model, const Sources& sources) {
  CoverageItems collector{model, sources};
  collector.collect();
  return collector.take();
}

}  // namespace waymark
