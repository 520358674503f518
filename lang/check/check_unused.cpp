#include "lang/check/check_unused.hpp"

namespace waymark {
namespace {

template <typename Node>
void check(Elaboration& context, SymbolKind kind, const std::vector<Declared<Node>>& declarations) {
  for (std::uint32_t index = 0; index < declarations.size(); ++index) {
    const auto& [module, declaration] = declarations[index];
    if (module != context.main || context.symbols.is_used(kind, index)) continue;
    context.diagnostics.report(declaration->id.span, diagnostics::unused_declaration, to_string(kind),
                               declaration->id.text);
  }
}

void check_definitions(Elaboration& context) {
  for (std::uint32_t index = 0; index < context.define_declarations.size(); ++index) {
    const auto& define = context.model.defines[index];
    const bool is_own = context.define_declarations[index].module == context.main;
    if (!is_own || context.symbols.is_used(SymbolKind::define, index)) continue;
    context.diagnostics.report(define.span, diagnostics::unused_declaration,
                               define.table ? "output" : "definition", define.id);
  }
}

void check_library_uses(Elaboration& context) {
  for_each<ast::Use>(context.modules[context.main], [&](const ast::Use& use, Span) {
    for (const auto library : context.modules[context.main].uses) {
      const auto& id = context.modules[library].id;
      if (id != use.library.text || id == "units" || context.symbols.is_used(library)) continue;
      context.diagnostics.report(use.library.span, diagnostics::unused_library, use.library.text);
    }
  });
}

}  // namespace

void check_unused(Elaboration& context) {
  const auto& module = context.modules[context.main];
  if (module.has_syntax_errors || context.diagnostics.has_errors()) return;
  check_library_uses(context);
  if (module.is_library) return;
  check(context, SymbolKind::fact, context.fact_declarations);
  check(context, SymbolKind::parameter, context.parameter_declarations);
  check_definitions(context);
  check(context, SymbolKind::score, context.score_declarations);
  check(context, SymbolKind::action, context.action_declarations);
  check(context, SymbolKind::type, context.type_declarations);
  check(context, SymbolKind::codes, context.codes_declarations);
}

}  // namespace waymark
