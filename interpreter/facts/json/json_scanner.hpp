#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace waymark::json {

// Walks over the tokens of a JSON text (RFC 8259) without keeping them. Each `skip` begins where the scanner
// stands, and returns whether what it skips was there as the grammar has it; where it was not, the scanner
// stands within it.
class Scanner {
 public:
  explicit Scanner(std::string_view text, std::size_t at = 0) : text_{text}, at_{at} {}

  // The place of the next byte, in bytes from the beginning of the text.
  std::size_t at() const { return at_; }
  // The next byte; NUL at the end of the text.
  char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  std::string_view since(std::size_t begin) const { return text_.substr(begin, at_ - begin); }
  // Whether nothing but blanks is left.
  bool is_at_end();

  void skip_blanks();
  // A character of the grammar, and the blanks before it.
  bool skip(char character);
  bool skip_word(std::string_view word);
  bool skip_number();
  bool skip_text();
  // A value of a text that is sound as a whole: of lists and objects only the brackets are counted.
  void skip_sound_value();

 private:
  bool skip_digits();
  bool skip_escape();
  void skip_plain_text();
  void skip_sound_brackets();

  std::string_view text_;
  std::size_t at_;
};

// Returns the text that a literal with its quotes stands for, where `literal` was skipped as one; nullopt
// where it is no UTF-8, or has half of a pair of surrogates.
std::optional<std::string> text_of_literal(std::string_view literal);

}  // namespace waymark::json
