#pragma once

#include <string>

namespace waymark::service {

// The description of all routes in OpenAPI 3.1.
std::string openapi_json();

}  // namespace waymark::service
