#include "tools/waymark/repl/repl_words.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "interpreter/decide/subject.hpp"
#include "interpreter/search/boundary_values.hpp"
#include "lang/text/characters.hpp"
#include "lang/text/suggest.hpp"

namespace waymark {

namespace fs = std::filesystem;

namespace {

enum class Takes { nothing, inputs, given, subjects, statements, files, commands };

struct Command {
  std::string word, form, does, example;
  Takes takes;
};

const std::vector<Command>& all_commands() {
  static const std::vector<Command> commands{
      {"set", "set FACT = VALUE", "give a fact or parameter, as `given` in a scenario does",
       "set spo2 = 84 %\n  set causes includes infection = no\n  set lactate = 2.1 mmol/L 3 hours ago",
       Takes::given},
      {"unset", "unset FACT", "take away what is known of a fact or parameter", "unset spo2", Takes::inputs},
      {"given", "given FILE", "read a patient from a JSON document", "given patient.json", Takes::files},
      {"at", "at TIME", "look at the patient at another moment", "at 2026-11-23T08:30", Takes::nothing},
      {"show", "show", "all that is given and what is advised", "show", Takes::nothing},
      {"path", "path [ID]", "the decision path, or the part of it that leads to one statement",
       "path plasma_exchange.exchange", Takes::statements},
      {"why", "why ID", "why a status is what it is, and what would change it",
       "why plasma_exchange.exchange", Takes::subjects},
      {"whynot", "whynot ID", "what stands against a status, and what would change it",
       "whynot plasma_exchange.exchange", Takes::subjects},
      {"ask", "ask", "the next best question, and what needs none any more", "ask", Takes::nothing},
      {"needs", "needs", "all that is not known and may matter", "needs", Takes::nothing},
      {"undo", "undo", "take the last change back", "undo", Takes::nothing},
      {"redo", "redo", "make it again", "redo", Takes::nothing},
      {"diff", "diff", "what the last change changed", "diff", Takes::nothing},
      {"save", "save \"NAME\"", "append the case to the pathway's scenarios", "save \"hypoxemic\"",
       Takes::nothing},
      {"reload", "reload", "read the pathway's files anew", "reload", Takes::nothing},
      {"help", "help [COMMAND]", "say more about a command", "help set", Takes::commands},
      {"quit", "quit", "leave; so does Ctrl-D", "quit", Takes::nothing},
  };
  return commands;
}

const Command* find_command(const std::string& word) {
  const auto found = std::ranges::find(all_commands(), word, &Command::word);
  return found == all_commands().end() ? nullptr : &*found;
}

std::vector<std::string> command_words() {
  std::vector<std::string> result;
  for (const auto& each : all_commands()) result.push_back(each.word);
  return result;
}

std::vector<std::string> input_words(const model::Model& model, const InputNames& names) {
  std::vector<std::string> result;
  for (model::FactId i = 0; i < model.facts.size(); ++i)
    result.push_back(names.name(model::Input{std::in_place_index<0>, i}));
  for (model::ParameterId i = 0; i < model.parameters.size(); ++i)
    result.push_back(names.name(model::Input{std::in_place_index<1>, i}));
  return result;
}

// The members of the fact that the line speaks of, or the values of a yes or no.
std::vector<std::string> value_words(const model::Model& model, const InputNames& names,
                                     const std::string& name, const std::string& rest) {
  const auto includes = rest.find(" includes ");
  const bool behind_includes = includes != std::string::npos && rest.find('=') == std::string::npos;
  const auto found = names.find(name);
  if (found.empty()) return {};
  const auto& type = type_of(model, found.front());
  std::vector<std::string> result;
  if (type.members) {
    for (const auto& member : type.members->members) result.push_back(member.id);
  }
  if (behind_includes) return result;
  if (type.kind == TypeKind::any_of) result.emplace_back("includes");
  if (type.kind == TypeKind::yes_no || type.kind == TypeKind::any_of)
    result.insert(result.end(), {"yes", "no"});
  if (type.kind == TypeKind::event) result.emplace_back("no");
  result.emplace_back("unknown");
  return result;
}

std::vector<std::string> statement_ids(const model::Model& model) {
  std::vector<std::string> result;
  for (const auto& each : statements(model)) result.push_back(each.id);
  return result;
}

std::vector<std::string> file_names(const std::string& begun) {
  const auto slash = begun.rfind('/');
  const auto folder = slash == std::string::npos ? std::string{} : begun.substr(0, slash + 1);
  std::vector<std::string> result;
  std::error_code error;
  for (fs::directory_iterator i{folder.empty() ? "." : folder, error}, end; !error && i != end;
       i.increment(error))
    result.push_back(folder + i->path().filename().string() + (i->is_directory(error) ? "/" : ""));
  return result;
}

bool is_word(char c) { return is_lower(c) || is_digit(c) || c == '_' || c == '.'; }

std::string last_word(const std::string& line) {
  auto begin = line.size();
  while (begin > 0 && is_word(line[begin - 1])) --begin;
  return line.substr(begin);
}

std::vector<std::string> candidates(const model::Model& model, const InputNames& names,
                                    const std::string& command, const std::string& rest) {
  const auto* found = find_command(command);
  auto expression_words = input_words(model, names);
  std::ranges::copy(subject_ids(model), std::back_inserter(expression_words));
  if (!found) return expression_words;
  switch (found->takes) {
    case Takes::nothing: return {};
    case Takes::inputs: return input_words(model, names);
    case Takes::given: {
      const auto fact = first_word(rest).first;
      return fact.size() < rest.size() ? value_words(model, names, fact, rest) : input_words(model, names);
    }
    case Takes::subjects: return subject_ids(model);
    case Takes::statements: return statement_ids(model);
    case Takes::files: return file_names(rest);
    case Takes::commands: break;
  }
  return command_words();
}

}  // namespace

std::string trimmed(const std::string& text) {
  constexpr auto blanks = " \t\r\n";
  const auto begin = text.find_first_not_of(blanks);
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string without_line_break(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

std::string without_program_name(std::string text) {
  constexpr std::string_view name = "waymark: ";
  if (text.starts_with(name)) text.erase(0, name.size());
  return text;
}

std::pair<std::string, std::string> first_word(const std::string& line) {
  const auto end = line.find_first_of(" \t=");
  if (end == std::string::npos) return {line, ""};
  return {line.substr(0, end), trimmed(line.substr(end))};
}

std::optional<std::string> unquoted(const std::string& text) {
  if (text.size() < 3 || text.front() != '"' || text.back() != '"') return std::nullopt;
  const auto inside = text.substr(1, text.size() - 2);
  return inside.find_first_of("\"\\\n") == std::string::npos ? std::optional{inside} : std::nullopt;
}

std::optional<std::string> help_text(const std::string& word) {
  if (!word.empty()) {
    const auto* command = find_command(word);
    if (!command) return std::nullopt;
    return fmt::format("  {}\n    {}\n  Example:\n  {}\n", command->form, command->does, command->example);
  }
  std::string result;
  for (const auto& each : all_commands()) result += fmt::format("  {:<18}{}\n", each.form, each.does);
  return result + "  Anything else is an expression of the pathway language, such as `spo2 < 90 %`.\n";
}

std::optional<std::string> wrong_form(const std::string& word, const std::string& rest) {
  const auto* command = find_command(word);
  if (!command) return std::nullopt;
  const bool takes_nothing = command->form == word;
  const bool may_be_alone = takes_nothing || command->form.find('[') != std::string::npos;
  if (takes_nothing && !rest.empty())
    return fmt::format("`{}` stands alone: `{}` behind it is not understood", word, rest);
  if (!may_be_alone && rest.empty()) return fmt::format("expected more behind `{}`: {}", word, command->form);
  return std::nullopt;
}

std::string near_command(const std::string& line) {
  const auto word = first_word(line).first;
  const auto near = nearest(word, command_words());
  return near ? fmt::format("\ndid you mean the command `{}`?", *near) : "";
}

std::vector<std::string> repl_completions(const model::Model& model, const InputNames& names,
                                          const std::string& line) {
  const auto begin = line.find_first_not_of(" \t");
  const auto typed = begin == std::string::npos ? std::string{} : line.substr(begin);
  const auto blank = typed.find_first_of(" \t");
  std::vector<std::string> all;
  std::string begun = last_word(typed);
  if (blank == std::string::npos) {
    all = command_words();
    if (begun == typed) std::ranges::copy(candidates(model, names, "", ""), std::back_inserter(all));
  } else {
    const auto rest_begin = typed.find_first_not_of(" \t", blank);
    const auto rest = rest_begin == std::string::npos ? std::string{} : typed.substr(rest_begin);
    const auto command = typed.substr(0, blank);
    all = candidates(model, names, command, rest);
    if (command == "given") begun = rest;
  }
  std::erase_if(all, [&](const std::string& each) { return !each.starts_with(begun); });
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace waymark
