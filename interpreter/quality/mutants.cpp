#include "interpreter/quality/mutants.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "interpreter/quality/authored_expressions.hpp"
#include "interpreter/quality/branch_order.hpp"
#include "interpreter/quality/deadline_mutants.hpp"
#include "interpreter/quality/dose_mutants.hpp"
#include "interpreter/quality/modality_mutants.hpp"
#include "interpreter/quality/near_values.hpp"
#include "lang/ast/operators.hpp"
#include "lang/model/operation_groups.hpp"
#include "lang/text/one_line.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

using ast::ComparisonOperator;
using model::ExprId;
using model::Operation;

// Their operands are mistaken, or what they name.
template <typename O>
concept PassedOver =
    model::Named<O> || model::OneOf<O, model::AnyKnown, model::FirstKnown, model::RequiresKnown> ||
    model::Calculates<O> || model::TellsTime<O> || model::TestsOutcome<O> ||
    model::OneOf<O, model::FactReference, model::ParameterReference, model::UnrecordedIsNo, model::Implies,
                 model::Knowledge, model::IsEmpty, model::Happened, model::EachReading>;

class Mutants {
 public:
  Mutants(const model::Model& model, const Sources& sources) : model_{model}, sources_{sources} {}

  std::vector<Mutant> collect() {
    for (const auto expr : own_expressions(model_)) place(expr);
    for (const auto& parameter : model_.parameters) {
      if (is_own(model_, parameter) && parameter.value) place(*parameter.value);
    }
    for (const auto& [place, exprs] : places_) expression(exprs);
    for (const auto& guard : guards(model_)) leave_out(guard);
    for (std::uint32_t i = 0; i < model_.scores.size(); ++i) {
      if (is_own(model_, model_.scores[i])) score(i);
    }
    for (model::TableId i = 0; i < model_.tables.size(); ++i) {
      if (is_own(model_, model_.tables[i])) rows(i);
    }
    return std::move(mutants_);
  }

 private:
  void place(ExprId expr) { places_[{model_[expr].span, model_[expr].operation.index()}].push_back(expr); }

  std::string text(ExprId expr) const { return one_line(sources_.text(model_[expr].span)); }

  // The same at each occurrence of what stands at one place: bodies of defines with arguments.
  void record(MutationKind kind, const std::vector<ExprId>& exprs, MutationText change,
              const std::function<Operation(const Operation&)>& change_operation) {
    mutants_.push_back({kind,
                        model_[exprs.front()].span,
                        std::move(change),
                        {},
                        exprs,
                        [exprs, change_operation](model::Model& model) {
                          for (const auto expr : exprs)
                            model.expressions[expr].operation =
                                change_operation(model.expressions[expr].operation);
                        }});
  }

  template <typename Kind, typename Change>
  void change(MutationKind kind, const std::vector<ExprId>& exprs, MutationText what, Change change) {
    record(kind, exprs, std::move(what), [change](const Operation& operation) -> Operation {
      auto copy = std::get<Kind>(operation);
      change(copy);
      return copy;
    });
  }

  MutationText becomes(ExprId expr, std::string after) const {
    return {MutationForm::becomes, {text(expr), std::move(after)}};
  }
  MutationText in(ExprId expr, MutationForm form, std::vector<std::string> texts = {}) const {
    return {form, std::move(texts), text(expr)};
  }
  // Within the text of `expr`.
  MutationText becomes(ExprId expr, std::string_view before, std::string_view after) const {
    return in(expr, MutationForm::becomes, {std::string{before}, std::string{after}});
  }
  MutationText without(ExprId expr, std::string part) const {
    return in(expr, MutationForm::left_out, {std::move(part)});
  }

