#pragma once

#include <memory>
#include <string>
#include <variant>

#include "tools/waymark/io/loading.hpp"

namespace waymark {

// Whether a pathway is named as that of a revision: `git:REV`.
bool is_revision(const std::string& name);

// A pathway without errors, or a Reply that shows what is wrong.
using LoadedSide = std::variant<std::unique_ptr<Compilation>, Reply>;

// Reads one of two pathways that are compared. `name` is a path, or a revision of the path of the other side.
LoadedSide load_side(const std::string& name, const std::string& other, const CommonOptions& options,
                     const Surroundings& surroundings);

}  // namespace waymark
