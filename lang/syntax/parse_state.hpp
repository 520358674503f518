#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "lang/syntax/syntax_tree.hpp"
#include "lang/text/diagnostics.hpp"
#include "lang/text/source.hpp"

namespace waymark {

// What the parser knows besides its place in the text: the tree so far, open brackets, and where to report.
//
// Finished nodes lie on a stack in the order of the text; an inner node takes its children from the top. What
// an abandoned alternative left there is dropped when the text is read again from before it, so rules need
// not undo.
class ParseState {
 public:
  ParseState(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics)
      : sources_{sources}, file_{file}, text_{sources[file].text()}, diagnostics_{diagnostics} {}

  std::string_view text() const { return text_; }
  const Sources& sources() const { return sources_; }
  Span span(std::uint32_t begin, std::uint32_t end) const { return {file_, begin, end}; }

  // The number of nodes that lie before an inner node which begins at `offset`; `close` wants it back.
  std::size_t open(std::uint32_t offset);
  void close(SyntaxKind kind, std::uint32_t begin, std::size_t first_child, std::uint32_t offset);
  void leaf(SyntaxKind kind, std::uint32_t begin, std::uint32_t end);
  void trivia(std::uint32_t begin, std::uint32_t end);
  void skip_rest(std::uint32_t offset);  // of the file
  SyntaxNode finish();

  // Brackets: where the innermost one that is open stands. A `{` that was left out has been reported.
  struct Bracket {
    std::uint32_t offset;
    bool left_out;
  };
  void open_bracket(std::uint32_t offset, bool left_out);
  void close_bracket();
  void drop_brackets_from(std::uint32_t offset);
  const Bracket* innermost_bracket() const { return brackets_.empty() ? nullptr : &brackets_.back(); }

  // What is missing at the end of a line is missing there, not at the next token.
  std::uint32_t end_of_last_token(std::uint32_t offset) const;
  bool begins_line(std::uint32_t offset) const;

  // The statement that is being read is broken: no more of it is read, up to where reading can go on behind
  // it. After too many errors it never goes on, and nothing more is reported.
  void break_off() { is_broken_ = true; }
  bool is_broken() const { return is_broken_; }
  void go_on() { is_broken_ = gave_up_; }

  // Reports, and gives up where that is one error too many.
  template <typename... Args>
  Report report(Span span, const DiagnosticKind<Args...>& kind, const std::type_identity_t<Args>&... args) {
    count_error(span);
    return (gave_up_ ? ignored_ : diagnostics_).report(span, kind, args...);
  }

  // Reserved words that were refused as the name of a declaration, with where the first of them stands.
  void refuse_name(std::string_view word, std::uint32_t offset) { refused_names_.try_emplace(word, offset); }
  const std::map<std::string_view, std::uint32_t>& refused_names() const { return refused_names_; }

  int depth = 0;                  // of rules that contain themselves
  bool reads_expression = false;  // the text is one expression, not a file

 private:
  void drop_nodes_from(std::uint32_t offset);
  void count_error(Span span);

  const Sources& sources_;
  std::uint32_t file_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  std::vector<SyntaxNode> nodes_;
  std::vector<Bracket> brackets_;
  std::map<std::string_view, std::uint32_t> refused_names_;
  std::uint32_t trivia_begin_ = 0, trivia_end_ = 0;  // of the last trivia read, blanks included
  int errors_ = 0;
  bool is_broken_ = false, gave_up_ = false;
  Diagnostics ignored_;
};

}  // namespace waymark
