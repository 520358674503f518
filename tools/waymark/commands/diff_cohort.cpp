#include "tools/waymark/commands/diff_cohort.hpp"

#include <algorithm>

#include "tools/waymark/commands/cohort_run.hpp"

namespace waymark {

std::variant<diff::CohortChange, Reply> count_changes(const std::string& file, const diff::Side& before,
                                                      const diff::Side& after,
                                                      const Surroundings& surroundings) {
  auto opened = open_patients(file, before.model, std::nullopt, surroundings);
  if (auto* messages = std::get_if<std::string>(&opened))
    return Reply{ExitCode::unusable, {}, std::move(*messages)};
  auto& patients = std::get<PatientLines>(opened);
  diff::CohortCount count{before, after};
  cohort::Question question{before.model, patients.read, patients.columns};
  question.read_again = patients.read_again;
  question.at = surroundings.now;
  question.patient = [&](const Patient& patient, const Moment& at) { count.add(patient, at); };
  auto result = run_cohort(patients, question, CohortRun{});
  if (!result.is_complete) return Reply{ExitCode::unusable, {}, std::move(result.messages)};
  return count.result();
}

}  // namespace waymark
