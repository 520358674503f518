#pragma once

namespace waymark {

// Thrown where a statement cannot be read on, after the report; caught at the statement, inside parser.cpp.
struct SyntaxError {};

// Thrown where so much is wrong that the rest of the file is not worth reading; caught by `parse`.
struct TooManyErrors {};

}  // namespace waymark
