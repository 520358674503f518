#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "lang/modules/load.hpp"

namespace waymark {

// The files of the pathway `id` that a site in `folder` adapts: a folder or a file of that name, in the
// folder `libraries` beside the site, in the site's folder, or beside that folder. An absent one where none
// of these is a pathway of that name.
std::variant<std::vector<LoadedFile>, LoadError> find_pathway(const std::string& id,
                                                              const std::filesystem::path& folder,
                                                              const SourceProvider& provider);

// What may be meant by a name that none has: the folders and files of these places.
std::vector<std::string> pathways_near(const std::filesystem::path& folder, const SourceProvider& provider);

}  // namespace waymark
