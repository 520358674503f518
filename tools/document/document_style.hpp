#pragma once

#include <string_view>

namespace waymark {

// How a document looks: on light and dark screens, on small ones, and on paper.
std::string_view document_style();

}  // namespace waymark
