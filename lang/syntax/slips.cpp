#include "lang/syntax/slips.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "lang/syntax/scan.hpp"
#include "lang/syntax/slip_ranges.hpp"
#include "lang/syntax/slip_words.hpp"

namespace waymark::slips {
namespace {

// The place at which something else was expected, and what stands around it on its line.
struct Spot {
  ParseState& state;
  std::uint32_t offset;
  const Expectation& expectation;
  std::uint32_t end_before;  // of the token before it

  std::string_view text() const { return state.text(); }
  std::string_view rest() const { return begins_line() ? std::string_view{} : text().substr(offset); }
  bool begins_line() const { return state.begins_line(offset); }
  bool at_statement(Level level) const {
    return expectation.place == Place::statement && expectation.level == level;
  }
  bool at_advice() const { return at_statement(Level::block) || at_statement(Level::branch); }
  Span span(std::size_t begin, std::size_t end) const {
    return state.span(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end));
  }
  Span ahead(std::size_t size) const { return span(offset, offset + size); }
};

bool is_value_part(char c) {
  return scan::is_word_character(c) || c == '.' || c == '%' || c == '/' || c == '^';
}

std::size_t token_begin(std::string_view text, std::size_t end) {
  while (end > 0 && is_value_part(text[end - 1])) --end;
  return end;
}

std::size_t without_blanks_at_end(std::string_view text, std::size_t end) {
  while (end > 0 && is_blank(text[end - 1])) --end;
  return end;
}

// The word or number that ends at `end`, empty where there is none.
std::string_view token_before(std::string_view text, std::size_t end) {
  const auto begin = token_begin(text, end);
  return text.substr(begin, end - begin);
}

// Where the number begins that, with or without its unit, ends at `end`.
std::optional<std::size_t> number_begin(std::string_view text, std::size_t end) {
  auto begin = token_begin(text, end);
  if (begin < end && is_digit(text[begin])) return begin;
  if (begin == end) return std::nullopt;
  end = without_blanks_at_end(text, begin);
  begin = token_begin(text, end);
  return begin < end && is_digit(text[begin]) ? std::optional{begin} : std::nullopt;
}

bool decimal_comma(const Spot& spot) {
  const auto text = spot.text();
  const auto rest = spot.rest();
  const bool is_comma = rest.size() > 1 && rest[0] == ',' && is_digit(rest[1]) && spot.offset > 0 &&
                        is_digit(text[spot.offset - 1]);
  if (!is_comma) return false;
  const auto begin = token_begin(text, spot.offset);
  const auto whole = text.substr(begin, spot.offset - begin);
  const auto fraction = rest.substr(1, number_size(rest.substr(1)));
  if (!std::ranges::all_of(whole, is_digit) || fraction.find('.') != fraction.npos) return false;
  if (fraction.size() == 3 && whole != "0") return false;  // digits in groups
  const auto span = spot.span(begin, spot.offset + 1 + fraction.size());
  spot.state.report(span, diagnostics::decimal_comma, spot.state.sources().text(span))
      .fix(span, fmt::format("{}.{}", whole, fraction));
  return true;
}

// `2 – 4 mg`
bool dash_for_range(const Spot& spot) {
  const auto rest = spot.rest();
  const auto dash = rest.empty() || !scan::is_beyond_ascii(rest[0]) ? 0 : dash_size(rest);
  const auto begin = dash == 0 ? std::nullopt : number_begin(spot.text(), spot.end_before);
  if (!begin) return false;
  const auto high_begin = dash + blanks(rest.substr(dash));
  const auto high = number_size(rest.substr(high_begin));
  if (high == 0) return false;
  const auto before = token_before(spot.text(), without_blanks_at_end(spot.text(), *begin));
  const bool in_between = before == "between";
  const bool needs_between = !in_between && spot.expectation.phrase == "an operator";
  const auto span = spot.span(*begin, spot.offset + high_begin + high);
  spot.state.report(span, diagnostics::dash_for_range, spot.state.sources().text(span))
      .fix(span, fmt::format("{}{} {} {}", needs_between ? "between " : "",
                             spot.text().substr(*begin, spot.end_before - *begin),
                             in_between || needs_between ? "and" : "to", rest.substr(high_begin, high)));
  return true;
}

// `between 65-74 years`, `between 65 to 74 years`
bool range_behind_between(const Spot& spot) {
  if (spot.expectation.phrase != "`and`") return false;
  if (spot.rest().starts_with("to ")) {
    spot.state.report(spot.ahead(2), diagnostics::foreign_word, "to")
        .help("`between` has `and`")
        .fix(spot.ahead(2), "and");
    return true;
  }
  const auto line = std::min(spot.text().rfind("between", spot.end_before), spot.text().size());
  if (line == spot.text().size()) return false;
  const auto begin = line + 7 + blanks(spot.text().substr(line + 7));
  const auto range = range_ahead(spot.text().substr(begin));
  if (!range || begin + range->size != spot.end_before) return false;
  const auto span = spot.span(begin, spot.end_before);
  spot.state.report(span, diagnostics::dash_for_range, spot.state.sources().text(span))
      .fix(span, fmt::format("{} and {}", range->low, range->high));
  return true;
}

// `age 65-74 years`, `age 65`, `age in 65-74 years`, `age is 65`
bool missing_comparison(const Spot& spot) {
  const auto rest = spot.rest();
  const auto phrase = spot.expectation.phrase;
  const bool behind_in = phrase == "a unit" && token_before(spot.text(), spot.end_before) == "in";
  const bool behind_is = token_before(spot.text(), spot.end_before) == "is";
  if (rest.empty() || !is_digit(rest[0]) || (phrase != "an operator" && !behind_in && !behind_is))
    return false;
  auto begin = std::size_t{spot.offset};
  if (behind_in || behind_is) begin = spot.end_before - 2;
  const auto range = range_ahead(rest);
  const auto size = range ? range->size : quantity_size(rest);
  const auto subject_end =
      behind_in || behind_is ? without_blanks_at_end(spot.text(), begin) : spot.end_before;
  const auto subject = spot.span(token_begin(spot.text(), subject_end), spot.offset + size);
  const auto edit = spot.span(begin, spot.offset + size);
  auto report =
      spot.state.report(subject, diagnostics::missing_comparison, spot.state.sources().text(subject));
  if (range)
    report.fix(edit, fmt::format("between {} and {}", range->low, range->high));
  else if (behind_is)
    report.fix(edit, fmt::format("= {}", rest.substr(0, size)));
  else
    report.help("write a sign between the two, such as `=` or `>=`");
  return true;
}

// `age at least 65 years`, `age is over 65 years`
bool worded_comparison(const Spot& spot) {
  const bool behind_is = token_before(spot.text(), spot.end_before) == "is";
  if (spot.expectation.phrase != "an operator" && !behind_is) return false;
  const auto found = comparison(spot.rest());
  if (!found) return false;
  const auto span = spot.span(behind_is ? spot.end_before - 2 : spot.offset, spot.offset + found->size);
  spot.state.report(span, diagnostics::worded_comparison, spot.state.sources().text(span))
      .fix(span, found->replacement);
  return true;
}

// `number mg/dL`
bool unit_without_in(const Spot& spot) {
  if (spot.expectation.phrase != "`in`") return false;
  auto unit = unit_text(spot.rest());
  const auto span = spot.ahead(unit.size());
  if (unit.starts_with('[') || unit.starts_with('(')) unit = unit.substr(1, unit.size() - 2);
  spot.state.report(span, diagnostics::unit_without_in, unit).fix(span, fmt::format("in {}", unit));
  return true;
}

// `°C`, where a unit may stand.
bool degree_sign(const Spot& spot) {
  const auto rest = spot.rest();
  if (!rest.starts_with("°")) return false;
  const auto after = 2 + blanks(rest.substr(2));
  const bool is_scale = after < rest.size() && (rest[after] == 'C' || rest[after] == 'F');
  const auto span = spot.ahead(is_scale ? after + 1 : 2);
  auto report = spot.state.report(span, diagnostics::degree_sign, spot.state.sources().text(span));
  if (is_scale) report.fix(span, rest[after] == 'C' ? "degC" : "degF");
  return true;
}

// The words of `female or male` or `{female, male}`, with where they end.
std::vector<std::string_view> listed_words(std::string_view text, std::size_t& end) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const auto word = scan::word(text.substr(at));
    if (word.empty()) break;
    if (word != "or") {
      words.push_back(word);
      end = at + word.size();
    }
    at += word.size();
    at += blanks(text.substr(at));
    if (at < text.size() && (text[at] == ',' || text[at] == '|' || text[at] == '/')) ++at;
    at += blanks(text.substr(at));
  }
  return words;
}

