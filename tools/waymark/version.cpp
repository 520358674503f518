#include "tools/waymark/version.hpp"

namespace waymark {

const std::string_view version = WAYMARK_VERSION;

}  // namespace waymark
