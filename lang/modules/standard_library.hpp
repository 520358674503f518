#pragma once

#include <string_view>

#include "lang/modules/source_provider.hpp"

namespace waymark {

// How the texts of the standard library are named: "stdlib/units.pathway".
inline constexpr std::string_view standard_library_folder = "stdlib";

// The standard library as it was when this was built, in the folder of that name.
const MemorySources& standard_library();
// The same texts in another folder.
MemorySources standard_library_in(const std::filesystem::path& folder);

}  // namespace waymark
