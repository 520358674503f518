#pragma once

#include <string>
#include <vector>

#include "tools/language_server/view.hpp"

namespace waymark::lsp {

// Another way to write a part of a pathway, or something to add to it.
struct Refactoring {
  std::string title;
  std::string kind;        // of the protocol: "refactor.extract"
  std::vector<Fix> edits;  // that do not overlap
};

// Each of these returns what can be made of the part of the request's document that is selected; of an empty
// range, of what stands at it. Nothing is offered that would be a mistake.

// A name for the selected expression, as a definition before what it stands in.
std::vector<Refactoring> extract_define(const Request& request, Span range);
// A definition's expression where its name stands, in all files; it is gone then. Not of one that cites
// something or has arguments.
std::vector<Refactoring> inline_define(const Request& request, Span range);
// The condition of a block as that of the one statement in it, and the other way round.
std::vector<Refactoring> move_condition(const Request& request, Span range);
// A citation for a statement that has none; what nothing cites yet is offered first.
std::vector<Refactoring> add_citation(const Request& request, Span range);
// The patient whom a proof found, as a scenario at the end of the document.
std::vector<Refactoring> add_witness(const Request& request, Span range);

// Scenarios for the statuses that the recommendation has in none, behind the other scenarios.
std::vector<Refactoring> add_missing_scenario(const Request& request, Span range);

// Whether the pathway has no error after the edits that it did not have before.
bool is_sound_after(const Request& request, const std::vector<Fix>& edits);
// What the file says after the edits, without its layout; empty where it cannot be read.
std::string meaning_after(const Request& request, std::uint32_t file, const std::vector<Fix>& edits);
// The blanks before the first word of the line that a byte is in.
std::string indent_at(std::string_view text, std::uint32_t offset);

}  // namespace waymark::lsp
