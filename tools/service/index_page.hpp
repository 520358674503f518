#pragma once

#include <string>

#include "tools/service/served_pathway.hpp"

namespace waymark::service {

// A page in HTML that leads to those of the pathways.
std::string index_page(const ServedPathways& pathways);

}  // namespace waymark::service
