#include "tools/waymark/io/git_program.hpp"

#include <string_view>
#include <utility>

#include "tools/waymark/io/other_program.hpp"

extern char** environ;

namespace waymark {

// The list of allowed protocols goes before what a repository allows.
static std::vector<std::string> environment() {
  std::vector<std::string> result;
  for (char** each = environ; *each; ++each) {
    if (!std::string_view{*each}.starts_with("GIT_")) result.emplace_back(*each);
  }
  for (const auto* each : {"GIT_ALLOW_PROTOCOL=", "GIT_NO_LAZY_FETCH=1", "GIT_TERMINAL_PROMPT=0",
                           "GIT_OPTIONAL_LOCKS=0", "GIT_LITERAL_PATHSPECS=1"})
    result.emplace_back(each);
  return result;
}

std::optional<GitAnswer> ask_git(const std::string& folder, const std::vector<std::string>& arguments,
                                 const std::string& input) {
  std::vector<std::string> words{"git", "-C", folder, "-c", "protocol.allow=never"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  auto answer = ask_program(std::move(words), environment(), input);
  if (!answer) return std::nullopt;
  return GitAnswer{answer->exit_code, std::move(answer->out), in_one_line(std::move(answer->err))};
}

}  // namespace waymark
