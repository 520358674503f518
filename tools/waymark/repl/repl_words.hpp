#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/facts/input_names.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// What is typed, as text.

std::string trimmed(const std::string& text);
std::string without_line_break(std::string text);
// Of a message that begins with `waymark: `.
std::string without_program_name(std::string text);
// `set` and `spo2 = 84 %` of `set spo2 = 84 %`.
std::pair<std::string, std::string> first_word(const std::string& line);
// The text between quotes; nullopt where there is none, or nothing in it.
std::optional<std::string> unquoted(const std::string& text);

// All commands, or one of them; nullopt where there is no such command.
std::optional<std::string> help_text(const std::string& command);
// What is wrong with what stands behind a command: too much, or nothing where something has to stand. nullopt
// where nothing is, or where the word is no command.
std::optional<std::string> wrong_form(const std::string& word, const std::string& rest);
// "; did you mean the command `unset`?" where the line begins with nearly such a word, but is none.
std::string near_command(const std::string& line);
// How the last word of a line may go on: commands, facts, members, parameters, ids, files.
std::vector<std::string> repl_completions(const model::Model& model, const InputNames& names,
                                          const std::string& line);

}  // namespace waymark
