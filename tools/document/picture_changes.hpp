#pragma once

#include "tools/document/pathway_picture.hpp"

namespace waymark {

// Marks in a picture what another version, `before`, does not have or has otherwise: a statement whose words,
// citations or way to it differ, and a condition that is not asked there. What is no longer there is listed.
void mark_changes(PathwayPicture& picture, const PathwayPicture& before);

// Of a marked picture, the sections in which something is marked.
PathwayPicture changed_sections(const PathwayPicture& picture);

}  // namespace waymark
