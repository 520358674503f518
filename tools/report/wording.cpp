#include "tools/report/wording.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "interpreter/decide/given_dose.hpp"
#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/facts/expected_form.hpp"
#include "lang/text/one_line.hpp"
#include "lang/text/overloaded.hpp"
#include "tools/report/elapsed_words.hpp"
#include "tools/report/plain_words.hpp"
#include "tools/report/reason_text.hpp"
#include "tools/report/shown_number.hpp"

namespace waymark {

RunReport for_reading(const RunReport& report) {
  auto result = report;
  result.readable = true;
  return result;
}

Wording::Wording(const RunReport& report) : report_{report}, names_{report.model()} {}

// "Glasgow Coma Scale": the next word has a capital too.
static bool is_proper_name(const std::string& title, std::size_t first_word) {
  const auto is_within = [&](std::size_t at, char low, char high) {
    return at < title.size() && title[at] >= low && title[at] <= high;
  };
  return is_within(first_word + 1, 'A', 'Z') && is_within(first_word + 2, 'a', 'z');
}

std::string in_sentence(const std::string& title) {
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto marks_a_symbol = [&](char c) { return is_upper(c) || (c >= '0' && c <= '9'); };
  const auto first_word = title.substr(0, title.find(' '));
  const bool is_article = title.starts_with("A ");
  if ((first_word.size() < 2 && !is_article) || !is_upper(first_word[0])) return title;
  if (is_proper_name(title, first_word.size())) return title;
  if (std::ranges::any_of(first_word.substr(1), marks_a_symbol)) return title;
  auto result = title;
  result[0] = static_cast<char>(title[0] - 'A' + 'a');
  return result;
}

std::string Wording::written(model::ExprId expr) const {
  return one_line(report_.sources().text(report_.model()[expr].span));
}

std::string Wording::in_words(model::ExprId expr) const {
  return in_plain_words(report_.model(), expr, written(expr));
}

Amount Wording::within(const model::Within& within) const {
  auto result = amount(within.time);
  if (!within.of) return result;
  const auto of_words = " of " + in_words(*within.of);
  if (result.text) *result.text += of_words;
  result.says += " of " + written(*within.of);
  result.words += of_words;
  return result;
}

Amount Wording::amount(const model::ExprRange& range) const {
  auto& evaluator = report_.evaluator;
  const auto high = range.high.value_or(range.low);
  Amount result{.text = {}, .says = written(range.low), .needs = {}};
  result.words = in_words(range.low);
  if (range.high) result.says += " to " + written(*range.high);
  if (range.high) result.words += " to " + in_words(*range.high);
  if (is_told_as_written(range.low) || is_told_as_written(high)) return result;
  if (const auto ends = quantities(range)) {
    const auto& [from, to] = *ends;
    const bool is_range = range.high && (!same_dimension(*from.unit, *to.unit) || !(from == to));
    result.text = is_range ? range_text(from, to) : to_string(to);
    return result;
  }
  const auto missing = missing_for(evaluator, range);
  result.needs = inputs(missing);
  for (const auto& input : missing)
    result.missing.push_back(short_title(declaration(report_.model(), input)));
  return result;
}

std::optional<std::pair<Quantity, Quantity>> Wording::quantities(const model::ExprRange& range) const {
  const auto high = range.high.value_or(range.low);
  if (is_told_as_written(range.low) || is_told_as_written(high)) return std::nullopt;
  const auto first = known_number(report_.evaluator.value(range.low));
  const auto last = known_number(report_.evaluator.value(high));
  if (!first || !last) return std::nullopt;
  return std::pair{shown_quantity(*first, range.low), shown_quantity(*last, high)};
}

// `25 to 50 mg/kg of weight, at most 2 g`
std::string Wording::amount_says(const model::Dose& dose, bool in_words) const {
  const auto text = [&](model::ExprId expr) { return in_words ? this->in_words(expr) : written(expr); };
  auto result = text(dose.amount.low);
  if (dose.amount.high) result += " to " + text(*dose.amount.high);
  if (dose.of) result += " of " + text(*dose.of);
  for (const auto limit : dose.at_least) result += ", at least " + text(limit);
  for (const auto limit : dose.at_most) result += ", at most " + text(limit);
  return result;
}

DoseAmount Wording::dose(const model::Dose& dose) const {
  DoseAmount result{amount(static_cast<const model::ExprRange&>(dose))};
  result.says = amount_says(dose, false);
  result.words = amount_says(dose, true);
  if (!result.text) return result;
  const auto given = given_dose(report_.evaluator, dose);
  if (given.limit) {
    result.limited = given.limited == DoseLimit::at_most ? "at most" : "at least";
    result.limit = said(*given.limit);
  }
  result.unrounded = given.unrounded;
  if (!dose.of) return result;
  const auto& type = report_.model()[*dose.of].type;
  const auto& of = report_.evaluator.value(*dose.of);
  const auto number = known_number(of);
  result.from = said(dose.amount.low);
  if (dose.amount.high) result.from += " to " + said(*dose.amount.high);
  result.from += fmt::format(
      " of {} {}", in_words(*dose.of),
      number && report_.readable ? to_string(shown_quantity(*number, *dose.of)) : to_string(of, type));
  return result;
}

// Texts of several lines are laid out anew by whoever shows them.
static std::string without_line_breaks(const std::string& text) {
  std::string result;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!is_blank) result += c;
    if (is_blank && !result.empty() && result.back() != ' ') result += ' ';
  }
  if (result.ends_with(' ')) result.pop_back();
  return result;
}

