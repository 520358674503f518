#pragma once

#include <cstdint>
#include <string>

#include "lang/text/source.hpp"

namespace waymark::model {

// Which statement of which source: indices into `Model::sources`, their sections and statements.
struct CitedStatement {
  std::uint32_t source, section, statement;

  auto operator<=>(const CitedStatement&) const = default;
};
struct Citation {
  CitedStatement statement;
  std::string text;  // "initial.2" as written
  Span span;
};

}  // namespace waymark::model
