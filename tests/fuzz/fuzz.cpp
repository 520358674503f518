#include "fuzz.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include "lang/text/code_frame.hpp"

namespace waymark::fuzz {
namespace {

namespace fs = std::filesystem;

std::string read_text(const fs::path& path) {
  auto text = disk().read(path);
  if (const auto* error = std::get_if<LoadError>(&text)) fail(path.string() + ": " + error->reason);
  return std::get<std::string>(std::move(text));
}

const fs::path root{WAYMARK_ROOT};

// The standard library, read once.
const MemorySources& libraries() {
  static const auto sources = [] {
    MemorySources result;
    for (const auto& entry : fs::directory_iterator{root / "stdlib"}) {
      if (entry.path().extension() == ".pathway")
        result.put("/stdlib" / entry.path().filename(), read_text(entry.path()));
    }
    return result;
  }();
  return sources;
}

constexpr std::size_t most_shown = 100;

void check_messages(const Compilation& compilation) {
  std::size_t shown = 0;
  for (const auto& diagnostic : compilation.diagnostics.sorted()) {
    if (++shown > most_shown) break;
    const auto& span = diagnostic.span;
    const bool is_inside = span.begin <= span.end && span.end <= compilation.sources[span.file].text().size();
    if (!is_inside || diagnostic.message.empty() || render(diagnostic, compilation.sources).empty())
      fail(fmt::format("{} cannot be shown: {}", diagnostic.code, diagnostic.message));
  }
}

// Of a pathway: each condition that it defines, as a note.
std::string with_notes(std::string text) {
  const auto compilation = compiled(text);
  if (!compilation->model) fail("the pathway of every form has an error");
  text += "\nsection noted \"Noted\" {\n";
  for (const auto& define : compilation->model->defines) {
    if (define.type.kind == TypeKind::yes_no && define.value)
      text += fmt::format("  note note_{} {{ when {} says \"{}\" }}\n", define.id, define.id, define.id);
  }
  return text + "}\n";
}

std::unique_ptr<Compilation>& compiled_form() {
  static std::unique_ptr<Compilation> compilation;
  return compilation;
}

}  // namespace

void fail(const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  std::abort();
}

void expect_none(const std::string& difference) {
  if (!difference.empty()) fail(difference);
}

std::unique_ptr<Compilation> compiled(std::string text) {
  auto result = std::make_unique<Compilation>(
      compile({LoadedFile{"/fuzz/any.pathway", std::move(text)}}, "/stdlib", libraries()));
  check_messages(*result);
  if (result->model.has_value() == result->diagnostics.has_errors()) fail("a model and an error, or neither");
  return result;
}

Compilation& every_form() {
  if (!compiled_form()) renew_every_form();
  return *compiled_form();
}

void renew_every_form() {
  static const auto text = with_notes(read_text(root / "tests" / "golden" / "prove" / "forms.pathway"));
  compiled_form() = compiled(text);
}

}  // namespace waymark::fuzz
