#pragma once

#include <string>

#include "lang/compile.hpp"

namespace waymark {

// What the compiler makes of a pathway, for those who work on the language. The text may change.

// Returns the AST of each file of the pathway itself, without spans.
std::string ast_text(const Compilation& compilation);
// Returns each expression of the pathway, and of libraries those that it rests on: its number, what it
// computes, of which others, its type, and where it is written. One of the same meaning as an earlier one
// says which. There must be a model.
std::string model_text(const Compilation& compilation);
// Returns each name in the pathway's own files: its place, its kind, and where it is declared.
std::string index_text(const Compilation& compilation);

}  // namespace waymark
