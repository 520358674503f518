#pragma once

#include <string>
#include <vector>

#include "lang/index/written_before.hpp"
#include "tools/language_server/snapshot.hpp"

namespace waymark::lsp {

enum class CompletionKind {
  keyword,
  snippet,
  fact,
  parameter,
  definition,
  function,
  member,
  unit,
  action,
  verb,
  statement,
  source_statement,
  scenario,
  type,
  name_space,
};

// Something that may be written at a place.
struct Completion {
  std::string text;
  CompletionKind kind = CompletionKind::keyword;
  std::string detail = {};         // one line beside it
  std::string documentation = {};  // Markdown
  std::string snippet = {};        // what is inserted, with places to fill; empty where that is `text`
  int rank = 1;                    // lower ones first
};

// Returns what may be written there, without regard to the word that is begun; each text once.
std::vector<Completion> completions(const Snapshot& snapshot, const WrittenBefore& before);

}  // namespace waymark::lsp
