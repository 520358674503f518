#include "tools/report/diagnostics_text.hpp"

#include "lang/text/code_frame.hpp"

namespace waymark {

std::string diagnostics_text(const std::vector<Diagnostic>& diagnostics, const Sources& sources, bool color) {
  std::string result;
  for (const auto& diagnostic : diagnostics) {
    if (!result.empty()) result += '\n';
    result += render(diagnostic, sources, {.color = color, .columns = 100});
  }
  return result;
}

}  // namespace waymark