bool is_truth(const std::vector<std::string_view>& words) {
  return words.size() == 2 && (words[0] == "yes" || words[0] == "true") &&
         (words[1] == "no" || words[1] == "false");
}

void report_members(const Spot& spot, std::size_t begin) {
  std::size_t size = 0;
  const auto words = listed_words(spot.text().substr(begin), size);
  const auto span = spot.span(begin, begin + size);
  spot.state.report(span, diagnostics::members_without_list, spot.state.sources().text(span))
      .fix(span, is_truth(words) ? "yes or no" : fmt::format("one of {{{}}}", fmt::join(words, ", ")));
}

// `: one of` or `: any of` ends at `end`.
bool behind_colon(std::string_view text, std::size_t end) {
  for (int words = 0; words < 2; ++words) end = without_blanks_at_end(text, token_begin(text, end));
  return end > 0 && text[end - 1] == ':';
}

// `: time`, a word that cannot be the name of a type.
bool reserved_word_for_type(const Spot& spot) {
  const auto word = scan::word(spot.rest());
  const auto foreign = type(word);
  if (spot.expectation.phrase != "a type" || !foreign || scan::reserved_word(word) == 0) return false;
  const auto span = spot.ahead(word.size());
  spot.state.report(span, diagnostics::foreign_word, word).fix(span, foreign->replacement);
  return true;
}

