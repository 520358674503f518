#include "compiled.hpp"

#include <catch2/catch.hpp>

#include "golden.hpp"

namespace waymark::golden {

std::unique_ptr<Compilation> compiled(const std::filesystem::path& path) {
  auto loaded = load_pathway(path);
  INFO(path.string());
  REQUIRE(std::holds_alternative<std::vector<LoadedFile>>(loaded));
  auto compilation =
      std::make_unique<Compilation>(compile(std::get<std::vector<LoadedFile>>(std::move(loaded)), stdlib()));
  for (const auto& diagnostic : compilation->diagnostics.list()) {
    if (diagnostic.severity == Severity::error) UNSCOPED_INFO(diagnostic.code << ": " << diagnostic.message);
  }
  REQUIRE(compilation->model);
  return compilation;
}

Compilation compiled_text(std::string text) { return compile({{"text.pathway", std::move(text)}}, stdlib()); }

std::string errors_of(const Compilation& compilation) {
  std::string result;
  for (const auto& each : compilation.diagnostics.list()) {
    if (each.severity == Severity::error) result += each.message + '\n';
  }
  return result;
}

const model::Model& dah() {
  static const auto compilation = compiled(root() / "pathways" / "dah");
  return *compilation->model;
}

}  // namespace waymark::golden
