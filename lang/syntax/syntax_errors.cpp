#include "lang/syntax/syntax_errors.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "lang/syntax/declaration_slips.hpp"
#include "lang/syntax/scan.hpp"
#include "lang/syntax/slips.hpp"
#include "lang/text/suggest.hpp"

namespace waymark {
namespace {

// Signs and words of other languages, and what stands for them in this one.
struct Foreign {
  std::string_view text;
  std::string_view replacement;  // empty: see help
  std::string_view help = {};
};

constexpr std::string_view quotes_help = "texts stand in straight quotes: write `\"`";

constexpr auto foreign_signs = std::to_array<Foreign>({
    {"===", "="},
    {"==", "="},
    {"&&", "and"},
    {"&", "and"},
    {"||", "or"},
    {"<>", "!="},
    {"=<", "<="},
    {"=>", ">="},
    {"!", "not "},
    {"//", "#"},
    {"/*", "", "a comment begins with `#` and ends with its line"},
    {";", "", "a statement ends without a sign: leave the `;` out"},
    {"“", "\"", quotes_help},
    {"”", "\"", quotes_help},
    {"„", "\"", quotes_help},
    {"‘", "\"", quotes_help},
    {"’", "\"", quotes_help},
    {"–", "to", "write `to` for a range and `-` for a difference"},
    {"—", "to", "write `to` for a range and `-` for a difference"},
    {"×", "*"},
    {"·", "*"},
    {"÷", "/"},
    {"−", "-"},
    {"\u00A0", " ", "this is a no-break space: write a plain blank"},
    {"^", "", "write `pow(x, 2)`"},
    {"[", "(", "lists stand in parentheses or braces"},
});

constexpr auto foreign_words = std::to_array<Foreign>({
    {"unless", "and not"},
    {"else", "otherwise"},
    {"elif", "otherwise when"},
    {"elseif", "otherwise when"},
    {"equals", "="},
    {"contains", "includes"},
    {"then", "{", "what follows a condition stands in braces"},
});

struct Found {
  std::uint32_t at;        // where the report stands
  std::string_view token;  // empty where the line or the file ends first
  bool end_of_file;
};

std::string_view from(const ParseState& state, std::uint32_t offset) { return state.text().substr(offset); }

std::string_view token_at(std::string_view text) {
  if (text.empty()) return text;
  auto end = text.starts_with("=>") ? 2 : scan::token_end(text, 0);
  const bool is_number = is_digit(text[0]) && end + 1 < text.size() && text[end] == '.';
  if (is_number && is_digit(text[end + 1])) end = scan::token_end(text, end + 1);
  return text.substr(0, end);
}

Found find(const ParseState& state, std::uint32_t offset, const Expectation& expectation) {
  const bool end_of_file = offset == state.text().size();
  if (end_of_file) return {state.end_of_last_token(offset), {}, true};
  if (expectation.place != Place::statement && state.begins_line(offset)) {
    return {state.end_of_last_token(offset), {}, false};
  }
  return {offset, token_at(from(state, offset)), false};
}

std::string quoted(const Found& found) {
  if (found.token.empty()) return "the end of the file";
  if (found.token[0] == '"') return "a text";
  return fmt::format("`{}`", found.token);
}

Span span_of(const ParseState& state, const Found& found) {
  return state.span(found.at, found.at + static_cast<std::uint32_t>(found.token.size()));
}

// The token that ends at `end`, as far as a message needs it.
std::string previous_token(std::string_view text, std::uint32_t end) {
  if (end == 0) return {};
  if (text[end - 1] == '"') return " after the text";
  const auto is_part = [](char c) {
    return scan::is_word_character(c) || scan::is_beyond_ascii(c) || c == '.';
  };
  auto begin = end - 1;
  if (is_part(text[begin])) {
    while (begin > 0 && is_part(text[begin - 1])) --begin;
  } else if (text[begin] == '=' && begin > 0 &&
             std::string_view{"<>!"}.find(text[begin - 1]) != std::string_view::npos) {
    --begin;
  }
  return fmt::format(" after `{}`", text.substr(begin, end - begin));
}

// `150,000`: a number, and behind its comma three digits without a blank.
std::size_t grouped_digits(std::string_view text) {
  std::size_t size = 0;
  while (text.size() >= size + 4 && text[size] == ',' &&
         std::ranges::all_of(text.substr(size + 1, 3), is_digit))
    size += 4;
  const bool goes_on = size < text.size() && is_digit(text[size]);
  return goes_on ? 0 : size;
}

bool report_grouped_digits(ParseState& state, std::uint32_t offset) {
  const auto size = static_cast<std::uint32_t>(grouped_digits(from(state, offset)));
  auto begin = offset;
  while (begin > 0 && is_digit(state.text()[begin - 1])) --begin;
  if (size == 0 || begin == offset) return false;
  const auto span = state.span(begin, offset + size);
  std::string plain{state.sources().text(span)};
  state.report(span, diagnostics::grouped_digits, plain).fix(span, [&] {
    std::erase(plain, ',');
    return plain;
  }());
  return true;
}

bool report_foreign(ParseState& state, std::uint32_t offset, const Expectation& expectation) {
  const auto text = from(state, offset);
  const auto word = scan::word(text);
  if (text.starts_with("!=")) return false;
  // In a table it is no slip for `>=`.
  if (text.starts_with("=>") && expectation.place != Place::operation) return false;
  const auto starts = [&](const Foreign& sign) { return text.starts_with(sign.text); };
  const auto sign = std::ranges::find_if(foreign_signs, starts);
  const auto known = std::ranges::find(foreign_words, word, &Foreign::text);
  const bool is_sign = sign != foreign_signs.end();
  if (!is_sign && known == foreign_words.end()) return false;
  const auto& foreign = is_sign ? *sign : *known;
  const auto span = state.span(offset, offset + static_cast<std::uint32_t>(foreign.text.size()));
  auto report = is_sign ? state.report(span, diagnostics::foreign_sign, foreign.text)
                        : state.report(span, diagnostics::foreign_word, foreign.text);
  report.help(std::string{foreign.help});
  if (!foreign.replacement.empty()) report.fix(span, std::string{foreign.replacement});
  return true;
}

bool is_name_part(char c) { return scan::is_word_character(c) || scan::is_beyond_ascii(c) || c == '-'; }

// The word at `offset` with what an author would take for a part of it: capitals, letters beyond ASCII,
// hyphens.
Span whole_word(const ParseState& state, std::uint32_t offset) {
  const auto text = state.text();
  auto begin = offset;
  auto end = offset;
  while (begin > 0 && is_name_part(text[begin - 1])) --begin;
  while (end < text.size() && is_name_part(text[end])) ++end;
  return state.span(begin, end);
}

// As a name could be written: `SpO2` is `spo2`, `vte-prophylaxis` is `vte_prophylaxis`. Empty where it could
// not.
std::string as_name(std::string_view word) {
  std::string result;
  for (const char c : word) {
    if (scan::is_beyond_ascii(c)) return {};
    result += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c == '-' ? '_' : c;
  }
  return scan::name(result) == result.size() ? result : std::string{};
}

void report_misspelled_name(ParseState& state, Span span) {
  const auto word = state.sources().text(span);
  auto report = state.report(span, diagnostics::misspelled_name, word);
  if (auto name = as_name(word); !name.empty()) report.fix(span, std::move(name));
}

// `vte-prophylaxis`, read as `vte` with something behind it.
bool report_hyphen(ParseState& state, std::uint32_t offset) {
  const auto text = state.text();
  const bool joins = text[offset] == '-' && offset > 0 && offset + 1 < text.size() &&
                     scan::is_word_character(text[offset - 1]) && scan::is_word_character(text[offset + 1]);
  const auto span = whole_word(state, offset);
  if (!joins || !is_lower(text[span.begin])) return false;
  report_misspelled_name(state, span);
  return true;
}

bool report_reserved(ParseState& state, std::uint32_t offset, const Found& found, Place place) {
  if (scan::reserved_word(from(state, offset)) == 0) return false;
  if (place == Place::declared) state.refuse_name(found.token, offset);
  state.report(span_of(state, found), diagnostics::reserved_name, found.token)
      .help("choose another name, such as one with a second word behind `_`");
  return true;
}

bool report_bad_name(ParseState& state, std::uint32_t offset, const Found& found) {
  if (scan::identifier(from(state, offset)) > 0) return false;  // but something else was expected
  const auto first = found.token[0];
  const bool is_word = is_lower(first) || is_upper(first) || scan::is_beyond_ascii(first) || first == '_';
  if (is_word) report_misspelled_name(state, whole_word(state, offset));
  return is_word;
}

// `a` and `b` of "`a` or `b`".
std::vector<std::string> quoted_words(std::string_view phrase) {
  std::vector<std::string> words;
  for (auto begin = phrase.find('`'); begin != std::string_view::npos;) {
    const auto end = phrase.find('`', begin + 1);
    words.emplace_back(phrase.substr(begin + 1, end - begin - 1));
    begin = phrase.find('`', end + 1);
  }
  return words;
}

std::string in_small_letters(std::string_view word) {
  std::string small{word};
  for (auto& c : small) c = is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  return small;
}

// What the misspelled word at this place is probably meant to be: a word that was expected, else any keyword.
std::optional<std::string> near_keyword(std::string_view found, const Expectation& expectation) {
  const auto word = in_small_letters(found);
  auto words = quoted_words(expectation.phrase);
  for (const auto expected : statement_words(expectation.level)) words.emplace_back(expected);
  if (expectation.level == Level::scenario) words.insert(words.end(), {"advised", "undetermined"});
  if (std::ranges::find(words, word) != words.end()) return word;
  if (auto near = nearest(word, words)) return near;
  constexpr std::size_t too_short_to_tell = 3;
  if (word.size() < too_short_to_tell) return std::nullopt;
  return nearest(word, std::vector<std::string>(reserved_words().begin(), reserved_words().end()));
}

void suggest(Report report, const ParseState& state, const Found& found, const Expectation& expectation) {
  if (!expectation.help.empty()) report.help(std::string{expectation.help});
  if (found.token.empty() || !scan::is_word_character(found.token[0]) || is_reserved(found.token)) return;
  report.did_you_mean(span_of(state, found), near_keyword(found.token, expectation));
}

// `else`, read as a name with something behind it. `then` may begin a step among attributes.
bool report_foreign_before(ParseState& state, std::uint32_t offset, const Expectation& expectation) {
  const auto end = state.end_of_last_token(offset);
  auto begin = end;
  while (begin > 0 && scan::is_word_character(state.text()[begin - 1])) --begin;
  const auto word = state.text().substr(begin, end - begin);
  const bool is_foreign = std::ranges::find(foreign_words, word, &Foreign::text) != foreign_words.end();
  const bool begins_step = word == "then" && expectation.level == Level::attributes;
  return is_foreign && !begins_step && report_foreign(state, begin, expectation);
}

bool report_special(ParseState& state, std::uint32_t offset, const Found& found,
                    const Expectation& expectation) {
  if (slips::report(state, offset, expectation) || report_foreign_before(state, offset, expectation))
    return true;
  if (found.token.empty()) return false;
  if (slips::report_behind_declaration(state, offset, expectation)) return true;
  if (report_foreign(state, offset, expectation) || report_grouped_digits(state, offset)) return true;
  if (report_hyphen(state, offset)) return true;
  const bool is_name = expectation.place == Place::name || expectation.place == Place::declared;
  if (is_name && report_reserved(state, offset, found, expectation.place)) return true;
  const bool takes_name = is_name || expectation.place == Place::value;
  return takes_name && report_bad_name(state, offset, found);
}

void report_expected(ParseState& state, std::uint32_t offset, const Expectation& expectation) {
  const auto found = find(state, offset, expectation);
  if (report_special(state, offset, found, expectation)) return;
  if (expectation.place == Place::statement) {
    if (found.token == "}") {
      state.report(span_of(state, found), diagnostics::unmatched_brace);
      return;
    }
    suggest(state.report(span_of(state, found), diagnostics::expected_statement, expectation.phrase,
                         quoted(found)),
            state, found, expectation);
    return;
  }
  const auto after = previous_token(state.text(), state.end_of_last_token(offset));
  const bool names_found = !found.token.empty() || found.end_of_file;
  const auto what = names_found ? fmt::format(", found {}", quoted(found)) : std::string{};
  suggest(state.report(span_of(state, found), diagnostics::expected_here, expectation.phrase, after, what),
          state, found, expectation);
}

// A text is open to the end of its line; what it lacks is told there.
void report_text_end(ParseState& state, std::uint32_t offset) {
  const auto rest = from(state, offset);
  auto end = offset + static_cast<std::uint32_t>(std::min(rest.find_first_of("\r\n"), rest.size()));
  while (end > offset && is_blank(state.text()[end - 1])) --end;
  state.report(state.span(end, end), diagnostics::unterminated_text)
      .help("close it with `\"`, or write a text of several lines between `\"\"\"`");
}

// The text that reaches to the end of the file has the last `"""` in front of it.
void report_long_text_end(ParseState& state) {
  const auto begin = static_cast<std::uint32_t>(state.text().rfind(R"(""")"));
  state.report(state.span(begin, begin + 3), diagnostics::unterminated_long_text);
}

void report_unit_end(ParseState& state, std::uint32_t offset) {
  state.report(state.span(offset, offset), diagnostics::unterminated_unit);
}

}  // namespace

void raise_expected(ParseState& state, std::uint32_t offset, const Expectation& expectation) {
  switch (expectation.place) {
    case Place::reported:
    case Place::never_missing: break;
    case Place::text_end: report_text_end(state, offset); break;
    case Place::long_text_end: report_long_text_end(state); break;
    case Place::unit_end: report_unit_end(state, offset); break;
    case Place::token:
    case Place::name:
    case Place::declared:
    case Place::value:
    case Place::operation:
    case Place::statement: report_expected(state, offset, expectation); break;
  }
  state.break_off();
}

void raise_nested_too_deeply(ParseState& state, std::uint32_t offset, int limit) {
  state.report(state.span(offset, offset), diagnostics::nested_too_deeply, limit)
      .help("give the inner parts names with `define`");
  state.break_off();
}

void report_unclosed(ParseState& state, std::uint32_t offset, char closing) {
  const auto* bracket = state.innermost_bracket();
  if (!bracket || bracket->left_out) return;
  const auto end = state.end_of_last_token(offset);
  const auto opened = state.span(bracket->offset, bracket->offset + 1);
  const auto line = state.sources().position(opened).line;
  state.report(state.span(end, end), diagnostics::missing_bracket, closing, state.text()[opened.begin], line)
      .note(opened, "opened here");
}

void report_unopened(ParseState& state, std::uint32_t offset) {
  const auto end = state.end_of_last_token(offset);
  const auto after = previous_token(state.text(), end);
  state.report(state.span(end, end), diagnostics::expected_here, "`{`", after, "");
}

}  // namespace waymark
