#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lang/ast/ast.hpp"
#include "lang/text/source.hpp"

namespace waymark {

enum class OutlineKind {
  pathway,
  library,
  site,
  source,
  source_section,
  source_statement,
  fact,
  parameter,
  define,
  score,
  table,
  table_output,
  action,
  unit,
  type,
  member,
  codes,
  section,
  recommendation,
  contraindication,
  note,
  property,
  scenario,
  adaptation,
};
std::string_view to_string(OutlineKind kind);  // "source statement"

// A declaration or a statement of a file, with those in it.
struct OutlineEntry {
  OutlineKind kind;
  std::string name;   // as others call it; of a property what it says
  std::string title;  // empty where it has none
  Span name_span;     // within `span`
  Span span;          // all of it
  std::vector<OutlineEntry> children = {};
};

// Returns what a file declares and says, from its beginning; also where it has errors.
std::vector<OutlineEntry> outline(const ast::File& file);

// Returns the innermost entry around a byte; null where there is none.
const OutlineEntry* entry_at(const std::vector<OutlineEntry>& entries, std::uint32_t offset);

}  // namespace waymark
