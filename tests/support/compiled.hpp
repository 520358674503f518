#pragma once

#include <filesystem>
#include <memory>

#include "lang/compile.hpp"

// Pathways that tests take for granted.
namespace waymark::golden {

// The pathway (or library) at `path`; a failure of the test where it has an error.
std::unique_ptr<Compilation> compiled(const std::filesystem::path& path);
// The pathway for diffuse alveolar hemorrhage, compiled once.
const model::Model& dah();

}  // namespace waymark::golden
