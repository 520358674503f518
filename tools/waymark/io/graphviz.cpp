#include "tools/waymark/io/graphviz.hpp"

#include <fmt/format.h>

#include "tools/waymark/io/loading.hpp"
#include "tools/waymark/io/other_program.hpp"

namespace waymark {

std::variant<std::string, Reply> drawn_by_graphviz(const std::string& dot) {
  const auto refusal = [](const std::string& message) {
    return Reply{ExitCode::unusable, {}, program_message(message)};
  };
  auto answer = ask_program({"dot", "-Tsvg"}, environment_of_helpers(), dot);
  if (!answer)
    return refusal(
        "an SVG is drawn by the program `dot` of Graphviz, which is not installed; `--format dot` and "
        "`--format mermaid` do without");
  if (answer->exit_code != 0 || answer->out.find("<svg") == std::string::npos)
    return refusal(fmt::format("`dot` of Graphviz could not draw it: {}", in_one_line(answer->err)));
  return std::move(answer->out);
}

}  // namespace waymark
