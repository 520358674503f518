#include "interpreter/prove/thresholds.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interpreter/evaluate/comparison.hpp"
#include "interpreter/evaluate/dependencies.hpp"

namespace waymark::prove {
namespace {

using model::ExprId;

const model::Literal* literal_of(const model::Model& model, ExprId expr) {
  return std::get_if<model::Literal>(&model[expr].operation);
}

Rational step_of(const Quantity& quantity) {
  const auto text = quantity.number.to_exact_string();
  const auto point = text.find('.');
  const auto places = point == std::string::npos ? 0 : text.size() - point - 1;
  mpz_class power;
  mpz_ui_pow_ui(power.get_mpz_t(), 10, places);
  return Rational{1} / Rational{power} * quantity.unit->scale;
}

bool is_order(ast::ComparisonOperator op) {
  return op != ast::ComparisonOperator::equal && op != ast::ComparisonOperator::not_equal;
}

// Each number with the constant that it is compared with.
std::vector<std::pair<ExprId, ExprId>> compared(const model::Model& model, ExprId expr) {
  std::vector<std::pair<ExprId, ExprId>> result;
  const auto add = [&](ExprId number, ExprId literal) {
    if (literal_of(model, literal) && !literal_of(model, number)) result.emplace_back(number, literal);
  };
  const auto* comparison = std::get_if<model::Comparison>(&model[expr].operation);
  if (comparison && is_order(comparison->op)) {
    add(comparison->left, comparison->right);
    add(comparison->right, comparison->left);
  }
  if (const auto* between = std::get_if<model::Between>(&model[expr].operation)) {
    add(between->subject, between->low);
    add(between->subject, between->high);
  }
  return result;
}

std::optional<Threshold> threshold(Inquiry& inquiry, ExprId comparison, ExprId number, ExprId constant) {
  const auto* quantity = std::get_if<Quantity>(&literal_of(inquiry.model(), constant)->value);
  const auto* term = std::get_if<NumberTerm>(&inquiry.encoder().term(number));
  if (!quantity || !term || term->divisor) return std::nullopt;
  return Threshold{comparison, number, constant, *term, in_base_units(*quantity), step_of(*quantity)};
}

// Those of one number, in order, each value once.
std::vector<std::vector<Threshold>> by_number(const std::vector<Threshold>& all) {
  std::vector<std::vector<Threshold>> result;
  for (const auto& each : all) {
    const auto same = [&](const auto& group) { return same_number(group.front(), each); };
    const auto found = std::ranges::find_if(result, same);
    found == result.end() ? result.push_back({each}) : found->push_back(each);
  }
  for (auto& group : result) {
    std::ranges::stable_sort(group, {}, &Threshold::at);
    const auto same = [](const Threshold& a, const Threshold& b) { return a.at == b.at; };
    group.erase(std::unique(group.begin(), group.end(), same), group.end());
  }
  return result;
}

// What the thresholds of one number divide it into: what lies below the first, the first, what lies between
// it and the second, and so on to what lies above the last.
class Regions {
 public:
  Regions(Inquiry& inquiry, std::vector<Threshold> group)
      : inquiry_{inquiry}, group_{std::move(group)}, type_{inquiry.model()[group_.front().number].type} {}

  std::vector<Stretch> holes(const z3::expr& condition, const z3::expr& around) {
    std::vector<Stretch> result;
    std::vector<std::size_t> open;  // since the last covered ground
    bool covered_below = false;
    for (std::size_t i = 0; i < 2 * group_.size() + 1; ++i) {
      if (inquiry_.check({condition, around, region(i)}) != Satisfiable::no) {
        if (covered_below) open.push_back(i);
        continue;
      }
      if (inquiry_.check({around, region(i)}) != Satisfiable::yes) continue;
      if (!open.empty()) result.push_back(stretch(open.front(), i - 1));
      open.clear();
      covered_below = true;
    }
    return result;
  }

