#include "lang/quantity/ucum.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "lang/quantity/unit_algebra.hpp"
#include "lang/text/characters.hpp"
#include "lang/text/suggest.hpp"

namespace waymark {
namespace {

// --- the tables

enum class Kind { base, plain_base, metric, plain, arbitrary, arbitrary_metric, special };

struct Atom {
  std::string_view symbol;
  Kind kind;
  std::string_view size;
  std::string_view definition;
  std::string_view offset = "0";  // the zero point of its scale, in the coherent unit of its dimension
};

constexpr auto atoms = [] {
  auto table = std::to_array<Atom>({
#define WAYMARK_UCUM(symbol, kind, size, definition) {symbol, Kind::kind, size, definition},
#include "lang/quantity/ucum_atoms.def"
#undef WAYMARK_UCUM
      {"Cel", Kind::metric, "1", "K", "273.15"},
      {"[degF]", Kind::plain, "5/9", "K", "45967/180"},
      {"[degRe]", Kind::plain, "5/4", "K", "273.15"},
  });
  std::ranges::sort(table, {}, &Atom::symbol);
  return table;
}();
static_assert(std::ranges::adjacent_find(atoms, {}, &Atom::symbol) == atoms.end());

struct Prefix {  // base^exponent
  std::string_view symbol;
  int base;
  int exponent;
};

constexpr std::array prefixes = std::to_array<Prefix>({
    {"Y", 10, 24},  {"Z", 10, 21},  {"E", 10, 18}, {"P", 10, 15},  {"T", 10, 12},  {"G", 10, 9},
    {"M", 10, 6},   {"k", 10, 3},   {"h", 10, 2},  {"da", 10, 1},  {"d", 10, -1},  {"c", 10, -2},
    {"m", 10, -3},  {"u", 10, -6},  {"n", 10, -9}, {"p", 10, -12}, {"f", 10, -15}, {"a", 10, -18},
    {"z", 10, -21}, {"y", 10, -24}, {"Ki", 2, 10}, {"Mi", 2, 20},  {"Gi", 2, 30},  {"Ti", 2, 40},
});

const Atom* find_atom(std::string_view symbol) {
  const auto found = std::ranges::lower_bound(atoms, symbol, {}, &Atom::symbol);
  return found != atoms.end() && found->symbol == symbol ? &*found : nullptr;
}

// Levels take prefixes (dB), although they convert to nothing else.
bool takes_prefix(const Atom& atom) {
  return atom.kind == Kind::base || atom.kind == Kind::metric || atom.kind == Kind::arbitrary_metric ||
         atom.kind == Kind::special;
}

// --- what a symbol stands for

Unit of_dimension(std::string_view base) {
  Unit unit;
  unit.dimension.emplace(base, 1);
  return unit;
}

Unit defined(const Atom& atom) {
  const auto definition = parse_ucum(atom.definition.empty() ? "1" : atom.definition);
  Unit unit = *std::get<UnitPtr>(definition);
  unit.factors.clear();
  if (atom.size != "1") unit.scale *= rational_of(atom.size);
  if (atom.offset != "0") unit.offset = rational_of(atom.offset);
  return unit;
}

Unit resolve(const Atom& atom) {
  switch (atom.kind) {
    case Kind::base:
    case Kind::plain_base: return of_dimension(atom.definition);
    case Kind::arbitrary:
    case Kind::arbitrary_metric:
    case Kind::special: return of_dimension(atom.symbol);
    case Kind::metric:
    case Kind::plain: break;
  }
  return defined(atom);
}

// Worked out once for each thread: pathways name the same few units again and again.
const Unit& meaning_of(const Atom& atom) {
  thread_local std::array<std::optional<Unit>, atoms.size()> known;
  auto& place = known[static_cast<std::size_t>(&atom - atoms.data())];
  if (!place) place = resolve(atom);
  return *place;
}

// --- codes

constexpr std::size_t most_exponent_digits = 2;
constexpr std::size_t most_factor_digits = 18;
constexpr int deepest_nesting = 50;

// The exponent at the end of `text` (`m2`, `s-1`, `10*-3`), which is taken off; 1 where there is none, and
// nullopt where it is too large.
std::optional<int> take_unit_exponent(std::string_view& text) {
  const auto last = std::ranges::find_if_not(text.rbegin(), text.rend(), is_digit);
  auto start = static_cast<std::size_t>(text.rend() - last);
  if (start == text.size()) return 1;
  const auto digits = text.substr(start);
  const bool negative = start > 0 && text[start - 1] == '-';
  if (start > 0 && (negative || text[start - 1] == '+')) --start;
  text = text.substr(0, start);
  if (digits.size() > most_exponent_digits) return std::nullopt;
  int exponent = 0;
  for (const char digit : digits) exponent = exponent * 10 + (digit - '0');
  return negative ? -exponent : exponent;
}

// Reads `[/] component { (. | /) component }` and multiplies the components up as it goes.
class CodeReader {
 public:
  CodeReader(std::string_view code, const NamedUnits& named) : code_{code}, named_{named} {}

