#include "tools/waymark/commands/lsp_command.hpp"

#include <array>
#include <unistd.h>
#include <utility>

#include "tools/language_server/serve.hpp"

namespace waymark {

namespace fs = std::filesystem;

// Returns the folder of the pages that messages are linked to: in the project, or in the installed tree;
// empty where there is none.
static fs::path documentation_beside(const fs::path& stdlib) {
  for (const auto* beside : {"../docs", "../../doc/waymark"}) {
    std::error_code error;
    auto folder = (stdlib / beside).lexically_normal();
    if (fs::is_regular_file(folder / "diagnostics.md", error)) return folder;
  }
  return {};
}

Reply serve_editor(const LspOptions& options, const Surroundings& surroundings) {
  auto found = stdlib_folder(options, surroundings);
  if (auto* refused = std::get_if<Reply>(&found)) return std::move(*refused);
  auto stdlib = std::get<fs::path>(std::move(found));
  std::error_code error;
  if (fs::is_directory(stdlib, error)) stdlib = fs::canonical(stdlib, error);
  auto documentation = documentation_beside(stdlib);
  const int exit_code = lsp::serve(surroundings.standard_input, STDOUT_FILENO,
                                   {stdlib, call_sources(), std::move(documentation)});
  return {.exit_code = exit_code == 0 ? ExitCode::fine : ExitCode::answer_is_no, .out = {}, .err = {}};
}

}  // namespace waymark
