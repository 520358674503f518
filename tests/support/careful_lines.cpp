#include "careful_lines.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include <fmt/format.h>

#include "interpreter/cohort/fast_ndjson.hpp"
#include "interpreter/decide/questioned.hpp"
#include "interpreter/decide/subject.hpp"
#include "lang/model/regimen.hpp"
#include "patient_generator.hpp"

namespace waymark {

std::vector<std::string> codes(const cohort::RejectedLine& line) {
  std::vector<std::string> result;
  for (const auto& problem : line.problems) result.emplace_back(problem.code);
  return result;
}

namespace {

std::string dose_text(const cohort::PatientDose& dose) {
  const auto end = [](const std::optional<Decimal>& number) {
    return number ? number->to_exact_string() : "unknown";
  };
  return fmt::format("{}..{}", end(dose.low), end(dose.high));
}

void append_row(std::string& rows, const cohort::Row& row) {
  rows += row.patient;
  for (const auto* statuses : {&row.recommendations, &row.notes, &row.contraindications}) {
    for (const auto status : *statuses) rows.append(" ").append(to_string(status));
  }
  for (const auto* dose : row.doses) rows += dose ? " " + dose_text(*dose) : " none";
  rows += fmt::format(" {} {}\n", row.conflicts.size(), row.violated.size());
}

std::vector<Status> statuses(const std::vector<StatementOutcome>& outcomes) {
  std::vector<Status> result;
  for (const auto& outcome : outcomes) result.push_back(outcome.status);
  return result;
}

const StatementOutcome& outcome_of(const Outcome& outcome, const model::StatementReference& statement) {
  switch (statement.kind) {
    case model::StatementKind::recommendation: return outcome.recommendations[statement.index];
    case model::StatementKind::contraindication: return outcome.contraindications[statement.index];
    case model::StatementKind::note: break;
  }
  return outcome.notes[statement.index];
}

// Each condition once; all statements that have it must have come out alike.
void count_statements(const model::Model& model, const Outcome& outcome,
                      std::vector<cohort::StatementCount>& counts) {
  const cohort::StatementConditions conditions{model};
  for (const auto& statement : statements(model)) {
    const auto& reference = std::get<model::StatementReference>(statement.node);
    const auto place = conditions.of(reference.kind, reference.index);
    const auto& its = outcome_of(outcome, reference);
    const auto& first = conditions.first_statements()[place];
    const auto& same = outcome_of(outcome, first);
    if (same.status != its.status || !(same.needs == its.needs))
      throw std::logic_error{"statements with one condition come out differently"};
    if (first.kind != reference.kind || first.index != reference.index) continue;
    ++counts[place].patients[static_cast<std::size_t>(its.status)];
    for (const auto& input : its.needs) ++counts[place].missing[cohort::input_index(model, input)];
  }
}

// Each action by itself: the worst that its contraindications say.
void count_actions(const model::Model& model, const Outcome& outcome, cohort::Count& counts) {
  for (auto& [action, patients] : counts.actions) {
    bool is_contraindicated = false, is_perhaps = false;
    for (std::size_t i = 0; i < model.contraindications.size(); ++i) {
      if (std::ranges::count(model.contraindications[i].actions, action) == 0) continue;
      is_contraindicated |= outcome.contraindications[i].status == Status::advised;
      is_perhaps |= outcome.contraindications[i].status == Status::undetermined;
    }
    patients.contraindicated += is_contraindicated ? 1 : 0;
    patients.perhaps += is_perhaps && !is_contraindicated ? 1 : 0;
  }
}

// Whether some alternative that gets the dose is open, or it is for whatever is advised.
bool gets(const StatementOutcome& outcome, const model::DosePlace& place) {
  if (outcome.status != Status::advised) return false;
  if (place.given_with.empty()) return true;
  return std::ranges::any_of(outcome.alternatives, [&](const Alternative& each) {
    return each.open == Truth::yes && std::ranges::count(place.given_with, each.target) > 0;
  });
}

// The number in the unit of the place; none where it is not known.
std::optional<Decimal> end_of(Evaluator& evaluator, model::ExprId expr, const UnitPtr& unit) {
  const auto number = known_number(evaluator.value(expr));
  const auto converted = number ? convert(*number, unit) : std::nullopt;
  return converted ? std::optional{converted->number} : std::nullopt;
}

// By place; none where the patient does not get it.
using Doses = std::vector<std::optional<cohort::PatientDose>>;
Doses doses_of(Evaluator& evaluator, const Outcome& outcome) {
  Doses result;
  for (const auto& place : model::dose_places(evaluator.model())) {
    auto& dose = result.emplace_back();
    if (!gets(outcome.recommendations[place.recommendation], place)) continue;
    const auto unit = model::unit_of(evaluator.model(), place);
    dose = cohort::PatientDose{end_of(evaluator, place.dose->low, unit),
                               end_of(evaluator, place.dose->high.value_or(place.dose->low), unit)};
    if (!dose->low || !dose->high) dose->low = dose->high = std::nullopt;
  }
  return result;
}

void count_doses(const Doses& doses, std::vector<cohort::DoseCount>& counts) {
  for (std::size_t i = 0; i < doses.size(); ++i) {
    if (!doses[i]) continue;
    ++(doses[i]->low ? counts[i].known : counts[i].unknown);
    if (doses[i]->low) counts[i].low.add(*doses[i]->low);
  }
}

void count(const model::Model& model, const Outcome& outcome, const std::string& id, cohort::Count& whole) {
  ++whole.patients;
  count_statements(model, outcome, whole.conditions);
  count_actions(model, outcome, whole);
  for (const auto& conflict : outcome.conflicts)
    ++whole.conflicts[{conflict.first, conflict.second, conflict.action}];
  for (const auto property : outcome.violated) {
    auto& violated = whole.properties[property];
    if (++violated.patients <= cohort::most_named_patients) violated.first.push_back(id);
  }
}

void add_line(const cohort::Question& question, std::string_view line, std::size_t number,
              cohort::Part& part) {
  auto read = question.read(line);
  if (auto* problems = std::get_if<std::vector<FactsProblem>>(&read)) {
    part.rejected.push_back({number, std::string{line}, std::move(*problems)});
    return;
  }
  const auto& patient = std::get<Patient>(read);
  Evaluator evaluator{question.model, patient, patient.at.value_or(question.at)};
  const auto outcome = decide(evaluator);
  const auto id = patient.id.empty() ? std::to_string(number) : patient.id;
  const auto doses = doses_of(evaluator, outcome);
  cohort::Row row{id,
                  statuses(outcome.recommendations),
                  statuses(outcome.notes),
                  statuses(outcome.contraindications),
                  outcome.conflicts,
                  outcome.violated,
                  {}};
  for (const auto& dose : doses) row.doses.push_back(dose ? &*dose : nullptr);
  append_row(part.rows, row);
  count_doses(doses, part.whole.doses);
  count(question.model, outcome, id, part.whole);
  for (const auto& reading : questioned_readings(evaluator)) ++part.whole.questioned[reading.fact];
}

// The first row that is another one.
std::string difference(const std::string& found, const std::string& expected) {
  std::istringstream left{found}, right{expected};
  std::string a, b;
  while (std::getline(left, a) && std::getline(right, b)) {
    if (a != b) return fmt::format("{}\ninstead of\n{}\n", a, b);
  }
  return found == expected ? "" : "one has more rows\n";
}

std::string difference(const std::vector<cohort::StatementCount>& found,
                       const std::vector<cohort::StatementCount>& expected) {
  const auto is_same = [](const cohort::StatementCount& a, const cohort::StatementCount& b) {
    return a.patients == b.patients && a.missing == b.missing;
  };
  return std::ranges::equal(found, expected, is_same) ? "" : "a statement is counted otherwise\n";
}

std::string difference(const std::vector<cohort::DoseCount>& found,
                       const std::vector<cohort::DoseCount>& expected) {
  const auto is_same = [](const cohort::DoseCount& a, const cohort::DoseCount& b) {
    return a.known == b.known && a.unknown == b.unknown && a.low.counts() == b.low.counts() &&
           a.low.least() == b.low.least() && a.low.greatest() == b.low.greatest();
  };
  return std::ranges::equal(found, expected, is_same) ? "" : "a dose is counted otherwise\n";
}

std::string difference(const std::vector<cohort::PropertyCount>& found,
                       const std::vector<cohort::PropertyCount>& expected) {
  const auto is_same = [](const cohort::PropertyCount& a, const cohort::PropertyCount& b) {
    return a.patients == b.patients && a.first == b.first;
  };
  return std::ranges::equal(found, expected, is_same) ? "" : "a broken property is counted otherwise\n";
}

std::string difference(const std::vector<cohort::RejectedLine>& found,
                       const std::vector<cohort::RejectedLine>& expected) {
  for (std::size_t i = 0; i < std::min(found.size(), expected.size()); ++i) {
    if (found[i].number != expected[i].number || found[i].text != expected[i].text) {
      return fmt::format("line {} is rejected instead of line {}\n", found[i].number, expected[i].number);
    }
    if (codes(found[i]) != codes(expected[i]))
      return fmt::format("line {} is rejected for other reasons\n", found[i].number);
  }
  return found.size() == expected.size()
             ? ""
             : fmt::format("{} lines are rejected instead of {}\n", found.size(), expected.size());
}

}  // namespace

cohort::Question question_of(const model::Model& model) {
  cohort::Question question{
      model, [&model](std::string_view line) { return read_patient(line, model, std::nullopt); }};
  question.at = generated::evaluation_moment();
  question.row = append_row;
  return question;
}

cohort::Question table_question(const cohort::CsvPatients& table, const model::Model& model) {
  auto question = question_of(model);
  question.read = [&table](std::string_view line) { return table.read(line, std::nullopt); };
  question.columns = table.columns();
  return question;
}

cohort::Part evaluated(const cohort::Question& question, const std::string& lines) {
  const auto program = cohort::program_of(question);
  const auto padded = lines + std::string(cohort::readable_behind_line, '\0');
  return cohort::LineEvaluator{question, program}.evaluate({padded.data(), lines.size()}, 1);
}

cohort::Part one_by_one(const cohort::Question& question, const std::string& lines) {
  cohort::Part part;
  part.whole = cohort::empty_count(question.model, cohort::StatementConditions{question.model});
  std::size_t number = 0;
  for (std::size_t from = 0; from < lines.size();) {
    const auto end = std::min(lines.find('\n', from), lines.size());
    auto line = std::string_view{lines}.substr(from, end - from);
    if (line.ends_with('\r')) line.remove_suffix(1);
    from = end + 1;
    ++number;
    if (line.find_first_not_of(" \t") != line.npos) add_line(question, line, number, part);
  }
  return part;
}

std::string difference(const cohort::Part& found, const cohort::Part& expected) {
  auto result = difference(found.rows, expected.rows);
  if (found.whole.patients != expected.whole.patients) result += "not as many patients\n";
  result += difference(found.whole.conditions, expected.whole.conditions);
  if (found.whole.actions != expected.whole.actions) result += "actions are counted otherwise\n";
  if (found.whole.conflicts != expected.whole.conflicts) result += "conflicts are counted otherwise\n";
  if (found.whole.questioned != expected.whole.questioned) result += "readings are questioned otherwise\n";
  result += difference(found.whole.doses, expected.whole.doses);
  result += difference(found.whole.properties, expected.whole.properties);
  return result + difference(found.rejected, expected.rejected);
}

}  // namespace waymark
