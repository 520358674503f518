#include "tools/report/shown_number.hpp"

namespace waymark {

namespace {

constexpr int most_digits = 12;
constexpr int largest_exponent = 40;

// The power of ten of the first digit; nullopt of zero and of what is written with an exponent anyway.
std::optional<int> exponent_of(const Decimal& number) {
  const auto size = absolute(number);
  if (size.is_zero()) return std::nullopt;
  const Decimal ten{10}, one{1};
  int exponent = 0;
  auto power = one;
  for (; size >= *multiply(power, ten) && exponent < largest_exponent; ++exponent)
    power = *multiply(power, ten);
  for (; size < power && exponent > -largest_exponent; --exponent) power = *divide(power, ten);
  return exponent;
}

}  // namespace

Quantity with_digits(const Quantity& exact, int digits) {
  const auto exponent = exponent_of(exact.number);
  if (!exponent) return exact;
  const int places = std::max(0, digits - 1 - *exponent);
  return {round_to_places(exact.number, places).value_or(exact.number), exact.unit};
}

Value with_digits(const Value& value, const Type& type, int digits) {
  const auto number = known_number(value);
  if (!number) return value;
  const auto shown = with_digits(in_plain_unit(*number, type), digits);
  return Number{shown, shown};
}

std::optional<int> digits_that_decide(const Quantity& computed, const Quantity& other, bool fixed) {
  const auto exact = compare(computed, other);
  for (int digits = few_digits; digits <= most_digits; ++digits) {
    const auto shown = fixed ? other : with_digits(other, digits);
    if (compare(with_digits(computed, digits), shown) == exact) return digits;
  }
  return std::nullopt;
}

bool is_computed(const model::Model& model, model::ExprId expr) {
  const auto& operation = model[expr].operation;
  if (const auto* define = std::get_if<model::DefineReference>(&operation)) {
    const auto& value = model.defines[define->define].value;
    return value && is_computed(model, *value);
  }
  const bool is_given = std::holds_alternative<model::Literal>(operation) ||
                        std::holds_alternative<model::FactReference>(operation) ||
                        std::holds_alternative<model::ParameterReference>(operation);
  return !is_given;
}

}  // namespace waymark
