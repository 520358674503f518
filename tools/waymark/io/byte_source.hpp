#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "tools/waymark/io/surroundings.hpp"

namespace waymark {

// Reads a file from its beginning to its end. What is compressed by gzip is recognized by its first two bytes
// and read as what was compressed, all members of it; nothing but members may follow one.
class ByteSource {
 public:
  // `-` is standard input. Or the system's reason why the file cannot be read.
  static std::variant<ByteSource, std::string> open(const std::string& path,
                                                    const Surroundings& surroundings);
  ByteSource(ByteSource&&) noexcept;
  ByteSource& operator=(ByteSource&&) noexcept;
  ~ByteSource();

  // Gives how many bytes were read, at most `most`; 0 at the end, or where reading fails.
  std::size_t read(char* to, std::size_t most);
  // Why not all could be read, where that is so.
  const std::optional<std::string>& failure() const;

  // How much of the file has been read, compressed as it may be, and how much there is; 0: it is not known.
  std::uint64_t bytes_read() const;
  std::uint64_t bytes_in_all() const;

 private:
  class Reader;
  explicit ByteSource(std::unique_ptr<Reader> reader);
  std::unique_ptr<Reader> reader_;
};

}  // namespace waymark
