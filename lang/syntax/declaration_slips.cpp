#include "lang/syntax/declaration_slips.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "lang/syntax/scan.hpp"
#include "lang/syntax/slip_ranges.hpp"
#include "lang/syntax/slip_words.hpp"
#include "lang/text/characters.hpp"

namespace waymark::slips {
namespace {

// A kind of declaration without braces, and what may stand behind it.
struct DeclaredKind {
  std::string_view word;
  std::string_view attributes;  // as a message names them
};
constexpr auto declarations = std::to_array<DeclaredKind>({
    {"fact", "`within`, `valid for`, `code`, `cite` or another attribute of the fact"},
    {"parameter", "`within`, `=` or `cite`"},
    {"define", "an operator, or `cite` or `interprets`"},
    {"action", "`any of` or `code`"},
    {"type", "a declaration"},
    {"unit", "`ucum` or a declaration"},
    {"codes", "a declaration"},
    {"use", "a declaration"},
});

// What was found behind a declaration.
struct Behind {
  ParseState& state;
  std::uint32_t offset;
  std::string_view declaration;  // from its first word to the spot
  const DeclaredKind& kind;

  std::string_view rest() const { return state.text().substr(offset); }
  bool is_of(std::string_view word) const { return kind.word == word; }
  bool has_bounds() const { return is_of("fact") || is_of("parameter"); }
  Span ahead(std::size_t size) const { return state.span(offset, offset + static_cast<std::uint32_t>(size)); }
  std::string_view text(std::size_t size) const { return rest().substr(0, size); }
};

std::string_view line_at(std::string_view text, std::size_t begin) {
  const auto line = text.substr(begin, text.find('\n', begin) - begin);
  return line.substr(blanks(line));
}

// The last line before `end` that begins with the word of a declaration; npos where none does.
std::size_t declaration_begin(std::string_view text, std::size_t end) {
  for (auto at = end; at > 0;) {
    const auto line_break = text.substr(0, at).rfind('\n');
    const auto begin = line_break == text.npos ? 0 : line_break + 1;
    const auto word = scan::word(line_at(text, begin));
    if (begins_statement(Level::file, word)) return begin + blanks(text.substr(begin));
    if (begin == 0) break;
    at = begin - 1;
  }
  return text.npos;
}

Report report(const Behind& spot, std::size_t size) {
  const auto found = spot.text(size);
  return spot.state.report(spot.ahead(size), diagnostics::expected_statement, spot.kind.attributes,
                           found.starts_with('"') ? "a text" : fmt::format("`{}`", found));
}

// `{ within 1 to 3 }`
bool braces(const Behind& spot) {
  if (!spot.rest().starts_with("{")) return false;
  auto message = report(spot, 1);
  if (spot.kind.attributes == "a declaration") {
    message.help(fmt::format("`{}` has no braces", spot.kind.word));
    return true;
  }
  const auto inside = spot.rest().substr(1, spot.rest().find_first_of("{}#", 1) - 1);
  const auto end = inside.size() + 1;
  const auto content = trimmed(inside, " \t\r\n");
  const bool is_closed = end < spot.rest().size() && spot.rest()[end] == '}';
  message.help("what belongs to this declaration stands behind it without braces");
  if (is_closed && !content.empty()) message.fix(spot.ahead(end + 1), std::string{content});
  return true;
}

// `, within 1 to 3`
bool comma(const Behind& spot) {
  const bool groups_digits = spot.rest().size() > 1 && is_digit(spot.rest()[1]);
  if (!spot.rest().starts_with(",") || groups_digits) return false;
  auto message = report(spot, 1);
  message.help("attributes stand one behind the other without a comma");
  const auto next = 1 + blanks(spot.rest().substr(1));
  if (scan::reserved_word(spot.rest().substr(next)) > 0) message.fix(spot.ahead(next), "");
  return true;
}

// `between 1 and 3`, `range 1-3`, `1 to 3`, `(1 to 3)`
bool bounds_in_other_words(const Behind& spot) {
  if (!spot.has_bounds()) return false;
  const auto rest = spot.rest();
  std::size_t begin = 0;
  for (const std::string_view word : {"between", "range", "bounds", "limits", "(", "["}) {
    if (!rest.starts_with(word)) continue;
    begin = word.size() + blanks(rest.substr(word.size()));
  }
  const auto range = range_ahead(rest.substr(begin));
  if (!range) return false;
  const bool in_brackets = rest.starts_with("(") || rest.starts_with("[");
  const auto size = begin + range->size + (in_brackets ? 1 : 0);
  const auto word = begin > 0 ? scan::word(rest) : rest.substr(0, number_size(rest));
  report(spot, word.empty() ? 1 : word.size())
      .fix(spot.ahead(size), fmt::format("within {} to {}", range->low, range->high));
  return true;
}

// `fact x : number = 3`
bool value_of_fact(const Behind& spot) {
  if (!spot.is_of("fact") || !spot.rest().starts_with("=")) return false;
  report(spot, 1).help(
      "a fact is what is known of a patient: what a site sets is a `parameter`, and what follows from facts "
      "a "
      "`define`");
  return true;
}

// `parameter x : number = 3 within 1 to 4`
bool bounds_behind_value(const Behind& spot) {
  if (!spot.is_of("parameter") || scan::word(spot.rest()) != "within") return false;
  report(spot, 6).help("the bounds of a parameter stand before its value: `within A to B = VALUE`");
  return true;
}

// `fact x : yes or no "Title"`
bool title_at_end(const Behind& spot) {
  const bool has_title = spot.declaration.find('"') != spot.declaration.npos;
  if (!spot.rest().starts_with("\"") || has_title || spot.is_of("use") || spot.is_of("unit")) return false;
  report(spot, 1).help(fmt::format("the title stands behind the name: `{} NAME \"Title\"`", spot.kind.word));
  return true;
}

struct HelpedWord {
  std::string_view word, help;
};

bool advised(const Behind& spot, std::initializer_list<HelpedWord> all) {
  const auto word = scan::word(spot.rest());
  const auto found = std::ranges::find(all, word, &HelpedWord::word);
  if (found == all.end()) return false;
  report(spot, word.size()).help(std::string{found->help});
  return true;
}

// `define x = 3 when y`, `fact x : number required`
bool other_words(const Behind& spot) {
  if (spot.is_of("define"))
    return advised(
        spot, {{"when", "a value that depends on a condition is `choose { A when CONDITION, B otherwise }`"},
               {"where", "a value that depends on a condition is `choose { A when CONDITION, B otherwise }`"},
               {"because", "why is said behind `interprets`, or in the source that is cited"}});
  constexpr std::string_view bounds = "bounds are written `within A to B`";
  constexpr std::string_view unknown =
      "what is not recorded of a patient is unknown; no fact has to be given";
  if (!spot.has_bounds()) return false;
  return advised(spot, {{"min", bounds},
                        {"max", bounds},
                        {"minimum", bounds},
                        {"maximum", bounds},
                        {"required", unknown},
                        {"optional", unknown},
                        {"default", "only a `parameter` has a value, behind `=`"}});
}

// `loinc "2708-6"`
bool code_without_word(const Behind& spot) {
  constexpr auto systems =
      std::to_array<std::string_view>({"loinc", "snomed", "rxnorm", "atc", "cvx", "icd10", "icd10cm"});
  const auto word = scan::word(spot.rest());
  if (!(spot.is_of("fact") || spot.is_of("action")) || std::ranges::find(systems, word) == systems.end())
    return false;
  report(spot, word.size()).fix(spot.ahead(word.size()), fmt::format("code {}", word));
  return true;
}

}  // namespace

bool report_behind_declaration(ParseState& state, std::uint32_t offset, const Expectation& expectation) {
  if (expectation.place != Place::statement || expectation.level != Level::file) return false;
  const auto begin = declaration_begin(state.text(), state.end_of_last_token(offset));
  if (begin == std::string_view::npos) return false;
  const auto declaration = state.text().substr(begin, offset - begin);
  const auto kind = std::ranges::find(declarations, scan::word(declaration), &DeclaredKind::word);
  if (kind == declarations.end()) return false;
  const Behind spot{state, offset, declaration, *kind};
  if (state.begins_line(offset) && !spot.rest().starts_with("{") && !spot.rest().starts_with(","))
    return false;
  constexpr auto slips = std::to_array<bool (*)(const Behind&)>(
      {braces, comma, bounds_in_other_words, value_of_fact, bounds_behind_value, title_at_end, other_words,
       code_without_word});
  return std::ranges::any_of(slips, [&](const auto slip) { return slip(spot); });
}

}  // namespace waymark::slips
