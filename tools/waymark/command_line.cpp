// The only file that knows CLI11, which is slow to compile.
#include "tools/waymark/command_line.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "lang/suggest.hpp"
#include "tools/waymark/check.hpp"
#include "tools/waymark/eval.hpp"
#include "tools/waymark/run.hpp"
#include "tools/waymark/version.hpp"

namespace waymark {

namespace {

// What the arguments may ask for; `command` is what they did ask for.
struct Call {
  CheckOptions check;
  RunOptions run;
  EvalOptions eval;
  std::function<Reply(const Surroundings&)> command;
};

const std::map<std::string, ColorChoice> color_choices{
    {"auto", ColorChoice::automatic}, {"always", ColorChoice::always}, {"never", ColorChoice::never}};
const std::map<std::string, ResultFormat> result_formats{{"text", ResultFormat::text},
                                                         {"json", ResultFormat::json}};
const std::map<std::string, CheckFormat> check_formats{{"text", CheckFormat::text},
                                                       {"json", CheckFormat::json},
                                                       {"sarif", CheckFormat::sarif},
                                                       {"github", CheckFormat::github}};

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

void add_check(CLI::App& app, Call& call) {
  auto& command = *app.add_subcommand("check", "Check pathways: errors, warnings, and what they leave open");
  command.footer("Example:\n  waymark check pathways/dah --format sarif");
  command.add_option("PATH", call.check.paths, "A pathway: a folder or a .pathway file")->required();
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
  command.add_option("--set", call.run.patient.assignments, "Set a parameter; may be repeated")
      ->type_name("PARAMETER=VALUE")
      ->expected(1)
      ->take_all();
  command.add_flag("--trace", call.run.trace, "Print the decision path as well");
  command.add_flag("--all", call.run.everything, "Print also what is not advised");
  command.add_flag("--require-determined", call.run.require_determined,
                   "Exit with 1 where anything is undetermined");
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

void describe_program(CLI::App& app, Call& call) {
  app.set_version_flag("--version", fmt::format("waymark {}", version));
  app.set_help_flag("-h,--help", "Print this help");
  app.require_subcommand(1);
  app.footer(
      "`waymark COMMAND --help` says more about a command.\n"
      "Exit codes: 0 fine, 1 the answer is no, 2 the call or its input cannot be used, 3 a fault of the "
      "program.\n"
      "Example:\n  waymark run pathways/dah --facts patient.json");
  add_check(app, call);
  add_run(app, call);
  add_eval(app, call);
  for (auto* command : app.get_subcommands({})) command->set_help_flag("-h,--help", "Print this help");
}

Reply misused(const std::string& message) {
  return {.exit_code = ExitCode::unusable, .out = {}, .err = program_message(message)};
}

std::string did_you_mean(const std::string& word, const std::vector<std::string>& candidates) {
  const auto near = nearest(word, candidates);
  return near ? fmt::format("; did you mean `{}`?", *near) : "";
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* command : app.get_subcommands({})) names.push_back(command->get_name());
  return names;
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const auto* option : command.get_options()) {
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

// CLI11 names what it did not expect; this says which option may have been meant.
std::string explain(const CLI::ParseError& error, const CLI::App& command,
                    const std::vector<std::string>& arguments) {
  const auto options = option_names(command);
  for (const auto& argument : arguments) {
    const auto name = argument.substr(0, argument.find('='));
    if (!name.starts_with("--") || name == "--" || std::ranges::find(options, name) != options.end())
      continue;
    return fmt::format("`{}` has no option `{}`{}", command.get_name(), name, did_you_mean(name, options));
  }
  std::string message = error.what();
  std::ranges::replace(message, '\n', ' ');
  return message;
}

Reply refused(const CLI::ParseError& error, const CLI::App& app, const std::vector<std::string>& arguments) {
  const auto chosen = app.get_subcommands();
  const auto& command = chosen.empty() ? app : *chosen.front();
  const auto help = chosen.empty() ? "waymark --help" : fmt::format("waymark {} --help", command.get_name());
  return misused(fmt::format("{}\nwaymark: see `{}`", explain(error, command, arguments), help));
}

// `waymark help run` is `waymark run --help`.
std::vector<std::string> with_help_as_option(std::vector<std::string> arguments) {
  if (arguments.empty() || arguments.front() != "help") return arguments;
  arguments.erase(arguments.begin());
  arguments.emplace_back("--help");
  return arguments;
}

// CLI11 takes the arguments from the end.
void parse(CLI::App& app, std::vector<std::string> arguments) {
  std::ranges::reverse(arguments);
  app.parse(std::move(arguments));
}

Reply run_arguments(CLI::App& app, const std::vector<std::string>& arguments, const Call& call,
                    const Surroundings& surroundings) {
  try {
    parse(app, arguments);
  } catch (const CLI::CallForVersion&) {
    return {.exit_code = ExitCode::fine, .out = fmt::format("waymark {}\n", version), .err = {}};
  } catch (const CLI::CallForHelp&) {
    return {.exit_code = ExitCode::fine, .out = app.help(), .err = {}};
  } catch (const CLI::ParseError& error) {
    return refused(error, app, arguments);
  }
  return call.command(surroundings);
}

}  // namespace

Reply run_command_line(const std::vector<std::string>& given, const Surroundings& surroundings) {
  CLI::App app{"Clinical pathways: checks them, evaluates patients, explains every decision.", "waymark"};
  Call call;
  describe_program(app, call);
  const auto arguments = with_help_as_option(given);
  if (arguments.empty()) return {.exit_code = ExitCode::unusable, .out = {}, .err = app.help()};
  const auto names = command_names(app);
  const auto& first = arguments.front();
  if (!first.starts_with("-") && std::ranges::find(names, first) == names.end()) {
    return misused(fmt::format("there is no command `{}`{}\nwaymark: see `waymark --help`", first,
                               did_you_mean(first, names)));
  }
  return run_arguments(app, arguments, call, surroundings);
}

}  // namespace waymark
