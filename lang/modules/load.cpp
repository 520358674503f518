#include "lang/modules/load.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace waymark {
namespace {

namespace fs = std::filesystem;

using Entries = std::vector<SourceEntry>;

// Emacs marks a file that is being edited by a link of such a name, which leads nowhere.
bool is_lock(const std::string& name) { return name.starts_with(".#"); }

bool is_called_pathway(const SourceEntry& entry) {
  return fs::path{entry.name}.extension() == ".pathway" && !is_lock(entry.name);
}

bool holds_pathway(const fs::path& folder, const SourceProvider& provider) {
  const auto found = provider.entries(folder);
  const auto* entries = std::get_if<Entries>(&found);
  return entries && std::ranges::any_of(*entries, is_called_pathway);
}

// Somebody may have meant a folder in it: the first by name that holds a pathway.
std::string none_in(const fs::path& folder, const Entries& entries, const SourceProvider& provider) {
  const auto is_meant = [&](const SourceEntry& entry) {
    return entry.is_folder && holds_pathway(folder / entry.name, provider);
  };
  const auto meant = std::ranges::find_if(entries, is_meant);
  std::string reason = "the folder holds no .pathway file";
  if (meant != entries.end()) reason += fmt::format("; did you mean `{}`?", (folder / meant->name).string());
  return reason;
}

// What is called `.pathway` and is no file is among them: a pathway without it would say something else.
std::variant<std::vector<fs::path>, LoadError> pathway_files(const fs::path& folder,
                                                             const SourceProvider& provider) {
  const auto found = provider.entries(folder);
  if (const auto* error = std::get_if<LoadError>(&found)) return *error;
  const auto& entries = std::get<Entries>(found);
  std::vector<fs::path> files;
  for (const auto& entry : entries) {
    if (is_called_pathway(entry)) files.push_back(folder / entry.name);
  }
  if (files.empty()) return LoadError{folder.string(), none_in(folder, entries, provider)};
  return files;
}

// The first word behind blanks and comments.
std::string_view first_word(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\xEF\xBB\xBF";  // and the bytes of a byte order mark
  for (auto at = text.find_first_not_of(blanks); at != text.npos; at = text.find_first_not_of(blanks, at)) {
    if (text[at] != '#') return text.substr(at, text.find_first_of(" \t\r\n", at) - at);
    at = text.find('\n', at);
    if (at == text.npos) break;
  }
  return {};
}

// Which word begins files that stand by themselves; empty where there is none.
std::string_view word_of_its_own(const std::vector<LoadedFile>& files) {
  const auto count = [&](std::string_view word) {
    return std::ranges::count_if(files,
                                 [&](const LoadedFile& file) { return first_word(file.text) == word; });
  };
  if (count("library") > 1) return "library";
  const auto sites = count("site"), pathways = count("pathway");
  const bool has_others = sites + pathways < std::ssize(files);
  return sites > 0 && sites + pathways > 1 && pathways < 2 && !has_others ? "site" : "";
}

}  // namespace

std::vector<std::vector<LoadedFile>> split_by_header(std::vector<LoadedFile> files) {
  std::vector<std::vector<LoadedFile>> result;
  const auto apart = word_of_its_own(files);
  std::vector<LoadedFile> together;
  for (auto& file : files) {
    const bool is_apart = !apart.empty() && first_word(file.text) == apart;
    auto& group = is_apart ? result.emplace_back() : together;
    group.push_back(std::move(file));
  }
  if (!together.empty() || result.empty()) result.push_back(std::move(together));
  return result;
}

std::variant<std::vector<LoadedFile>, LoadError> load_pathway(const fs::path& path,
                                                              const SourceProvider& provider) {
  std::vector<fs::path> paths{path};
  if (provider.is_folder(path)) {
    auto found = pathway_files(path.lexically_normal(), provider);
    if (auto* problem = std::get_if<LoadError>(&found)) return *problem;
    paths = std::get<std::vector<fs::path>>(std::move(found));
  }
  std::vector<LoadedFile> files;
  for (const auto& file : paths) {
    auto text = provider.read(file);
    if (auto* problem = std::get_if<LoadError>(&text)) return *problem;
    files.push_back({file.string(), std::get<std::string>(std::move(text))});
  }
  return files;
}

}  // namespace waymark
