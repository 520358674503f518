#pragma once

#include <string>
#include <vector>

#include "tools/document/pathway_picture.hpp"

namespace waymark {

// What stands in a node: what it says, wrapped to so many columns, and below it where it comes from, and what
// the patient makes of it. Fit to be shown.
std::vector<std::string> node_lines(const PictureNode& node, int columns);
// The same in one line.
std::string node_text(const PictureNode& node);

// What the lines of a picture of a patient mean.
std::string_view picture_legend();

}  // namespace waymark
