#pragma once

#include <string>
#include <variant>

#include "interpreter/diff/cohort_change.hpp"
#include "tools/report/reply.hpp"
#include "tools/waymark/io/surroundings.hpp"

namespace waymark {

// How many patients of a file, a document a line as the earlier pathway records them, change in each class.
// A Reply where the file or one of its lines cannot be read: the first twenty are shown.
std::variant<diff::CohortChange, Reply> count_changes(const std::string& file, const diff::Side& before,
                                                      const diff::Side& after,
                                                      const Surroundings& surroundings);

}  // namespace waymark
