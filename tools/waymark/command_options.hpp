#pragma once

#include <array>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tools/waymark/commands.hpp"

// What the descriptions of commands share. For the files beside it that describe commands only.
namespace waymark {

inline const std::map<std::string, ColorChoice> color_choices{
    {"auto", ColorChoice::automatic}, {"always", ColorChoice::always}, {"never", ColorChoice::never}};

inline const std::map<std::string, ResultFormat> result_formats{{"text", ResultFormat::text},
                                                                {"json", ResultFormat::json}};

inline const std::map<std::string, ResultFormat> formats_of_a_result{
    {"text", ResultFormat::text}, {"json", ResultFormat::json}, {"fhir", ResultFormat::fhir}};

inline const std::map<std::string, FactsFormat> facts_formats{{"json", FactsFormat::json},
                                                              {"fhir", FactsFormat::fhir}};

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

// What the command does with its options.
template <typename Options>
void runs(CLI::App& app, Call& call, const Options& options,
          Reply (*command)(const Options&, const Surroundings&)) {
  app.callback([&call, &options, command] {
    call.command = [&options, command](const Surroundings& surroundings) {
      return command(options, surroundings);
    };
  });
}

inline void add_common(CLI::App& app, CommonOptions& options) {
  app.add_option("--stdlib", options.stdlib, "Folder of the standard library")->type_name("DIR");
  add_choice(app, "--color", options.color, color_choices, "When to use color");
}

inline void add_moment(CLI::App& app, PatientOptions& options) {
  app.add_option("--at", options.at, "The moment of the evaluation, in UTC without an offset")
      ->type_name("TIME");
}

inline void add_binding(CLI::App& app, PatientOptions& options) {
  app.add_option("--binding", options.binding, "Where FHIR has the facts; by default *.binding beside PATH")
      ->type_name("FILE");
}

inline void add_patient(CLI::App& app, PatientOptions& options) {
  app.add_option("--facts", options.facts, "The patient as JSON or FHIR; - reads standard input")
      ->type_name("FILE");
  add_choice(app, "--facts-format", options.format, facts_formats,
             "How the patient is written; by the content unless given");
  add_binding(app, options);
  add_moment(app, options);
}

inline void add_set(CLI::App& app, PatientOptions& options) {
  app.add_option("--set", options.assignments, "Set a parameter; may be repeated")
      ->type_name("PARAMETER=VALUE")
      ->expected(1)
      ->take_all();
}

// The commands by what they are about; each describes one with its options.
// A command, and what adds it with its options.
struct NamedCommand {
  std::string_view name;
  void (*add)(CLI::App& app, Call& call);
};
std::span<const NamedCommand> commands_of_patients();
std::span<const NamedCommand> commands_of_documents();
std::span<const NamedCommand> commands_of_the_service();

}  // namespace waymark
