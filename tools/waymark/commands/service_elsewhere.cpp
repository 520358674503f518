// The program that starts fast has no service: it becomes the one that has, which takes the same arguments.
#include <cerrno>
#include <cstring>
#include <unistd.h>

#include <fmt/format.h>

#include "tools/waymark/commands/serve_command.hpp"

namespace waymark {
namespace {

constexpr auto other_program = "waymark-service";

// Returns only where it cannot be started.
Reply become_the_other_program(const Surroundings& surroundings) {
  const auto path = (surroundings.executable_folder / other_program).string();
  std::vector<std::string> words{path};
  words.insert(words.end(), surroundings.arguments.begin(), surroundings.arguments.end());
  std::vector<char*> pointers;
  for (auto& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  ::execv(path.c_str(), pointers.data());
  return {ExitCode::unusable,
          {},
          program_message(fmt::format("the service is a program of its own, and {} cannot be "
                                      "started: {}",
                                      path, std::strerror(errno)))};
}

}  // namespace

Reply serve(const ServeOptions&, const Surroundings& surroundings) {
  return become_the_other_program(surroundings);
}

Reply report_feedback(const FeedbackOptions&, const Surroundings& surroundings) {
  return become_the_other_program(surroundings);
}

}  // namespace waymark
