#include "lang/syntax/slip_words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include <fmt/format.h>

#include "lang/quantity/unit.hpp"
#include "lang/syntax/scan.hpp"
#include "lang/syntax/slip_ranges.hpp"

namespace waymark::slips {
namespace {

struct Entry {
  std::string_view words;
  std::string_view replacement;
  std::string_view help = {};
};

// Longer phrases stand before shorter ones that they begin with.
constexpr auto comparisons = std::to_array<Entry>({
    {"greater than or equal to", ">="},
    {"less than or equal to", "<="},
    {"greater than", ">"},
    {"more than", ">"},
    {"higher than", ">"},
    {"older than", ">"},
    {"longer than", ">"},
    {"less than", "<"},
    {"fewer than", "<"},
    {"lower than", "<"},
    {"younger than", "<"},
    {"shorter than", "<"},
    {"equal to", "="},
    {"at least", ">="},
    {"at most", "<="},
    {"above", ">"},
    {"over", ">"},
    {"exceeds", ">"},
    {"below", "<"},
    {"under", "<"},
    {"equals", "="},
});

constexpr auto intervals = std::to_array<Entry>({
    {"once a day", "every 24 hours"},  {"once per day", "every 24 hours"},
    {"once daily", "every 24 hours"},  {"once weekly", "every 1 week"},
    {"once a week", "every 1 week"},   {"once a month", "every 1 month"},
    {"twice a day", "every 12 hours"}, {"twice per day", "every 12 hours"},
    {"twice daily", "every 12 hours"}, {"thrice daily", "every 8 hours"},
    {"three times", "every 8 hours"},  {"four times", "every 6 hours"},
    {"daily", "every 24 hours"},       {"nightly", "every 24 hours"},
    {"hourly", "every 1 hour"},        {"weekly", "every 1 week"},
    {"monthly", "every 1 month"},      {"qd", "every 24 hours"},
    {"od", "every 24 hours"},          {"bid", "every 12 hours"},
    {"bd", "every 12 hours"},          {"tid", "every 8 hours"},
    {"tds", "every 8 hours"},          {"qid", "every 6 hours"},
    {"qds", "every 6 hours"},
});

constexpr std::string_view modality_help =
    "advice is `must`, `should`, `must not`, `should not` or `consider`";
constexpr std::string_view verb_help = "a recommendation says how strongly: `must`, `should` or `consider`";
constexpr std::string_view unless_help = "write `when not (...)`";

constexpr auto advice = std::to_array<Entry>({
    {"may", "consider", modality_help},
    {"might", "consider", modality_help},
    {"could", "consider", modality_help},
    {"can", "consider", modality_help},
    {"suggest", "consider", modality_help},
    {"shall", "must", modality_help},
    {"recommend", "should give", modality_help},
    {"avoid", "should not give", modality_help},
    {"do not", "must not", modality_help},
    {"never give", "must not give", modality_help},
    {"give", "should give", verb_help},
    {"start", "should start", verb_help},
    {"stop", "should stop", verb_help},
    {"continue", "should continue", verb_help},
    {"monitor", "should monitor", verb_help},
    {"measure", "should measure", verb_help},
    {"assess", "should assess", verb_help},
    {"refer to", "should refer to", verb_help},
    {"refer", "should refer to", verb_help},
    {"if", "when"},
    {"unless", "", unless_help},
    {"contraindicate", "contraindicated"},
});

constexpr auto attributes = std::to_array<Entry>({
    {"if", "when"},
    {"unless", "", unless_help},
    {"duration", "for"},
    {"frequency", "every"},
    {"interval", "every"},
    {"reason", "because"},
    {"rationale", "because"},
    {"reference", "cite"},
    {"source", "cite"},
    {"condition", "when"},
    {"immediately", "promptly"},
    {"stat", "promptly"},
    {"asap", "promptly"},
    {"as needed", "", "say when it is needed: `when ...`"},
    {"prn", "", "say when it is needed: `when ...`"},
});

constexpr auto types = std::to_array<Entry>({
    {"boolean", "yes or no"},
    {"bool", "yes or no"},
    {"flag", "yes or no"},
    {"string", "", "a text cannot be compared: list the values, as in `one of {mild, severe}`"},
    {"text", "", "a text cannot be compared: list the values, as in `one of {mild, severe}`"},
    {"enum", "", "list the values, as in `one of {mild, severe}`"},
    {"integer", "whole number"},
    {"int", "whole number"},
    {"decimal", "number"},
    {"float", "number"},
    {"double", "number"},
    {"real", "number"},
    {"numeric", "number"},
    {"percentage", "number in %"},
    {"datetime", "moment"},
    {"timestamp", "moment"},
    {"time", "moment"},
    {"duration", "number in h"},
});

constexpr auto kinds = std::to_array<Entry>({
    {"medication", "drug"},          {"medicine", "drug"},         {"treatment", "procedure"},
    {"surgery", "procedure"},        {"operation", "procedure"},   {"test", "assessment"},
    {"lab", "assessment"},           {"imaging", "assessment"},    {"investigation", "assessment"},
    {"device", "support"},           {"consultation", "referral"}, {"consult", "referral"},
    {"sample", "specimen"},          {"discharge", "disposition"}, {"admission", "disposition"},
    {"counseling", "education"},     {"counselling", "education"}, {"vaccine", "immunization"},
    {"vaccination", "immunization"},
});

constexpr auto truths = std::to_array<Entry>({
    {"true", "yes"},
    {"present", "yes"},
    {"positive", "yes"},
    {"false", "no"},
    {"absent", "no"},
    {"negative", "no"},
    {"null", "unknown"},
    {"missing", "unknown"},
    {"available", "known"},
    {"given", "known"},
});

constexpr auto units = std::to_array<Entry>({
    {"percent", "%"},
    {"celsius", "degC"},
    {"fahrenheit", "degF"},
    {"kilograms", "kg"},
    {"grams", "g"},
    {"milligrams", "mg"},
    {"micrograms", "ug"},
    {"liters", "L"},
    {"litres", "L"},
    {"milliliters", "mL"},
    {"bpm", "'/min'"},
});

// How much of the text the words take, with blanks between them; 0 where they do not stand there.
std::size_t matched(std::string_view text, std::string_view words) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == ' ') {
      const auto begin = at;
      while (at < text.size() && is_blank(text[at])) ++at;
      if (at == begin) return 0;
    } else if (at >= text.size() || text[at++] != words[i]) {
      return 0;
    }
  }
  return at < text.size() && scan::is_word_character(text[at]) ? 0 : at;
}

