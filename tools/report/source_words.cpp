#include "tools/report/source_words.hpp"

#include <fmt/format.h>

namespace waymark {

std::string source_title(const model::Source& source) {
  auto result = source.heading.empty() ? source.title : source.heading;
  if (result.empty()) result = source.id;
  return source.edition.empty() ? result : fmt::format("{}, {}", result, source.edition);
}

std::string source_place(const model::Source& source) {
  const auto retrieved = source.retrieved ? "retrieved " + to_string(*source.retrieved) : std::string{};
  const bool both = !source.address.empty() && !retrieved.empty();
  return source.address + (both ? ", " : "") + retrieved;
}

std::string section_heading(const model::SourceSection& section) {
  return section.heading.empty() ? section.title : section.heading;
}

}  // namespace waymark
