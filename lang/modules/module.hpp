#pragma once

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "lang/ast/ast.hpp"
#include "lang/modules/load.hpp"
#include "lang/text/diagnostics.hpp"
#include "lang/text/source.hpp"

namespace waymark {

using ModuleIndex = std::size_t;

// The files that form one pathway or one library, and what they use.
struct Module {
  std::string id;  // as the header says; empty where there is none
  bool is_library = false;
  std::vector<ast::File> files;
  const ast::Header* header = nullptr;
  std::vector<ModuleIndex> uses;
  bool has_syntax_errors = false;
  bool has_broken_sections = false;  // statements may be missing that others name
  bool has_broken_sources = false;
  bool lacks_library = false;  // a `use` found nothing, so any name may be one of its names
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
    for (const auto& item : file.items) {
      if (const auto* declaration = std::get_if<Kind>(&item.node)) function(*declaration, item.span);
    }
  }
}

}  // namespace waymark
