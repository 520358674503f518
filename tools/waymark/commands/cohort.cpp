#include "tools/waymark/commands/cohort.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "tools/report/cohort_rows.hpp"
#include "tools/report/cohort_summary.hpp"
#include "tools/report/fhir_words.hpp"
#include "tools/waymark/commands/cohort_run.hpp"
#include "tools/waymark/io/atomic_file.hpp"
#include "tools/waymark/io/files_of_call.hpp"
#include "tools/waymark/io/patient_lines.hpp"
#include "tools/waymark/io/patient_readings.hpp"

namespace waymark {

namespace {

constexpr std::size_t most_bytes_of_summary = 256'000'000;

Reply unusable(const std::string& messages) { return {ExitCode::unusable, {}, messages}; }

std::string presented(const CohortSummary& summary, ResultFormat format) {
  return format == ResultFormat::json ? summary_json(summary) : summary_text(summary);
}

// A property that is broken is an answer of no, as for one patient.
ExitCode exit_code(const CohortSummary& summary) {
  const auto is_broken = [](const PropertySummary& property) { return property.patients > 0; };
  return std::ranges::any_of(summary.whole.properties, is_broken) ? ExitCode::answer_is_no : ExitCode::fine;
}

Reply finished(const CohortSummary& summary, const CohortOptions& options, std::string messages) {
  if (options.summary) {
    if (const auto reason = write_file(*options.summary, summary_json(summary)))
      return unusable(messages + program_message(fmt::format("{}: {}", *options.summary, *reason)));
  }
  return {exit_code(summary), presented(summary, options.format), std::move(messages)};
}

// Of parts -------------------------------------------------------------------------

std::variant<CohortSummary, Reply> read_part(const std::string& path, const Surroundings& surroundings) {
  const auto text = read_input(path, most_bytes_of_summary, surroundings);
  if (const auto* error = std::get_if<ReadError>(&text))
    return unusable(program_message(fmt::format("{}: {}", path, error->reason)));
  auto summary = read_summary(std::get<std::string>(text));
  if (const auto* reason = std::get_if<std::string>(&summary))
    return unusable(program_message(fmt::format("{}: is no summary of a cohort: {}", path, *reason)));
  return std::get<CohortSummary>(std::move(summary));
}

Reply merge(const CohortOptions& options, const Surroundings& surroundings) {
  std::optional<CohortSummary> sum;
  for (const auto& path : options.merge) {
    auto read = read_part(path, surroundings);
    if (auto* reply = std::get_if<Reply>(&read)) return std::move(*reply);
    auto& part = std::get<CohortSummary>(read);
    if (const auto reason = sum ? add(*sum, part) : std::nullopt)
      return unusable(program_message(fmt::format("{}: {}", path, *reason)));
    if (!sum) sum = std::move(part);
  }
  return finished(*sum, options, {});
}

// Of patients ----------------------------------------------------------------------

std::map<std::string, std::size_t> by_name(const std::map<NotUsed, std::size_t>& counts) {
  std::map<std::string, std::size_t> result;
  for (const auto& [reason, readings] : counts) result.emplace(name_of(reason), readings);
  return result;
}

// The files that a run writes; each appears when all of it is there.
class Outputs {
 public:
  std::optional<std::string> open(const std::optional<std::string>& path, std::optional<AtomicFile>& file) {
    if (!path) return std::nullopt;
    auto created = AtomicFile::create(*path);
    if (const auto* reason = std::get_if<std::string>(&created)) return fmt::format("{}: {}", *path, *reason);
    file.emplace(std::get<AtomicFile>(std::move(created)));
    return std::nullopt;
  }

  static std::optional<std::string> commit(const std::optional<std::string>& path,
                                           std::optional<AtomicFile>& file) {
    const auto reason = file ? file->commit() : std::nullopt;
    return reason ? std::optional{fmt::format("{}: {}", *path, *reason)} : std::nullopt;
  }

  std::optional<AtomicFile> rows, rejects;
};

class CohortCommand {
 public:
  CohortCommand(const CohortOptions& options, const Surroundings& surroundings, Compilation& compilation)
      : options_{options}, surroundings_{surroundings}, compilation_{compilation} {}

