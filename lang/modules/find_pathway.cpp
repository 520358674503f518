#include "lang/modules/find_pathway.hpp"

#include <algorithm>

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

bool is_absent(const Found& found) {
  const auto* error = std::get_if<LoadError>(&found);
  return error && error->is_absent;
}

}  // namespace

Found find_pathway(const std::string& id, const fs::path& folder, const SourceProvider& provider) {
  const auto beside = (folder / "..").lexically_normal();
  for (const auto& place : {folder / "libraries", folder, beside}) {
    for (const auto& path : {place / id, place / (id + ".pathway")}) {
      auto found = load_pathway(path, provider);
      if (is_absent(found)) continue;
      const auto* files = std::get_if<std::vector<LoadedFile>>(&found);
      if (!files || hold_pathway(*files, id)) return found;
    }
  }
  return LoadError{id, "there is no such pathway", true};
}

}  // namespace waymark
