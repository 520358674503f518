#pragma once

#include <cstddef>
#include <string_view>

#include "lang/syntax/keywords.hpp"
#include "lang/text/characters.hpp"

// Reading ahead by hand: words, and what is skipped behind a syntax error. Everything is one loop over the
// text, so that no depth of nesting costs stack. Each gives a number of bytes, 0 where there is nothing of
// the kind.
namespace waymark::scan {

inline bool is_beyond_ascii(char c) { return (c & 0x80) != 0; }
inline bool is_word_character(char c) { return is_letter_or_digit(c) || c == '_'; }

std::size_t identifier(std::string_view text);
// At `begin` an identifier that is not reserved, or whose point follows it at once: `dose.first`.
std::size_t name(std::string_view text, std::size_t begin = 0);
std::size_t verb(std::string_view text);  // an identifier that is not reserved, or `use`
// The name behind `as`, `note` and `section` at `begin`, which may be any reserved word.
std::size_t own_name(std::string_view text, std::size_t begin);
// The word there; empty where a reserved one stands as a name.
std::string_view keyword(std::string_view text);
std::size_t reserved_word(std::string_view text);
std::size_t dotted_name(std::string_view text,
                        std::size_t begin = 0);  // `a.b.c`, of which `a` is a name or touches its point
std::string_view word(std::string_view text);  // the identifier that stands there, empty where there is none

// From a broken statement of `level` at `begin` to the end of its last token: whole tokens and balanced
// braces, up to a word at the beginning of a line that begins the next statement, to the `}` of the block, or
// in a list to the end of a comma. Braces that do not balance are given up at such a word that stands no
// further in than the statement did.
std::size_t skipped(std::string_view text, std::size_t begin, Level level);

// From a broken head to the end of its last token, where a `{` follows on the same line that opens a block.
std::size_t skipped_head(std::string_view text);

// The end of the token at `begin`: a word, a text, a comment, a run of blanks, or one sign.
std::size_t token_end(std::string_view text, std::size_t begin);

template <typename Input>
std::string_view rest(const Input& in) {
  return {in.current(), static_cast<std::size_t>(in.end() - in.current())};
}

template <typename Input>
std::string_view all(const Input& in) {
  return {in.begin(), static_cast<std::size_t>(in.end() - in.begin())};
}

template <typename Input>
bool consume(Input& in, std::size_t size) {
  in.bump(size);
  return size > 0;
}

}  // namespace waymark::scan
