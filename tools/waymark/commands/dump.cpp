#include "tools/waymark/commands/dump.hpp"

#include <memory>
#include <utility>

#include "tools/report/diagnostics_text.hpp"
#include "tools/report/dump_text.hpp"

namespace waymark {

namespace {

std::string text_of(DumpPart part, const Compilation& compilation) {
  switch (part) {
    case DumpPart::ast: return ast_text(compilation);
    case DumpPart::index: return index_text(compilation);
    case DumpPart::model: break;
  }
  return compilation.model ? model_text(compilation) : "";
}

}  // namespace

Reply dump_pathway(const DumpOptions& options, const Surroundings& surroundings) {
  auto loaded = load_and_compile(options.path, options, surroundings);
  if (auto* failed = std::get_if<Reply>(&loaded)) return std::move(*failed);
  const auto& compilation = *std::get<std::unique_ptr<Compilation>>(loaded);
  Reply reply;
  reply.out = text_of(options.part, compilation);
  if (compilation.model) return reply;
  reply.exit_code = ExitCode::unusable;
  const bool color = wants_color(options.color, surroundings.err_is_terminal, surroundings);
  reply.err = diagnostics_text(compilation.diagnostics.sorted(), compilation.sources, color);
  return reply;
}

}  // namespace waymark
