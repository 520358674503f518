#include "tools/report/reason_dot.hpp"

#include <fmt/format.h>

#include "lang/text/display_text.hpp"
#include "tools/report/dot_text.hpp"
#include "tools/report/remark_words.hpp"
#include "tools/report/text_layout.hpp"

namespace waymark {

namespace {

constexpr int columns = 40;

std::string label(const ReasonNode& reason) {
  std::string result;
  for (const auto& line : wrap(reason.text, columns)) result += line + '\n';
  if (reason.text != reason.value) result += "= " + within_line(reason.value);
  for (const auto& more : {reason.reading ? age_words(*reason.reading) : std::string{},
                           why_unknown_words(reason), remark_words(reason)}) {
    if (!more.empty()) result += "\n(" + within_line(more) + ")";
  }
  return result;
}

std::string style(const std::string& value) {
  if (value == "yes" || value == "advised") return "color=\"#1a7f37\"";
  if (value == "no" || value == "not_advised") return "color=\"#cf222e\"";
  return value == "unknown" || value == "undetermined" ? "style=\"rounded,dashed\"" : "color=\"#57606a\"";
}

class DotWriter {
 public:
  std::size_t write(const ReasonNode& reason) {
    const auto number = next_++;
    out_ += fmt::format("  n{} [label={}, {}];\n", number, dot_quoted(label(reason)), style(reason.value));
    for (const auto& child : reason.children) {
      const auto below = write(child);
      out_ += fmt::format("  n{} -> n{};\n", number, below);
    }
    return number;
  }
  std::string take() { return std::move(out_); }

 private:
  std::size_t next_ = 0;
  std::string out_;
};

}  // namespace

std::string reason_dot(const ReasonNode& reason) {
  DotWriter writer;
  writer.write(reason);
  return fmt::format(
      "digraph reason {{\n  rankdir=LR;\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n{}}}\n",
      writer.take());
}

}  // namespace waymark
