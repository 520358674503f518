// Q8: can every open status be settled?
#include <fmt/format.h>

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/prove/questions.hpp"

namespace waymark::prove {

// What is undetermined although everything is known stays so for good, and whatever stays so for good can be
// completed to that.
void ask_dead_end(Inquiry& inquiry) {
  const auto& model = inquiry.model();
  auto& encoder = inquiry.encoder();
  for (const auto& statement : model::all_statements(model)) {
    const auto& base = model::statement(model, statement);
    std::vector<z3::expr> conditions{has_status(encoder, statement, Status::undetermined)};
    const Dependencies dependencies{model, {base.condition}};
    for (const auto& input : dependencies.inputs()) {
      if (inquiry.can_be_supplied(input))
        conditions.push_back(is_known(inquiry.context(), encoder.space().value(model, input)));
    }
    const auto shows = [condition = base.condition](Evaluator& evaluator) {
      return evaluator.truth(condition) == Truth::unknown && evaluator.needs(condition).empty();
    };
    inquiry.nobody({Question::dead_end, Weight::warning, inquiry.head(base.span),
                    fmt::format("`{}` can stay undetermined, whatever else is found out", base.id)},
                   {conditions, {base.condition}, shows, [statement](Evaluator& evaluator) {
                      return std::vector{expected_status(evaluator, statement)};
                    }});
  }
}

}  // namespace waymark::prove
