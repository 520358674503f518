#pragma once

#include <string>

#include "lang/model/model.hpp"

namespace waymark {

// A name of a source as a reader looks for it: what is printed there, and in which edition.
std::string source_title(const model::Source& source);
// "ADDRESS, retrieved 2026-11-23"; empty where neither is said.
std::string source_place(const model::Source& source);
// As it is printed, or as the pathway calls it.
std::string section_heading(const model::SourceSection& section);

}  // namespace waymark
