#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace waymark {

// Larger files are read only so far and then refused with a message.
inline constexpr std::size_t maximum_file_size = std::size_t{16} << 20;

// A half-open range of byte offsets into one file of a `Sources`.
struct Span {
  std::uint32_t file = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend auto operator<=>(const Span&, const Span&) = default;
};

// From the beginning of `first` to the end of `last`, both in the same file.
inline Span join(Span first, Span last) { return {first.file, first.begin, last.end}; }

// 1-based; `column` counts code points, which is what editors show.
struct Position {
  int line = 1;
  int column = 1;
};

// One file's text. Offsets are bytes everywhere else; only `position` knows about lines and UTF-8.
class Source {
 public:
  Source(std::string name, std::string text);

  std::string_view name() const { return name_; }
  std::string_view text() const { return text_; }
  Position position(std::uint32_t offset) const;
  // The whole line that holds `offset`, without its line break.
  std::string_view line(std::uint32_t offset) const;
  // At most `size` bytes of it from `offset` on, in whole code points.
  std::string_view line_from(std::uint32_t offset, std::uint32_t size) const;
  std::uint32_t line_start(std::uint32_t offset) const;

 private:
  std::string name_;
  std::string text_;
  std::uint32_t code_points_before(std::uint32_t offset) const;

  std::vector<std::uint32_t> line_starts_;
  std::vector<std::uint32_t> code_points_;  // before each block of the text, so that long lines cost nothing
};

// All files of one compilation; a span's `file` is an index here. Sources never move once added.
class Sources {
 public:
  // The index of the new file. `name` is the path as the user would write it.
  std::uint32_t add(std::string name, std::string text);
  std::size_t size() const { return files_.size(); }
  const Source& operator[](std::uint32_t file) const { return files_[file]; }
  std::string_view text(Span span) const;
  Position position(Span span) const { return files_[span.file].position(span.begin); }
  std::string_view name(Span span) const { return files_[span.file].name(); }

 private:
  std::deque<Source> files_;
};

}  // namespace waymark
