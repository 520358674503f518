#include "lang/text/code_frame.hpp"

#include <algorithm>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "lang/text/display_text.hpp"

namespace waymark {

namespace {

constexpr std::uint32_t window = 500;  // bytes of a line that are looked at on either side of a span

enum class Paint { none, error, warning, note, gutter, bold };

std::string_view escape(Paint paint) {
  switch (paint) {
    case Paint::none: return "";
    case Paint::error: return "\x1b[1;31m";
    case Paint::warning: return "\x1b[1;33m";
    case Paint::note: return "\x1b[1;36m";
    case Paint::gutter: return "\x1b[1;34m";
    case Paint::bold: return "\x1b[1m";
  }
  return "";
}

// The cells [begin, end) of a line that carry a mark; at least one.
struct Marks {
  int begin = 0;
  int end = 1;
};

// One line of a source, ready to show, and its marks.
struct FrameLine {
  int number = 0;
  std::vector<DisplayedCodePoint> text;
  Marks marks;
};

int width_of(std::span<const DisplayedCodePoint> text) {
  return std::accumulate(text.begin(), text.end(), 0,
                         [](int sum, const auto& point) { return sum + point.width; });
}

// The cell at which the byte `offset` of the line is shown; behind the line for an offset behind it.
int cell_of(const std::vector<DisplayedCodePoint>& text, std::uint32_t offset) {
  int cell = 0;
  for (const auto& point : text) {
    if (point.offset >= offset) return cell;
    cell += point.width;
  }
  return cell;
}

int leading_blanks(const std::vector<DisplayedCodePoint>& text) {
  const auto is_blank = [](const auto& point) {
    return point.text.find_first_not_of(' ') == std::string::npos;
  };
  return width_of({text.begin(), std::ranges::find_if_not(text, is_blank)});
}

// Where to begin to look at a line, of which no more than some thousand bytes before the span are read.
std::uint32_t window_start(const Source& source, std::uint32_t line_start, Span span) {
  if (span.begin < line_start + window) return line_start;
  auto begin = span.begin - window;
  while (begin < span.begin && (source.text()[begin] & 0xC0) == 0x80) ++begin;
  return begin;
}

FrameLine frame_line(const Source& source, std::uint32_t line_start, Span span) {
  const auto begin = window_start(source, line_start, span);
  const auto end = std::max(begin, std::min(span.end, begin + window)) + window - begin;
  FrameLine line{
      .number = source.position(line_start).line, .text = display(source.line_from(begin, end)), .marks = {}};
  const bool starts_here = span.begin >= begin;
  line.marks.begin = starts_here ? cell_of(line.text, span.begin - begin) : leading_blanks(line.text);
  line.marks.end = std::max(line.marks.begin + 1, cell_of(line.text, span.end - begin));
  return line;
}

// A span that ends with line breaks ends before them: nobody points at the beginning of the next line.
Span without_line_breaks_at_end(const Source& source, Span span) {
  const auto size = static_cast<std::uint32_t>(source.text().size());
  span.begin = std::min(span.begin, size);
  span.end = std::clamp(span.end, span.begin, size);
  const auto is_line_break = [](char c) { return c == '\n' || c == '\r'; };
  while (span.end > span.begin + 1 && is_line_break(source.text()[span.end - 1])) --span.end;
  return span;
}

// The first line of the span and, where it has several, the last.
std::vector<FrameLine> frame_lines(const Source& source, Span given) {
  const auto span = without_line_breaks_at_end(source, given);
  const auto first = source.line_start(span.begin);
  const auto last = source.line_start(span.end > span.begin ? span.end - 1 : span.end);
  std::vector<FrameLine> lines{frame_line(source, first, span)};
  if (last != first) lines.push_back(frame_line(source, last, span));
  return lines;
}

// Keeps the cells [from, to) of a line, with an ellipsis where something is left out.
void keep_cells(FrameLine& line, int from, int to) {
  std::vector<DisplayedCodePoint> kept;
  int cell = 0;
  const int total = width_of(line.text);
  if (from > 0) kept.push_back({.text = "…", .offset = 0, .width = 1});
  for (auto& point : line.text) {
    const int begin = std::exchange(cell, cell + point.width);
    if (begin >= from && cell <= to) kept.push_back(std::move(point));
  }
  if (to < total) kept.push_back({.text = "…", .offset = 0, .width = 1});
  const int shift = from - (from > 0 ? 1 : 0);
  line.text = std::move(kept);
  line.marks.begin = std::max(line.marks.begin - shift, 0);
  line.marks.end = std::clamp(line.marks.end - shift, line.marks.begin + 1, width_of(line.text) + 1);
}

// Cuts a line that is too long around its marks.
void cut(FrameLine& line, int room) {
  const int total = width_of(line.text);
  if (std::max(total, line.marks.end) <= room) return;
  const int inner = room - 2;  // an ellipsis at both ends
  const int marked = std::min(line.marks.end - line.marks.begin, inner);
  const int before = std::min((inner - marked) / 2, line.marks.begin);
  const int from = std::clamp(line.marks.begin - before, 0, std::max(0, total - inner));
  keep_cells(line, from, from + inner);
}

class Renderer {
 public:
  Renderer(const Sources& sources, FrameStyle style) : sources_{sources}, style_{style} {}

