#pragma once

#include <optional>
#include <string>
#include <vector>

namespace waymark {

struct ProgramAnswer {
  int exit_code = 0;  // -1 where a signal ended it
  std::string out, err;
};

// Runs another program, whose name is the first of the words, with these variables of the environment alone,
// and waits for it; it reads `input`. No shell takes part. nullopt where there is no such program.
std::optional<ProgramAnswer> ask_program(std::vector<std::string> words, std::vector<std::string> environment,
                                         const std::string& input);

// The variables of a program that draws or prints: only where programs and fonts are. None leads it to other
// files.
std::vector<std::string> environment_of_helpers();

// A text of several lines in one, without line breaks at its end.
std::string in_one_line(std::string text);

}  // namespace waymark