// `: female or male`, `: mg/dL`, `: yes/no`, `: {mild, severe}`, `one of female, male`
bool type_in_other_words(const Spot& spot) {
  const auto text = spot.text();
  const auto rest = spot.rest();
  if (spot.expectation.phrase == "a type" && rest.starts_with("{")) {
    const auto line = rest.substr(0, rest.find('\n'));
    const auto end = line.find('}') == line.npos ? 1 : line.find('}') + 1;
    spot.state.report(spot.ahead(end), diagnostics::members_without_list, rest.substr(0, end))
        .fix(spot.ahead(end), fmt::format("one of {}", rest.substr(0, end)));
    return true;
  }
  const auto previous = token_before(text, spot.end_before);
  if (spot.expectation.phrase == "`{`" && previous == "of" && behind_colon(text, spot.end_before) &&
      !scan::word(rest).empty()) {
    std::size_t size = 0;
    const auto words = listed_words(rest, size);
    const auto span = spot.ahead(size);
    spot.state.report(span, diagnostics::members_without_list, spot.state.sources().text(span))
        .fix(span, fmt::format("{{{}}}", fmt::join(words, ", ")));
    return true;
  }
  if (rest.empty() || previous.empty()) return false;
  const auto begin = token_begin(text, spot.end_before);
  const auto before = without_blanks_at_end(text, begin);
  if (before == 0 || text[before - 1] != ':') return false;
  const auto unit = unit_text(text.substr(begin));
  const bool separates = rest[0] == '/' || rest[0] == ',' || rest[0] == '|' || scan::word(rest) == "or" ||
                         scan::word(rest) == "no";
  if (!separates) return false;
  if (rest[0] == '/' && previous != "yes" && is_unit(unit)) {
    const auto span = spot.span(begin, begin + unit.size());
    spot.state.report(span, diagnostics::unit_for_type, unit).fix(span, fmt::format("number in {}", unit));
  } else {
    report_members(spot, begin);
  }
  return true;
}

bool conditional_value(const Spot& spot) {
  if (spot.expectation.place != Place::value || scan::word(spot.rest()) != "if") return false;
  spot.state.report(spot.ahead(2), diagnostics::foreign_word, "if")
      .help("a value that depends on a condition is `choose { A when CONDITION, B otherwise }`");
  return true;
}

