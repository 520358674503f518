#include "columns_agreement.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "patient_generator.hpp"

namespace waymark {

using ConflictKey = std::tuple<model::RecommendationId, model::RecommendationId, model::ActionId>;

void ColumnsComparison::compare(const columns::BatchOutcome& found, std::size_t index, const Person& person) {
  Evaluator evaluator{model_, person.patient, person.at};
  const auto expected = decide(evaluator);
  statuses(model_.recommendations, expected.recommendations, found.recommendations, index, person);
  statuses(model_.contraindications, expected.contraindications, found.contraindications, index, person);
  statuses(model_.notes, expected.notes, found.notes, index, person);
  conflicts(expected, found, index, person);
  applies(expected, found, index, person);
  for (std::uint32_t i = 0; i < model_.properties.size(); ++i) {
    const bool is_violated = std::ranges::find(expected.violated, i) != expected.violated.end();
    check(is_violated == columns::test(found.violated[i], index), model_.properties[i].text, person);
  }
}

void ColumnsComparison::compare_needs(columns::BatchEvaluator& found, const columns::Batch& batch,
                                      std::size_t index, const Person& person) {
  Evaluator evaluator{model_, person.patient, person.at};
  const auto expected = decide(evaluator);
  using Kind = model::StatementKind;
  const auto check_all = [&](Kind kind, const std::vector<StatementOutcome>& outcomes) {
    for (std::uint32_t i = 0; i < outcomes.size(); ++i) {
      if (outcomes[i].status != Status::undetermined) continue;
      const model::StatementReference statement{kind, i};
      const bool agrees = found.needs(batch, statement, index) == outcomes[i].needs;
      check(agrees, "needs of " + model::statement(model_, statement).id, person);
    }
  };
  check_all(Kind::recommendation, expected.recommendations);
  check_all(Kind::contraindication, expected.contraindications);
  check_all(Kind::note, expected.notes);
}

void ColumnsComparison::compare_needs(columns::BatchEvaluator& found, const columns::Batch& batch,
                                      const std::vector<Person>& people, std::size_t first) {
  using Kind = model::StatementKind;
  const auto check_all = [&](Kind kind, std::size_t statements) {
    for (std::uint32_t i = 0; i < statements; ++i) check_needed(found, batch, {kind, i}, people, first);
  };
  check_all(Kind::recommendation, model_.recommendations.size());
  check_all(Kind::contraindication, model_.contraindications.size());
  check_all(Kind::note, model_.notes.size());
}

void ColumnsComparison::check_needed(columns::BatchEvaluator& found, const columns::Batch& batch,
                                     const model::StatementReference& statement,
                                     const std::vector<Person>& people, std::size_t first) {
  const auto needed = found.needs(batch, statement);
  const auto condition = model::statement(model_, statement).condition;
  for (std::size_t patient = 0; patient < batch.size(); ++patient) {
    const auto& person = people[first + patient];
    Evaluator evaluator{model_, person.patient, person.at};
    std::set<model::Input> wanted, there;
    if (evaluator.truth(condition) == Truth::unknown) {
      for (const auto& input : evaluator.needs(condition)) wanted.insert(input);
    }
    for (const auto& [input, patients] : needed) {
      if (columns::test(patients, patient)) there.insert(input);
    }
    check(wanted == there, "needs of all for " + model::statement(model_, statement).id, person);
  }
}

template <typename Statement>
void ColumnsComparison::statuses(const std::vector<Statement>& statements,
                                 const std::vector<StatementOutcome>& expected,
                                 const std::vector<columns::StatusBits>& found, std::size_t index,
                                 const Person& person) {
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const auto status = columns::status(found[i], index);
    check(status == expected[i].status,
          fmt::format("{}: {}, by the columns {}", statements[i].id, to_string(expected[i].status),
                      to_string(status)),
          person);
  }
}

void ColumnsComparison::conflicts(const Outcome& expected, const columns::BatchOutcome& found,
                                  std::size_t index, const Person& person) {
  std::set<ConflictKey> wanted, there;
  for (const auto& each : expected.conflicts) wanted.insert({each.first, each.second, each.action});
  for (std::size_t i = 0; i < program_.conflicts.size(); ++i) {
    const auto& [first, second, action] = program_.conflicts[i].conflict;
    if (columns::test(found.conflicts[i], index)) there.insert({first, second, action});
  }
  check(wanted == there, fmt::format("{} conflicts, by the columns {}", wanted.size(), there.size()), person);
}

void ColumnsComparison::applies(const Outcome& expected, const columns::BatchOutcome& found,
                                std::size_t index, const Person& person) {
  check(expected.applies.has_value() == found.applies.has_value(), "who it is for", person);
  if (!expected.applies || !found.applies) return;
  const auto value = columns::test(found.applies->yes, index)  ? Truth::yes
                     : columns::test(found.applies->no, index) ? Truth::no
                                                               : Truth::unknown;
  check(expected.applies->value == value, "whether it applies", person);
}

void ColumnsComparison::check(bool agrees, const std::string& what, const Person& person) {
  ++compared_;
  if (agrees) return;
  if (different_++ == 0) first_ = what + " of " + generated::facts_json(model_, person.patient);
}

ColumnsAgreement hold_columns_against_evaluator(const model::Model& model, const std::vector<Person>& people,
                                                const columns::Site& site) {
  ColumnsAgreement result;
  const auto program = columns::compile(model, site);
  columns::BatchEvaluator evaluator{program};
  ColumnsComparison comparison{model, program};
  for (std::size_t first = 0; first < people.size(); first += columns::batch_size) {
    columns::Batch batch{model, program.layout, columns::Keep::all_patients};
    const auto count = std::min(columns::batch_size, people.size() - first);
    for (std::size_t i = 0; i < count; ++i) batch.add(people[first + i].patient, people[first + i].at);
    result.exceptional += batch.exceptional().size();
    const auto& outcome = evaluator.evaluate(batch);
    for (std::size_t i = 0; i < count; ++i) {
      comparison.compare(outcome, i, people[first + i]);
      comparison.compare_needs(evaluator, batch, i, people[first + i]);
    }
    comparison.compare_needs(evaluator, batch, people, first);
  }
  result.comparisons = comparison.compared();
  result.different = comparison.different();
  result.first_difference = comparison.first();
  return result;
}

}  // namespace waymark
