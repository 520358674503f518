#include "tools/waymark/commands/pathway_side.hpp"

#include <fmt/format.h>

#include "tools/waymark/io/git_revision.hpp"

namespace waymark {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view revision_mark = "git:";

Reply refusal(const std::string& message) { return {ExitCode::unusable, {}, program_message(message)}; }

// What has errors is shown instead.
LoadedSide without_errors(LoadedSide loaded, const CommonOptions& options, const Surroundings& surroundings) {
  auto* compilation = std::get_if<std::unique_ptr<Compilation>>(&loaded);
  if (!compilation || (*compilation)->model) return loaded;
  const bool color = wants_color(options.color, surroundings.err_is_terminal, surroundings);
  return Reply{ExitCode::unusable,
               {},
               diagnostics_text((*compilation)->diagnostics.sorted(), (*compilation)->sources, color)};
}

// All of it goes into memory: a folder on disk may be called as a revision is.
std::variant<Revision, Reply> stdlib_of_now(const fs::path& folder) {
  auto files = load_pathway(folder, call_sources());
  if (const auto* error = std::get_if<LoadError>(&files)) return refusal(error->path + ": " + error->reason);
  Revision result{folder, {}, true};
  for (auto& file : std::get<std::vector<LoadedFile>>(files))
    result.sources.put(file.name, std::move(file.text));
  return result;
}

// Of a revision the standard library is that of the revision, too, where it is in the same repository and
// was there already.
std::variant<Revision, Reply> stdlib_of(const std::string& path, const std::string& revision,
                                        const fs::path& folder) {
  if (!is_same_repository(path, folder)) return stdlib_of_now(folder);
  auto library = at_revision(folder, revision);
  const auto* read = std::get_if<Revision>(&library);
  return read && !read->has_it ? stdlib_of_now(folder) : library;
}

LoadedSide load_revision(const std::string& path, const std::string& revision, const CommonOptions& options,
                         const Surroundings& surroundings) {
  auto pathway = at_revision(path, revision);
  if (auto* failed = std::get_if<Reply>(&pathway)) return std::move(*failed);
  const auto& old = std::get<Revision>(pathway);
  if (!old.has_it) return refusal(fmt::format("{}: git:{} has no .pathway file there", path, revision));
  auto folder = stdlib_folder(options, surroundings);
  if (auto* failed = std::get_if<Reply>(&folder)) return std::move(*failed);
  auto library = stdlib_of(path, revision, std::get<fs::path>(folder));
  if (auto* failed = std::get_if<Reply>(&library)) return std::move(*failed);
  const auto& stdlib = std::get<Revision>(library);
  const LayeredSources sources{old.sources, stdlib.sources};
  return load_and_compile({old.path.string(), stdlib.path, sources});
}

}  // namespace

bool is_revision(const std::string& name) { return name.starts_with(revision_mark); }

LoadedSide load_side(const std::string& name, const std::string& other, const CommonOptions& options,
                     const Surroundings& surroundings) {
  if (!is_revision(name))
    return without_errors(load_and_compile(name, options, surroundings), options, surroundings);
  if (!fs::exists(other)) return refusal(other + ": No such file or directory");
  const auto revision = name.substr(revision_mark.size());
  return without_errors(load_revision(other, revision, options, surroundings), options, surroundings);
}

}  // namespace waymark
