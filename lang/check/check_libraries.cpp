#include "lang/check/check_libraries.hpp"

#include <algorithm>

namespace waymark {
namespace {

bool has_errors(const Elaboration& context, const Module& module) {
  return std::ranges::any_of(context.diagnostics.list(), [&](const Diagnostic& diagnostic) {
    return diagnostic.severity == Severity::error &&
           std::ranges::find(module.files, diagnostic.span.file, &ModuleFile::index) != module.files.end();
  });
}

}  // namespace

void check_libraries(Elaboration& context) {
  if (!context.diagnostics.has_errors()) return;
  for_each<ast::Use>(context.modules[context.main], [&](const ast::Use& use, Span) {
    for (const auto library : context.modules[context.main].uses) {
      const auto& module = context.modules[library];
      if (module.id != use.library.text || !has_errors(context, module)) continue;
      context.diagnostics.report(use.library.span, diagnostics::broken_library, use.library.text);
    }
  });
}

}  // namespace waymark
