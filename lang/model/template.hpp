#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lang/model/operations.hpp"
#include "lang/text/source.hpp"

namespace waymark::model {

struct TemplateValue {
  ExprId value;
  std::optional<int> places;  // behind the point, that are shown
  Span span;                  // of how it is written
};
struct Template {
  std::vector<std::variant<std::string, TemplateValue>> pieces;
  Span span;
};

}  // namespace waymark::model
