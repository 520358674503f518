#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lang/syntax/keywords.hpp"
#include "lang/text/source.hpp"

namespace waymark {

// What kind of sign or word it is.
enum class WrittenKind { word, number, text, unit, sign };

struct Written {
  WrittenKind kind;
  std::string text;  // a dotted name is one word, `>=` is one sign
};

// A statement that is not finished, on one level of braces.
struct OpenStatement {
  Level level = Level::file;  // of what the statement stands in
  std::vector<Written> words;

  bool empty() const { return words.empty(); }
  // Returns the word or sign so many from the end; empty where there are fewer.
  std::string_view from_end(std::size_t count) const;
  bool begins_with(std::string_view word) const { return !empty() && words.front().text == word; }
  bool holds(std::string_view word) const;
};

// What is written before a place, as far as it decides what may be written there. It is found from the words
// alone, so that it is there in the middle of typing.
struct WrittenBefore {
  // From the file to the innermost braces; never empty. The last one is the statement at the place.
  std::vector<OpenStatement> statements;
  Span partial;                // the word that the place is in or after, up to the place
  bool at_line_start = false;  // only blanks are before that word on its line
  bool in_text = false;        // or in a comment

  const OpenStatement& here() const { return statements.back(); }
  // Returns the statement whose braces are around the place; an empty one at the level of the file.
  const OpenStatement& around() const;
};

// Returns what is written before a byte of a file.
WrittenBefore written_before(std::string_view text, std::uint32_t file, std::uint32_t offset);

}  // namespace waymark
