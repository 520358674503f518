#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace waymark::lsp {

// Returns the absolute, normal path that a `file:` URI names; nullopt for any other URI.
std::optional<std::filesystem::path> path_of_uri(std::string_view uri);
// Returns the `file:` URI of an absolute path.
std::string uri_of_path(const std::filesystem::path& path);

}  // namespace waymark::lsp
