// Formatting changes the layout only, and a second time nothing.
#include "fuzz.hpp"
#include "lang/ast/ast_dump.hpp"
#include "lang/ast/lower.hpp"
#include "lang/format/format.hpp"
#include "lang/syntax/syntax_tree.hpp"

namespace waymark::fuzz {
namespace {

std::optional<std::string> formatted(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  return format(sources, sources.add("any.pathway", text), diagnostics);
}

std::string ast_of(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  const auto file = sources.add("any.pathway", text);
  return dump(lower(*parse(sources, file, diagnostics), sources, file, diagnostics));
}

void check(const std::string& text) {
  const auto before = ast_of(text);
  const auto once = formatted(text);
  if (!once) return;
  const auto twice = formatted(*once);
  if (!twice) fail("what was formatted has errors:\n" + *once);
  if (*twice != *once) fail("formatted again it is another text:\n" + *once + "\n--- then ---\n" + *twice);
  if (ast_of(*once) != before) fail("formatted it means something else:\n" + *once);
}

}  // namespace
}  // namespace waymark::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  waymark::fuzz::check(std::string{waymark::fuzz::text_of(data, size)});
  return 0;
}
