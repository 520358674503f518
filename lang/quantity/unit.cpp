#include "lang/quantity/unit.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <fmt/format.h>

#include "lang/quantity/ucum.hpp"
#include "lang/quantity/unit_algebra.hpp"
#include "lang/text/characters.hpp"

namespace waymark {
namespace {

// --- display

bool is_digit_or_point(char c) { return is_digit(c) || c == '.'; }

// Whether a factor may stand without quotes: `mg`, `cmH2O`, `10^9`, the first also `%` without an exponent, a
// later one also `1.73m2`.
bool is_plain(const UnitFactor& factor, bool first) {
  std::string_view symbol = factor.symbol;
  if (symbol == "10^") return std::abs(factor.exponent) != 1;
  if (first && symbol == "%" && factor.exponent == 1) return true;
  const auto number_end = std::ranges::find_if_not(symbol, is_digit_or_point);
  if (!first) symbol.remove_prefix(static_cast<std::size_t>(number_end - symbol.begin()));
  return !symbol.empty() && is_letter(symbol.front()) && std::ranges::all_of(symbol, is_letter_or_digit);
}

// `1.73m2`, `12` and `{beats}` take no exponent; but `10*` and `10^` do, which are symbols of UCUM.
bool takes_exponent(std::string_view symbol) {
  return symbol == "10*" || symbol == "10^" || (!is_digit(symbol.front()) && symbol.front() != '{');
}

// One less than readers take, so that never 1 is left of more: `10^` stands for no factor.
constexpr int most_exponent = 98;

// `m2`, `m2{body}`; `1.73m2/1.73m2` where a symbol takes no exponent, and `10*98.10*3` where it takes none so
// great.
std::string factor_text(const std::string& symbol, int exponent, char separator) {
  if (exponent == 1) return symbol;
  if (!takes_exponent(symbol)) return symbol + separator + factor_text(symbol, exponent - 1, separator);
  if (exponent > most_exponent + 1)
    return factor_text(symbol, most_exponent, separator) + separator +
           factor_text(symbol, exponent - most_exponent, separator);
  const auto annotation = std::min(symbol.find('{', 1), symbol.size());
  return symbol.substr(0, annotation) + std::to_string(exponent) + symbol.substr(annotation);
}

// The factors above the line, then each of those below it behind its own `/`.
std::string code_text(const std::vector<UnitFactor>& factors) {
  std::string above, below;
  for (const auto& factor : factors) {
    if (factor.exponent < 0)
      below.append("/").append(factor_text(factor.symbol, -factor.exponent, '/'));
    else
      above.append(above.empty() ? "" : ".").append(factor_text(factor.symbol, factor.exponent, '.'));
  }
  return above + below;
}

bool needs_quotes(const std::vector<UnitFactor>& factors) {
  bool first = true;
  for (const auto& factor : factors) {
    if (factor.only_quoted) return true;
    if (factor.exponent < 0) continue;
    if (!is_plain(factor, first)) return true;
    first = false;
  }
  const auto plain_below = [](const UnitFactor& factor) {
    return factor.exponent > 0 || is_plain(factor, false);
  };
  return first || !std::ranges::all_of(factors, plain_below);
}

// --- words for dimensions

struct Description {
  std::string_view unit;  // a UCUM code of this dimension
  std::string_view words;
};

constexpr std::array descriptions = std::to_array<Description>({
    {"Pa", "pressure"},
    {"L", "volume"},
    {"m2", "area"},
    {"mo", "calendar time"},
    {"/mo", "rate per month or year"},
    {"mol", "amount of substance"},
    {"g/L", "mass concentration"},
    {"mol/L", "amount concentration"},
    {"/L", "number concentration"},
    {"/s", "rate"},
    {"L/s", "flow"},
    {"m/s", "speed or flow per area"},
    {"L/g", "volume per mass"},
    {"L/s/g", "flow per mass"},
    {"g/s", "mass rate"},
    {"mol/s", "amount rate"},
    {"mol/g", "amount per mass"},
    {"mol/g/s", "amount per mass and time"},
    {"mol/L/s", "catalytic concentration"},
    {"eq", "equivalents"},
    {"eq/L", "equivalents per volume"},
    {"eq/mol", "charge"},
    {"g/mol", "molar mass"},
    {"g/m2", "mass per area"},
    {"g/m2/s", "mass rate per area"},
    {"/m", "reciprocal length"},
    {"/m2", "number per area"},
    {"/g", "number per mass"},
    {"/K", "reciprocal temperature"},
    {"K/s", "temperature rate"},
    {"m/s2", "acceleration"},
    {"N", "force"},
    {"N/m", "force per length"},
    {"J", "energy"},
    {"J/g", "absorbed dose or energy per mass"},
    {"J/mol", "molar energy"},
    {"W", "power"},
    {"W/m2", "power per area"},
    {"A", "electric current"},
    {"V", "voltage"},
    {"Ohm", "electric resistance"},
    {"S", "electric conductance"},
    {"F", "capacitance"},
    {"T", "magnetic flux density"},
    {"H", "inductance"},
    {"Wb", "magnetic flux"},
    {"C/kg", "radiation exposure"},
    {"lx", "illuminance"},
    {"Pa.s", "viscosity"},
    {"Pa.s/L", "resistance to flow"},
    {"Pa.s/m3.m2", "resistance to flow times area"},
    {"L/Pa", "compliance"},
    {"[IU]", "international units"},
    {"[IU]/L", "international units per volume"},
    {"[IU]/s", "international units per time"},
    {"[IU]/g", "international units per mass"},
    {"[IU]/g/s", "international units per mass and time"},
});

const Dimension& dimension_of(const UnitResult& result) {
  const auto* unit = std::get_if<UnitPtr>(&result);
  if (!unit) std::abort();
  return (*unit)->dimension;
}

std::string power_words(const std::string& base, int exponent) {
  const std::string name = base == "calendar" ? "calendar time" : base;
  if (exponent == 1) return name;
  if (exponent == 2) return name + " squared";
  if (exponent == 3) return name + " cubed";
  return name + " to the power " + std::to_string(exponent);
}

std::string compose(const Dimension& dimension) {
  std::string above, below;
  for (const auto& [base, exponent] : dimension) {
    if (exponent < 0)
      below.append(" per ").append(power_words(base, -exponent));
    else
      above.append(above.empty() ? "" : " times ").append(power_words(base, exponent));
  }
  return (above.empty() ? "number" : above) + below;
}

// --- algebra

void multiply_dimension(Dimension& dimension, const Dimension& factor, int exponent) {
  for (const auto& [base, power] : factor) {
    const auto entry = dimension.try_emplace(base, 0).first;
    entry->second += power * exponent;
    if (entry->second == 0) dimension.erase(entry);
  }
}

// Whether a unit without a zero point of its own is written as one that has it: `Cel` of `Cel2/Cel`.
bool is_written_as_scale(const Unit& unit) {
  const bool is_one = unit.factors.size() == 1 && unit.factors.front().exponent == 1;
  if (!is_one || unit.dimension != Dimension{{"temperature", 1}}) return false;
  const auto read = read_ucum_symbol(unit.factors.front().symbol);
  const auto* meant = std::get_if<Unit>(&read);
  return !meant || meant->offset != 0;
}

// What was made of scales is a difference of temperatures, and is written in kelvins: `'K'`, `'5.K/9'`. In
// quotes, as laboratories count thousands by a `K` too.
void write_as_difference(Unit& unit) {
  static const auto kelvin = std::get<Unit>(read_ucum_symbol("K"));
  if (!is_written_as_scale(unit)) return;
  unit.factors.clear();
  if (unit.scale.get_num() != 1) append_factor(unit.factors, {unit.scale.get_num().get_str(), 1});
  append_factor(unit.factors, {.symbol = "K", .size = size_of(kelvin), .only_quoted = true});
  if (unit.scale.get_den() != 1) append_factor(unit.factors, {unit.scale.get_den().get_str(), -1});
}

UnitPtr combine(const Unit& a, const Unit& b, int exponent) {
  auto result = std::make_shared<Unit>(a);
  result->offset = 0;
  multiply_dimension(result->dimension, b.dimension, exponent);
  result->scale *= power(b.scale, exponent);
  for (auto factor : b.factors) {
    factor.exponent *= exponent;
    append_factor(result->factors, std::move(factor));
  }
  write_as_difference(*result);
  return result;
}

// The root of a fraction that is the square of another one.
std::optional<Rational> exact_root(const Rational& value) {
  if (!mpz_perfect_square_p(value.get_num_mpz_t()) || !mpz_perfect_square_p(value.get_den_mpz_t()))
    return std::nullopt;
  return Rational{sqrt(value.get_num()), sqrt(value.get_den())};
}

}  // namespace

void append_factor(std::vector<UnitFactor>& factors, UnitFactor factor) {
  const auto same = std::ranges::find_if(factors, [&](const UnitFactor& other) {
    const bool same_symbol = other.symbol == factor.symbol && other.only_quoted == factor.only_quoted;
    return same_symbol || (!factor.size.empty() && other.size == factor.size);
  });
  if (same == factors.end()) return factors.push_back(std::move(factor));
  same->exponent += factor.exponent;
  if (same->exponent == 0) factors.erase(same);
}

void append_number(std::vector<UnitFactor>& factors, const Rational& number) {
  if (number.get_num() != 1) append_factor(factors, {number.get_num().get_str(), 1});
  if (number.get_den() != 1) append_factor(factors, {number.get_den().get_str(), -1});
}

std::vector<UnitFactor> quoted_factors(const std::vector<UnitFactor>& factors) {
  std::vector<UnitFactor> result;
  for (const auto& factor : factors) {
    if (!factor.in_quotes) {
      append_factor(result, factor);
      continue;
    }
    for (auto part : *factor.in_quotes) {
      part.exponent *= factor.exponent;
      append_factor(result, std::move(part));
    }
  }
  return result;
}

void append_factor(Unit& unit, const Unit& measured, UnitFactor factor) {
  const bool alone = unit.factors.empty() && factor.exponent == 1;
  unit.offset = alone ? measured.offset : Rational{0};
  multiply_dimension(unit.dimension, measured.dimension, factor.exponent);
  unit.scale *= power(measured.scale, factor.exponent);
  factor.size = size_of(measured);
  append_factor(unit.factors, std::move(factor));
}

Rational power(const Rational& base, int exponent) {
  if (exponent == 1 || base == 1) return base;
  const auto size = static_cast<unsigned long>(std::abs(exponent));
  Rational result;
  mpz_pow_ui(result.get_num_mpz_t(), base.get_num_mpz_t(), size);
  mpz_pow_ui(result.get_den_mpz_t(), base.get_den_mpz_t(), size);
  if (exponent < 0) mpq_inv(result.get_mpq_t(), result.get_mpq_t());
  return result;
}

const UnitPtr& pure_unit() {
  static const UnitPtr unit = std::make_shared<Unit>();
  return unit;
}

bool is_pure(const Unit& unit) { return unit.factors.empty() && is_dimensionless(unit); }

bool is_dimensionless(const Unit& unit) { return unit.dimension.empty(); }

bool counts_months(const Unit& unit) { return unit.dimension.contains("calendar"); }

bool same_dimension(const Unit& a, const Unit& b) { return &a == &b || a.dimension == b.dimension; }

std::string size_of(const Unit& unit) {
  if (unit.dimension.empty()) return {};
  std::string size = unit.scale.get_str();
  for (const auto& [base, exponent] : unit.dimension) size += fmt::format(" {}{}", base, exponent);
  return size;
}

bool same_unit(const Unit& a, const Unit& b) {
  return &a == &b || (a.dimension == b.dimension && a.scale == b.scale && a.offset == b.offset);
}

static std::string in_quotes(std::string_view code) {
  std::string result{"'"};
  for (const char c : code) result.append(c == '\'' ? 2 : 1, c);
  return result += '\'';
}

std::string to_string(const Unit& unit) {
  if (unit.factors.empty()) return "";
  if (!needs_quotes(unit.factors)) return code_text(unit.factors);
  const auto quoted = quoted_factors(unit.factors);
  return needs_quotes(quoted) ? in_quotes(code_text(quoted)) : code_text(quoted);
}

// A name that is none of UCUM's goes by a common symbol of the same size (`hours` by `h`), or is a remark.
static std::string symbol_in_ucum(const UnitFactor& factor) {
  const auto means_it = [&](const std::string& symbol) {
    const auto read = read_ucum_symbol(symbol);
    const auto* unit = std::get_if<Unit>(&read);
    return unit && size_of(*unit) == factor.size;
  };
  const bool is_number = is_digit(factor.symbol.front());
  if (is_number || means_it(factor.symbol)) return factor.symbol;
  const auto found = std::ranges::find_if(common_ucum_symbols(), means_it);
  const bool is_found = !factor.size.empty() && found != common_ucum_symbols().end();
  return is_found ? *found : "{" + factor.symbol + "}";
}

std::optional<std::string> ucum_code(const Unit& unit) {
  if (unit.factors.empty()) return std::nullopt;
  auto factors = quoted_factors(unit.factors);
  for (auto& factor : factors) factor.symbol = symbol_in_ucum(factor);
  auto code = code_text(factors);
  const auto read = parse_ucum(code);
  const auto* meant = std::get_if<UnitPtr>(&read);
  return meant && same_unit(**meant, unit) ? std::optional{std::move(code)} : std::nullopt;
}

std::string describe(const Dimension& dimension) {
  if (dimension.empty()) return "number";
  const auto same = [&](std::string_view code) { return dimension_of(parse_ucum(code)) == dimension; };
  const auto found = std::ranges::find_if(descriptions, same, &Description::unit);
  return found == descriptions.end() ? compose(dimension) : std::string{found->words};
}

UnitPtr multiply(const UnitPtr& a, const UnitPtr& b) {
  if (is_pure(*b)) return a;
  return is_pure(*a) ? b : combine(*a, *b, 1);
}

UnitPtr divide(const UnitPtr& a, const UnitPtr& b) { return is_pure(*b) ? a : combine(*a, *b, -1); }

UnitPtr square_root(const UnitPtr& unit) {
  auto result = std::make_shared<Unit>(*unit);
  for (auto& factor : result->factors) {
    if (factor.exponent % 2 != 0) return nullptr;
    factor.exponent /= 2;
  }
  for (auto& [base, exponent] : result->dimension) {
    if (exponent % 2 != 0) return nullptr;
    exponent /= 2;
  }
  const auto scale = exact_root(unit->scale);
  if (!scale) return nullptr;
  result->scale = *scale;
  write_as_difference(*result);
  return result;
}

}  // namespace waymark
