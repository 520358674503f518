#include "line_readers.hpp"

#include <algorithm>
#include <sstream>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "interpreter/cohort/plain_ndjson.hpp"
#include "patient_generator.hpp"

namespace waymark {

namespace {

const std::string header_padding(cohort::readable_behind_line, '\0');

void append_row(std::string& rows, const cohort::Row& row) {
  rows += row.patient;
  for (const auto* statuses : {&row.recommendations, &row.notes, &row.contraindications}) {
    for (const auto status : *statuses) rows.append(" ").append(to_string(status));
  }
  rows += fmt::format(" {} {}\n", row.conflicts.size(), row.violated.size());
}

std::vector<Status> statuses(const std::vector<StatementOutcome>& outcomes) {
  std::vector<Status> result;
  for (const auto& outcome : outcomes) result.push_back(outcome.status);
  return result;
}

void count(const model::Model& model, const std::vector<StatementOutcome>& outcomes,
           std::vector<cohort::StatementCount>& counts) {
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    ++counts[i].patients[static_cast<std::size_t>(outcomes[i].status)];
    for (const auto& input : outcomes[i].needs) ++counts[i].missing[cohort::input_index(model, input)];
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

void compare(const std::vector<cohort::StatementCount>& found,
             const std::vector<cohort::StatementCount>& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(found[i].patients == expected[i].patients);
    CHECK(found[i].missing == expected[i].missing);
  }
}

// The first row that is another one.
std::string difference(const std::string& found, const std::string& expected) {
  std::istringstream left{found}, right{expected};
  std::string a, b;
  while (std::getline(left, a) && std::getline(right, b)) {
    if (a != b) return fmt::format("{}\ninstead of\n{}", a, b);
  }
  return found == expected ? "" : "one has more rows";
}

}  // namespace

std::vector<std::string> codes(const cohort::RejectedLine& line) {
  std::vector<std::string> result;
  for (const auto& problem : line.problems) result.emplace_back(problem.code);
  return result;
}

cohort::Question question_of(const model::Model& model) {
  cohort::Question question{
      model, [&model](std::string_view line) { return read_patient(line, model, std::nullopt); }};
  question.at = generated::evaluation_moment();
  question.row = append_row;
  return question;
}

// The columns of a header, which must be right.
cohort::CsvPatients table(const std::string& header, const model::Model& model) {
  auto read = cohort::CsvPatients::read_header(header, model);
  REQUIRE(std::holds_alternative<cohort::CsvPatients>(read));
  return std::get<cohort::CsvPatients>(std::move(read));
}

cohort::Question table_question(const cohort::CsvPatients& table, const model::Model& model) {
  auto question = question_of(model);
  question.read = [&table](std::string_view line) { return table.read(line, std::nullopt); };
  question.columns = table.columns();
  return question;
}

cohort::Part evaluated(const cohort::Question& question, const std::string& lines) {
  const auto program = cohort::program_of(question);
  const auto padded = lines + header_padding;
  return cohort::LineEvaluator{question, program}.evaluate({padded.data(), lines.size()}, 1);
}

// One line after the other, each patient by himself.
cohort::Part one_by_one(const cohort::Question& question, const std::string& lines) {
  cohort::Part part;
  part.whole = cohort::empty_count(question.model);
  std::size_t number = 0;
  for (std::size_t from = 0; from < lines.size();) {
    const auto end = std::min(lines.find('\n', from), lines.size());
    auto line = std::string_view{lines}.substr(from, end - from);
    if (line.ends_with('\r')) line.remove_suffix(1);
    from = end + 1;
    ++number;
    if (line.find_first_not_of(" \t") == line.npos) continue;
    auto read = question.read(line);
    if (auto* problems = std::get_if<std::vector<FactsProblem>>(&read)) {
      part.rejected.push_back({number, std::string{line}, std::move(*problems)});
      continue;
    }
    const auto& patient = std::get<Patient>(read);
    Evaluator evaluator{question.model, patient, patient.at.value_or(question.at)};
    const auto outcome = decide(evaluator);
    const auto id = patient.id.empty() ? std::to_string(number) : patient.id;
    append_row(part.rows, {id, statuses(outcome.recommendations), statuses(outcome.notes),
                           statuses(outcome.contraindications), outcome.conflicts, outcome.violated});
    ++part.whole.patients;
    count(question.model, outcome.recommendations, part.whole.recommendations);
    count(question.model, outcome.notes, part.whole.notes);
    count(question.model, outcome.contraindications, part.whole.contraindications);
    count_actions(question.model, outcome, part.whole);
    for (const auto& conflict : outcome.conflicts)
      ++part.whole.conflicts[{conflict.first, conflict.second, conflict.action}];
    for (const auto property : outcome.violated) {
      auto& violated = part.whole.properties[property];
      if (++violated.patients <= cohort::most_named_patients) violated.first.push_back(id);
    }
  }
  return part;
}

void compare(const cohort::Part& found, const cohort::Part& expected) {
  CHECK(difference(found.rows, expected.rows) == "");
  CHECK(found.whole.patients == expected.whole.patients);
  compare(found.whole.recommendations, expected.whole.recommendations);
  compare(found.whole.notes, expected.whole.notes);
  compare(found.whole.contraindications, expected.whole.contraindications);
  CHECK(found.whole.actions == expected.whole.actions);
  CHECK(found.whole.conflicts == expected.whole.conflicts);
  for (std::size_t i = 0; i < expected.whole.properties.size(); ++i) {
    CHECK(found.whole.properties[i].patients == expected.whole.properties[i].patients);
    CHECK(found.whole.properties[i].first == expected.whole.properties[i].first);
  }
  REQUIRE(found.rejected.size() == expected.rejected.size());
  for (std::size_t i = 0; i < expected.rejected.size(); ++i) {
    CHECK(found.rejected[i].number == expected.rejected[i].number);
    CHECK(found.rejected[i].text == expected.rejected[i].text);
    CHECK(codes(found.rejected[i]) == codes(expected.rejected[i]));
  }
}

}  // namespace waymark
