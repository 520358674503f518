#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lang/model/model.hpp"
#include "lang/modules/load.hpp"
#include "lang/modules/source_provider.hpp"
#include "lang/text/diagnostics.hpp"
#include "lang/text/source.hpp"

namespace waymark {

struct Scope;  // the names of a compiled pathway, for expressions that come later

// One pathway (or library) from its files to its model. There is none where there are errors, or a library
// could not be read.
struct Compilation {
  Sources sources;
  Diagnostics diagnostics;
  std::optional<model::Model> model;
  std::shared_ptr<Scope> scope;
  std::optional<LoadError> unreadable = {};
};

// Checks the files as one pathway. `stdlib` is the folder that holds `units.pathway` and the libraries that
// `use` names; a folder `libraries` beside the first file goes before it. Reads the libraries it needs from
// `provider`; everything that is wrong is in `diagnostics`.
Compilation compile(std::vector<LoadedFile> files, const std::filesystem::path& stdlib,
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
