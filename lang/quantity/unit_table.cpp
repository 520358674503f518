#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "lang/quantity/ucum.hpp"
#include "lang/quantity/unit.hpp"
#include "lang/quantity/unit_algebra.hpp"
#include "lang/text/characters.hpp"
#include "lang/text/suggest.hpp"

namespace waymark {
namespace {

constexpr std::array<std::string_view, 2> micro_signs{"\u00b5", "\u03bc"};

bool starts_with_micro_sign(std::string_view text) {
  return std::ranges::any_of(micro_signs, [&](std::string_view sign) { return text.starts_with(sign); });
}

// The text with `u` for each micro sign, whose two bytes become one.
std::string without_micro_signs(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool micro = starts_with_micro_sign(text.substr(i));
    result += micro ? 'u' : text[i];
    if (micro) ++i;
  }
  return result;
}

// Where in `text` the character at `offset` of without_micro_signs(text) stands.
std::size_t original_offset(std::string_view text, std::size_t offset) {
  std::size_t position = 0;
  for (; offset > 0 && position < text.size(); --offset) {
    position += starts_with_micro_sign(text.substr(position)) ? 2 : 1;
  }
  return position;
}

// An error in the text without micro signs becomes one in the text as written.
UnitError as_written(UnitError error, std::string_view text) {
  const auto start = original_offset(text, error.offset);
  const auto end = original_offset(text, error.offset + error.symbol.size());
  error.offset = static_cast<std::uint32_t>(start);
  error.symbol = text.substr(start, end - start);
  return error;
}

// Reads a unit without quotes: factors joined by `/` or `.`.
class PlainReader {
  // Of a number before a word, which a code can hold too.
  static constexpr std::size_t most_digits = 18;

 public:
  PlainReader(std::string_view text, const NamedUnits& named) : text_{text}, named_{named} {}

  UnitResult read() {
    int sign = 1;
    while (read_factor(sign)) {
      if (position_ == text_.size()) return std::make_shared<const Unit>(std::move(unit_));
      const char separator = text_[position_++];
      if (separator != '/' && separator != '.') return malformed(position_ - 1);
      sign = separator == '/' ? -1 : 1;
    }
    return *error_;
  }

 private:
  bool first() const { return unit_.factors.empty() && position_ == 0; }

  // `%` in the first place, `10^9`, or a word, which other than in the first place may have a number.
  bool read_factor(int sign) {
    const auto start = position_;
    if (first() && text_.starts_with('%')) {
      ++position_;
      return append("%", "%", 1, sign, start);
    }
    if (text_.substr(position_).starts_with("10^")) return read_power_of_ten(sign);
    const auto number = first() ? std::string_view{} : take_number();
    const auto word = take_while(is_letter_or_digit);
    if (word.empty() || !is_letter(word.front()))
      return fail(UnitError::Reason::malformed, rest(start), start);
    return number.empty() ? read_word(word, sign, start) : read_numbered(number, word, sign, start);
  }

  bool read_power_of_ten(int sign) {
    const auto start = position_;
    position_ += 3;
    const auto digits = take_while(is_digit);
    const auto exponent = read_exponent(digits);
    return exponent ? append("10^", "10^", *exponent, sign, start)
                    : fail(UnitError::Reason::malformed, rest(start), start);
  }

  // A whole word is a name before its last digits are an exponent, since names may end in digits.
  bool read_word(std::string_view word, int sign, std::size_t start) {
    if (named_(word)) return append(word, word, 1, sign, start);
    const auto base = word.substr(0, word.find_last_not_of("0123456789") + 1);
    if (base.size() == word.size()) return append(word, word, 1, sign, start);
    const auto exponent = read_exponent(word.substr(base.size()));
    return exponent ? append(base, base, *exponent, sign, start)
                    : fail(UnitError::Reason::malformed, word, start);
  }

  // `1.73m2`: as a whole one factor, for display.
  bool read_numbered(std::string_view number, std::string_view word, int sign, std::size_t start) {
    Unit whole;
    std::swap(whole, unit_);
    const bool read = read_word(word, 1, start + number.size());
    std::swap(whole, unit_);
    if (!read) return false;
    const auto count = rational_of(number);
    if (count == 0 || number.size() > most_digits) return fail(UnitError::Reason::malformed, number, start);
    std::vector<UnitFactor> in_quotes;
    append_number(in_quotes, count);
    for (auto& factor : quoted_factors(whole.factors)) append_factor(in_quotes, std::move(factor));
    whole.scale *= count;
    append_factor(unit_, whole, factor_of(text_.substr(start, position_ - start), sign, in_quotes));
    return true;
  }

