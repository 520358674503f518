// Documents of facts are read or refused at a place that is there; what is read says the same when it is
// written down and read again, and the fast reader says of each line what the careful one says.
#include <algorithm>

#include <fmt/format.h>

#include "careful_lines.hpp"
#include "fuzz.hpp"
#include "patient_generator.hpp"

namespace waymark::fuzz {
namespace {

std::string statuses(const Patient& patient, const Moment& at) {
  Evaluator evaluator{*every_form().model, patient, at};
  const auto outcome = decide(evaluator);
  std::string result;
  for (const auto& note : outcome.notes)
    result += fmt::format("{} {}\n", to_string(note.status), note.needs.size());
  return result;
}

void check_refusal(const std::vector<FactsProblem>& problems, std::string_view text) {
  if (problems.empty()) fail("refused without a problem");
  const auto lines = 1 + std::ranges::count(text, '\n');
  for (const auto& problem : problems) {
    if (problem.code.empty() || problem.message.empty()) fail("a problem without words");
    if (problem.line < 1 || problem.line > lines || problem.column < 1)
      fail(fmt::format("{} at {}:{}, which is not there", problem.code, problem.line, problem.column));
  }
}

void check_written(const Patient& patient) {
  const auto& model = *every_form().model;
  const auto at = patient.at.value_or(generated::evaluation_moment());
  const auto written = generated::facts_json(model, patient);
  const auto again = read_patient(written, model, std::nullopt);
  const auto* same = std::get_if<Patient>(&again);
  if (!same) fail("what was read is refused when it is written down: " + written);
  if (statuses(patient, at) != statuses(*same, at)) fail("it says something else as " + written);
}

void check(std::string_view text) {
  const auto& model = *every_form().model;
  const auto read = read_patient(text, model, std::nullopt);
  if (const auto* problems = std::get_if<std::vector<FactsProblem>>(&read)) {
    check_refusal(*problems, text);
  } else {
    check_written(std::get<Patient>(read));
  }
  static const auto question = question_of(model);
  const std::string lines{text};
  expect_none(difference(evaluated(question, lines), one_by_one(question, lines)));
}

}  // namespace
}  // namespace waymark::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  waymark::fuzz::check(waymark::fuzz::text_of(data, size));
  return 0;
}
