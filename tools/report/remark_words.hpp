#pragma once

#include <string>
#include <string_view>

#include "interpreter/explain/decision_path.hpp"

namespace waymark {

// "not recorded"
std::string_view unknown_words(UnknownReason reason);
// How long ago it was: "6 h ago"; empty without a time.
std::string age_words(const ReasonNode::Reading& reading);
// "not recorded", "stale: read 6 h ago"; empty where the value is known.
std::string why_unknown_words(const ReasonNode& node);
// "decided by the bounds 4 to 6", "counts 2 points", "3 readings from ... to ..."; empty where there is
// nothing to say.
std::string remark_words(const ReasonNode& node);

}  // namespace waymark
