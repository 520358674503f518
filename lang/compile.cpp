#include "lang/compile.hpp"

#include <algorithm>
#include <map>

#include "lang/ast/lower.hpp"
#include "lang/check/check.hpp"
#include "lang/modules/module.hpp"
#include "lang/syntax/syntax_tree.hpp"

namespace waymark {
namespace {

void describe_header(Elaboration& context) {
  const auto& main = context.modules[context.main];
  auto& model = context.model;
  model.id = main.id;
  model.is_library = main.is_library;
  if (!main.header) return;
  if (main.header->title) model.title = main.header->title->value;
  if (main.header->version) model.version = main.header->version->value;
  for (const auto& about : main.header->about) model.about.push_back(about.value);
}

void describe_libraries(Elaboration& context) {
  for (const auto& module : context.modules) {
    if (!module.is_library || !module.header) continue;
    const auto& header = *module.header;
    context.model.libraries.push_back({module.id, header.title ? header.title->value : "",
                                       header.version ? header.version->value : "", header.id.span});
  }
}

void index_libraries(Elaboration& context) {
  const auto header_of = [&](const std::string& library) -> const ast::Header* {
    const auto found = std::ranges::find(context.modules, library, &Module::id);
    return found == context.modules.end() ? nullptr : found->header;
  };
  for (const auto& module : context.modules) {
    if (module.header && module.is_library)
      note_declaration(context, NameKind::library, module.header->id.span);
    for_each<ast::Use>(module, [&](const ast::Use& use, Span) {
      if (const auto* header = header_of(use.library.text))
        note_use(context, NameKind::library, use.library.span, header->id.span);
    });
  }
}

// Facts of the same name from two libraries are known by their dotted names.
template <typename Declaration>
void qualify_doubled_ids(std::vector<Declaration>& declarations, const std::map<std::string, int>& ids) {
  for (auto& declaration : declarations) {
    if (ids.at(declaration.id) > 1 && !declaration.library.empty()) {
      declaration.id = declaration.library + "." + declaration.id;
    }
  }
}

void qualify_inputs(model::Model& model) {
  std::map<std::string, int> ids;
  for (const auto& fact : model.facts) ++ids[fact.id];
  for (const auto& parameter : model.parameters) ++ids[parameter.id];
  qualify_doubled_ids(model.facts, ids);
  qualify_doubled_ids(model.parameters, ids);
}

}  // namespace

struct Scope {
  Modules modules;
  std::optional<ElaborationState> state;
};

Compilation compile(std::vector<LoadedFile> files, const std::filesystem::path& stdlib,
                    const SourceProvider& provider) {
  Compilation result;
  auto scope = std::make_shared<Scope>();
  scope->modules = read_modules(std::move(files), {stdlib, provider}, result.sources, result.diagnostics);
  result.scope = scope;
  result.unreadable = scope->modules.unreadable;
  if (result.unreadable) return result;
  const auto& modules = scope->modules.modules;
  Elaboration context{{modules, scope->modules.main, SymbolTable{modules, scope->modules.main}},
                      result.sources,
                      result.diagnostics,
                      &result.index};
  index_libraries(context);
  describe_header(context);
  check(context);
  describe_libraries(context);
  qualify_inputs(context.model);
  if (result.diagnostics.has_errors()) {
    result.incomplete.emplace(std::move(context.model));
    return result;
  }
  result.model = std::move(context.model);
  scope->state.emplace(std::move(context));
  return result;
}

Compilation compile_adapted(const Compilation& site, const std::filesystem::path& stdlib,
                            const SourceProvider& provider) {
  std::vector<LoadedFile> files;
  for (const auto file : modules(site).back().adapted->files) {
    const auto& source = site.sources[file];
    files.push_back({std::string{source.name()}, std::string{source.text()}});
  }
  return compile(std::move(files), stdlib, provider);
}

std::optional<Declarations> declarations(const Compilation& compilation) {
  if (compilation.model) return Declarations{*compilation.model};
  if (compilation.incomplete) return compilation.incomplete->declarations();
  return std::nullopt;
}

const std::vector<Module>& modules(const Compilation& compilation) {
  return compilation.scope->modules.modules;
}

std::optional<model::ExprId> compile_expression(Compilation& compilation, std::string name,
                                                std::string text) {
  const auto file = compilation.sources.add(std::move(name), std::move(text));
  const auto errors_before = compilation.diagnostics.error_count();
  const auto tree = parse_expression(compilation.sources, file, compilation.diagnostics);
  const auto expr = lower_expression(*tree, compilation.sources, file, compilation.diagnostics);
  if (compilation.diagnostics.error_count() > errors_before) return std::nullopt;
  auto& scope = *compilation.scope;
  scope.state->model = std::move(*compilation.model);
  Elaboration context{std::move(*scope.state), compilation.sources, compilation.diagnostics};
  const auto result = elaborate(context, {.module = context.main, .statuses = true}, expr);
  compilation.model = std::move(context.model);
  scope.state.emplace(std::move(context));
  if (compilation.diagnostics.error_count() > errors_before) return std::nullopt;
  return result;
}

void forget_expressions(Compilation& compilation, std::size_t count) {
  if (compilation.model->expressions.size() <= count) return;
  compilation.model->expressions.resize(count);
  auto& state = *compilation.scope->state;
  const auto is_gone = [count](const auto& entry) { return entry.second >= count; };
  std::erase_if(state.canonical, is_gone);
  std::erase_if(state.bodies, is_gone);
}

std::optional<model::Given> compile_given(Compilation& compilation, std::string name,
                                          const std::string& text) {
  const auto file = compilation.sources.add(std::move(name), "scenario \"\" {\ngiven\n" + text + "\n}\n");
  auto& diagnostics = compilation.diagnostics;
  const auto errors_before = diagnostics.error_count();
  const auto tree = parse(compilation.sources, file, diagnostics);
  const auto lowered = lower(*tree, compilation.sources, file, diagnostics);
  if (diagnostics.error_count() > errors_before) return std::nullopt;
  const auto* scenario =
      lowered.items.size() == 1 ? std::get_if<ast::Scenario>(&lowered.items.front().node) : nullptr;
  if (!scenario || scenario->given.size() != 1) return std::nullopt;
  const auto count = compilation.model->expressions.size();
  auto& scope = *compilation.scope;
  scope.state->model = std::move(*compilation.model);
  Elaboration context{std::move(*scope.state), compilation.sources, diagnostics};
  auto result = elaborate_given(context, context.main, scenario->given.front(), true);
  compilation.model = std::move(context.model);
  scope.state.emplace(std::move(context));
  forget_expressions(compilation, count);
  return diagnostics.error_count() > errors_before ? std::nullopt : std::move(result);
}

}  // namespace waymark
