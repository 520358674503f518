#include "lang/model/code.hpp"

#include <algorithm>

namespace waymark::model {

std::optional<Resource> resource_named(std::string_view name) {
  const auto found = std::ranges::find(resource_names, name);
  if (found == resource_names.end()) return std::nullopt;
  return static_cast<Resource>(found - resource_names.begin());
}

}  // namespace waymark::model
