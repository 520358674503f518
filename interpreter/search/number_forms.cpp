#include "interpreter/search/number_forms.hpp"

#include <algorithm>
#include <set>

#include "interpreter/values/value.hpp"
#include "lang/model/operation_groups.hpp"

namespace waymark {
namespace {

using model::ExprId;

// More than anyone writes; what is larger is not followed.
constexpr std::size_t most_forms = 64;
constexpr int deepest = 400;

// --- polynomials

void trim(Polynomial& p) {
  while (!p.empty() && p.back() == 0) p.pop_back();
}

Polynomial constant(const Rational& value) { return value == 0 ? Polynomial{} : Polynomial{value}; }

Polynomial sum(const Polynomial& a, const Polynomial& b, int sign) {
  Polynomial result(std::max(a.size(), b.size()));
  for (std::size_t i = 0; i < a.size(); ++i) result[i] += a[i];
  for (std::size_t i = 0; i < b.size(); ++i) result[i] += sign * b[i];
  trim(result);
  return result;
}

Polynomial product(const Polynomial& a, const Polynomial& b) {
  if (a.empty() || b.empty()) return {};
  Polynomial result(a.size() + b.size() - 1);
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) result[i + j] += a[i] * b[j];
  }
  trim(result);
  return result;
}

NumberForm form_of(const Rational& value) { return {constant(value), {1}}; }

NumberForm combined(ast::ArithmeticOperator op, const NumberForm& a, const NumberForm& b) {
  using enum ast::ArithmeticOperator;
  switch (op) {
    case multiply: return {product(a.numerator, b.numerator), product(a.denominator, b.denominator)};
    case divide: return {product(a.numerator, b.denominator), product(a.denominator, b.numerator)};
    case add:
    case subtract: break;
  }
  const int sign = op == add ? 1 : -1;
  return {sum(product(a.numerator, b.denominator), product(b.numerator, a.denominator), sign),
          product(a.denominator, b.denominator)};
}

// --- roots

// The square root, exact where it is a fraction; else to 40 places.
struct Root {
  Rational value;
  bool exact = true;
};

Root square_root(const Rational& value) {
  const auto numerator = value.get_num();
  const auto denominator = value.get_den();
  if (mpz_perfect_square_p(numerator.get_mpz_t()) != 0 &&
      mpz_perfect_square_p(denominator.get_mpz_t()) != 0) {
    return {Rational{sqrt(numerator), sqrt(denominator)}, true};
  }
  mpz_class ten_to_40;
  mpz_ui_pow_ui(ten_to_40.get_mpz_t(), 10, 40);
  const mpz_class scaled = numerator * denominator * ten_to_40 * ten_to_40;
  Rational result{sqrt(scaled), denominator * ten_to_40};
  result.canonicalize();
  return {result, false};
}

// What is rounded this far lies between any two decimals that somebody writes, so it counts as exact.
void append_quadratic_roots(const Polynomial& p, Crossings& found) {
  const Rational discriminant = p[1] * p[1] - 4 * p[0] * p[2];
  if (discriminant < 0) return;
  const auto root = square_root(discriminant);
  for (const int sign : {-1, 1}) found.values.emplace_back((-p[1] + sign * root.value) / (2 * p[2]));
}

// Powers of the variable that all terms share: zero is a root.
Polynomial without_root_zero(Polynomial p, Crossings& found) {
  while (p.size() > 1 && p.front() == 0) {
    p.erase(p.begin());
    found.values.emplace_back(0);
  }
  return p;
}

void append_roots(const Polynomial& polynomial, Crossings& found) {
  const auto p = without_root_zero(polynomial, found);
  if (p.size() == 2) found.values.emplace_back(-p[0] / p[1]);
  if (p.size() == 3) append_quadratic_roots(p, found);
  if (p.size() > 3) found.exact = false;
}

// --- expressions

// Where the scale of a number begins, in base units; 0 of what has no scale of its own.
Rational zero_point(const Type& type) {
  return type.kind == TypeKind::number ? type.unit->offset : Rational{};
}

// Conditions, and what is made of time.
template <typename O>
concept HasNoForm = model::IsGiven<O> || model::Compares<O> || model::CombinesConditions<O> ||
    model::TestsValue<O> || model::TestsOutcome<O> || model::TellsTime<O> ||
    model::OneOf<O, model::AnyKnown, model::ReadingCount, model::RoundedDose>;

