#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "lang/compile.hpp"

// Pathways that tests take for granted.
namespace waymark::golden {

// The pathway (or library) at `path`; a failure of the test where it has an error.
std::unique_ptr<Compilation> compiled(const std::filesystem::path& path);
// One file with this text, with the standard library beside it.
Compilation compiled_text(std::string text);
// The messages of its errors, one a line.
std::string errors_of(const Compilation& compilation);
// The pathway for diffuse alveolar hemorrhage, compiled once.
const model::Model& dah();

}  // namespace waymark::golden