std::optional<Phrase> find(std::span<const Entry> entries, std::string_view text) {
  for (const auto& entry : entries) {
    if (const auto size = matched(text, entry.words))
      return Phrase{size, std::string{entry.replacement}, entry.help};
  }
  return std::nullopt;
}

std::optional<std::string> replacement(std::span<const Entry> entries, std::string_view word) {
  const auto found = std::ranges::find(entries, word, &Entry::words);
  return found == entries.end() ? std::nullopt : std::optional{std::string{found->replacement}};
}

std::size_t digits(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && is_digit(text[size])) ++size;
  return size;
}

// `a day`, `per day`, `daily` behind `3 times`, `three times` or `3x`.
std::size_t per_day(std::string_view text) {
  for (const std::string_view words : {"a day", "per day", "daily", "each day"}) {
    auto begin = text.find_first_not_of(" \t");
    if (begin == text.npos) return 0;
    if (const auto size = matched(text.substr(begin), words)) return begin + size;
  }
  return 0;
}

// `3 times a day`, `3x daily`.
std::optional<Phrase> counted_interval(std::string_view text) {
  const auto count = digits(text);
  int times = 0;
  if (count == 0 || count > 2) return std::nullopt;
  std::from_chars(text.data(), text.data() + count, times);
  auto at = count;
  while (at < text.size() && is_blank(text[at])) ++at;
  const auto word = std::max(matched(text.substr(at), "times"), matched(text.substr(at), "x"));
  const auto day = word == 0 ? 0 : per_day(text.substr(at + word));
  if (day == 0 || times == 0 || 24 % times != 0) return std::nullopt;
  return Phrase{at + word + day, fmt::format("every {} hours", 24 / times)};
}

// `q8h`
std::optional<Phrase> abbreviated_interval(std::string_view text) {
  if (!text.starts_with('q')) return std::nullopt;
  const auto count = digits(text.substr(1));
  const auto end = 1 + count;
  const bool whole = count > 0 && text.size() > end && text[end] == 'h' &&
                     (text.size() == end + 1 || !scan::is_word_character(text[end + 1]));
  if (!whole) return std::nullopt;
  return Phrase{end + 1, fmt::format("every {} hours", text.substr(1, count))};
}

std::string_view rest_of_line(std::string_view text) { return text.substr(0, text.find_first_of("\r\n#")); }