  static UnitFactor factor_of(std::string_view shown, int exponent, std::vector<UnitFactor> in_quotes) {
    UnitFactor factor{std::string{shown}, exponent};
    factor.in_quotes = std::make_shared<const std::vector<UnitFactor>>(std::move(in_quotes));
    return factor;
  }

  bool append(std::string_view symbol, std::string_view shown, int exponent, int sign, std::size_t start) {
    if (const auto unit = named_(symbol)) {
      auto factor = unit->factors.front();
      factor.exponent = exponent * sign;
      append_factor(unit_, *unit, std::move(factor));
      return true;
    }
    const auto meaning = read_ucum_symbol(symbol);
    if (const auto* reason = std::get_if<UnitError::Reason>(&meaning)) return fail(*reason, symbol, start);
    append_factor(unit_, std::get<Unit>(meaning), {std::string{shown}, exponent * sign});
    return true;
  }

  static std::optional<int> read_exponent(std::string_view digits) {
    if (digits.empty() || digits.size() > 2) return std::nullopt;
    const int exponent = std::stoi(std::string{digits});
    return exponent == 0 ? std::nullopt : std::optional{exponent};
  }

  // `1.73`; the point of `mL.2` or `m2.kg` belongs to the unit.
  std::string_view take_number() {
    const auto start = position_;
    take_while(is_digit);
    const bool has_fraction = position_ > start && position_ + 1 < text_.size() && text_[position_] == '.' &&
                              is_digit(text_[position_ + 1]);
    if (has_fraction) {
      ++position_;
      take_while(is_digit);
    }
    return text_.substr(start, position_ - start);
  }

  template <typename Condition>
  std::string_view take_while(Condition condition) {
    const auto start = position_;
    while (position_ < text_.size() && condition(text_[position_])) ++position_;
    return text_.substr(start, position_ - start);
  }

  std::string_view rest(std::size_t start) const { return text_.substr(start); }

  UnitError malformed(std::size_t start) const {
    return {UnitError::Reason::malformed, std::string{rest(start)}, static_cast<std::uint32_t>(start),
            std::nullopt};
  }

  bool fail(UnitError::Reason reason, std::string_view symbol, std::size_t start) {
    error_ = UnitError{reason, std::string{symbol}, static_cast<std::uint32_t>(start), std::nullopt};
    return false;
  }

  std::string_view text_;
  const NamedUnits& named_;
  std::size_t position_ = 0;
  Unit unit_;
  std::optional<UnitError> error_;
};

bool is_quoted(std::string_view text) {
  return text.size() >= 2 && text.starts_with('\'') && text.ends_with('\'');
}

// Symbols that are the names of other units keep their quotes when they are written.
UnitPtr with_quotes_kept(const Unit& unit, const NamedUnits& named) {
  auto result = std::make_shared<Unit>(unit);
  for (auto& factor : result->factors) {
    const auto other = named(factor.symbol);
    factor.only_quoted = other && size_of(*other) != factor.size;
  }
  return result;
}

// The code between the quotes; a doubled quote in it is one of its own.
std::string code_in_quotes(std::string_view text) {
  std::string code;
  const auto inside = text.substr(1, text.size() - 2);
  for (std::size_t i = 0; i < inside.size(); ++i) {
    code += inside[i];
    if (inside.substr(i, 2) == "''") ++i;
  }
  return code;
}

NamedUnits looked_up(const std::map<std::string, UnitPtr, std::less<>>& units) {
  return [&units](std::string_view name) {
    const auto found = units.find(name);
    return found == units.end() ? nullptr : found->second;
  };
}

UnitResult read_code(std::string_view code, const NamedUnits& named) {
  auto result = parse_ucum(code, named);
  if (const auto* unit = std::get_if<UnitPtr>(&result)) return with_quotes_kept(**unit, named);
  return result;
}

UnitResult read_quoted(std::string_view text, const NamedUnits& named) {
  auto result = read_code(code_in_quotes(text), named);
  if (auto* error = std::get_if<UnitError>(&result)) ++error->offset;
  return result;
}

// --- suggestions

// What people write for the symbols of UCUM.
constexpr std::array habits = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"mcg", "ug"},        {"mcL", "uL"},    {"cc", "mL"},       {"ccm", "mL"},       {"gm", "g"},
    {"gms", "g"},         {"gram", "g"},    {"grams", "g"},     {"kgs", "kg"},       {"kilo", "kg"},
    {"kilos", "kg"},      {"mgs", "mg"},    {"lbs", "lb"},      {"pound", "lb"},     {"pounds", "lb"},
    {"ounce", "oz"},      {"ounces", "oz"}, {"feet", "[ft_i]"}, {"foot", "[ft_i]"},  {"inch", "[in_i]"},
    {"sec", "s"},         {"secs", "s"},    {"mins", "min"},    {"hr", "h"},         {"hrs", "h"},
    {"yr", "years"},      {"yrs", "years"}, {"wks", "weeks"},   {"mth", "months"},   {"mths", "months"},
    {"liter", "L"},       {"litre", "L"},   {"liters", "L"},    {"litres", "L"},     {"meter", "m"},
    {"metre", "m"},       {"mM", "mmol/L"}, {"uM", "umol/L"},   {"nM", "nmol/L"},    {"pM", "pmol/L"},
    {"Mol", "mol"},       {"mEq", "meq"},   {"mOsm", "mosm"},   {"IU", "[IU]"},      {"mmHg", "mm[Hg]"},
    {"cmH2O", "cm[H2O]"}, {"degC", "Cel"},  {"degF", "[degF]"}, {"celsius", "degC"}, {"fahrenheit", "degF"},
    {"percent", "%"},     {"ppm", "[ppm]"}, {"ppb", "[ppb]"},   {"year", "a"},
});