  std::string render(const Diagnostic& diagnostic) {
    const bool is_error = diagnostic.severity == Severity::error;
    paint_ = is_error ? Paint::error : Paint::warning;
    heading(fmt::format("{}[{}]", is_error ? "error" : "warning", diagnostic.code), diagnostic.message);
    frame(diagnostic.span);
    if (!diagnostic.help.empty()) help(diagnostic.help);
    for (const auto& note : diagnostic.notes) {
      paint_ = Paint::note;
      heading("note", note.text);
      frame(note.span);
    }
    return std::move(out_);
  }

  std::string render(std::string_view label, std::string_view message, Span span) {
    paint_ = Paint::error;
    heading(label, message);
    frame(span);
    return std::move(out_);
  }

 private:
  void heading(std::string_view label, std::string_view message) {
    out_ += painted(paint_, within_line(label)) +
            painted(Paint::bold, fmt::format(": {}", within_line(message))) + '\n';
  }

  void frame(Span span) {
    const auto& source = sources_[span.file];
    auto lines = frame_lines(source, span);
    gutter_ = static_cast<int>(fmt::formatted_size("{}", lines.back().number));
    const auto position = source.position(std::min<std::uint32_t>(span.begin, size(source)));
    out_ += fmt::format("{:{}}{} {}:{}:{}\n", "", gutter_ + 1, painted(Paint::gutter, "-->"),
                        within_line(source.name()), position.line, position.column);
    gutter_line("");
    if (lines.size() == 1) return marked_line(lines.front());
    marked_line(lines.front());
    if (lines.back().number > lines.front().number + 1) {
      out_ += painted(Paint::gutter, fmt::format("{:>{}}", "...", gutter_ + 3)) + '\n';
    }
    marked_line(lines.back());
  }

  void marked_line(FrameLine& line) {
    cut(line, style_.columns - gutter_ - 4);
    std::string text;
    for (const auto& point : line.text) text += point.text;
    line_with_gutter(fmt::format(" {:>{}} |", line.number, gutter_), text);
    const auto marks = std::string(static_cast<std::size_t>(line.marks.end - line.marks.begin), '^');
    gutter_line(std::string(static_cast<std::size_t>(line.marks.begin), ' ') + painted(paint_, marks));
  }

  void gutter_line(std::string_view text) { line_with_gutter(fmt::format(" {:>{}} |", "", gutter_), text); }

  void line_with_gutter(std::string_view gutter, std::string_view text) {
    out_ += painted(Paint::gutter, gutter);
    if (!text.empty()) out_ += fmt::format(" {}", text);
    out_ += '\n';
  }

  void help(std::string_view text) {
    out_ += painted(Paint::gutter, fmt::format(" {:>{}} =", "", gutter_));
    out_ += fmt::format(" {} {}\n", painted(Paint::bold, "help:"), within_line(text));
  }

  std::string painted(Paint paint, std::string_view text) const {
    if (!style_.color || text.empty()) return std::string{text};
    return fmt::format("{}{}\x1b[0m", escape(paint), text);
  }

  static std::uint32_t size(const Source& source) { return static_cast<std::uint32_t>(source.text().size()); }

  const Sources& sources_;
  FrameStyle style_;
  Paint paint_ = Paint::none;
  int gutter_ = 1;
  std::string out_;
};

}  // namespace

std::string render(const Diagnostic& diagnostic, const Sources& sources, FrameStyle style) {
  return Renderer{sources, style}.render(diagnostic);
}

std::string render(std::string_view label, std::string_view message, Span span, const Sources& sources,
                   FrameStyle style) {
  return Renderer{sources, style}.render(label, message, span);
}

}  // namespace waymark
