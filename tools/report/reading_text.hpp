#pragma once

#include "tools/report/text_layout.hpp"
#include "tools/report/wording.hpp"

namespace waymark {

// The readings that are used and not plausible, those that are taken after the moment of the evaluation, and
// those that count however old they are; nothing where there are none.
void write_doubtful_readings(Page& page, const RunReport& report);

}  // namespace waymark