  UnitResult read() {
    if (!read_term(1) || (position_ < code_.size() && !fail_at(position_))) return *error_;
    return std::make_shared<const Unit>(std::move(unit_));
  }

 private:
  // `sign` is -1 below a line.
  bool read_term(int sign) {
    int component_sign = take('/') ? -sign : sign;
    while (read_component(component_sign)) {
      if (take('.'))
        component_sign = sign;
      else if (take('/'))
        component_sign = -sign;
      else
        return true;
    }
    return false;
  }

  // A term in parentheses, an annotation, an integer, or a symbol with its exponent and annotation.
  bool read_component(int sign) {
    if (take('(')) return read_group(sign);
    const auto start = position_;
    const auto word = take_symbol();
    const auto annotation = take_annotation();
    if (!annotation || (word.empty() && annotation->empty())) return fail_at(start);
    if (word.empty()) return append({}, std::string{*annotation}, sign);
    if (std::ranges::all_of(word, is_digit)) return read_integer(word, sign, start);
    return read_power(word, *annotation, sign, start);
  }

  bool read_group(int sign) {
    if (++depth_ > deepest_nesting) return fail_at(position_);
    const bool complete = read_term(sign);
    --depth_;
    return complete && (take(')') || fail_at(position_));
  }

  bool read_integer(std::string_view digits, int sign, std::size_t start) {
    if (digits.size() > most_factor_digits || digits.find_first_not_of('0') == std::string_view::npos) {
      return fail(UnitError::Reason::malformed, digits, start);
    }
    Unit number;
    number.scale = rational_of(digits);
    return append(number, std::string{digits}, sign);
  }

  bool read_power(std::string_view word, std::string_view annotation, int sign, std::size_t start) {
    auto symbol = word;
    const auto exponent = take_unit_exponent(symbol);
    if (!exponent || *exponent == 0 || symbol.empty()) return fail(UnitError::Reason::malformed, word, start);
    auto meaning = read_ucum_symbol(symbol);
    const auto* reason = std::get_if<UnitError::Reason>(&meaning);
    if (reason && named_) {
      if (const auto unit = named_(symbol))
        return append(*unit, std::string{symbol}.append(annotation), sign * *exponent);
    }
    if (reason) return fail(*reason, symbol, start);
    return append(std::get<Unit>(meaning), std::string{symbol}.append(annotation), sign * *exponent);
  }

  bool append(const Unit& measured, const std::string& symbol, int exponent) {
    append_factor(unit_, measured, {symbol, exponent});
    return true;
  }

  bool take(char wanted) {
    if (position_ >= code_.size() || code_[position_] != wanted) return false;
    ++position_;
    return true;
  }

  // Up to the next sign of the grammar; what stands in brackets belongs to the symbol.
  std::string_view take_symbol() {
    const auto start = position_;
    bool in_brackets = false;
    for (; position_ < code_.size(); ++position_) {
      const char c = code_[position_];
      if (c == '[') in_brackets = true;
      if (!in_brackets && std::string_view{"./(){}"}.find(c) != std::string_view::npos) break;
      if (c == ']') in_brackets = false;
    }
    return code_.substr(start, position_ - start);
  }

  // `{...}` with its braces, or nothing; nullopt where it does not end.
  std::optional<std::string_view> take_annotation() {
    const auto start = position_;
    if (!take('{')) return std::string_view{};
    const auto end = code_.find_first_of("{}", position_);
    if (end == std::string_view::npos || code_[end] == '{') return std::nullopt;
    position_ = end + 1;
    return code_.substr(start, position_ - start);
  }

