#pragma once

#include <string>
#include <variant>

#include "lang/modules/module.hpp"

namespace waymark {

// Reads a list of codes: a table (CSV) with the columns `system,code` or `system,code,display`, or a FHIR
// ValueSet in JSON that lists its codes. Of a system that has a name here the URI means the same. Returns the
// list without its span, or why it cannot be read: one that only says how codes are selected, or that lists
// a part of them, is refused.
std::variant<CodeList, std::string> read_code_list(const std::string& text);

}  // namespace waymark