class FormBuilder {
 public:
  FormBuilder(Evaluator& evaluator, const RestingExpressions& resting)
      : evaluator_{evaluator}, resting_{resting} {}

  NumberForms forms(ExprId expr) {
    if (!resting_.contains(expr)) return constants(expr);
    if (++depth_ > deepest) return std::nullopt;
    auto result =
        std::visit([&](const auto& operation) { return of(operation, expr); }, model()[expr].operation);
    --depth_;
    return result && result->size() <= most_forms ? result : std::nullopt;
  }

 private:
  using Forms = std::vector<NumberForm>;

  const model::Model& model() const { return evaluator_.model(); }

  // The bounds of what does not depend on the variable; nothing where it is unknown.
  NumberForms constants(ExprId expr) {
    if (const auto* each = std::get_if<model::EachReading>(&model()[expr].operation))
      return constants_of_readings(each->fact);
    if (rests_on_each_reading(expr)) return std::nullopt;
    const auto* number = std::get_if<Number>(&evaluator_.value(expr));
    Forms result;
    if (number && number->low) result.push_back(form_of(in_base_units(*number->low)));
    if (number && number->high && number->low != number->high)
      result.push_back(form_of(in_base_units(*number->high)));
    return result;
  }

  // A test of readings compares with each of them.
  NumberForms constants_of_readings(model::FactId fact) const {
    Forms result;
    for (const auto& reading : evaluator_.patient().facts[fact]) {
      if (const auto number = known_number(reading.value)) result.push_back(form_of(in_base_units(*number)));
    }
    return result.size() <= most_forms ? NumberForms{std::move(result)} : std::nullopt;
  }

  bool rests_on_each_reading(ExprId expr) const {
    const auto& operation = model()[expr].operation;
    if (std::holds_alternative<model::EachReading>(operation)) return true;
    const bool is_closed = model::fact_of_readings(operation).has_value();
    const auto rests = [&](ExprId operand) { return rests_on_each_reading(operand); };
    return !is_closed && std::ranges::any_of(model::operands(operation), rests);
  }

  NumberForms of(const model::FactReference&, ExprId) { return Forms{{{0, 1}, {1}}}; }
  // Of one more reading at `at`, that reading; a total and a count are none. A window of another fact, which
  // only begins or ends with the input, picks one of the readings that are there.
  NumberForms of(const model::EachReading&, ExprId) { return Forms{{{0, 1}, {1}}}; }
  NumberForms of(const model::Window& window, ExprId) {
    const bool is_own = resting_.input() == model::Input{std::in_place_index<0>, window.fact};
    if (!is_own)
      return model::picks_a_reading(window.function) ? constants_of_readings(window.fact) : std::nullopt;
    const bool is_sum =
        window.function == ast::WindowFunction::total || window.function == ast::WindowFunction::number;
    return is_sum ? std::nullopt : NumberForms{Forms{{{0, 1}, {1}}}};
  }
  NumberForms of(const model::ParameterReference&, ExprId) { return Forms{{{0, 1}, {1}}}; }
  NumberForms of(const model::DefineReference& reference, ExprId) {
    return forms(*model().defines[reference.define].value);
  }
  NumberForms of(const model::DefineCall& call, ExprId) { return forms(call.body); }
  NumberForms of(const model::RequiresKnown& required, ExprId) { return forms(required.operand); }
  NumberForms of(const model::FirstKnown& first, ExprId) { return any_of(first.arguments); }
  NumberForms of(const model::Conversion& conversion, ExprId) {
    return model()[conversion.operand].type.kind == TypeKind::number ? forms(conversion.operand)
                                                                     : std::nullopt;
  }

  NumberForms of(const model::SubstanceConversion& conversion, ExprId) {
    const auto& from = *model()[conversion.operand].type.unit;
    const auto factor = exchange_factor(from, *conversion.unit, conversion.substance);
    auto result = forms(conversion.operand);
    if (!result || !factor) return result;
    for (auto& form : *result) form = combined(ast::ArithmeticOperator::multiply, form, form_of(*factor));
    return result;
  }

  NumberForms of(const model::Negate& negate, ExprId) {
    return with_opposite(forms(negate.operand), zero_point(model()[negate.operand].type), false);
  }

