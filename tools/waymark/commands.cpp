// The commands about a pathway and one patient, and the list of all. Beside the command line itself only
// these files know CLI11, which is slow to compile.
#include "tools/waymark/commands.hpp"

#include "tools/waymark/command_options.hpp"

namespace waymark {

namespace {

const std::map<std::string, DiffFormat> diff_formats{
    {"text", DiffFormat::text}, {"markdown", DiffFormat::markdown}, {"json", DiffFormat::json}};

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

void add_check(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("check", "Check pathways: errors, warnings, and what they leave open");
  command.footer("Example:\n  waymark check pathways/dah --format sarif");
  command.add_option("PATH", call.check.paths, "A pathway: a folder or a .pathway file")->required();
  command.add_flag("--prove", call.check.prove, "Ask the fast questions of `prove` as well");
  command.add_flag("--binding", call.check.binding,
                   "Check what ties the pathway to FHIR: codes and *.binding");
  add_choice(command, "--format", call.check.format, check_formats, "How to write what was found");
  add_common(command, call.check);
  runs(command, call, call.check, waymark::check);
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
  auto* questions = command.add_flag("--questions", call.run.questions,
                                     "Say only what to ask for next, and what no longer matters");
  command.add_option("--as-scenario", call.run.as_scenario, "Write the patient as a scenario of this name")
      ->type_name("NAME")
      ->excludes(questions);
  add_choice(command, "--format", call.run.format, formats_of_a_result, "How to write the result");
  add_common(command, call.run);
  runs(command, call, call.run, waymark::run);
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
  runs(command, call, call.eval, waymark::eval);
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
  runs(command, call, call.test, waymark::test);
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
  runs(command, call, call.explain, waymark::explain);
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
  runs(command, call, call.repl, waymark::repl);
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
  runs(command, call, call.mutate, waymark::mutate);
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
  command
      .add_option("--time-limit", call.prove.seconds, "Stop after so many seconds, and show what was found")
      ->type_name("SECONDS")
      ->check(CLI::Range(1, 1'000'000).description(""));
  command.add_option("--emit-smt2", call.prove.scripts, "Write each question as a file in SMT-LIB")
      ->type_name("DIR");
  command.add_option("--emit-scenarios", call.prove.scenarios, "Write the patients found as scenarios")
      ->type_name("FILE");
  command.add_flag("--force", call.prove.force, "Let --emit-scenarios and --emit-smt2 write over any file");
  add_choice(command, "--format", call.prove.format, check_formats, "How to write what was found");
  add_common(command, call.prove);
  runs(command, call, call.prove, waymark::prove_pathways);
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
  runs(command, call, call.diff, waymark::compare_pathways);
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
  runs(command, call, call.fmt, waymark::format_files);
}

void add_dump(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("dump", "Print what the compiler makes of a pathway");
  command.footer("Example:\n  waymark dump pathways/dah --what index");
  command.add_option("PATH", call.dump.path, "A pathway: a folder or a .pathway file")->required();
  add_choice(command, "--what", call.dump.part, dump_parts, "Which of its forms to print");
  add_common(command, call.dump);
  runs(command, call, call.dump, waymark::dump_pathway);
}

constexpr auto of_pathways = std::to_array<NamedCommand>({{"check", add_check},
                                                          {"run", add_run},
                                                          {"eval", add_eval},
                                                          {"explain", add_explain},
                                                          {"repl", add_repl},
                                                          {"test", add_test},
                                                          {"mutate", add_mutate},
                                                          {"prove", add_prove},
                                                          {"diff", add_diff}});
constexpr auto of_files = std::to_array<NamedCommand>({{"fmt", add_fmt}, {"dump", add_dump}});

// In the order in which the help lists them.
std::vector<NamedCommand> all_commands() {
  std::vector<NamedCommand> result;
  for (const auto commands :
       {std::span<const NamedCommand>{of_pathways}, commands_of_patients(),
        std::span<const NamedCommand>{of_files}, commands_of_documents(), commands_of_the_service()})
    result.insert(result.end(), commands.begin(), commands.end());
  return result;
}

}  // namespace

void add_commands(CLI::App& app, Call& call, std::string_view wanted) {
  const auto commands = all_commands();
  const bool is_one = std::ranges::find(commands, wanted, &NamedCommand::name) != commands.end();
  for (const auto& command : commands) {
    if (!is_one || command.name == wanted) command.add(app, call);
  }
  for (auto* command : app.get_subcommands({})) command->set_help_flag("-h,--help", "Print this help");
}

}  // namespace waymark
