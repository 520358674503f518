#include "interpreter/prove/number_range.hpp"

#include <algorithm>
#include <array>

#include "interpreter/evaluate/bounds.hpp"
#include "interpreter/evaluate/functions.hpp"
#include "lang/model/operation_groups.hpp"
#include "lang/quantity/quantity.hpp"

namespace waymark::prove {
namespace {

using model::ExprId;
using Range = std::optional<NumberRange>;

// Expressions that are nested deeper have no range.
constexpr int deepest = 100;

NumberRange widened(const NumberRange& range) {
  const Rational share{1, power_of_ten(25)};
  const auto outward = [&](const Rational& end) { return Rational{(abs(end) + 1) * share}; };
  return {range.low - outward(range.low), range.high + outward(range.high)};
}

// A product or quotient is rounded to 34 digits, which leaves its sign.
NumberRange rounded_outward(const NumberRange& range) {
  const Rational share{1, power_of_ten(30)};
  return {range.low - abs(range.low) * share, range.high + abs(range.high) * share};
}

Range hull(const std::array<Rational, 4>& ends) {
  const auto [low, high] = std::ranges::minmax_element(ends);
  return rounded_outward({*low, *high});
}

Range sum(const NumberRange& a, const NumberRange& b) {
  return rounded_outward({a.low + b.low, a.high + b.high});
}

Range product(const NumberRange& a, const NumberRange& b) {
  return hull({a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high});
}

Range quotient(const NumberRange& a, const NumberRange& b) {
  if (b.low <= 0 && b.high >= 0) return std::nullopt;
  return hull({a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high});
}

NumberRange negated(const NumberRange& range) { return {-range.high, -range.low}; }

class Ranges {
 public:
  explicit Ranges(const model::Model& model) : model_{model} {}

  Range of(ExprId expr) {
    const auto& type = model_[expr].type;
    if (depth_ >= deepest || type.kind != TypeKind::number || type.unit->offset != 0) return std::nullopt;
    ++depth_;
    auto result = std::visit(*this, model_[expr].operation);
    --depth_;
    return result;
  }

  Range operator()(const model::Literal& literal) const {
    const auto* quantity = std::get_if<Quantity>(&literal.value);
    if (!quantity) return std::nullopt;
    return NumberRange{in_base_units(*quantity), in_base_units(*quantity)};
  }
  Range operator()(const model::FactReference& reference) const {
    return within(model_.facts[reference.fact].within);
  }
  Range operator()(const model::ParameterReference& reference) {
    const auto& parameter = model_.parameters[reference.parameter];
    return parameter.value ? of(*parameter.value) : within(parameter.within);
  }
  Range operator()(const model::DefineReference& reference) {
    const auto& value = model_.defines[reference.define].value;
    return value ? of(*value) : std::nullopt;
  }
  Range operator()(const model::Conversion& conversion) {
    const auto range = of(conversion.operand);
    return range ? Range{rounded_outward(*range)} : std::nullopt;
  }
  Range operator()(const model::Negate& negate) {
    const auto range = of(negate.operand);
    return range ? Range{negated(*range)} : std::nullopt;
  }
  Range operator()(const model::Arithmetic& arithmetic) {
    const auto left = of(arithmetic.left), right = of(arithmetic.right);
    if (!left || !right) return std::nullopt;
    switch (arithmetic.op) {
      case ast::ArithmeticOperator::add: return sum(*left, *right);
      case ast::ArithmeticOperator::subtract: return sum(*left, negated(*right));
      case ast::ArithmeticOperator::multiply: return product(*left, *right);
      case ast::ArithmeticOperator::divide: return quotient(*left, *right);
    }
    return std::nullopt;
  }
  Range operator()(const model::Call& call) {
    switch (call.function) {
      case model::Function::sqrt:
      case model::Function::pow:
      case model::Function::exp:
      case model::Function::ln:
      case model::Function::log10: return monotone(call);
      case model::Function::min:
      case model::Function::max:
      case model::Function::absolute:
      case model::Function::round:
      case model::Function::floor:
      case model::Function::ceiling:
      case model::Function::nearest: break;  // formulas say what they are
    }
    return std::nullopt;
  }
  template <typename Other>
  requires model::OneOf<Other, model::UnrecordedIsNo, model::DefineCall, model::ScoreReference,
                        model::SubstanceConversion, model::PointsOf, model::RoundedDose> ||
      model::Compares<Other> || model::CombinesConditions<Other> || model::TestsValue<Other> ||
      model::TestsOutcome<Other> || model::Picks<Other> || model::LooksAtReadings<Other> ||
      model::TellsTime<Other>
          Range operator()(const Other&) const {
    return std::nullopt;
  }

 private:
  static Range within(const std::optional<model::Bounds>& bounds) {
    if (!bounds) return std::nullopt;
    return NumberRange{in_base_units(bounds->low), in_base_units(bounds->high)};
  }

  // In each of its arguments it rises all the way or falls all the way, so that its ends are among those of
  // the arguments; a power has a positive base for that.
  Range monotone(const model::Call& call) {
    std::vector<NumberRange> arguments;
    for (const auto argument : call.arguments) {
      const auto range = of(argument);
      if (!range) return std::nullopt;
      arguments.push_back(*range);
    }
    if (call.function == model::Function::pow && arguments.front().low <= 0) return std::nullopt;
    return ends(call.function, arguments);
  }

  static Range ends(model::Function function, const std::vector<NumberRange>& arguments) {
    Range result;
    for (std::size_t corner = 0; corner < std::size_t{1} << arguments.size(); ++corner) {
      std::vector<Rational> at;
      for (std::size_t i = 0; i < arguments.size(); ++i)
        at.push_back((corner >> i & 1) == 0 ? arguments[i].low : arguments[i].high);
      const auto value = applied(function, at);
      if (!value) return std::nullopt;
      result = result ? NumberRange{std::min(result->low, *value), std::max(result->high, *value)}
                      : NumberRange{*value, *value};
    }
    return result ? Range{widened(*result)} : std::nullopt;
  }

  // As the interpreter works it out.
  static std::optional<Rational> applied(model::Function function, const std::vector<Rational>& arguments) {
    std::vector<Value> values;
    for (const auto& each : arguments) {
      const auto number = Decimal::from_rational(each);
      if (!number) return std::nullopt;
      values.push_back(exactly({*number, pure_unit()}));
    }
    std::vector<const Value*> pointers;
    for (const auto& value : values) pointers.push_back(&value);
    const auto result = apply_function(function, pointers, {.kind = TypeKind::number});
    if (!is_known(result)) return std::nullopt;
    return in_base_units(*std::get<Number>(result).low);
  }

  const model::Model& model_;
  int depth_ = 0;
};

}  // namespace

std::optional<NumberRange> number_range(const model::Model& model, ExprId expr) {
  return Ranges{model}.of(expr);
}

}  // namespace waymark::prove