char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_but_for_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, to_lower, to_lower);
}

// Below this size, too many words are near any other.
constexpr std::size_t shortest_misspelling = 3;

std::optional<std::string> habit_of(std::string_view symbol, std::span<const std::string> candidates) {
  const auto habit = std::ranges::find(habits, symbol, &std::pair<std::string_view, std::string_view>::first);
  if (habit == habits.end()) return std::nullopt;
  const bool is_candidate = std::ranges::find(candidates, habit->second) != candidates.end();
  const bool is_unit = is_candidate || std::holds_alternative<UnitPtr>(parse_ucum(habit->second, {}));
  return is_unit ? std::optional{std::string{habit->second}} : std::nullopt;
}

}  // namespace

std::optional<std::string> near_unit(std::string_view symbol, std::span<const std::string> candidates) {
  if (const auto meant = habit_of(symbol, candidates)) return meant;
  const auto is_same = [&](const std::string& candidate) { return same_but_for_case(candidate, symbol); };
  if (const auto found = std::ranges::find_if(candidates, is_same); found != candidates.end()) return *found;
  return symbol.size() < shortest_misspelling ? std::nullopt : nearest(symbol, candidates);
}

// What the name is as a code of UCUM that may use it.
static bool means_the_same_in_quotes(const std::string& name, const UnitPtr& definition) {
  const auto code =
      parse_ucum(name, [&](std::string_view symbol) { return symbol == name ? definition : nullptr; });
  const auto* unit = std::get_if<UnitPtr>(&code);
  return unit && same_unit(**unit, *definition);
}

bool UnitTable::declare(const std::string& name, UnitPtr definition) {
  auto named = std::make_shared<Unit>(*definition);
  named->factors = {{name, 1, size_of(*definition)}};
  if (!means_the_same_in_quotes(name, definition)) {
    auto in_quotes = quoted_factors(definition->factors);
    named->factors.front().in_quotes = std::make_shared<const std::vector<UnitFactor>>(std::move(in_quotes));
  }
  return named_.try_emplace(name, std::move(named)).second;
}

bool UnitTable::contains(std::string_view name) const { return named_.contains(name); }

UnitResult UnitTable::parse_code(std::string_view code) const {
  auto result = read_code(without_micro_signs(code), looked_up(named_));
  if (auto* error = std::get_if<UnitError>(&result)) return as_written(std::move(*error), code);
  return result;
}

UnitResult UnitTable::parse(std::string_view text) const {
  const auto plain = without_micro_signs(text);
  const bool quoted = is_quoted(plain);
  auto result = quoted ? read_quoted(plain, looked_up(named_)) : PlainReader{plain, looked_up(named_)}.read();
  auto* error = std::get_if<UnitError>(&result);
  if (!error) return result;
  if (error->reason == UnitError::Reason::unknown_symbol) {
    auto candidates = names();
    candidates.insert(candidates.end(), common_ucum_symbols().begin(), common_ucum_symbols().end());
    error->suggestion = near_unit(error->symbol, candidates);
    const bool needs_quotes =
        !quoted && error->suggestion && error->suggestion->find_first_of("[*") != std::string::npos;
    if (needs_quotes) error->suggestion = fmt::format("'{}'", *error->suggestion);
  }
  return as_written(std::move(*error), text);
}

std::vector<std::string> UnitTable::names() const {
  std::vector<std::string> result;
  for (const auto& [name, unit] : named_) result.push_back(name);
  return result;
}

}  // namespace waymark
