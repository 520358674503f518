#pragma once

#include <string>

#include "tools/report/wording.hpp"

namespace waymark {

// What to ask for next, of all that is undetermined: each question with how many statements its answer
// settles, the most useful first; and what is not known and no longer matters. docs/questions.schema.json
std::string questions_json(const RunReport& report);
// The same for people.
std::string questions_text(const RunReport& report);

}  // namespace waymark