// Whether arms or rows may stand at `at`, where what follows an operand begins the next one: since the last
// word that begins a declaration or a statement there is `choose`, `score` or `table`.
bool may_begin_arm(std::string_view text, std::size_t at) {
  constexpr std::size_t near = 4096;
  constexpr auto beginnings =
      std::to_array<std::string_view>({"define ", "fact ", "should ", "must ", "consider ", "note ",
                                       "contraindicated ", "always ", "never "});
  auto before = text.substr(at - std::min(at, near), std::min(at, near));
  for (const auto word : beginnings) {
    if (const auto found = before.rfind(word); found != before.npos) before.remove_prefix(found);
  }
  const auto has = [&](std::string_view word) { return before.find(word) != before.npos; };
  return has("choose") || has("score") || has("table");
}

constexpr auto signs = std::to_array<std::string_view>(
    {"==", "&", "|", "<>", "=<", "=>", "–", "—", "×", "·", "÷", "−", "^", "°", "//", "/*"});

}  // namespace

std::optional<Phrase> comparison(std::string_view text) { return find(comparisons, text); }

std::optional<Phrase> interval(std::string_view text) {
  if (auto counted = counted_interval(text)) return counted;
  if (auto abbreviated = abbreviated_interval(text)) return abbreviated;
  auto found = find(intervals, text);
  if (!found || text.substr(0, found->size).find("times") == text.npos) return found;
  const auto day = per_day(text.substr(found->size));
  if (day == 0) return std::nullopt;
  found->size += day;
  return found;
}

std::optional<Phrase> beginning_of_advice(std::string_view text) { return find(advice, text); }
std::optional<Phrase> attribute(std::string_view text) { return find(attributes, text); }
std::optional<Phrase> type(std::string_view word) {
  auto found = find(types, word);
  return found && found->size == word.size() ? found : std::nullopt;
}
std::optional<std::string> action_kind(std::string_view word) { return replacement(kinds, word); }
std::optional<std::string> truth(std::string_view word) { return replacement(truths, word); }
std::optional<std::string> unit(std::string_view word) { return replacement(units, word); }

std::string_view unit_text(std::string_view text) {
  const auto closing = text.starts_with('[') ? ']' : text.starts_with('(') ? ')' : '\0';
  if (closing != '\0') {
    const auto end = rest_of_line(text).find(closing);
    return end == text.npos ? std::string_view{} : text.substr(0, end + 1);
  }
  const auto ends = [](char c) {
    return is_blank(c) || std::string_view{"\r\n,;){}#\"="}.find(c) != std::string_view::npos;
  };
  return text.substr(0, static_cast<std::size_t>(std::ranges::find_if(text, ends) - text.begin()));
}

bool is_unit(std::string_view text) {
  static const UnitTable table;
  constexpr auto common = std::to_array<std::string_view>(
      {"years", "months", "weeks", "days", "hours", "minutes", "mmHg", "degC", "degF", "units", "IU"});
  if (text.starts_with("°") || std::ranges::find(common, text) != common.end()) return true;
  return !text.empty() && !is_digit(text[0]) && std::holds_alternative<UnitPtr>(table.parse(text));
}

bool begins_unit(std::string_view text, std::size_t at) {
  auto end = at;
  while (end > 0 && is_blank(text[end - 1])) --end;
  const auto rest = text.substr(at);
  if ((end > 0 && text[end - 1] == '\n') || scan::reserved_word(rest) > 0) return false;
  const auto unit = unit_text(rest);
  if (unit.starts_with('[') || unit.starts_with('(')) return !range_ahead(unit.substr(1));
  const auto next = unit.size() + blanks(rest.substr(unit.size()));
  const bool is_bound = unit == "min" && next < rest.size() && is_digit(rest[next]);
  return unit != "charge" && !is_bound && is_unit(unit);
}

bool follows_operand(std::string_view text, std::size_t at) {
  const auto rest = text.substr(at);
  auto end = at;
  while (end > 0 && is_blank(text[end - 1])) --end;
  const bool same_line = end > 0 && text[end - 1] != '\n';
  if (!same_line || rest.empty()) return false;
  if (std::ranges::any_of(signs, [&](std::string_view sign) { return rest.starts_with(sign); })) return true;
  const bool is_quantity = is_digit(rest[0]) || comparison(rest).has_value();
  if (is_quantity) return !may_begin_arm(text, at);
  return matched(rest, "unless") > 0 || matched(rest, "AND") > 0 || matched(rest, "OR") > 0;
}

}  // namespace waymark::slips
