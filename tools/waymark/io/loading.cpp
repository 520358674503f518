#include "tools/waymark/io/loading.hpp"

#include <utility>

#include <fmt/format.h>

#include "lang/modules/standard_library.hpp"
#include "lang/text/code_frame.hpp"
#include "lang/text/display_text.hpp"

namespace waymark {

namespace fs = std::filesystem;

std::string program_message(const std::string& message) {
  return fmt::format("waymark: {}\n", within_line(message));
}

void refuse_because(Reply& reply, const std::string& message) {
  reply.exit_code = ExitCode::unusable;
  reply.err += program_message(message);
}

static Reply unusable(const std::string& message) {
  return {.exit_code = ExitCode::unusable, .out = {}, .err = program_message(message)};
}

static constexpr auto built_in_folder = "<waymark>/stdlib";

const SourceProvider& call_sources() {
  static const MemorySources built_in = standard_library_in(built_in_folder);
  static const LayeredSources result{built_in, disk()};
  return result;
}

// Messages name files as the user would: below the working folder without what leads to it.
static fs::path as_user_would_write(const fs::path& path) {
  std::error_code error;
  const auto relative = fs::proximate(path, error);
  const bool is_below = !error && !relative.empty() && *relative.begin() != "..";
  return is_below ? relative : path;
}

std::variant<fs::path, Reply> stdlib_folder(const CommonOptions& options, const Surroundings& surroundings) {
  if (!options.stdlib) {
    const auto found = find_stdlib(surroundings);
    return found ? as_user_would_write(*found) : fs::path{built_in_folder};
  }
  std::error_code error;
  if (fs::is_regular_file(fs::path{*options.stdlib} / "units.pathway", error))
    return fs::path{*options.stdlib};
  return unusable(
      fmt::format("{}: no standard library, as there is no units.pathway in it", *options.stdlib));
}

static Reply unusable(const LoadError& error) {
  return unusable(fmt::format("{}: {}", error.path, error.reason));
}

static std::variant<std::unique_ptr<Compilation>, Reply> compiled(std::vector<LoadedFile> files,
                                                                  const PathwayPlace& place) {
  auto result = std::make_unique<Compilation>(compile(std::move(files), place.stdlib, place.provider));
  if (result->unreadable) return unusable(*result->unreadable);
  return result;
}

static std::variant<std::vector<LoadedFile>, LoadError> load(const PathwayPlace& place) {
  if (place.path) return load_pathway(*place.path, place.provider);
  return std::vector<LoadedFile>{};
}

std::variant<std::unique_ptr<Compilation>, Reply> load_and_compile(const PathwayPlace& place) {
  auto files = load(place);
  if (const auto* error = std::get_if<LoadError>(&files)) return unusable(*error);
  return compiled(std::get<std::vector<LoadedFile>>(std::move(files)), place);
}

std::variant<std::unique_ptr<Compilation>, Reply> load_and_compile(const std::optional<std::string>& path,
                                                                   const CommonOptions& options,
                                                                   const Surroundings& surroundings) {
  auto stdlib = stdlib_folder(options, surroundings);
  if (auto* reply = std::get_if<Reply>(&stdlib)) return std::move(*reply);
  return load_and_compile({path, std::get<fs::path>(stdlib)});
}

std::optional<Reply> compile_each(const std::string& path, const CommonOptions& options,
                                  const Surroundings& surroundings, const TakeCompilation& take) {
  auto stdlib = stdlib_folder(options, surroundings);
  if (auto* reply = std::get_if<Reply>(&stdlib)) return std::move(*reply);
  const PathwayPlace place{path, std::get<fs::path>(stdlib)};
  auto files = load(place);
  if (const auto* error = std::get_if<LoadError>(&files)) return unusable(*error);
  auto groups = split_by_header(std::get<std::vector<LoadedFile>>(std::move(files)));
  for (auto& together : groups) {
    auto compilation = compiled(std::move(together), place);
    if (auto* reply = std::get_if<Reply>(&compilation)) return std::move(*reply);
    auto& one = std::get<std::unique_ptr<Compilation>>(compilation);
    auto name = groups.size() == 1 ? path : std::string{one->sources[0].name()};
    take({std::move(name), std::move(one)});
  }
  return std::nullopt;
}

void compile_each(const std::vector<std::string>& paths, const CommonOptions& options,
                  const Surroundings& surroundings, Reply& reply, const TakeCompilation& take) {
  std::string unread;
  for (const auto& path : paths) {
    const auto failed = compile_each(path, options, surroundings, take);
    if (!failed) continue;
    reply.exit_code = failed->exit_code;
    unread += failed->err;
  }
  reply.err.insert(0, unread);
}

}  // namespace waymark