  void expression(const std::vector<ExprId>& exprs) {
    std::visit(overloaded{
                   [&](const model::Literal& o) { literal(exprs, o); },
                   [&](const model::Comparison& o) { comparison(exprs, o); },
                   [&](const model::Between& o) { between(exprs, o); },
                   [&](const model::Logical& o) { logical(exprs, o); },
                   [&](const model::Not&) { negation(exprs); },
                   [&](const model::Counting& o) { counting(exprs, o); },
                   [&](const model::Window& o) { window(exprs, o); },
                   [&](const model::ReadingCount& o) { reading_count(exprs, o); },
                   [&](const model::Includes& o) { includes(exprs, o); },
                   [&](const model::IsOneOf& o) { is_one_of(exprs, o); },
                   [&](const model::Choose& o) { choose(exprs, o); },
                   // What names and calculates goes wrong in what it is made of.
                   [](const PassedOver auto&) {},
               },
               model_[exprs.front()].operation);
  }

  void literal(const std::vector<ExprId>& exprs, const model::Literal& literal) {
    if (const auto* quantity = std::get_if<Quantity>(&literal.value)) return number(exprs, *quantity);
    for (const int steps : {-1, 1}) {
      if (const auto* date = std::get_if<Date>(&literal.value)) {
        const Date moved{date->days + steps};
        threshold(exprs, moved, to_string(moved));
      }
      if (const auto* constant = std::get_if<model::MomentConstant>(&literal.value)) {
        auto moved = *constant;
        moved.moment.microseconds += steps * step_of_moment(text(exprs.front()));
        threshold(exprs, moved, as_written(moved));
      }
    }
  }

  void threshold(const std::vector<ExprId>& exprs, const model::Constant& moved, const std::string& written) {
    change<model::Literal>(MutationKind::threshold, exprs, becomes(exprs.front(), written),
                           [moved](model::Literal& o) { o.value = moved; });
  }

  void number(const std::vector<ExprId>& exprs, const Quantity& quantity) {
    const auto step = step_of(text(exprs.front()));
    for (const auto& moved : {subtract(quantity.number, step), add(quantity.number, step)}) {
      if (moved) replace(MutationKind::threshold, exprs, {*moved, quantity.unit});
    }
    const auto unit = is_pure(*quantity.unit) ? nullptr : mistaken_unit(model_, quantity.unit);
    if (unit && !quantity.number.is_zero()) replace(MutationKind::unit, exprs, {quantity.number, unit});
  }

  void replace(MutationKind kind, const std::vector<ExprId>& exprs, const Quantity& quantity) {
    change<model::Literal>(kind, exprs, becomes(exprs.front(), to_string(quantity)),
                           [quantity](model::Literal& o) { o.value = quantity; });
  }

  void comparison(const std::vector<ExprId>& exprs, const model::Comparison& comparison) {
    const auto op = slipped(comparison.op);
    change<model::Comparison>(MutationKind::comparison, exprs,
                              becomes(exprs.front(), sign_of(comparison.op), sign_of(op)),
                              [op](model::Comparison& o) { o.op = op; });
  }

  void between(const std::vector<ExprId>& exprs, const model::Between& between) {
    const auto what = between.below ? MutationForm::upper_end_belongs : MutationForm::upper_end_left_out;
    change<model::Between>(MutationKind::comparison, exprs, in(exprs.front(), what),
                           [](model::Between& o) { o.below = !o.below; });
  }

  void logical(const std::vector<ExprId>& exprs, const model::Logical& logical) {
    const bool all = logical.op == ast::LogicalOperator::logical_and;
    const auto other = all ? ast::LogicalOperator::logical_or : ast::LogicalOperator::logical_and;
    change<model::Logical>(MutationKind::connective, exprs,
                           becomes(exprs.front(), all ? "and" : "or", all ? "or" : "and"),
                           [other](model::Logical& o) { o.op = other; });
    for (std::size_t i = 0; i < logical.operands.size(); ++i) {
      change<model::Logical>(
          MutationKind::part, exprs, without(exprs.front(), text(logical.operands[i])),
          [i](model::Logical& o) { o.operands.erase(o.operands.begin() + std::ptrdiff_t(i)); });
    }
  }

  void negation(const std::vector<ExprId>& exprs) {
    record(MutationKind::negation, exprs, without(exprs.front(), "not"), [](const Operation& operation) {
      return model::Logical{ast::LogicalOperator::logical_and, {std::get<model::Not>(operation).operand}};
    });
  }

