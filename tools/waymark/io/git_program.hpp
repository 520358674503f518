#pragma once

#include <optional>
#include <string>
#include <vector>

namespace waymark {

struct GitAnswer {
  int exit_code = 0;
  std::string out;
  std::string err;  // what git said about errors, in one line
};

// Asks the program `git`, which reads `input`. It fetches nothing, so it runs nothing that a repository
// names, and variables of the environment do not lead it to another repository. nullopt where there is no
// such program.
std::optional<GitAnswer> ask_git(const std::string& folder, const std::vector<std::string>& arguments,
                                 const std::string& input = {});

}  // namespace waymark
