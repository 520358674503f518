#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lang/diagnostics.hpp"
#include "lang/model.hpp"
#include "lang/source.hpp"
#include "lang/source_provider.hpp"

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

struct LoadedFile {
  std::string name;  // as the user would write it: the given path and what is below it
  std::string text;
};

// Larger files are read only so far and then refused with a message.
inline constexpr std::size_t maximum_file_size = std::size_t{16} << 20;

// The `.pathway` files of a folder (sorted by name, not of folders in it), or the one file.
// An error where the path does not exist, anything called `.pathway` cannot be read or is no file, or a
// folder holds nothing of that name.
std::variant<std::vector<LoadedFile>, LoadError> load_pathway(const std::filesystem::path& path,
                                                              const SourceProvider& provider = disk());

// Which of the files belong together: a file that begins with `library` stands by itself where there are
// several of them, as in a folder of libraries; all others are one pathway.
std::vector<std::vector<LoadedFile>> split_by_header(std::vector<LoadedFile> files);

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
