#pragma once

#include <map>
#include <string>
#include <vector>

#include "tools/language_server/findings.hpp"
#include "tools/language_server/view.hpp"

namespace waymark::lsp {

// Returns the diagnostics of each file of the open pathways, by its URI. A file that is part of two pathways
// has those of its own folder.
std::map<std::string, Json> diagnostics_by_uri(Workspace& workspace, ColumnUnit unit,
                                               const std::map<PathwayKey, Findings>& findings);

}  // namespace waymark::lsp
