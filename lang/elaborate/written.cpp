#include "lang/elaborate/written.hpp"

#include <algorithm>

namespace waymark {
namespace {

// The body of a call without the arguments that were put into it.
void leave_out_body(const model::Model& model, const model::DefineCall& call, std::vector<bool>& written) {
  std::vector<model::ExprId> pending{call.body};
  while (!pending.empty()) {
    const auto expr = pending.back();
    pending.pop_back();
    if (!written[expr] || std::ranges::find(call.arguments, expr) != call.arguments.end()) continue;
    written[expr] = false;
    for (const auto operand : operands(model[expr].operation)) pending.push_back(operand);
  }
}

}  // namespace

std::vector<bool> written_expressions(const Elaboration& context) {
  const auto& model = context.model;
  std::vector<bool> own_file(context.sources.size());
  for (const auto& file : context.modules[context.main].files) own_file[file.index()] = true;
  std::vector<bool> written(model.expressions.size());
  for (model::ExprId id = 0; id < written.size(); ++id) written[id] = own_file[model[id].span.file];
  for (const auto& expression : model.expressions) {
    if (const auto* call = std::get_if<model::DefineCall>(&expression.operation))
      leave_out_body(model, *call, written);
  }
  return written;
}

}  // namespace waymark
