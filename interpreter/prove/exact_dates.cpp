#include "interpreter/prove/exact_dates.hpp"

#include <algorithm>

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/prove/patient_space.hpp"

namespace waymark::prove {

static bool may_be_known_in_part(const Type& type) {
  return type.kind == TypeKind::date || type.kind == TypeKind::moment || type.kind == TypeKind::event;
}

std::vector<std::string> exact_dates(const model::Model& model, const std::vector<model::ExprId>& roots) {
  std::vector<std::string> result;
  const Dependencies dependencies{model, roots};
  for (const auto& input : dependencies.inputs()) {
    if (input.index() == 1) continue;  // a parameter
    const auto& fact = model.facts[std::get<0>(input)];
    if (may_be_known_in_part(fact.type)) result.push_back(full_name(model, input));
  }
  std::ranges::sort(result);
  return result;
}

}  // namespace waymark::prove
