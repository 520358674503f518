#include "tools/report/diagnostics_text.hpp"

#include <algorithm>

#include "lang/text/code_frame.hpp"
#include "tools/report/most_listed.hpp"

namespace waymark {

namespace {

// Where not all can be shown, errors are shown before warnings.
class Selection {
 public:
  explicit Selection(const std::vector<Diagnostic>& diagnostics) {
    const auto errors =
        static_cast<std::size_t>(std::ranges::count(diagnostics, Severity::error, &Diagnostic::severity));
    errors_ = Part(errors, most_listed);
    warnings_ = Part(diagnostics.size() - errors, most_listed - errors_.shown);
  }

  bool takes(const Diagnostic& diagnostic) {
    auto& part = diagnostic.severity == Severity::error ? errors_ : warnings_;
    if (part.shown == 0) return false;
    --part.shown;
    return true;
  }

  std::string left_out() const {
    constexpr auto how = "`waymark check --format json` lists them all";
    std::vector<std::string> parts;
    if (errors_.left_out > 0) parts.push_back(more_of(errors_.left_out, "error"));
    if (warnings_.left_out > 0) parts.push_back(more_of(warnings_.left_out, "warning"));
    return parts.empty() ? "" : fmt::format("\n... and {}; {}\n", fmt::join(parts, " and "), how);
  }

 private:
  struct Part {
    Part() = default;
    Part(std::size_t all, std::size_t most) : shown{std::min(all, most)}, left_out{all - shown} {}
    std::size_t shown = 0, left_out = 0;
  };

  Part errors_, warnings_;
};

}  // namespace

std::string diagnostics_text(const std::vector<Diagnostic>& diagnostics, const Sources& sources, bool color) {
  std::string result;
  Selection selection{diagnostics};
  for (const auto& diagnostic : diagnostics) {
    if (!selection.takes(diagnostic)) continue;
    if (!result.empty()) result += '\n';
    result += render(diagnostic, sources, {.color = color, .columns = 100});
  }
  return result + selection.left_out();
}

}  // namespace waymark