// `known spo2`, read as a name with something behind it.
bool known_in_front(const Spot& spot) {
  const auto name = scan::dotted_name(spot.rest());
  if (name == 0 || token_before(spot.text(), spot.end_before) != "known") return false;
  const auto span = spot.span(spot.end_before - 5, spot.offset + name);
  spot.state.report(span, diagnostics::foreign_word, spot.state.sources().text(span))
      .fix(span, fmt::format("{} is known", spot.rest().substr(0, name)));
  return true;
}

bool and_or(const Spot& spot) {
  const auto text = spot.text();
  if (!spot.rest().starts_with("/or") || !text.substr(0, spot.offset).ends_with("and")) return false;
  const auto span = spot.span(spot.offset - 3, spot.offset + 3);
  spot.state.report(span, diagnostics::foreign_word, "and/or").fix(span, "or");
  return true;
}

// `AND`
bool capital_operator(const Spot& spot) {
  const bool is_and = spot.rest().starts_with("AND");
  if (spot.expectation.phrase != "an operator" || !(is_and || spot.rest().starts_with("OR"))) return false;
  const auto span = spot.ahead(is_and ? 3 : 2);
  spot.state.report(span, diagnostics::foreign_word, spot.state.sources().text(span))
      .fix(span, is_and ? "and" : "or");
  return true;
}

void report_phrase(const Spot& spot, const Phrase& phrase) {
  const auto span = spot.ahead(phrase.size);
  auto report = spot.state.report(span, diagnostics::foreign_word, spot.state.sources().text(span));
  if (phrase.replacement.empty()) return void(report.help(std::string{phrase.help}));
  report.fix(span, phrase.replacement);
  if (!phrase.help.empty()) report.help(fmt::format("{}: write `{}`", phrase.help, phrase.replacement));
}

// A line may begin with the word, so the rest is that of the text.
bool advice_in_other_words(const Spot& spot) {
  if (!spot.at_advice()) return false;
  const auto found = beginning_of_advice(spot.text().substr(spot.offset));
  if (!found) return false;
  const bool behind_head = !spot.begins_line() && spot.text().substr(spot.offset, 3) == "if ";
  if (behind_head) {
    spot.state.report(spot.ahead(2), diagnostics::foreign_word, "if")
        .help("what belongs to a recommendation stands in braces: write `{ when ... }`");
    return true;
  }
  report_phrase(spot, *found);
  return true;
}

bool attribute_in_other_words(const Spot& spot) {
  if (!spot.at_statement(Level::attributes) && !spot.at_statement(Level::option)) return false;
  const auto text = spot.text().substr(spot.offset);
  if (const auto found = interval(text)) {
    const auto span = spot.ahead(found->size);
    spot.state.report(span, diagnostics::worded_interval, spot.state.sources().text(span))
        .fix(span, found->replacement);
    return true;
  }
  const auto found = attribute(text);
  if (!found) return false;
  report_phrase(spot, *found);
  return true;
}

// `when flag: must give ...`
bool colon_for_brace(const Spot& spot) {
  if (spot.expectation.phrase != "`{`" || !spot.rest().starts_with(":")) return false;
  spot.state.report(spot.ahead(1), diagnostics::foreign_sign, ":")
      .help("what follows a condition stands in braces");
  return true;
}

}  // namespace

bool report(ParseState& state, std::uint32_t offset, const Expectation& expectation) {
  const Spot spot{state, offset, expectation, state.end_of_last_token(offset)};
  constexpr auto slips = std::to_array<bool (*)(const Spot&)>(
      {decimal_comma, dash_for_range, range_behind_between, missing_comparison, worded_comparison,
       unit_without_in, degree_sign, reserved_word_for_type, type_in_other_words, conditional_value,
       known_in_front, capital_operator, and_or, advice_in_other_words, attribute_in_other_words,
       colon_for_brace});
  return std::ranges::any_of(slips, [&](const auto slip) { return slip(spot); });
}

}  // namespace waymark::slips