  // Of conditions, or of readings.
  template <typename Kind>
  void counts(const std::vector<ExprId>& exprs, const Kind& counting, std::int64_t least) {
    for (const auto count : {counting.count - 1, counting.count + 1}) {
      if (count < least) continue;
      change<Kind>(MutationKind::count, exprs,
                   in(exprs.front(), MutationForm::number_becomes,
                      {std::to_string(counting.count), std::to_string(count)}),
                   [count](Kind& o) { o.count = count; });
    }
  }

  // The durations of its span are literals of their own.
  void window(const std::vector<ExprId>& exprs, const model::Window& window) {
    const auto other = mistaken_function(window.function);
    if (!other) return;
    change<model::Window>(MutationKind::window, exprs,
                          becomes(exprs.front(), model::to_string(window.function), model::to_string(*other)),
                          [other](model::Window& o) { o.function = *other; });
  }

  void reading_count(const std::vector<ExprId>& exprs, const model::ReadingCount& count) {
    counts(exprs, count, 1);
    if (!count.apart) return;
    change<model::ReadingCount>(MutationKind::part, exprs,
                                without(exprs.front(), fmt::format("at least {} apart", text(*count.apart))),
                                [](model::ReadingCount& o) { o.apart.reset(); });
  }

  void counting(const std::vector<ExprId>& exprs, const model::Counting& counting) {
    counts(exprs, counting, 0);
    for (std::size_t i = 0; i < counting.arguments.size() && counting.arguments.size() > 1; ++i) {
      change<model::Counting>(
          MutationKind::part, exprs, without(exprs.front(), text(counting.arguments[i])),
          [i](model::Counting& o) { o.arguments.erase(o.arguments.begin() + std::ptrdiff_t(i)); });
    }
  }

  template <typename Kind>
  void members(const std::vector<ExprId>& exprs, const Kind& operation, ExprId subject) {
    const auto& names = model_[subject].type.members->members;
    for (std::size_t i = 0; i < operation.members.size() && operation.members.size() > 1; ++i) {
      change<Kind>(MutationKind::member, exprs, without(exprs.front(), names[operation.members[i]].id),
                   [i](Kind& o) { o.members.erase(o.members.begin() + std::ptrdiff_t(i)); });
    }
  }

  void includes(const std::vector<ExprId>& exprs, const model::Includes& includes) {
    members(exprs, includes, includes.set);
    if (includes.members.size() < 2) return;
    const bool all = includes.quantifier == ast::Quantifier::all;
    const auto other = all ? ast::Quantifier::any : ast::Quantifier::all;
    change<model::Includes>(MutationKind::member, exprs,
                            becomes(exprs.front(), all ? "all of" : "any of", all ? "any of" : "all of"),
                            [other](model::Includes& o) { o.quantifier = other; });
  }

  void is_one_of(const std::vector<ExprId>& exprs, const model::IsOneOf& is_one_of) {
    members(exprs, is_one_of, is_one_of.operand);
  }

  void choose(const std::vector<ExprId>& exprs, const model::Choose& choose) {
    if (choose.table) return;
    for (std::size_t i = 0; i + 1 < choose.arms.size(); ++i) {
      change<model::Choose>(
          MutationKind::order, exprs,
          {MutationForm::arm_moves_up,
           {fmt::format("{} when {}", text(choose.arms[i + 1].value), text(choose.arms[i + 1].guard))}},
          [i](model::Choose& o) { std::swap(o.arms[i], o.arms[i + 1]); });
      mutants_.back().span = model_[choose.arms[i + 1].value].span;
      if (exprs.size() == 1) mutants_.back().swapped = {choose.arms[i].guard, choose.arms[i + 1].guard};
    }
  }

  void leave_out(const Guard& guard) {
    const auto expr = guard.expr;
    const bool open = guard.open;
    mutants_.push_back({MutationKind::guard,
                        model_[expr].span,
                        {MutationForm::left_out, {text(expr)}},
                        {},
                        {expr},
                        [expr, open](model::Model& model) {
                          model.expressions[expr].operation = model::Literal{model::Constant{open}};
                        }});
  }