  NumberForms of(const model::Arithmetic& arithmetic, ExprId expr) {
    const auto left = forms(arithmetic.left);
    const auto right = forms(arithmetic.right);
    if (!left || !right || left->size() * right->size() > most_forms) return std::nullopt;
    Forms result;
    for (const auto& a : *left) {
      for (const auto& b : *right) result.push_back(combined_on_scale(arithmetic, expr, a, b));
    }
    return result;
  }

  // Of a sum the right side is a difference, of a subtraction a reading where its scale has a zero point; in
  // products both sides count from theirs, and the result stands on its own again.
  NumberForm combined_on_scale(const model::Arithmetic& arithmetic, ExprId expr, const NumberForm& a,
                               const NumberForm& b) const {
    using Operator = ast::ArithmeticOperator;
    const auto left = zero_point(model()[arithmetic.left].type);
    const auto right = zero_point(model()[arithmetic.right].type);
    switch (arithmetic.op) {
      case Operator::add: return combined(Operator::add, a, shifted(b, -right));
      case Operator::subtract: return combined(Operator::subtract, a, right == 0 ? b : shifted(b, -left));
      case Operator::multiply:
      case Operator::divide: break;
    }
    return shifted(combined(arithmetic.op, shifted(a, -left), shifted(b, -right)),
                   zero_point(model()[expr].type));
  }

  static NumberForm shifted(const NumberForm& form, const Rational& by) {
    return by == 0 ? form : combined(ast::ArithmeticOperator::add, form, form_of(by));
  }

  NumberForms of(const model::Choose& choose, ExprId) {
    std::vector<ExprId> values;
    for (const auto& arm : choose.arms) values.push_back(arm.value);
    if (choose.otherwise) values.push_back(*choose.otherwise);
    return any_of(values);
  }

  NumberForms of(const model::Call& call, ExprId) {
    using enum model::Function;
    if (call.function == min || call.function == max) return any_of(call.arguments);
    if (call.function != absolute) return std::nullopt;
    const auto operand = call.arguments.front();
    return with_opposite(forms(operand), zero_point(model()[operand].type), true);
  }

  NumberForms of(const model::PointsOf& points, ExprId) {
    Forms result;
    for (const auto& member : model()[points.operand].type.members->members) {
      if (member.points) result.push_back(form_of(member.points->to_rational()));
    }
    return result;
  }

  // All sums that can come out, whatever holds.
  NumberForms of(const model::ScoreReference& reference, ExprId) {
    std::set<Rational> sums{0};
    for (const auto& row : model().scores[reference.score].rows) {
      auto more = sums;
      for (const auto& alternative : row.alternatives) {
        for (const auto& sum : sums) more.insert(sum + alternative.points.to_rational());
      }
      sums = std::move(more);
      if (sums.size() > most_forms) return std::nullopt;
    }
    Forms result;
    for (const auto& sum : sums) result.push_back(form_of(sum));
    return result;
  }

  NumberForms of(const HasNoForm auto&, ExprId) { return std::nullopt; }

  NumberForms any_of(const std::vector<ExprId>& exprs) {
    Forms result;
    for (const auto expr : exprs) {
      const auto some = forms(expr);
      if (!some) return std::nullopt;
      result.insert(result.end(), some->begin(), some->end());
    }
    return result;
  }

  // Mirrored at the zero point.
  static NumberForms with_opposite(NumberForms given, const Rational& zero, bool keep) {
    if (!given) return given;
    Forms result = keep ? *given : Forms{};
    for (const auto& form : *given)
      result.push_back(shifted({sum({}, form.numerator, -1), form.denominator}, 2 * zero));
    return result;
  }

  Evaluator& evaluator_;
  const RestingExpressions& resting_;
  int depth_ = 0;
};

}  // namespace

NumberForms number_forms(Evaluator& evaluator, const RestingExpressions& resting, ExprId expr) {
  return FormBuilder{evaluator, resting}.forms(expr);
}

Crossings crossings(const NumberForm& a, const NumberForm& b) {
  Crossings found;
  const auto difference = sum(product(a.numerator, b.denominator), product(b.numerator, a.denominator), -1);
  for (const auto& polynomial : {difference, a.denominator, b.denominator}) append_roots(polynomial, found);
  return found;
}

}  // namespace waymark
