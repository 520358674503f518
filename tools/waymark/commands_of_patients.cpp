// Commands about many patients, about records, and about what happened when.
#include "tools/waymark/command_options.hpp"

namespace waymark {
namespace {

void add_cohort_output(CLI::App& command, CohortOptions& options) {
  command
      .add_option("--out", options.out,
                  "Write each patient's statuses and doses: JSON lines, or a table for .csv")
      ->type_name("FILE");
  command.add_option("--summary", options.summary, "Write the summary as JSON as well")->type_name("FILE");
  command.add_option("--rejects", options.rejects, "Write the lines that cannot be read")->type_name("FILE");
  command.add_option("--max-rejects", options.most_rejects, "Go on as long as no more lines are rejected")
      ->type_name("NUMBER")
      ->check(CLI::Range(0, 2'000'000'000).description(""));
  command
      .add_option("--merge", options.merge, "Add up summaries that were written by --summary, in their order")
      ->type_name("SUMMARY...");
}

void add_cohort(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("cohort", "Evaluate all patients of a file and count");
  command.footer(
      "Examples:\n  waymark cohort pathways/dah --facts patients.ndjson --out statuses.csv\n"
      "  waymark cohort --merge part-1.json part-2.json");
  auto& options = call.cohort;
  command.add_option("PATH", options.path, "A pathway: a folder or a .pathway file");
  add_patient(command, options.patient);
  command.get_option("--facts")->description("The patients, JSON lines or CSV, also gzipped; - for input");
  command.add_option("--readings", options.readings, "A table beside them: patient,fact,time,value[,unit]")
      ->type_name("FILE");
  add_set(command, options.patient);
  command.add_option("--where", options.where, "Only patients for whom this is yes")->type_name("EXPR");
  command.add_option("--group-by", options.group_by, "Count for each value of this as well")
      ->type_name("EXPR");
  command
      .add_option("--now", options.now, "The moment of those who do not say when, in place of the clock's")
      ->type_name("TIME");
  command.add_option("--part", options.part, "Put before the line number of patients who have no id")
      ->type_name("NAME");
  command.add_option("--threads", options.threads, "How many threads evaluate; by default one a core")
      ->type_name("NUMBER")
      ->check(CLI::Range(1, 1024).description(""));
  add_cohort_output(command, options);
  add_choice(command, "--format", options.format, result_formats, "How to write the summary");
  add_common(command, options);
  runs(command, call, call.cohort, waymark::evaluate_cohort);
}

void add_bind(CLI::App& app, Call& call) {
  auto& command =
      *app.add_subcommand("bind", "Say which resource of a FHIR record gave each fact, or why none did");
  command.footer("Example:\n  waymark bind pathways/sepsis --facts bundle.json");
  auto& options = call.bind;
  command.add_option("PATH", options.path, "A pathway: a folder or a .pathway file")->required();
  add_moment(command, options.patient);
  command.add_option("--facts", options.patient.facts, "The record as FHIR; - reads standard input")
      ->type_name("FILE")
      ->required();
  add_binding(command, options.patient);
  add_choice(command, "--format", options.format, result_formats, "How to write what was found");
  add_common(command, options);
  runs(command, call, options, waymark::bind_record);
}

void add_replay(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("replay", "Say of one patient what changed when, and because of what");
  command.footer("Example:\n  waymark replay pathways/sepsis --facts patient.json --to 2026-11-23T12:00");
  auto& options = call.replay;
  command.add_option("PATH", options.path, "A pathway: a folder or a .pathway file")->required();
  add_patient(command, options.patient);
  command.get_option("--facts")->required();
  command.get_option("--at")->description("In place of the document's moment, up to which is replayed");
  add_set(command, options.patient);
  command.add_option("--from", options.from, "Where to begin; by default with the first record")
      ->type_name("TIME");
  command.add_option("--to", options.to, "Where to end; by default at the document's moment")
      ->type_name("TIME");
  add_choice(command, "--format", options.format, result_formats, "How to write the timeline");
  add_common(command, options);
  runs(command, call, call.replay, waymark::replay_patient);
}

void add_adherence(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("adherence", "Say of each patient what was done in time, and count");
  command.footer("Example:\n  waymark adherence pathways/sepsis --facts patients.ndjson --out rounds.csv");
  auto& options = call.adherence;
  command.add_option("PATH", options.path, "A pathway: a folder or a .pathway file")->required();
  command
      .add_option("--facts", options.patient.facts,
                  "The patients, JSON lines or CSV, also gzipped; - for input")
      ->type_name("FILE")
      ->required();
  command
      .add_option("--readings", options.readings,
                  "A table patient,fact,time,value[,unit], its patients in the order of --facts")
      ->type_name("FILE");
  add_set(command, options.patient);
  command.add_option("--to", options.to, "Where each record ends; by default at the patient's moment")
      ->type_name("TIME");
  command.add_option("--group-by", options.group_by, "Count for each value of this as well")
      ->type_name("EXPR");
  command.add_option("--out", options.out, "Write each patient's rounds: JSON lines, or a table for .csv")
      ->type_name("FILE");
  command.add_option("--max-rejects", options.most_rejects, "Go on as long as no more lines are rejected")
      ->type_name("NUMBER")
      ->check(CLI::Range(0, 2'000'000'000).description(""));
  add_choice(command, "--format", options.format, result_formats, "How to write the summary");
  add_common(command, options);
  runs(command, call, call.adherence, waymark::measure_adherence);
}

}  // namespace

std::span<const NamedCommand> commands_of_patients() {
  static constexpr auto commands = std::to_array<NamedCommand>(
      {{"bind", add_bind}, {"cohort", add_cohort}, {"replay", add_replay}, {"adherence", add_adherence}});
  return commands;
}

}  // namespace waymark
