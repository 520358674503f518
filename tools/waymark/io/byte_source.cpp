#include "tools/waymark/io/byte_source.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <zlib.h>

#include "lang/modules/open_file.hpp"

namespace waymark {

namespace {

constexpr std::size_t block_size = std::size_t{1} << 18;
constexpr std::string_view gzip_mark = "\x1F\x8B";
constexpr int gzip_only = 15 + 16;  // the largest window, and the format of zlib's two that is gzip

std::variant<int, std::string> opened(const std::string& path, const Surroundings& surroundings) {
  if (path != "-") return open_for_reading(path, OtherFiles::devices);
  const int descriptor = ::dup(surroundings.standard_input);
  if (descriptor < 0) return std::strerror(errno);
  return descriptor;
}

}  // namespace

class ByteSource::Reader {
 public:
  Reader(int descriptor, std::uint64_t bytes_in_all)
      : descriptor_{descriptor},
        bytes_in_all_{bytes_in_all},
        block_{std::make_unique_for_overwrite<char[]>(block_size)} {}
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() {
    if (is_compressed_) ::inflateEnd(&stream_);
    ::close(descriptor_);
  }

  std::size_t read(char* to, std::size_t most) {
    if (!has_begun_) begin();
    std::size_t size = 0;
    while (size < most && !failure_ && !is_at_end_)
      size += is_compressed_ ? inflate(to + size, most - size) : copy(to + size, most - size);
    return size;
  }

  const std::optional<std::string>& failure() const { return failure_; }
  std::uint64_t bytes_read() const { return bytes_read_; }
  std::uint64_t bytes_in_all() const { return bytes_in_all_; }

 private:
  std::string_view ready() const { return {block_.get() + begin_, end_ - begin_}; }

  // Up to `most` bytes; none at the end, or where reading fails.
  std::size_t read_file(char* to, std::size_t most) {
    ssize_t count = 0;
    do {
      count = ::read(descriptor_, to, most);
    } while (count < 0 && errno == EINTR);
    if (count < 0) failure_ = std::strerror(errno);
    if (count <= 0) return 0;
    bytes_read_ += static_cast<std::uint64_t>(count);
    return static_cast<std::size_t>(count);
  }

  // Reads on behind what is ready; false at the end, or where reading fails.
  bool read_block() {
    std::copy(block_.get() + begin_, block_.get() + end_, block_.get());
    end_ -= std::exchange(begin_, 0);
    const auto count = read_file(block_.get() + end_, block_size - end_);
    end_ += count;
    return count > 0;
  }

  bool begins_with_mark() {
    while (ready().size() < gzip_mark.size() && read_block()) continue;
    return ready().starts_with(gzip_mark);
  }

  void begin() {
    has_begun_ = true;
    if (!begins_with_mark() || failure_) return;
    is_compressed_ = ::inflateInit2(&stream_, gzip_only) == Z_OK;
    if (!is_compressed_) failure_ = std::strerror(ENOMEM);
  }

  std::size_t copy(char* to, std::size_t most) {
    if (ready().empty()) {
      const auto count = read_file(to, most);
      is_at_end_ = count == 0;
      return count;
    }
    const auto count = std::min(most, ready().size());
    std::copy_n(block_.get() + begin_, count, to);
    begin_ += count;
    return count;
  }

  std::size_t inflate(char* to, std::size_t most) {
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(most, block_size));
    const auto room = stream_.avail_out;
    inflate_block();
    return room - stream_.avail_out;
  }

  void inflate_block() {
    if (ready().empty() && !read_block()) return cut_off();
    stream_.next_in = reinterpret_cast<Bytef*>(block_.get() + begin_);
    stream_.avail_in = static_cast<uInt>(ready().size());
    const auto code = ::inflate(&stream_, Z_NO_FLUSH);
    begin_ = end_ - stream_.avail_in;
    if (code == Z_STREAM_END) return next_member();
    if (code != Z_OK && code != Z_BUF_ERROR)
      failure_ = "the compressed data are damaged: " + std::string{stream_.msg ? stream_.msg : ""};
  }

  void cut_off() {
    if (!failure_) failure_ = "the compressed data end too early; the file seems to be cut off";
  }

  void next_member() {
    const bool is_member = begins_with_mark();
    if (failure_) return;
    is_at_end_ = ready().empty();
    if (!is_at_end_ && !is_member)
      failure_ = "the compressed data are damaged: what follows the first part of them is not compressed";
    ::inflateReset(&stream_);
  }

  int descriptor_;
  std::uint64_t bytes_in_all_ = 0, bytes_read_ = 0;
  std::unique_ptr<char[]> block_;
  std::size_t begin_ = 0, end_ = 0;  // of what has been read and not given out
  bool has_begun_ = false, is_compressed_ = false, is_at_end_ = false;
  z_stream stream_{};
  std::optional<std::string> failure_;
};

ByteSource::ByteSource(std::unique_ptr<Reader> reader) : reader_{std::move(reader)} {}
ByteSource::ByteSource(ByteSource&&) noexcept = default;
ByteSource& ByteSource::operator=(ByteSource&&) noexcept = default;
ByteSource::~ByteSource() = default;

std::variant<ByteSource, std::string> ByteSource::open(const std::string& path,
                                                       const Surroundings& surroundings) {
  const auto file = opened(path, surroundings);
  if (const auto* reason = std::get_if<std::string>(&file)) return *reason;
  const int descriptor = std::get<int>(file);
  struct stat status {};
  const bool is_known = ::fstat(descriptor, &status) == 0;
  if (is_known && S_ISDIR(status.st_mode)) {
    ::close(descriptor);
    return std::strerror(EISDIR);
  }
  const bool has_size = is_known && S_ISREG(status.st_mode);
  const auto bytes = has_size ? static_cast<std::uint64_t>(status.st_size) : 0;
  return ByteSource{std::make_unique<Reader>(descriptor, bytes)};
}

std::size_t ByteSource::read(char* to, std::size_t most) { return reader_->read(to, most); }
const std::optional<std::string>& ByteSource::failure() const { return reader_->failure(); }
std::uint64_t ByteSource::bytes_read() const { return reader_->bytes_read(); }
std::uint64_t ByteSource::bytes_in_all() const { return reader_->bytes_in_all(); }

}  // namespace waymark
