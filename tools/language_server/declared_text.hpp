#pragma once

#include <string>
#include <vector>

#include "lang/index/symbol_index.hpp"
#include "lang/model/declared.hpp"
#include "tools/language_server/snapshot.hpp"

namespace waymark::lsp {

// Returns what is known of a name, in Markdown: how it is declared, its title, its type, what it cites with
// the words of the source, and how often it is used.
std::string name_text(const Snapshot& snapshot, const Occurrence& name);
// Returns the same of a unit that is written there; empty where it is no unit.
std::string unit_text(const Snapshot& snapshot, Span unit);

// Returns what a source says, with its place: "initial.2: Give oxygen." Shortened where it is long.
std::string statement_words(const model::SourceSection& section, const model::Statement& statement);

// Returns the sets of members that the pathway declares, each once.
std::vector<MemberSetPtr> member_sets(const Declarations& declared);

// Returns the text with the characters that Markdown gives a meaning escaped.
std::string markdown_text(const std::string& text);

}  // namespace waymark::lsp
