#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tools/document/pathway_picture.hpp"

namespace waymark {

// Says at each statement for how many patients of a cohort it is advised or applies, and of how many that
// cannot be said: "12 of 40 patients, 3 not known". `summary` is what `waymark cohort --summary` wrote.
// Returns what is wrong with it; nullopt: nothing is.
std::optional<std::string> add_badges(PathwayPicture& picture, std::string_view summary);

}  // namespace waymark
