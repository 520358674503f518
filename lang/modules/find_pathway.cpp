#include "lang/modules/find_pathway.hpp"

#include <algorithm>
#include <array>

namespace waymark {
namespace {

namespace fs = std::filesystem;

using Found = std::variant<std::vector<LoadedFile>, LoadError>;

// Whether a line begins as the pathway's header does. A site may have the name of its pathway.
bool has_header_of(const std::string& text, const std::string& id) {
  const auto header = "pathway " + id;
  for (auto at = text.find(header); at != std::string::npos; at = text.find(header, at + 1)) {
    const auto end = at + header.size();
    const bool begins_line = at == 0 || text[at - 1] == '\n';
    const bool ends_name = end == text.size() || text[end] == ' ' || text[end] == '{';
    if (begins_line && ends_name) return true;
  }
  return false;
}

bool hold_pathway(const std::vector<LoadedFile>& files, const std::string& id) {
  return std::ranges::any_of(files, [&](const LoadedFile& file) { return has_header_of(file.text, id); });
}

std::array<fs::path, 3> places_around(const fs::path& folder) {
  return {folder / "libraries", folder, (folder / "..").lexically_normal()};
}

bool is_absent(const Found& found) {
  const auto* error = std::get_if<LoadError>(&found);
  return error && error->is_absent;
}

}  // namespace

Found find_pathway(const std::string& id, const fs::path& folder, const SourceProvider& provider) {
  for (const auto& place : places_around(folder)) {
    for (const auto& path : {place / id, place / (id + ".pathway")}) {
      auto found = load_pathway(path, provider);
      if (is_absent(found)) continue;
      const auto* files = std::get_if<std::vector<LoadedFile>>(&found);
      if (!files || hold_pathway(*files, id)) return found;
    }
  }
  return LoadError{id, "there is no such pathway", true};
}

std::vector<std::string> pathways_near(const fs::path& folder, const SourceProvider& provider) {
  std::vector<std::string> result;
  for (const auto& place : places_around(folder)) {
    const auto found = provider.entries(place);
    const auto* entries = std::get_if<std::vector<SourceEntry>>(&found);
    if (!entries) continue;
    for (const auto& entry : *entries) {
      const fs::path name{entry.name};
      if (entry.is_folder || name.extension() == ".pathway") result.push_back(name.stem().string());
    }
  }
  return result;
}

}  // namespace waymark
