#pragma once

#include <vector>

#include "tools/service/served_pathway.hpp"
#include "tools/waymark/commands/serve_command.hpp"

namespace waymark {

// What reads each of the pathways, also again. Both have to outlive the result.
std::vector<service::PathwayLoader> pathway_loaders(const ServeOptions& options,
                                                    const Surroundings& surroundings);

}  // namespace waymark
