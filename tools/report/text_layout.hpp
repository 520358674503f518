#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace waymark {

// The lines of a text broken at blanks so that each takes at most `columns` terminal cells; a word that is
// longer is left whole. At least one line.
std::vector<std::string> wrap(std::string_view text, int columns);

// One entry of a page: a label in its own column, a text that wraps beside it, and at the right margin of the
// first line what the text is drawn from.
struct Entry {
  std::string label;
  std::string text;
  std::string citation;
};

// Text for people, 100 columns wide unless it says otherwise.
class Page {
 public:
  static constexpr int columns = 100;

  explicit Page(bool color, int width = columns) : color_{color}, width_{width} {}

  // `left` and, at the right margin, `right`; on two lines where one does not hold both.
  void title(std::string_view left, std::string_view right);
  void heading(std::string_view text);
  void blank_line();
  void entry(const Entry& entry);
  // A line below an entry, in the column of its text or some columns further in.
  void detail(std::string_view text, int deeper = 0);

  const std::string& text() const { return text_; }

 private:
  std::string bold(std::string_view text) const;

  bool color_;
  int width_;
  std::string text_;
};

}  // namespace waymark
