// The commands and their options. Beside the command line itself the only file that knows CLI11, which is
// slow to compile.
#include "tools/waymark/commands.hpp"

#include <map>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace waymark {

namespace {

const std::map<std::string, DiffFormat> diff_formats{
    {"text", DiffFormat::text}, {"markdown", DiffFormat::markdown}, {"json", DiffFormat::json}};

const std::map<std::string, ColorChoice> color_choices{
    {"auto", ColorChoice::automatic}, {"always", ColorChoice::always}, {"never", ColorChoice::never}};
const std::map<std::string, ResultFormat> result_formats{{"text", ResultFormat::text},
                                                         {"json", ResultFormat::json}};
const std::map<std::string, CheckFormat> check_formats{{"text", CheckFormat::text},
                                                       {"json", CheckFormat::json},
                                                       {"sarif", CheckFormat::sarif},
                                                       {"github", CheckFormat::github}};

const std::map<std::string, TestFormat> test_formats{{"text", TestFormat::text},
                                                     {"json", TestFormat::json},
                                                     {"junit", TestFormat::junit},
                                                     {"lcov", TestFormat::lcov},
                                                     {"html", TestFormat::html}};

const std::map<std::string, ExplainFormat> explain_formats{
    {"text", ExplainFormat::text}, {"json", ExplainFormat::json}, {"dot", ExplainFormat::dot}};

const std::map<std::string, DumpPart> dump_parts{
    {"ast", DumpPart::ast}, {"model", DumpPart::model}, {"index", DumpPart::index}};

// An option that takes one of some words.
template <typename Enum>
void add_choice(CLI::App& app, const std::string& name, Enum& target,
                const std::map<std::string, Enum>& choices, const std::string& description) {
  std::vector<std::string> words;
  for (const auto& [word, value] : choices) words.push_back(word);
  const auto set = [&target, &choices](const std::string& word) { target = choices.at(word); };
  app.add_option_function<std::string>(name, set, description)
      ->check(CLI::IsMember(words).description(""))
      ->type_name(fmt::format("{}", fmt::join(words, "|")));
}

void add_common(CLI::App& app, CommonOptions& options) {
  app.add_option("--stdlib", options.stdlib, "Folder of the standard library")->type_name("DIR");
  add_choice(app, "--color", options.color, color_choices, "When to use color");
}

void add_patient(CLI::App& app, PatientOptions& options) {
  app.add_option("--facts", options.facts, "The patient as JSON; - reads standard input")->type_name("FILE");
  app.add_option("--at", options.at, "The moment of the evaluation, in UTC without an offset")
      ->type_name("TIME");
}

void add_set(CLI::App& app, PatientOptions& options) {
  app.add_option("--set", options.assignments, "Set a parameter; may be repeated")
      ->type_name("PARAMETER=VALUE")
      ->expected(1)
      ->take_all();
}

void add_check(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("check", "Check pathways: errors, warnings, and what they leave open");
  command.footer("Example:\n  waymark check pathways/dah --format sarif");
  command.add_option("PATH", call.check.paths, "A pathway: a folder or a .pathway file")->required();
  command.add_flag("--prove", call.check.prove, "Ask the fast questions of `prove` as well");
  add_choice(command, "--format", call.check.format, check_formats, "How to write what was found");
  add_common(command, call.check);
  command.callback([&call] {
    call.command = [&call](const Surroundings& surroundings) { return check(call.check, surroundings); };
  });
}

void add_run(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("run", "Evaluate one patient: what is advised, and why");
  command.footer(
      "Example:\n  waymark run pathways/dah --facts patient.json --set 'platelet_target=50 10^9/L'");
  command.add_option("PATH", call.run.path, "A pathway: a folder or a .pathway file")->required();
  add_patient(command, call.run.patient);
  command.get_option("--facts")->required();
  add_set(command, call.run.patient);
  command.add_flag("--trace", call.run.trace, "Print the decision path as well");
  command.add_flag("--all", call.run.everything, "Print also what is not advised");
  command.add_flag("--require-determined", call.run.require_determined,
                   "Exit with 1 where anything is undetermined");
  command.add_flag("!--no-sources", call.run.sources, "Leave out what the sources say");
  command.add_flag("--exact", call.run.exact, "Settle what no completion of the record can change");
  add_choice(command, "--format", call.run.format, result_formats, "How to write the result");
  add_common(command, call.run);
  command.callback([&call] {
    call.command = [&call](const Surroundings& surroundings) { return run(call.run, surroundings); };
  });
}

void add_eval(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("eval", "Evaluate one expression");
  command.footer("Example:\n  waymark eval '7.5 kPa in mmHg'");
  command.add_option("EXPR", call.eval.expression, "An expression of the pathway language")->required();
  command.add_option("--pathway", call.eval.pathway, "The pathway whose names the expression uses")
      ->type_name("PATH");
  add_patient(command, call.eval.patient);
  add_choice(command, "--format", call.eval.format, result_formats, "How to write the value");
  add_common(command, call.eval);
  command.callback([&call] {
    call.command = [&call](const Surroundings& surroundings) { return eval(call.eval, surroundings); };
  });
}

// Why it is none; empty where it is one.
std::string not_a_percentage(const std::string& text) {
  double number = 0;
  const bool is_one = CLI::detail::lexical_cast(text, number) && number >= 0 && number <= 100;
  return is_one ? "" : fmt::format("expected a number from 0 to 100, found `{}`", text);
}

void add_test(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("test", "Run the scenarios of pathways and libraries");
  command.footer("Example:\n  waymark test pathways/dah stdlib --filter platelet");
  command.add_option("PATH", call.test.paths, "A pathway or a folder of libraries")->required();
  command.add_option("--filter", call.test.filter, "Run only scenarios whose name fits")->type_name("REGEX");
  command.add_flag("--coverage", call.test.coverage, "Say what of the pathway no scenario reaches");
  command.add_option("--min", call.test.least_percent, "Exit with 1 where the coverage is less")
      ->type_name("PERCENT")
      ->check(not_a_percentage);
  command
      .add_option("--emit-scenarios", call.test.scenarios,
                  "With --coverage: write those that would reach more")
      ->type_name("FILE");
  command.add_flag("--force", call.test.force, "Let --emit-scenarios write over any file");
  command.add_flag("--watch", call.test.watch, "Run again after each change, until Ctrl-C");
  add_choice(command, "--format", call.test.format, test_formats, "How to write the result");
  add_common(command, call.test);
  command.callback([&call] {
    call.command = [&call](const Surroundings& surroundings) { return test(call.test, surroundings); };
  });
}

void add_explain(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("explain", "Explain one status: why, why not, what would change it");
  command.footer("Example:\n  waymark explain pathways/dah --facts patient.json plasma_exchange.exchange");
  command.add_option("PATH", call.explain.path, "A pathway: a folder or a .pathway file")->required();
  command
      .add_option("ID", call.explain.id,
                  "A recommendation, note, contraindication, definition, score, parameter or table")
      ->required();
  add_patient(command, call.explain.patient);
  command.get_option("--facts")->required();
  add_set(command, call.explain.patient);
  command.add_flag("!--no-sources", call.explain.sources, "Leave out what the sources say");
  add_choice(command, "--format", call.explain.format, explain_formats, "How to write the explanation");
  add_common(command, call.explain);
  command.callback([&call] {
    call.command = [&call](const Surroundings& surroundings) { return explain(call.explain, surroundings); };
  });
}

void add_repl(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("repl", "Explore a pathway line by line");
  command.footer("Example:\n  waymark repl pathways/dah");
  command.add_option("PATH", call.repl.path, "A pathway: a folder or a .pathway file")->required();
  add_patient(command, call.repl.patient);
  add_set(command, call.repl.patient);
  command.add_option("--script", call.repl.script, "Read the lines from a file; - is standard input")
      ->type_name("FILE");
  add_common(command, call.repl);
  command.callback([&call] {
    call.command = [&call](const Surroundings& surroundings) { return repl(call.repl, surroundings); };
  });
}

void add_mutate(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("mutate", "Say which small mistakes no scenario would notice");
  command.footer("Example:\n  waymark mutate pathways/dah --filter prognosis");
  command.add_option("PATH", call.mutate.paths, "A pathway or a folder of libraries")->required();
  command.add_option("--filter", call.mutate.filter, "Try only mistakes whose kind, place and text fit")
      ->type_name("REGEX");
  command.add_option("--emit-scenarios", call.mutate.scenarios, "Write those that would notice the mistakes")
      ->type_name("FILE");
  command.add_flag("--force", call.mutate.force, "Let --emit-scenarios write over any file");
  add_choice(command, "--format", call.mutate.format, result_formats, "How to write the result");
  add_common(command, call.mutate);
  command.callback([&call] {
    call.command = [&call](const Surroundings& surroundings) { return mutate(call.mutate, surroundings); };
  });
}

void add_prove(CLI::App& app, Call& call) {
  auto& command =
      *app.add_subcommand("prove", "Ask of all patients: gaps, conflicts, dead parts, broken properties");
  command.footer("Example:\n  waymark prove pathways/dah --only Q5,Q6 --strict");
  command.add_option("PATH", call.prove.paths, "A pathway or a folder of libraries")->required();
  command.add_option("--only", call.prove.only, "Ask only these, by id or name: Q5,property")
      ->type_name("QUESTIONS")
      ->delimiter(',')
      ->expected(1)
      ->take_all();
  command.add_flag("--strict", call.prove.strict, "What could not be proved counts as refuted");
  command.add_option("--emit-smt2", call.prove.scripts, "Write each question as a file in SMT-LIB")
      ->type_name("DIR");
  command.add_option("--emit-scenarios", call.prove.scenarios, "Write the patients found as scenarios")
      ->type_name("FILE");
  command.add_flag("--force", call.prove.force, "Let --emit-scenarios and --emit-smt2 write over any file");
  add_choice(command, "--format", call.prove.format, check_formats, "How to write what was found");
  add_common(command, call.prove);
  command.callback([&call] {
    call.command = [&call](const Surroundings& surroundings) {
      return prove_pathways(call.prove, surroundings);
    };
  });
}

void add_diff(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("diff", "Show which patients an edit advises differently");
  command.footer("Example:\n  waymark diff git:main pathways/dah --format markdown");
  command.add_option("OLD", call.diff.before, "The earlier pathway; git:REV for that of a revision")
      ->required();
  command.add_option("NEW", call.diff.after, "The later pathway; git:REV for that of a revision")->required();
  command.add_flag("--fail-on-change", call.diff.fail_on_change,
                   "Exit code 1 unless it is proved that nothing changes");
  command
      .add_option("--cohort", call.diff.cohort,
                  "Count who changes in a file of patients, a JSON document a line, as OLD records them")
      ->type_name("FILE");
  command.add_option("--emit-scenarios", call.diff.scenarios, "Write the patients found as scenarios")
      ->type_name("FILE");
  command.add_flag("--force", call.diff.force, "Let --emit-scenarios write over any file");
  add_choice(command, "--format", call.diff.format, diff_formats, "How to write what was found");
  add_common(command, call.diff);
  command.callback([&call] {
    call.command = [&call](const Surroundings& surroundings) {
      return compare_pathways(call.diff, surroundings);
    };
  });
}

void add_cohort_output(CLI::App& command, CohortOptions& options) {
  command.add_option("--out", options.out, "Write each patient's statuses: JSON lines, or a table for .csv")
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
  command.callback([&call] {
    call.command = [&call](const Surroundings& surroundings) {
      return evaluate_cohort(call.cohort, surroundings);
    };
  });
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
  command.callback([&call] {
    call.command = [&call](const Surroundings& surroundings) {
      return replay_patient(call.replay, surroundings);
    };
  });
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
  command.callback([&call] {
    call.command = [&call](const Surroundings& surroundings) {
      return measure_adherence(call.adherence, surroundings);
    };
  });
}

void add_fmt(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("fmt", "Give .pathway files the canonical layout");
  command.footer("Example:\n  waymark fmt pathways/dah --check");
  command
      .add_option("PATH", call.fmt.paths,
                  "A .pathway file, a folder with all that is below it, or - for standard input")
      ->required();
  command.add_flag("--check", call.fmt.check, "Write nothing; name the files that are not formatted");
  command.add_flag("--diff", call.fmt.diff, "Write nothing; show what would change");
  add_choice(command, "--format", call.fmt.format, result_formats, "How to write the result");
  add_common(command, call.fmt);
  command.callback([&call] {
    call.command = [&call](const Surroundings& surroundings) { return format_files(call.fmt, surroundings); };
  });
}

void add_dump(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("dump", "Print what the compiler makes of a pathway");
  command.footer("Example:\n  waymark dump pathways/dah --what index");
  command.add_option("PATH", call.dump.path, "A pathway: a folder or a .pathway file")->required();
  add_choice(command, "--what", call.dump.part, dump_parts, "Which of its forms to print");
  add_common(command, call.dump);
  command.callback([&call] {
    call.command = [&call](const Surroundings& surroundings) {
      return dump_pathway(call.dump, surroundings);
    };
  });
}

}  // namespace

void add_commands(CLI::App& app, Call& call) {
  add_check(app, call);
  add_run(app, call);
  add_eval(app, call);
  add_explain(app, call);
  add_repl(app, call);
  add_test(app, call);
  add_mutate(app, call);
  add_prove(app, call);
  add_diff(app, call);
  add_cohort(app, call);
  add_replay(app, call);
  add_adherence(app, call);
  add_fmt(app, call);
  add_dump(app, call);
  for (auto* command : app.get_subcommands({})) command->set_help_flag("-h,--help", "Print this help");
}

}  // namespace waymark