 private:
  z3::expr region(std::size_t position) {
    const auto& term = group_.front().term;
    auto& context = inquiry_.context();
    const auto at = [&](std::size_t i) { return real(context, group_[i].at); };
    auto result = is_known(context, term);
    if (position % 2 == 1) return both(result, term.low == at(position / 2));
    if (position > 0) result = both(result, above(group_[position / 2 - 1].at));
    if (position / 2 < group_.size()) result = both(result, below(group_[position / 2].at));
    return result;
  }

  // Of a whole number the next one is meant: that there is none between 4 and 5 would take the solver long to
  // see.
  z3::expr above(const Rational& at) {
    const auto& low = group_.front().term.low;
    return type_.whole
               ? low >= real(inquiry_.context(), from_count(Rational{waymark::floor_of(count_of(at)) + 1}))
               : low > real(inquiry_.context(), at);
  }
  z3::expr below(const Rational& at) {
    const auto& low = group_.front().term.low;
    return type_.whole
               ? low <= real(inquiry_.context(), from_count(Rational{-waymark::floor_of(-count_of(at)) - 1}))
               : low < real(inquiry_.context(), at);
  }

  // In the unit of which it is a whole number, and back.
  Rational count_of(const Rational& in_base_units) const {
    return (in_base_units - type_.unit->offset) / type_.unit->scale;
  }
  Rational from_count(const Rational& count) const { return count * type_.unit->scale + type_.unit->offset; }

  Stretch stretch(std::size_t first, std::size_t last) const {
    const auto from = first % 2 == 1 ? first / 2 : first / 2 - 1;
    return {group_[from], group_[last / 2], first % 2 == 1, last % 2 == 1};
  }

  Inquiry& inquiry_;
  std::vector<Threshold> group_;
  const Type& type_;  // of the number
};

}  // namespace

std::vector<Threshold> thresholds(Inquiry& inquiry, const std::vector<ExprId>& expressions) {
  std::vector<Threshold> result;
  const Dependencies dependencies{inquiry.model(), expressions};
  for (const auto expr : dependencies.expressions()) {
    for (const auto& [number, constant] : compared(inquiry.model(), expr)) {
      if (auto found = threshold(inquiry, expr, number, constant)) result.push_back(std::move(*found));
    }
  }
  return result;
}

bool same_number(const Threshold& a, const Threshold& b) {
  return z3::eq(a.term.low, b.term.low) && z3::eq(a.term.high, b.term.high);
}

z3::expr lies_in(Inquiry& inquiry, const Stretch& stretch) {
  auto& context = inquiry.context();
  const auto& term = stretch.from.term;
  const auto from = real(context, stretch.from.at);
  const auto to = real(context, stretch.to.at);
  const auto ends = both(stretch.with_from ? term.low >= from : term.low > from,
                         stretch.with_to ? term.low <= to : term.low < to);
  return both(is_known(context, term), ends);
}

bool lies_in(Evaluator& evaluator, const Stretch& stretch) {
  const auto holds = [&](ast::ComparisonOperator op, const Threshold& threshold) {
    const auto& number = evaluator.value(threshold.number);
    return truth(compare_values(op, number, evaluator.value(threshold.constant))) == Truth::yes;
  };
  using enum ast::ComparisonOperator;
  return holds(stretch.with_from ? greater_equal : greater, stretch.from) &&
         holds(stretch.with_to ? less_equal : less, stretch.to);
}

std::string to_string(const Inquiry& inquiry, const Stretch& stretch) {
  const auto number = inquiry.text(stretch.from.number);
  const auto from = inquiry.text(stretch.from.constant);
  if (stretch.from.at == stretch.to.at) return fmt::format("{} = {}", number, from);
  return fmt::format("{} {} {} and {} {} {}", number, stretch.with_from ? ">=" : ">", from, number,
                     stretch.with_to ? "<=" : "<", inquiry.text(stretch.to.constant));
}

std::vector<Stretch> holes(Inquiry& inquiry, const z3::expr& condition, const z3::expr& around,
                           const std::vector<ExprId>& expressions) {
  std::vector<Stretch> result;
  for (auto& group : by_number(thresholds(inquiry, expressions))) {
    auto found = Regions{inquiry, std::move(group)}.holes(condition, around);
    std::ranges::move(found, std::back_inserter(result));
  }
  return result;
}

}  // namespace waymark::prove