  Reply reply() {
    const auto where = expression("--where", options_.where, true);
    const auto group_by = expression("--group-by", options_.group_by, false);
    if (refused_) return std::move(*refused_);
    const auto at = read_at(options_.patient);
    if (const auto* refusal = std::get_if<PatientRefusal>(&at)) return unusable(refusal->message);
    auto assigned = read_assignments(options_.patient, model());
    if (const auto* refusal = std::get_if<PatientRefusal>(&assigned)) return unusable(refusal->message);
    const auto now = read_moment("--now", options_.now);
    if (const auto* refusal = std::get_if<PatientRefusal>(&now)) return unusable(refusal->message);
    const auto given_at = std::get<std::optional<Moment>>(at);
    const LinesOfFhir fhir{options_.patient.format, options_.patient.binding, options_.path,
                           std::get<std::optional<Moment>>(now)};
    auto opened = open_patients(*options_.patient.facts, model(), given_at, surroundings_, fhir);
    if (const auto* messages = std::get_if<std::string>(&opened)) return unusable(*messages);
    auto& patients = std::get<PatientLines>(opened);
    cohort::Question question{model(), patients.read, patients.columns};
    question.read_again = patients.read_again;
    question.given_at = given_at;
    question.at = given_at.value_or(std::get<std::optional<Moment>>(now).value_or(surroundings_.now));
    if (options_.part) question.part = *options_.part + ":";
    question.parameters = std::get<Assignments>(std::move(assigned));
    question.where = where;
    question.group_by = group_by;
    if (auto refusal = open_readings(question)) return *std::move(refusal);
    return evaluate(patients, question);
  }

 private:
  const model::Model& model() const { return *compilation_.model; }

  std::optional<model::ExprId> expression(const std::string& option, const std::optional<std::string>& text,
                                          bool is_condition) {
    if (!text || refused_) return std::nullopt;
    const auto expr = compile_expression(compilation_, option, *text);
    if (!expr || compilation_.diagnostics.has_errors()) {
      refused_ = refuse(compilation_, options_.format,
                        wants_color(options_.color, surroundings_.err_is_terminal, surroundings_));
    } else if (is_condition && model()[*expr].type.kind != TypeKind::yes_no) {
      refused_ = unusable(program_message(
          fmt::format("{}: expected yes or no, found {}", option, describe(model()[*expr].type))));
    }
    return expr;
  }

  std::optional<Reply> open_readings(cohort::Question& question) {
    if (!options_.readings) return std::nullopt;
    auto opened = PatientReadings::open(*options_.readings, model(), surroundings_);
    if (const auto* messages = std::get_if<std::string>(&opened)) return unusable(*messages);
    readings_.emplace(std::get<PatientReadings>(std::move(opened)));
    question.beside = [this](Patient& patient) { return readings_->add(patient); };
    question.refused = [this] { readings_->after_refused(); };
    return std::nullopt;
  }

  Reply evaluate(PatientLines& patients, cohort::Question& question) {
    Outputs outputs;
    for (const auto& failure :
         {outputs.open(options_.out, outputs.rows), outputs.open(options_.rejects, outputs.rejects)}) {
      if (failure) return unusable(program_message(*failure));
    }
    const auto run = prepared(patients, question, outputs);
    auto result = run_cohort(patients, question, run);
    if (!result.is_complete) return unusable(result.messages);
    for (const auto& failure :
         {Outputs::commit(options_.out, outputs.rows), Outputs::commit(options_.rejects, outputs.rejects)}) {
      if (failure) return unusable(result.messages + program_message(*failure));
    }
    auto summary = summary_of(result);
    if (patients.not_used) summary.not_used = by_name(patients.not_used->counts());
    return finished(summary, options_, std::move(result.messages));
  }

