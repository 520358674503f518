#pragma once

#include <cstddef>
#include <string>

namespace waymark::bench {

/// The text of a pathway as a large guideline would be: facts of every type, definitions over them, sections
/// with branches, and recommendations with conditions, doses and citations. It has no mistakes and no
/// warnings.
/// @param recommendations how many it holds, at least one
/// @param in_section how many of them share a section and its five facts, at most 99
/// @return the same text for the same number
std::string generated_pathway(std::size_t recommendations, std::size_t in_section = 20);

}  // namespace waymark::bench