  // The same change of every output of a table.
  void change_rows(MutationKind kind, model::TableId id, std::size_t row, MutationText what,
                   const std::function<void(model::Choose&)>& change) {
    std::vector<ExprId> outputs;
    for (const auto output : model_.tables[id].outputs) outputs.push_back(*model_.defines[output].value);
    mutants_.push_back({kind,
                        model_.tables[id].rows[row].span,
                        std::move(what),
                        {},
                        outputs,
                        [outputs, change](model::Model& model) {
                          for (const auto expr : outputs)
                            change(std::get<model::Choose>(model.expressions[expr].operation));
                        }});
  }

  void rows(model::TableId id) {
    const auto& table = model_.tables[id];
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      change_rows(MutationKind::part, id, i, {MutationForm::row_left_out, {std::to_string(i + 1), table.id}},
                  [i](model::Choose& o) {
                    o.arms.erase(o.arms.begin() + std::ptrdiff_t(i));
                    o.covers = false;
                  });
      if (i == 0 || table.policy == model::HitPolicy::unique) continue;
      change_rows(MutationKind::order, id, i, {MutationForm::row_moves_up, {std::to_string(i + 1), table.id}},
                  [i](model::Choose& o) { std::swap(o.arms[i - 1], o.arms[i]); });
      mutants_.back().swapped = {table.rows[i - 1].holds, table.rows[i].holds};
    }
  }

  void score(std::uint32_t index) {
    const auto& rows = model_.scores[index].rows;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      for (std::size_t i = 0; i < rows[row].alternatives.size(); ++i) alternative(index, row, i);
    }
  }

  void alternative(std::uint32_t index, std::size_t row, std::size_t i) {
    const auto& alternatives = model_.scores[index].rows[row].alternatives;
    const auto& points = alternatives[i].points;
    for (const auto& moved : {subtract(points, Decimal{1}), add(points, Decimal{1})}) {
      if (!moved) continue;
      mutants_.push_back(
          {MutationKind::points,
           alternatives[i].span,
           {MutationForm::points_become, {points.to_string(), moved->to_string()}},
           {},
           {alternatives[i].when},
           [=](model::Model& model) { model.scores[index].rows[row].alternatives[i].points = *moved; },
           index});
    }
    if (i == 0) return;
    mutants_.push_back({MutationKind::order,
                        alternatives[i].span,
                        {MutationForm::alternative_moves_up},
                        {alternatives[i - 1].when, alternatives[i].when},
                        {alternatives[i].when},
                        [=](model::Model& model) {
                          auto& list = model.scores[index].rows[row].alternatives;
                          std::swap(list[i - 1], list[i]);
                        },
                        index});
  }

  const model::Model& model_;
  const Sources& sources_;
  std::map<std::pair<Span, std::size_t>, std::vector<ExprId>> places_;
  std::vector<Mutant> mutants_;
};

}  // namespace

std::string_view to_string(MutationKind kind) {
  switch (kind) {
    case MutationKind::threshold: return "threshold";
    case MutationKind::comparison: return "comparison";
    case MutationKind::connective: return "connective";
    case MutationKind::negation: return "negation";
    case MutationKind::guard: return "guard";
    case MutationKind::part: return "part";
    case MutationKind::count: return "count";
    case MutationKind::window: return "window";
    case MutationKind::member: return "member";
    case MutationKind::unit: return "unit";
    case MutationKind::points: return "points";
    case MutationKind::dose: return "dose";
    case MutationKind::deadline: return "deadline";
    case MutationKind::order: return "order";
    case MutationKind::modality: break;
  }
  return "modality";
}

std::vector<Mutant> mutants(const model::Model& model, const Sources& sources) {
  auto result = Mutants{model, sources}.collect();
  std::ranges::move(branch_order_mutants(model, sources), std::back_inserter(result));
  std::ranges::move(deadline_mutants(model, sources), std::back_inserter(result));
  std::ranges::move(dose_mutants(model, sources), std::back_inserter(result));
  std::ranges::move(modality_mutants(model), std::back_inserter(result));
  std::ranges::stable_sort(result, {}, &Mutant::span);
  return result;
}

}  // namespace waymark
