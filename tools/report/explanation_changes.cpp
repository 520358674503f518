#include <fmt/format.h>

#include "interpreter/search/boundary_values.hpp"
#include "tools/report/elapsed_words.hpp"
#include "tools/report/explanation_text.hpp"
#include "tools/report/operand_words.hpp"
#include "tools/report/plain_words.hpp"
#include "tools/report/statement_text.hpp"

// What would change an answer, and what to ask next.
namespace waymark {

namespace {

bool is_number(const Value& value) { return std::holds_alternative<Number>(value); }

// Moments as people write them.
std::string value_text(const model::Model& model, const Change& change, const RepresentativeValue& value) {
  const auto* event = std::get_if<EventValue>(&value.value);
  const auto* moment =
      event && !event->amount && event->moment ? &*event->moment : std::get_if<Moment>(&value.value);
  return moment && !value.time ? moment_text(*moment) : to_string(model, change.variable, value);
}

// From where and to where a value would do, with the edges as the language has them: "below 90 %", "60 mmHg
// or less".
std::string range_text(const model::Model& model, const Change& change) {
  const auto text = [&](const RepresentativeValue& value) { return value_text(model, change, value); };
  const bool time = !is_number(change.to.value);
  if (change.open_below && change.open_above) return "any value";
  if (change.open_below && change.below) return "below " + text(*change.below);
  if (change.open_above && change.above) return "above " + text(*change.above);
  if (change.open_below) return fmt::format("{} or {}", text(change.last), time ? "earlier" : "less");
  if (change.open_above) return fmt::format("{} or {}", text(change.first), time ? "later" : "more");
  const auto first = text(change.first), last = text(change.last);
  if (!change.above && !change.below) return first == last ? first : fmt::format("{} to {}", first, last);
  return fmt::format("{} and {}", change.above ? "above " + text(*change.above) : first + " or more",
                     change.below ? "below " + text(*change.below) : last + " or less");
}

}  // namespace

std::string settles_text(const Question& question) {
  if (question.most == 0) return "settles nothing by itself";
  if (question.fewest == question.most)
    return fmt::format("settles {} {}", question.most, question.most == 1 ? "status" : "statuses");
  return fmt::format("settles {} to {} statuses", question.fewest, question.most);
}

std::string ExplanationText::name(const Variable& variable) const {
  const auto title = short_title(declaration(model(), variable.input));
  if (!variable.member) return title;
  const auto& member = type_of(model(), variable.input).members->members[*variable.member];
  return fmt::format("{} include {}", title, OperandWords::member_name(member));
}

std::string ExplanationText::state(const Change& change) const {
  if (std::holds_alternative<Unknown>(change.from))
    return is_stale(change.variable.input) ? "its reading is stale" : "it is not known";
  const auto* event = std::get_if<EventValue>(&change.from);
  if (event && !event->moment) return "it has not happened";
  if (const auto words = in_words(change.from)) return "it is only known to be " + *words;
  return fmt::format("it is {}", to_string(change.from, type_of(model(), change.variable.input)));
}

std::string ExplanationText::change(const Change& change) const {
  const auto to = std::holds_alternative<Unknown>(change.to.value) ? std::string{"not known"}
                                                                   : range_text(model(), change);
  return fmt::format("{}{} {}{} ({})", name(change.variable), is_number(change.to.value) ? "" : ":", to,
                     change.read_again ? ", read now" : "", state(change));
}

std::string ExplanationText::question(const Question& question) const {
  const auto& declared = declaration(model(), question.input);
  return fmt::format("{} ({}): {}", wording_.inputs({question.input}).front(),
                     declared.title.empty() ? declared.id : in_sentence(declared.title),
                     settles_text(question));
}

std::vector<std::string> ExplanationText::changes_to(const Turn& turn, bool pairs_tried) const {
  if (turn.changes.empty() && pairs_tried) return {"no change of one or two facts leads there"};
  if (turn.changes.empty()) return {"no change of one of the facts that were tried leads there"};
  std::vector<std::string> result;
  for (const auto& changes : turn.changes) {
    std::vector<std::string> texts;
    for (const auto& each : changes) texts.push_back(change(each));
    result.push_back(fmt::format("if {}", fmt::join(texts, " and ")));
  }
  return result;
}

std::string ExplanationText::untried() const {
  const auto count = explanation_.turns.untried;
  const std::string together = "It would take too long to change two facts together";
  if (count == 0) return together + ".";
  return fmt::format("{}; {} not changed at all.", together,
                     count == 1 ? "1 fact was" : fmt::format("{} facts were", count));
}

}  // namespace waymark
