#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lang/index/symbol_index.hpp"
#include "lang/model/declared.hpp"
#include "lang/model/model.hpp"
#include "lang/modules/load.hpp"
#include "lang/modules/module.hpp"
#include "lang/modules/source_provider.hpp"
#include "lang/text/diagnostics.hpp"
#include "lang/text/source.hpp"

namespace waymark {

struct Scope;  // the names of a compiled pathway, for expressions that come later

// What could be made of a pathway that has errors: its declarations as far as they are sound. No evaluator
// takes one.
class IncompleteModel {
 public:
  explicit IncompleteModel(model::Model model) : model_{std::move(model)} {}
  Declarations declarations() const { return Declarations{model_}; }

 private:
  model::Model model_;
};

// One pathway (or library) from its files to its model. Where there are errors there is no model but an
// incomplete one; where a library could not be read there is none of the two.
struct Compilation {
  Sources sources;
  Diagnostics diagnostics;
  std::optional<model::Model> model;
  std::optional<IncompleteModel> incomplete = {};
  SymbolIndex index = {};
  std::shared_ptr<Scope> scope;
  std::optional<LoadError> unreadable = {};
};

// What the pathway and its libraries declare, with errors or without; nullopt where a library could not be
// read.
std::optional<Declarations> declarations(const Compilation& compilation);
// What each of the files says, those of the libraries too, errors or not. The libraries stand before those
// who use them, the pathway itself last. It lives as long as the compilation's `scope`.
const std::vector<Module>& modules(const Compilation& compilation);

// Checks the files as one pathway. `stdlib` is the folder that holds `units.pathway` and the libraries that
// `use` names; a folder `libraries` beside the first file goes before it. Reads the libraries it needs from
// `provider`; everything that is wrong is in `diagnostics`.
Compilation compile(std::vector<LoadedFile> files, const std::filesystem::path& stdlib,
                    const SourceProvider& provider = disk());

// The pathway that a compiled site adapts, without the site, from the texts that were read for it.
Compilation compile_adapted(const Compilation& site, const std::filesystem::path& stdlib,
                            const SourceProvider& provider = disk());

// A single expression in the scope of a compiled pathway (names, units); reports into its diagnostics. The
// expression is appended to the model. `name` is how messages call its text: "<expression>".
std::optional<model::ExprId> compile_expression(Compilation& compilation, std::string name, std::string text);

// What is given of one fact or parameter, as a scenario says it: `spo2 = 84 %`, `causes includes sle = no`,
// `lactate = 2 mmol/L 3 hours ago`. Reports as `compile_expression` does; the model does not grow.
std::optional<model::Given> compile_given(Compilation& compilation, std::string name,
                                          const std::string& text);
// So many lines stand above it in the text that messages about it are made from.
inline constexpr std::size_t lines_above_given = 2;

// Takes expressions away that were appended behind the first `count`.
void forget_expressions(Compilation& compilation, std::size_t count);

}  // namespace waymark
