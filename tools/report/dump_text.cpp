#include "tools/report/dump_text.hpp"

#include <array>
#include <set>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/quality/authored_expressions.hpp"
#include "lang/ast/ast_dump.hpp"
#include "lang/text/display_text.hpp"
#include "lang/text/one_line.hpp"

namespace waymark {

namespace {

// By the position in `model::Operation`.
constexpr std::array names_of_operations{
    "literal",     "fact",        "parameter",      "define",           "score",         "not",
    "negate",      "logical",     "implies",        "arithmetic",       "comparison",    "between",
    "knowledge",   "is one of",   "includes",       "is empty",         "conversion",    "exchange",
    "choose",      "counting",    "window",         "each reading",     "reading count", "reading time",
    "any known",   "first known", "happened",       "moment of",        "time since",    "time since reading",
    "difference",  "shift",       "calendar count", "points of",        "call",          "rounded dose",
    "define call", "if unknown",  "requires known", "unrecorded is no", "status test"};
static_assert(names_of_operations.size() == std::variant_size_v<model::Operation>);

std::set<std::uint32_t> own_files(const Compilation& compilation) {
  std::set<std::uint32_t> result;
  for (const auto& file : modules(compilation).back().files) result.insert(file.index());
  return result;
}

// The expressions of the pathway's own files, and those of libraries that they rest on.
std::set<model::ExprId> own_and_their_parts(const Compilation& compilation) {
  const auto& model = *compilation.model;
  const auto files = own_files(compilation);
  std::vector<model::ExprId> own;
  for (model::ExprId id = 0; id < model.expressions.size(); ++id) {
    if (files.contains(model[id].span.file)) own.push_back(id);
  }
  std::set<model::ExprId> result{own.begin(), own.end()};
  const Dependencies dependencies{model, own};
  result.insert(dependencies.expressions().begin(), dependencies.expressions().end());
  return result;
}

std::string place_text(const Sources& sources, Span span) {
  const auto [line, column] = sources.position(span);
  return fmt::format("{}:{}:{}", within_line(std::string{sources.name(span)}), line, column);
}

std::string expression_line(const model::Model& model, model::ExprId id, const Sources& sources) {
  const auto& expression = model[id];
  auto line = fmt::format("e{} {}", id, names_of_operations[expression.operation.index()]);
  for (const auto operand : model::operands(expression.operation)) line += fmt::format(" e{}", operand);
  line += fmt::format(" : {}", describe(expression.type));
  if (expression.canonical != id) line += fmt::format(" = e{}", expression.canonical);
  return line + fmt::format("  {}  {}\n", place_text(sources, expression.span),
                            within_line(one_line(sources.text(expression.span))));
}

template <typename Declarations>
void add_conditions(const Declarations& statements, std::string_view kind, std::string& text) {
  for (const auto& statement : statements)
    text += fmt::format("{} {} when e{}\n", kind, statement.id, statement.condition);
}

}  // namespace

std::string ast_text(const Compilation& compilation) {
  std::string text;
  for (const auto& file : modules(compilation).back().files) {
    if (!text.empty()) text += '\n';
    text += fmt::format("# {}\n", within_line(std::string{compilation.sources[file.index()].name()})) +
            dump(*file);
  }
  return text;
}

std::string model_text(const Compilation& compilation) {
  const auto& model = *compilation.model;
  std::string text;
  for (const auto id : own_and_their_parts(compilation))
    text += expression_line(model, id, compilation.sources);
  for (const auto& define : model.defines) {
    if (define.value && is_own(model, define))
      text += fmt::format("define {} = e{}\n", define.id, *define.value);
  }
  add_conditions(model.recommendations, "recommendation", text);
  add_conditions(model.contraindications, "contraindication", text);
  add_conditions(model.notes, "note", text);
  return text;
}

std::string index_text(const Compilation& compilation) {
  const auto own = own_files(compilation);
  std::string text;
  for (const auto& each : compilation.index.all()) {
    if (!own.contains(each.name.file)) continue;
    const auto written = one_line(compilation.sources.text(each.name));
    text += fmt::format("{}  {} {}", place_text(compilation.sources, each.name), to_string(each.kind),
                        within_line(written));
    if (!each.is_declaration())
      text += fmt::format("  declared at {}", place_text(compilation.sources, each.declaration));
    text += '\n';
  }
  return text;
}

}  // namespace waymark
