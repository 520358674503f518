#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "tools/waymark/io/byte_source.hpp"
#include "tools/waymark/io/surroundings.hpp"

namespace waymark {

// A stretch of whole lines of an input.
struct Lines {
  std::unique_ptr<char[]> bytes;
  std::string_view text;  // of them; behind it `cohort::readable_behind_line` bytes are readable
  std::size_t first = 1;  // number of the first line
  bool too_long = false;  // a single line that is longer than may be; it was not kept
};

// Reads an input line by line, however long it is, in little memory. What is compressed by gzip is
// recognized and read as what was compressed.
class LineSource {
 public:
  // `-` is standard input. Or the system's reason why the file cannot be read.
  static std::variant<LineSource, std::string> open(const std::string& path,
                                                    const Surroundings& surroundings);

  // The next lines; nothing at the end, or where reading fails.
  std::optional<Lines> next();
  // Why not all could be read, where that is so.
  const std::optional<std::string>& failure() const { return bytes_.failure(); }

  // How much of the file has been read, compressed as it may be, and how much there is; 0: it is not known.
  std::uint64_t bytes_read() const { return bytes_.bytes_read(); }
  std::uint64_t bytes_in_all() const { return bytes_.bytes_in_all(); }

 private:
  explicit LineSource(ByteSource bytes) : bytes_{std::move(bytes)} {}

  void keep_rest(const char* begin, const char* end);
  Lines lines(std::unique_ptr<char[]> bytes, std::size_t size);
  Lines skip_long_line();

  ByteSource bytes_;
  std::string rest_;  // what has been read and not given out
  std::size_t next_line_ = 1;
};

}  // namespace waymark