  bool fail_at(std::size_t position) {
    return fail(UnitError::Reason::malformed, code_.substr(position), position);
  }

  bool fail(UnitError::Reason reason, std::string_view symbol, std::size_t offset) {
    error_ = UnitError{reason, std::string{symbol}, static_cast<std::uint32_t>(offset), std::nullopt};
    return false;
  }

  std::string_view code_;
  const NamedUnits& named_;
  std::size_t position_ = 0;
  int depth_ = 0;
  Unit unit_;
  std::optional<UnitError> error_;
};

}  // namespace

Rational rational_of(std::string_view text) {
  if (const auto slash = text.find('/'); slash != std::string_view::npos) {
    return rational_of(text.substr(0, slash)) / rational_of(text.substr(slash + 1));
  }
  const auto mark = std::min(text.find('e'), text.size());
  int exponent = mark < text.size() ? std::stoi(std::string{text.substr(mark + 1)}) : 0;
  std::string digits{text.substr(0, mark)};
  if (const auto point = digits.find('.'); point != std::string::npos) {
    digits.erase(point, 1);
    exponent -= static_cast<int>(digits.size() - point);
  }
  Rational number;
  mpz_set_str(number.get_num_mpz_t(), digits.c_str(), 10);  // the class itself would throw
  return exponent == 0 ? number : Rational{number * power(10, exponent)};
}

std::variant<Unit, UnitError::Reason> read_ucum_symbol(std::string_view symbol) {
  if (const auto* atom = find_atom(symbol)) return meaning_of(*atom);
  for (const auto& prefix : prefixes) {
    if (!symbol.starts_with(prefix.symbol)) continue;
    const auto* atom = find_atom(symbol.substr(prefix.symbol.size()));
    if (!atom || !takes_prefix(*atom)) continue;
    auto unit = meaning_of(*atom);
    unit.scale *= power(prefix.base, prefix.exponent);
    return unit;
  }
  return UnitError::Reason::unknown_symbol;
}

UnitResult parse_ucum(std::string_view code, const NamedUnits& named) {
  return CodeReader{code, named}.read();
}

UnitResult parse_ucum(std::string_view code) {
  auto result = parse_ucum(code, NamedUnits{});
  auto* error = std::get_if<UnitError>(&result);
  if (error && error->reason == UnitError::Reason::unknown_symbol) {
    error->suggestion = near_unit(error->symbol, common_ucum_symbols());
  }
  return result;
}

const std::vector<std::string>& common_ucum_symbols() {
  static const std::vector<std::string> symbols{
      "kg",     "g",      "mg",      "ug",       "ng",       "pg",       "L",       "dL",
      "mL",     "uL",     "fL",      "m",        "cm",       "mm",       "um",      "nm",
      "s",      "ms",     "min",     "h",        "d",        "wk",       "mo",      "a",
      "mol",    "mmol",   "umol",    "nmol",     "pmol",     "eq",       "meq",     "osm",
      "mosm",   "U",      "mU",      "kU",       "kat",      "nkat",     "[IU]",    "m[IU]",
      "u[IU]",  "[iU]",   "k[IU]",   "Pa",       "kPa",      "mm[Hg]",   "cm[H2O]", "bar",
      "mbar",   "atm",    "[psi]",   "K",        "Cel",      "[degF]",   "cal",     "kcal",
      "J",      "kJ",     "W",       "V",        "mV",       "A",        "mA",      "Hz",
      "kHz",    "Ohm",    "N",       "dyn",      "Bq",       "MBq",      "Ci",      "mCi",
      "Gy",     "cGy",    "Sv",      "mSv",      "deg",      "rad",      "%",       "[ppm]",
      "[ppb]",  "10*3",   "10*6",    "10*9",     "10*12",    "[lb_av]",  "[oz_av]", "[stone_av]",
      "[in_i]", "[ft_i]", "[mi_i]",  "[foz_us]", "[tsp_us]", "[tbs_us]", "[drp]",   "[HPF]",
      "[LPF]",  "[MET]",  "[PRU]",   "[wood'U]", "[diop]",   "[Ch]",     "[CFU]",   "[PFU]",
      "[FEU]",  "[EU]",   "[arb'U]", "[USP'U]",  "kg/m2",    "mg/dL",
  };
  return symbols;
}

}  // namespace waymark
