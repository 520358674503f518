#pragma once

#include <string>
#include <vector>

#include "tools/document/guideline_document.hpp"

namespace waymark {

// All recommendations, contraindications and notes in the order in which they stand.
std::vector<DocumentAdvice> document_advice(const RunReport& report);

// "pathways/dah/initial.pathway:16"
std::string place_words(const RunReport& report, Span span);

}  // namespace waymark
