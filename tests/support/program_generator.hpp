#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Random programs, the same for the same seed.
namespace waymark::generated {

// A file that the parser accepts, with every form of the language somewhere among the seeds, in a layout that
// nobody would choose: comments wherever one may stand, blanks, line breaks and commas as they come. What it
// says makes no sense.
std::string syntax(std::uint64_t seed);

// A small pathway without errors, with facts of every type, units, definitions, scores, sections, branches,
// advice of every kind and properties.
std::string pathway(std::uint64_t seed);

// A small pathway without errors that is little more than decision tables.
std::string tables(std::uint64_t seed);

// A pathway for `with_random_layout`.
std::string pathway_template(std::uint64_t seed);

// The layout of `template_text` at random: each blank outside of texts becomes blanks, line breaks and
// comments; each `~` becomes blanks on the line, or nothing; each backquote blanks on the line.
std::string with_random_layout(std::string_view template_text, std::uint64_t seed);

}  // namespace waymark::generated
