#include "tools/waymark/commands/serve_pathways.hpp"

#include <utility>

#include <fmt/format.h>

#include "lang/text/display_text.hpp"
#include "tools/waymark/commands/page.hpp"
#include "tools/waymark/io/binding_files.hpp"

namespace waymark {

namespace {

constexpr std::size_t most_told = 3;

// The first errors, each on one line.
std::string errors_of(const std::string& path, const Compilation& compilation) {
  std::string result;
  std::size_t count = 0;
  for (const auto& diagnostic : compilation.diagnostics.sorted()) {
    if (diagnostic.severity != Severity::error || ++count > most_told) continue;
    result += fmt::format("; {}: {}", diagnostic.code, within_line(diagnostic.message));
  }
  return fmt::format("{}: {} error{}{}", path, count, count == 1 ? "" : "s", result);
}

// What a message of the program says, without the program's name before it and the line break behind it.
std::string reason_in(std::string message) {
  while (message.ends_with('\n')) message.pop_back();
  constexpr std::string_view name = "waymark: ";
  return message.starts_with(name) ? message.substr(name.size()) : message;
}

std::string page_of(const std::string& path, const ServeOptions& options, const Surroundings& surroundings) {
  PageOptions page;
  page.stdlib = options.stdlib;
  page.path = path;
  page.app = options.app;
  auto made = page_text(page, surroundings);
  return std::holds_alternative<std::string>(made) ? std::get<std::string>(std::move(made)) : std::string{};
}

std::variant<service::LoadedPathway, std::string> loaded(const std::string& path, const ServeOptions& options,
                                                         const Surroundings& surroundings) {
  auto read = load_and_compile(path, options, surroundings);
  if (const auto* failed = std::get_if<Reply>(&read)) return reason_in(failed->err);
  auto& compilation = *std::get<std::unique_ptr<Compilation>>(read);
  if (!compilation.model) return errors_of(path, compilation);
  if (compilation.model->is_library) return fmt::format("{}: this is a library, and no pathway", path);
  auto binding = load_binding(std::nullopt, path, *compilation.model);
  if (auto* problem = std::get_if<std::string>(&binding)) return reason_in(std::move(*problem));
  return service::LoadedPathway{path, std::move(compilation), std::get<FhirBinding>(std::move(binding)),
                                page_of(path, options, surroundings)};
}

}  // namespace

std::vector<service::PathwayLoader> pathway_loaders(const ServeOptions& options,
                                                    const Surroundings& surroundings) {
  std::vector<service::PathwayLoader> result;
  for (const auto& path : options.paths)
    result.push_back([&options, &surroundings, path] { return loaded(path, options, surroundings); });
  return result;
}

}  // namespace waymark
