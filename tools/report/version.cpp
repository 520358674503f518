#include "tools/report/version.hpp"

namespace waymark {

const std::string_view version = WAYMARK_VERSION;

}  // namespace waymark
