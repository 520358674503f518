// The part of ValueReader that reads numbers and their units.
#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "interpreter/facts/expected_form.hpp"
#include "interpreter/facts/fitting_number.hpp"
#include "interpreter/facts/json/value_json.hpp"
#include "lang/text/characters.hpp"

namespace waymark {

namespace {

std::size_t skip_digits(std::string_view text, std::size_t i) {
  while (i < text.size() && is_digit(text[i])) ++i;
  return i;
}

// How much of the text is a number: `-7.3e2`. 0 where it does not begin with one.
std::size_t number_length(std::string_view text) {
  const std::size_t sign = text.starts_with('-') ? 1 : 0;
  auto end = skip_digits(text, sign);
  if (end == sign) return 0;
  if (end + 1 < text.size() && text[end] == '.' && is_digit(text[end + 1])) end = skip_digits(text, end + 1);
  if (end + 1 >= text.size() || (text[end] != 'e' && text[end] != 'E')) return end;
  const auto exponent = end + (text[end + 1] == '-' || text[end + 1] == '+' ? 2 : 1);
  const auto exponent_end = skip_digits(text, exponent);
  return exponent_end > exponent ? exponent_end : end;
}

// Of a number that is not 0, however large its exponent is.
bool is_below_one(std::string_view number) {
  const auto mark = std::min(number.find_first_of("eE"), number.size());
  const auto digits = number.substr(0, mark);
  const auto point = static_cast<std::int64_t>(std::min(digits.find('.'), digits.size()));
  const auto first = static_cast<std::int64_t>(digits.find_first_of("123456789"));
  const auto before_point = first < point ? point - first : point - first + 1;
  if (mark == number.size()) return before_point <= 0;
  const bool is_negative = number.substr(mark + 1).starts_with('-');
  const auto exponent = number.substr(mark + (is_digit(number[mark + 1]) ? 1 : 2));
  std::int64_t size = 0;
  const auto end = exponent.data() + exponent.size();
  if (std::from_chars(exponent.data(), end, size).ec != std::errc{}) return is_negative;
  return before_point + (is_negative ? -size : size) <= 0;
}

std::string unit_form(const Type& type) {
  return is_pure(*type.unit) ? "a number without a unit"
                             : fmt::format("a unit like {}", to_string(*type.unit));
}

}  // namespace

std::optional<Decimal> ValueReader::decimal(const std::string& digits, const FactsPlace& place) {
  const auto value = Decimal::parse(digits);
  if (!value && is_below_one(digits)) {
    problems_.report(place, diagnostics::facts_wrong_form, "0 or a number that is not so close to it",
                     fmt::format("the number {}", digits));
  } else if (!value) {
    problems_.report(place, diagnostics::facts_number_too_large, digits);
  }
  if (value && value->is_zero()) return Decimal{};  // there is one zero, whatever its sign
  return value;
}

// A sign that shows nothing: it would be missing in a message that repeats the text.
static std::optional<std::string> control_character(std::string_view text) {
  const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
  const auto found = std::ranges::find_if(text, is_control);
  if (found == text.end()) return std::nullopt;
  if (*found == '\0') return "a NUL character";
  return fmt::format("the control character U+{:04X}", static_cast<unsigned>(*found));
}

// What the language calls a unit, or else a code of UCUM, which other programs write without quotes.
UnitPtr ValueReader::unit(const std::string& text, const ExpectedValue& expected, const FactsPlace& place) {
  auto result = units_.parse(text);
  if (const auto* named = std::get_if<UnitPtr>(&result)) return *named;
  const auto code = units_.parse_code(text);
  if (const auto* coded = std::get_if<UnitPtr>(&code)) return *coded;
  if (const auto control = control_character(text)) {
    problems_.report(place, diagnostics::facts_wrong_form, unit_form(expected.type), *control);
    return nullptr;
  }
  const auto& error = std::get<UnitError>(result);
  problems_.report(place, diagnostics::facts_unknown_unit, text, unit_form(expected.type));
  if (error.suggestion) problems_.help(fmt::format("did you mean `{}`?", *error.suggestion));
  return nullptr;
}

std::optional<GivenValue> ValueReader::number(const json::Node& node, const ExpectedValue& expected,
                                              const FactsPlace& place) {
  if (const auto* text = std::get_if<std::string>(&node.value)) return quantity_text(*text, expected, place);
  const auto* digits = std::get_if<json::NumberText>(&node.value);
  if (!digits) return refuse(node, expected, place);
  const auto value = decimal(digits->text, place);
  if (!value) return std::nullopt;
  const auto unit_text = to_string(*expected.type.unit);
  const auto as_given = unit_text.empty() ? digits->text : fmt::format("{} {}", digits->text, unit_text);
  return quantity({*value, expected.type.unit}, as_given, expected, place);
}

std::optional<GivenValue> ValueReader::read_with_unit(const json::Node& number, const std::string& unit_text,
                                                      const ExpectedValue& expected,
                                                      const FactsPlace& place) {
  const auto* digits = std::get_if<json::NumberText>(&number.value);
  if (!digits || expected.type.kind != TypeKind::number) {
    problems_.report(place, diagnostics::facts_wrong_form,
                     digits ? expected_form(expected) : "a number, as there is a `unit` beside it",
                     describe(number));
    return std::nullopt;
  }
  const auto value = decimal(digits->text, place);
  const auto unit_found = unit(unit_text, expected, place);
  if (!value || !unit_found) return std::nullopt;
  return quantity({*value, unit_found}, fmt::format("{} {}", digits->text, unit_text), expected, place);
}

std::optional<GivenValue> ValueReader::quantity_text(const std::string& text, const ExpectedValue& expected,
                                                     const FactsPlace& place) {
  const auto whole = trimmed(text);
  const auto length = number_length(whole);
  const auto unit_text = std::string{trimmed(whole.substr(length))};
  if (length == 0 || unit_text.starts_with(',') || unit_text.starts_with('.')) {
    refuse(json::Node{0, text}, expected, place);
    if (unit_text.starts_with(','))
      problems_.help("a number has a point, not a comma, and none between thousands");
    return std::nullopt;
  }
  const auto value = decimal(std::string{whole.substr(0, length)}, place);
  if (!value) return std::nullopt;
  if (unit_text.empty() && !is_pure(*expected.type.unit)) {
    problems_.report(place, diagnostics::facts_missing_unit, text, expected_form(expected));
    return std::nullopt;
  }
  const auto unit_found = unit_text.empty() ? pure_unit() : unit(unit_text, expected, place);
  if (!unit_found) return std::nullopt;
  return quantity({*value, unit_found}, text, expected, place);
}

static std::string kind(const Unit& unit) {
  return is_dimensionless(unit) ? "pure number" : describe(unit.dimension);
}

std::optional<GivenValue> ValueReader::quantity(Quantity given, std::string as_given,
                                                const ExpectedValue& expected, const FactsPlace& place) {
  const auto number = fitting_number(given, {expected.type, expected.within});
  if (const auto* misfit = std::get_if<Misfit>(&number)) {
    report(*misfit, given, as_given, expected, place);
    return std::nullopt;
  }
  return GivenValue{std::get<Number>(number), std::move(as_given)};
}

void ValueReader::report(const Misfit& misfit, const Quantity& given, const std::string& as_given,
                         const ExpectedValue& expected, const FactsPlace& place) {
  switch (misfit.kind) {
    case MisfitKind::other_dimension: return other_dimension(given, as_given, expected, place);
    case MisfitKind::too_large: return problems_.report(place, diagnostics::facts_number_too_large, as_given);
    case MisfitKind::outside_bounds: return outside_bounds(*misfit.read, as_given, expected, place);
    case MisfitKind::not_whole:
      return problems_.report(place, diagnostics::facts_not_whole, as_given, expected_form(expected));
  }
}

void ValueReader::other_dimension(const Quantity& given, const std::string& as_given,
                                  const ExpectedValue& expected, const FactsPlace& place) {
  const auto& wanted = *expected.type.unit;
  if (is_pure(wanted)) return void(refuse(json::Node{0, as_given}, expected, place));
  problems_.report(place, diagnostics::facts_wrong_dimension, as_given, kind(*given.unit), expected.name,
                   to_string(wanted), kind(wanted));
  const auto missing = missing_for_exchange(*given.unit, wanted, expected.type.substance);
  if (!missing.empty()) {
    problems_.help(
        fmt::format("the pathway gives no {} of `{}`, so it does not convert", missing, expected.name));
  }
}

void ValueReader::outside_bounds(const Quantity& value, const std::string& as_given,
                                 const ExpectedValue& expected, const FactsPlace& place) {
  const auto declared = convert(value, expected.type.unit);
  const auto in_declared = declared ? to_string(*declared) : as_given;
  problems_.report(place, diagnostics::facts_outside_bounds,
                   in_declared == as_given ? as_given : fmt::format("{} ({})", as_given, in_declared),
                   expected.name, bounds_text(*expected.within));
}

}  // namespace waymark
