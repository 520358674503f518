#include "tools/waymark/io/weasyprint.hpp"

#include <fmt/format.h>

#include "tools/waymark/io/loading.hpp"
#include "tools/waymark/io/other_program.hpp"

namespace waymark {

std::variant<std::string, Reply> printed_by_weasyprint(const std::string& html) {
  const auto refusal = [](const std::string& message) {
    return Reply{ExitCode::unusable, {}, program_message(message)};
  };
  auto answer =
      ask_program({"weasyprint", "--quiet", "--encoding", "utf-8", "--pdf-variant", "pdf/ua-1", "-", "-"},
                  environment_of_helpers(), html);
  if (!answer)
    return refusal(
        "a PDF is printed by the program `weasyprint`, which is not installed; `--format html` and "
        "`--format md` do without");
  if (answer->exit_code != 0 || !answer->out.starts_with("%PDF-"))
    return refusal(fmt::format("`weasyprint` could not print it: {}", in_one_line(answer->err)));
  return std::move(answer->out);
}

}  // namespace waymark