  CohortRun prepared(const PatientLines& patients, cohort::Question& question, Outputs& outputs) {
    CohortRun run;
    const auto cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    run.threads = static_cast<std::size_t>(options_.threads.value_or(cores));
    if (readings_) {
      run.threads = 1;  // they are read in the order of the patients
      run.at_end = [this] { return readings_->at_end(); };
    }
    run.most_rejects = options_.most_rejects.value_or(0);
    run.if_too_many = "nothing was written (--max-rejects NUMBER allows more)";
    run.shows_progress = surroundings_.err_is_terminal;
    if (outputs.rows) {
      auto rows = cohort_rows(*options_.out, model());
      outputs.rows->write(rows.header);
      question.row = std::move(rows.write);
      run.write_rows = [&outputs](const std::string& text) { outputs.rows->write(text); };
    }
    if (outputs.rejects) {
      outputs.rejects->write(patients.header);
      run.write_reject = [&outputs](const cohort::RejectedLine& line) {
        outputs.rejects->write(line.text + "\n");
      };
    }
    return run;
  }

  CohortSummary summary_of(const CohortResult& result) const {
    auto summary = summarize(model(), result.sum);
    summary.where = options_.where;
    summary.group_by = options_.group_by;
    summary.at = options_.patient.at;
    summary.now = options_.now;
    summary.set = options_.patient.assignments;
    summary.rejected = result.rejected;
    return summary;
  }

  const CohortOptions& options_;
  const Surroundings& surroundings_;
  Compilation& compilation_;
  std::optional<PatientReadings> readings_;
  std::optional<Reply> refused_;
};

std::optional<Reply> refused_outputs(const CohortOptions& options, const Surroundings& surroundings) {
  FilesOfCall files{options, surroundings};
  if (options.path) files.reads_pathway(*options.path);
  files.reads("--facts", options.patient.facts);
  if (options.patient.facts)
    for (const auto& file : BulkExport::files_of(*options.patient.facts)) files.reads("--facts", file);
  files.reads("--readings", options.readings);
  for (const auto& summary : options.merge) files.reads("--merge", summary);
  files.writes("--out", options.out);
  files.writes("--summary", options.summary);
  files.writes("--rejects", options.rejects);
  return files.refusal();
}

// What of the call is about patients and their evaluation, which no sum of summaries has.
std::vector<std::string> given_for_patients(const CohortOptions& options) {
  const auto& patient = options.patient;
  const std::pair<const char*, bool> all[] = {{"pathway", options.path.has_value()},
                                              {"--facts", patient.facts.has_value()},
                                              {"--readings", options.readings.has_value()},
                                              {"--at", patient.at.has_value()},
                                              {"--now", options.now.has_value()},
                                              {"--set", !patient.assignments.empty()},
                                              {"--where", options.where.has_value()},
                                              {"--group-by", options.group_by.has_value()},
                                              {"--part", options.part.has_value()},
                                              {"--threads", options.threads.has_value()},
                                              {"--out", options.out.has_value()},
                                              {"--rejects", options.rejects.has_value()},
                                              {"--max-rejects", options.most_rejects.has_value()}};
  std::vector<std::string> result;
  for (const auto& [name, is_given] : all) {
    if (is_given) result.emplace_back(name);
  }
  return result;
}

// Why these options do not go together; empty where they do.
std::string contradiction(const CohortOptions& options) {
  const auto of_patients = given_for_patients(options);
  if (!options.merge.empty() && !of_patients.empty())
    return fmt::format("--merge adds up summaries: it takes no {}", fmt::join(of_patients, " and no "));
  if (options.merge.empty() && (!options.path || !options.patient.facts))
    return "cohort takes a pathway and --facts FILE, or --merge SUMMARY...";
  return {};
}

}  // namespace

Reply evaluate_cohort(const CohortOptions& options, const Surroundings& surroundings) {
  if (const auto reason = contradiction(options); !reason.empty()) return unusable(program_message(reason));
  if (auto refused = refused_outputs(options, surroundings)) return *std::move(refused);
  if (!options.merge.empty()) return merge(options, surroundings);
  auto loaded = load_and_compile(options.path, options, surroundings);
  if (auto* reply = std::get_if<Reply>(&loaded)) return std::move(*reply);
  auto& compilation = *std::get<std::unique_ptr<Compilation>>(loaded);
  if (!compilation.model)
    return refuse(compilation, options.format,
                  wants_color(options.color, surroundings.err_is_terminal, surroundings));
  return CohortCommand{options, surroundings, compilation}.reply();
}

}  // namespace waymark