bool Wording::is_told_as_written(model::ExprId expr) const {
  if (!report_.of_nobody) return false;
  const bool rests_on_facts = Dependencies{report_.model(), {expr}}.below(expr).facts;
  return rests_on_facts || std::holds_alternative<Unknown>(report_.evaluator.value(expr));
}

// Of no patient the name of the value stands in its place.
// A moment and a member as people read them; empty of anything else.
static std::string plainly(const Value& value, const Type& type, const Moment& at) {
  const auto text = [&](const Moment& moment) { return instant_text(Elapsed{std::pair{moment, at}}); };
  if (const auto* moment = std::get_if<Moment>(&value)) return text(*moment);
  const auto* event = std::get_if<EventValue>(&value);
  if (event && event->moment && !event->amount) return text(*event->moment);
  const auto* member = std::get_if<model::MemberIndex>(&value);
  if (!member || !type.members) return "";
  const auto& named = type.members->members[*member];
  return named.title.empty() ? named.id : in_sentence(named.title);
}

std::string Wording::shown(const model::TemplateValue& piece) const {
  if (is_told_as_written(piece.value)) return fmt::format("[{}]", in_words(piece.value));
  const auto& value = report_.evaluator.value(piece.value);
  const auto& type = report_.model()[piece.value].type;
  if (piece.places) return to_string(value, type, *piece.places);
  if (report_.readable) {
    if (const auto text = plainly(value, type, report_.evaluator.at()); !text.empty()) return text;
  }
  const bool is_shortened = report_.readable && is_computed(report_.model(), piece.value);
  return to_string(is_shortened ? with_digits(value, type, few_digits) : value, type);
}

Quantity Wording::shown_quantity(const Quantity& exact, model::ExprId expr) const {
  const auto plain = in_plain_unit(exact, report_.model()[expr].type);
  const bool is_shortened = report_.readable && is_computed(report_.model(), expr);
  return is_shortened ? with_digits(plain, few_digits) : plain;
}

std::string Wording::text(const model::Template& text) const {
  std::string result;
  for (const auto& piece : text.pieces) {
    if (const auto* words = std::get_if<std::string>(&piece)) {
      result += *words;
    } else {
      result += shown(std::get<model::TemplateValue>(piece));
    }
  }
  return without_line_breaks(result);
}

// A value in a text stands there in its braces.
static std::string without_braces(const std::string& written) {
  const bool braced = written.starts_with('{') && written.ends_with('}');
  return braced ? written.substr(1, written.size() - 2) : written;
}

