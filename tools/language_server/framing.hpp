#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace waymark::lsp {

// What was wrong with the header of a message.
struct FramingError {
  std::string reason;
};

// Takes bytes as they come and gives the bodies of the messages in them. After a header that cannot be read
// it goes on at the next one.
class MessageReader {
 public:
  void feed(std::string_view bytes) { bytes_ += bytes; }
  // Returns the next body, or what was wrong; nullopt where more bytes are needed.
  std::optional<std::variant<std::string, FramingError>> next();

 private:
  using Next = std::variant<std::string, FramingError>;
  Next refuse(std::size_t from, const std::string& reason);

  std::string bytes_;
};

// The largest message that is accepted, in bytes.
inline constexpr std::size_t maximum_message_size = std::size_t{64} << 20;

}  // namespace waymark::lsp
