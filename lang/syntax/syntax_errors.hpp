#pragma once

#include <cstdint>
#include <string_view>

#include "lang/syntax/keywords.hpp"
#include "lang/syntax/parse_state.hpp"

namespace waymark {

// What a rule that must match reads, for the message where it does not.
enum class Place {
  token,      // anything else
  name,       // where a name can stand, so that a word that cannot be one is explained
  declared,   // where the name of a declaration stands
  value,      // where a value can stand, which a name is
  operation,  // where an operator can stand
  statement,  // the beginning of a statement of `level`
  text_end,
  long_text_end,
  unit_end,
  never_missing,  // the rule always matches
  reported,       // the rule never matches and what is wrong has been reported
};

struct Expectation {
  std::string_view phrase = {};  // "a condition"
  Place place = Place::token;
  Level level = Level::list;
  std::string_view help = {};
};

// Reports what is missing at `offset`, as near to the author's words as can be told. The statement is
// broken then.
void raise_expected(ParseState& state, std::uint32_t offset, const Expectation& expectation);

void raise_nested_too_deeply(ParseState& state, std::uint32_t offset, int limit);

// A bracket that was left out where the statement ends or begins; reading goes on as if it stood there.
void report_unclosed(ParseState& state, std::uint32_t offset, char closing);
void report_unopened(ParseState& state, std::uint32_t offset);

}  // namespace waymark
