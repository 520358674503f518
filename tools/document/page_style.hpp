#pragma once

#include <string_view>

namespace waymark {

// What a page needs beyond the style sheet of a document: its pictures, and the part of a patient.
std::string_view page_style();

}  // namespace waymark
