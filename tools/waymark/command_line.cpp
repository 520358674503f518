#include "tools/waymark/command_line.hpp"

#include <algorithm>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "lang/text/suggest.hpp"
#include "tools/report/safe_text.hpp"
#include "tools/report/version.hpp"
#include "tools/waymark/commands.hpp"

namespace waymark {

namespace {

void describe_program(CLI::App& app, Call& call, std::string_view wanted) {
  app.set_version_flag("--version", fmt::format("waymark {}", version));
  app.set_help_flag("-h,--help", "Print this help");
  app.require_subcommand(1);
  app.footer(
      "`waymark COMMAND --help` says more about a command.\n"
      "Exit codes: 0 fine, 1 the answer is no, 2 the call or its input cannot be used, 3 a fault of the "
      "program.\n"
      "Example:\n  waymark run pathways/dah --facts patient.json");
  add_commands(app, call, wanted);
}

Reply misused(const std::string& message, const std::string& help) {
  return {.exit_code = ExitCode::unusable,
          .out = {},
          .err = program_message(message) + program_message(fmt::format("see `{}`", help))};
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
  return error.what();
}

Reply refused(const CLI::ParseError& error, const CLI::App& app, const std::vector<std::string>& arguments) {
  const auto chosen = app.get_subcommands();
  const auto& command = chosen.empty() ? app : *chosen.front();
  const auto help = chosen.empty() ? "waymark --help" : fmt::format("waymark {} --help", command.get_name());
  return misused(explain(error, command, arguments), help);
}

// `waymark help run` is `waymark run --help`.
std::vector<std::string> with_help_as_option(std::vector<std::string> arguments) {
  if (arguments.empty() || arguments.front() != "help") return arguments;
  arguments.erase(arguments.begin());
  arguments.emplace_back("--help");
  return arguments;
}

// An expression that begins with a minus is not an option: `eval -x` is `eval -- -x`.
std::vector<std::string> with_expression_last(std::vector<std::string> arguments) {
  if (arguments.empty() || arguments.front() != "eval") return arguments;
  if (std::ranges::find(arguments, "--") != arguments.end()) return arguments;
  const auto found = std::ranges::find_if(arguments, [](const std::string& argument) {
    return argument.size() > 1 && argument[0] == '-' && argument[1] != '-' && argument != "-h";
  });
  if (found == arguments.end()) return arguments;
  auto expression = std::move(*found);
  arguments.erase(found);
  arguments.insert(arguments.end(), {"--", std::move(expression)});
  return arguments;
}

// CLI11 takes the arguments from the end.
void parse(CLI::App& app, std::vector<std::string> arguments) {
  std::ranges::reverse(arguments);
  app.parse(std::move(arguments));
}

// Whether standard output gets text that people read, and not what a program reads or a formatted file.
bool is_for_people(const CLI::App& app, const Call& call) {
  const auto& command = *app.get_subcommands().front();
  if (command.get_name() == "fmt" && call.fmt.paths == std::vector<std::string>{"-"} && !call.fmt.diff)
    return false;
  if (command.get_name() == "graph" || command.get_name() == "doc") return false;
  const auto* format = command.get_option_no_throw("--format");
  const auto chosen = format && format->count() > 0 ? format->results().back() : "text";
  return chosen == "text" || chosen == "markdown";
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
  auto reply = call.command(surroundings);
  return fit_to_read(std::move(reply), is_for_people(app, call));
}

}  // namespace

Reply run_command_line(const std::vector<std::string>& given, const Surroundings& surroundings) {
  CLI::App app{"Clinical pathways: checks them, evaluates patients, explains every decision.", "waymark"};
  Call call;
  const auto arguments = with_expression_last(with_help_as_option(given));
  describe_program(app, call, arguments.empty() ? std::string_view{} : arguments.front());
  if (arguments.empty()) return {.exit_code = ExitCode::unusable, .out = {}, .err = app.help()};
  const auto names = command_names(app);
  const auto& first = arguments.front();
  if (!first.starts_with("-") && std::ranges::find(names, first) == names.end()) {
    return misused(fmt::format("there is no command `{}`{}", first, did_you_mean(first, names)),
                   "waymark --help");
  }
  return run_arguments(app, arguments, call, surroundings);
}

}  // namespace waymark
