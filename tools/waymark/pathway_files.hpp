#pragma once

#include <string>
#include <variant>
#include <vector>

#include "tools/waymark/surroundings.hpp"

namespace waymark {

// The `.pathway` files in a folder and in the folders below it, but not in hidden ones, sorted; of anything
// else the path itself. The reason where the folder cannot be read or holds none.
std::variant<std::vector<std::string>, ReadError> pathway_files_below(const std::string& path);

}  // namespace waymark
