#include "agreement.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "interpreter/prove/terms.hpp"

namespace waymark {

template <typename Statement>
void Agreement::statuses(const std::vector<Statement>& statements,
                         const std::vector<StatementOutcome>& outcomes,
                         const std::vector<std::optional<Status>>& solved) {
  for (std::size_t i = 0; i < statements.size(); ++i) {
    compared_ += solved[i].has_value();
    if (!solved[i] || *solved[i] == outcomes[i].status) continue;
    text_ += fmt::format("{}: the interpreter says {}, the formulas {}\n", statements[i].id,
                         to_string(outcomes[i].status), to_string(*solved[i]));
  }
}

void Agreement::conflicts(const Outcome& outcome, const prove::SolvedOutcome& solved) {
  std::set<std::pair<model::RecommendationId, model::RecommendationId>> found;
  for (const auto& conflict : outcome.conflicts) found.emplace(conflict.first, conflict.second);
  const std::set<std::pair<model::RecommendationId, model::RecommendationId>> said{solved.conflicts.begin(),
                                                                                   solved.conflicts.end()};
  for (const auto& open : solved.open_conflicts) found.erase(open);
  if (found != said) text_ += fmt::format("{} conflicts, by the formulas {}\n", found.size(), said.size());
}

void Agreement::expressions(Evaluator& evaluator, const prove::SolvedOutcome& solved) {
  for (model::ExprId expr = 0; expr < model_.expressions.size(); ++expr) {
    if (!solved.expressions[expr]) continue;
    ++compared_;
    const auto& value = evaluator.value(expr);
    const bool is_condition = model_[expr].type.kind == TypeKind::yes_no;
    const auto found = is_condition ? truth(value) : (is_known(value) ? Truth::yes : Truth::no);
    if (found == *solved.expressions[expr]) continue;
    text_ += fmt::format("{}: the interpreter says {}, the formulas {} (known)\n",
                         sources_.text(model_[expr].span), to_string(value, model_[expr].type),
                         to_string(*solved.expressions[expr]));
  }
}

std::string Agreement::differences(const Patient& patient, const Moment& at) {
  text_.clear();
  Evaluator evaluator{model_, patient, at};
  const auto outcome = decide(evaluator);
  const auto solved = symbolic_.outcome(patient, at);
  if (!solved.is_possible) return "the formulas admit no such patient\n";
  statuses(model_.recommendations, outcome.recommendations, solved.recommendations);
  statuses(model_.contraindications, outcome.contraindications, solved.contraindications);
  statuses(model_.notes, outcome.notes, solved.notes);
  conflicts(outcome, solved);
  expressions(evaluator, solved);
  return text_;
}

static void turn_to_utc(Value& value) {
  auto* moment = std::get_if<Moment>(&value);
  auto* event = std::get_if<EventValue>(&value);
  if (event && event->moment) moment = &*event->moment;
  if (moment) moment->offset_minutes = 0;
}

Patient in_utc(Patient patient) {
  for (auto& readings : patient.facts) {
    for (auto& reading : readings) {
      turn_to_utc(reading.value);
      if (reading.time) reading.time->offset_minutes = 0;
    }
  }
  for (auto& parameter : patient.parameters) {
    if (parameter) turn_to_utc(*parameter);
  }
  return patient;
}

static bool is_within_calendar(const Patient& patient) {
  const auto first = *parse_date("1900-03-01");
  const auto last = *parse_date("2100-02-28");
  const auto is_outside = [&](const Date& date) { return date < first || last < date; };
  const auto is_beyond = [&](const FactReading& reading) {
    const auto* date = std::get_if<Date>(&reading.value);
    const auto* moment = std::get_if<Moment>(&reading.value);
    const auto* event = std::get_if<EventValue>(&reading.value);
    if (event && event->moment) moment = &*event->moment;
    return (date && is_outside(*date)) || (moment && is_outside(date_of(*moment))) ||
           (reading.time && is_outside(date_of(*reading.time)));
  };
  return std::ranges::none_of(patient.facts,
                              [&](const auto& readings) { return std::ranges::any_of(readings, is_beyond); });
}

static bool has_few_digits(const FactReading& reading) {
  const auto number = known_number(reading.value);
  return !number || prove::significant_digits(number->number.to_rational()) <= prove::digits_of_reading;
}

bool formulas_speak_of(const Patient& patient) {
  return !has_partial_dates(patient) && is_within_calendar(patient) &&
         std::ranges::all_of(patient.facts, [](const auto& readings) {
           return std::ranges::all_of(readings, has_few_digits);
         });
}

}  // namespace waymark
