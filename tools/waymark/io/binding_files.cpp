#include "tools/waymark/io/binding_files.hpp"

#include <utility>

#include <fmt/format.h>

#include "tools/report/diagnostics_text.hpp"
#include "tools/waymark/io/loading.hpp"

namespace waymark {

namespace {

namespace fs = std::filesystem;

std::variant<BindingText, LoadError> read_binding(const fs::path& file) {
  auto text = call_sources().read(file);
  if (auto* error = std::get_if<LoadError>(&text)) return std::move(*error);
  return BindingText{file.string(), std::move(std::get<std::string>(text)), file.parent_path()};
}

}  // namespace

std::variant<std::vector<BindingText>, LoadError> binding_texts(const std::optional<std::string>& named,
                                                                const std::optional<std::string>& pathway) {
  std::vector<fs::path> files;
  if (named) files.emplace_back(*named);
  const auto& provider = call_sources();
  if (!named && pathway) {
    const fs::path path{*pathway};
    const auto folder = provider.is_folder(path) ? path : path.parent_path();
    const auto entries = provider.entries(folder.empty() ? fs::path{"."} : folder);
    if (const auto* list = std::get_if<std::vector<SourceEntry>>(&entries)) {
      for (const auto& entry : *list)
        if (!entry.is_folder && entry.name.ends_with(".binding")) files.push_back(folder / entry.name);
    }
  }
  std::vector<BindingText> result;
  for (const auto& file : files) {
    auto read = read_binding(file);
    if (auto* error = std::get_if<LoadError>(&read)) return std::move(*error);
    result.push_back(std::move(std::get<BindingText>(read)));
  }
  return result;
}

std::variant<FhirBinding, std::string> load_binding(const std::optional<std::string>& named,
                                                    const std::optional<std::string>& pathway,
                                                    const model::Model& model) {
  auto texts = binding_texts(named, pathway);
  if (const auto* error = std::get_if<LoadError>(&texts))
    return program_message(fmt::format("{}: {}", error->path, error->reason));
  Sources sources;
  Diagnostics diagnostics;
  auto binding =
      compile_binding(model, std::get<std::vector<BindingText>>(texts), sources, call_sources(), diagnostics);
  if (diagnostics.has_errors()) return diagnostics_text(diagnostics.sorted(), sources, false);
  return binding;
}

}  // namespace waymark