std::vector<std::pair<std::string, std::string>> Wording::values(const model::Template& text) const {
  std::vector<std::pair<std::string, std::string>> result;
  for (const auto& piece : text.pieces) {
    const auto* value = std::get_if<model::TemplateValue>(&piece);
    if (value)
      result.emplace_back(without_braces(one_line(report_.sources().text(value->span))), shown(*value));
  }
  return result;
}

std::string Wording::questioned(const QuestionedReading& reading) const {
  const auto& fact = report_.model().facts[reading.fact];
  auto result = fmt::format("{} {} is used, but is not plausible ({})", short_title(fact),
                            to_string(reading.value), bounds_text(*fact.plausible));
  if (!reading.hint) return result;
  const auto& meant = reading.hint->meant;
  const auto is = report_.readable ? with_digits(reading.hint->is, few_digits) : reading.hint->is;
  if (is_pure(*meant.unit)) return result + fmt::format(": was {} meant?", to_string(is));
  return result + fmt::format(": was {} meant, which is {}?", to_string(meant), to_string(is));
}

std::string Wording::unlimited(const UnlimitedReading& reading) const {
  return fmt::format("{} counts however old it is: {} is not set at this site",
                     short_title(report_.model().facts[reading.fact]),
                     names_.name(model::Input{std::in_place_index<1>, reading.parameter}));
}

std::vector<std::string> Wording::inputs(const std::vector<model::Input>& inputs) const {
  std::vector<std::string> result;
  for (const auto& input : inputs) result.push_back(names_.name(input));
  return result;
}

std::vector<std::string> Wording::action_ids(const std::vector<model::ActionId>& actions) const {
  std::vector<std::string> result;
  for (const auto action : actions) result.push_back(report_.model().actions[action].id);
  return result;
}

std::string Wording::action(model::ActionId action) const {
  const auto& declared = report_.model().actions[action];
  if (!declared.title.empty()) return in_sentence(declared.title);
  auto words = declared.id;
  std::ranges::replace(words, '_', ' ');
  return words;
}

std::string Wording::target(const model::Target& target) const {
  if (const auto* single = std::get_if<model::ActionId>(&target.node)) return action(*single);
  const auto& choice = std::get<model::Choice>(target.node);
  std::vector<std::string> options;
  for (const auto& option : choice.options) {
    const bool nested = std::holds_alternative<model::Choice>(option.node);
    options.push_back(nested ? fmt::format("({})", this->target(option)) : this->target(option));
  }
  const bool one = choice.kind == ast::ChoiceKind::one_of;
  return fmt::format("{} {}", one ? "one of" : "all of", fmt::join(options, ", "));
}

std::string Wording::statement_name(const model::CitedStatement& cited) const {
  return model::name_of(report_.model(), cited);
}

std::vector<std::string> Wording::refs(const model::StatementBase& statement) const {
  std::vector<std::string> result;
  for (const auto& cite : statement.cites) {
    for (const auto& ref : model::statement(report_.model(), cite.statement).refs) {
      if (std::ranges::find(result, ref) == result.end()) result.push_back(ref);
    }
  }
  return result;
}

std::vector<IncompleteStatement> Wording::incomplete(const model::StatementBase& statement) const {
  std::vector<IncompleteStatement> result;
  for (const auto& cite : statement.cites) {
    const auto& reason = model::statement(report_.model(), cite.statement).incomplete;
    if (reason) result.push_back({statement_name(cite.statement), *reason});
  }
  return result;
}

std::vector<std::string> Wording::left_open(const model::StatementBase& statement) const {
  std::vector<std::string> result;
  for (const auto& cite : statement.cites) {
    for (const auto& term : model::statement(report_.model(), cite.statement).open) {
      if (std::ranges::find(result, term) == result.end()) result.push_back(term);
    }
  }
  return result;
}

std::string Wording::citation(const model::StatementBase& statement) const {
  std::vector<std::string> cites;
  for (const auto& cite : statement.cites) cites.push_back(cite.text);
  auto result = fmt::format("{}", fmt::join(cites, ", "));
  const auto references = refs(statement);
  if (!references.empty()) result += fmt::format(" [{}]", fmt::join(references, ", "));
  return result;
}

}  // namespace waymark
