#include "lang/elaborate/elaboration.hpp"

// What facts, parameters, definitions, scores and tables cite.
namespace waymark {
namespace {

// The authors' own reading stands beside the citations of what is worked out.
void take(Elaboration& context, ModuleIndex module, const ast::Basis& basis, model::Declaration& result) {
  result.cites = elaborate_citations(context, module, basis.cites);
  result.interprets = texts_of(basis.interprets);
}

void elaborate_basis_of_inputs(Elaboration& context) {
  auto& model = context.model;
  for (std::size_t i = 0; i < context.fact_declarations.size(); ++i) {
    const auto& [module, declaration] = context.fact_declarations[i];
    model.facts[i].cites = elaborate_citations(context, module, declaration->cites);
  }
  for (std::size_t i = 0; i < context.parameter_declarations.size(); ++i) {
    const auto& [module, declaration] = context.parameter_declarations[i];
    model.parameters[i].cites = elaborate_citations(context, module, declaration->cites);
  }
}

}  // namespace

void elaborate_basis(Elaboration& context) {
  auto& model = context.model;
  elaborate_basis_of_inputs(context);
  for (std::size_t i = 0; i < context.define_declarations.size(); ++i) {
    const auto& [module, declaration] = context.define_declarations[i];
    if (declaration) take(context, module, declaration->basis, model.defines[i]);
  }
  for (std::size_t i = 0; i < context.score_declarations.size(); ++i) {
    const auto& [module, declaration] = context.score_declarations[i];
    take(context, module, declaration->basis, model.scores[i]);
  }
  for (std::size_t i = 0; i < context.table_declarations.size(); ++i) {
    const auto& [module, declaration] = context.table_declarations[i];
    auto& table = model.tables[i];
    take(context, module, declaration->basis, table);
    for (const auto output : table.outputs) {
      model.defines[output].cites = table.cites;
      model.defines[output].interprets = table.interprets;
    }
  }
}

}  // namespace waymark
