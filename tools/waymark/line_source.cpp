#include "tools/waymark/line_source.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <numeric>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "interpreter/cohort/plain_ndjson.hpp"
#include "interpreter/json_document.hpp"

namespace waymark {

namespace {

constexpr std::size_t block_size = std::size_t{1} << 20;

gzFile gzip(void* file) { return static_cast<gzFile>(file); }

// Counted in bytes side by side, which the compiler keeps in vector registers.
std::size_t line_breaks(std::string_view text) {
  constexpr std::size_t lanes = 64, most_rounds = 255;
  std::size_t result = 0;
  while (text.size() >= lanes) {
    std::array<std::uint8_t, lanes> counts{};
    for (std::size_t round = 0; round < most_rounds && text.size() >= lanes; ++round) {
      for (std::size_t i = 0; i < lanes; ++i)
        counts[i] = static_cast<std::uint8_t>(counts[i] + (text[i] == '\n'));
      text.remove_prefix(lanes);
    }
    result = std::accumulate(counts.begin(), counts.end(), result);
  }
  return result + static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

std::string reason_of(gzFile file) {
  int code = Z_OK;
  const std::string message = ::gzerror(file, &code);
  if (code == Z_ERRNO) return std::strerror(errno);
  if (code == Z_BUF_ERROR) return "the compressed data end too early; the file seems to be cut off";
  return "the compressed data are damaged: " + message;
}

}  // namespace

void LineSource::Close::operator()(void* file) const { ::gzclose(gzip(file)); }

std::variant<LineSource, std::string> LineSource::open(const std::string& path,
                                                       const Surroundings& surroundings) {
  const int descriptor =
      path == "-" ? ::dup(surroundings.standard_input) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return std::strerror(errno);
  struct stat status {};
  if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
    ::close(descriptor);
    return std::strerror(EISDIR);
  }
  const auto file = ::gzdopen(descriptor, "rb");
  if (!file) {
    ::close(descriptor);
    return std::strerror(ENOMEM);
  }
  ::gzbuffer(file, static_cast<unsigned>(block_size / 4));
  const auto bytes = S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
  return LineSource{file, bytes};
}

// Appends at most a block, and gives how much; 0 at the end.
std::size_t LineSource::read_block(std::string& text) {
  const auto before = text.size();
  text.resize(before + block_size + cohort::readable_behind_line);
  const int count = ::gzread(gzip(file_.get()), text.data() + before, static_cast<unsigned>(block_size));
  int code = Z_OK;
  ::gzerror(gzip(file_.get()), &code);
  if (count < 0 || (count == 0 && code != Z_OK && code != Z_STREAM_END))
    failure_ = reason_of(gzip(file_.get()));
  const auto size = static_cast<std::size_t>(std::max(count, 0));
  text.resize(before + size);
  return size;
}

std::optional<Lines> LineSource::next() {
  Lines lines{std::exchange(rest_, {}), next_line_, false};
  for (;;) {
    const auto before = lines.text.size();
    if (read_block(lines.text) == 0) break;
    const auto end = lines.text.rfind('\n');
    if (end != std::string::npos && end >= before) {
      rest_ = lines.text.substr(end + 1);
      lines.text.resize(end + 1);
      break;
    }
    if (lines.text.size() > json::most_bytes) return skip_long_line();
  }
  next_line_ += line_breaks(lines.text);
  if (lines.text.empty() || failure_) return std::nullopt;
  return lines;
}

Lines LineSource::skip_long_line() {
  for (std::string block; read_block(block) > 0; block.clear()) {
    const auto end = block.find('\n');
    if (end == std::string::npos) continue;
    rest_ = block.substr(end + 1);
    break;
  }
  return {{}, next_line_++, true};
}

std::uint64_t LineSource::bytes_read() const {
  const auto offset = ::gzoffset(gzip(file_.get()));
  return offset < 0 ? 0 : static_cast<std::uint64_t>(offset);
}

}  // namespace waymark
