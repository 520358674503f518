#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lang/ast/ast.hpp"
#include "lang/model/code.hpp"
#include "lang/modules/load.hpp"
#include "lang/modules/module_file.hpp"
#include "lang/text/diagnostics.hpp"
#include "lang/text/source.hpp"

namespace waymark {

using ModuleIndex = std::size_t;

// What a site changes of one declaration or statement of its pathway, and why.
struct LocalChange {
  enum class Of { statement, parameter, definition, table, fact, action };
  Of of;
  std::string id;                 // "hour_1.fluids", "weight_limit"
  std::vector<std::string> what;  // "value", "when", "withdrawn", "alternatives"
  std::string was;                // what is replaced, as the pathway writes it; empty where nothing is
  std::vector<ast::Template> because;
  std::vector<ast::Citation> cites;
  Span span;                               // of the name, where the site says it
  std::optional<ast::Expr> replaced = {};  // the earlier value of a definition
};

// The pathway that a site adapts.
struct AdaptedPathway {
  std::string id, title, version;
  Span span;                       // where the site names it
  std::set<std::uint32_t> files;   // that are the pathway's, and not the site's
  std::vector<LocalChange> local;  // in the order in which the site says them
};

// A list of codes that a declaration reads from a file.
struct CodeList {
  Span span;            // of the declared name
  std::string version;  // that a value set says; empty where there is none
  std::string sha256;   // of the file
  std::vector<model::Code> codes;
};

// The files that form one pathway or one library, and what they use.
struct Module {
  std::string id;  // as the header says; empty where there is none
  bool is_library = false;
  std::vector<ModuleFile> files;
  std::vector<CodeList> code_lists;  // those that could be read
  const ast::Header* header = nullptr;
  std::vector<ModuleIndex> uses;
  bool has_syntax_errors = false;
  bool has_broken_sections = false;  // statements may be missing that others name
  bool has_broken_sources = false;
  std::optional<AdaptedPathway> adapted = {};  // of a site, whose changes are in `files` already
  bool lacks_library = false;                  // a `use` found nothing, so any name may be one of its names
  // Names that stand behind a declaring keyword in what could not be read, so that nobody is told that they
  // are unknown.
  std::set<std::string, std::less<>> possible_names;
};

// What is checked together. The libraries stand before those who use them; `units` is the first of them.
struct Modules {
  std::vector<Module> modules;
  ModuleIndex main = 0;                      // the pathway or library that was asked for: the last one
  std::optional<LoadError> unreadable = {};  // a library that is there
};

// Where libraries are found that a pathway uses and that do not stand beside it.
struct LibraryPlace {
  std::filesystem::path stdlib;
  const SourceProvider& provider;
};

// Parses `files` as one pathway and the libraries that it uses.
// Reports syntax errors, missing and doubled headers, unknown and circular `use`.
Modules read_modules(std::vector<LoadedFile> files, const LibraryPlace& place, Sources& sources,
                     Diagnostics& diagnostics);

// All items of one kind, in document order, with the file they stand in.
template <typename Kind, typename Function>
void for_each(const Module& module, Function function) {
  for (const auto& file : module.files) {
    for (const auto& item : file->items) {
      if (const auto* declaration = std::get_if<Kind>(&item.node)) function(*declaration, item.span);
    }
  }
}

}  // namespace waymark
