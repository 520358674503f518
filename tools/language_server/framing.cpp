#include "tools/language_server/framing.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "lang/text/characters.hpp"

namespace waymark::lsp {
namespace {

constexpr std::string_view header_end = "\r\n\r\n", length_field = "content-length";
constexpr std::size_t maximum_header_size = 4096;

std::string in_lower_case(std::string_view text) {
  std::string result{text};
  for (auto& c : result) {
    if (is_upper(c)) c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

// Returns the value of Content-Length, or nullopt where there is none or it is no number.
std::optional<std::size_t> content_length(std::string_view header) {
  while (!header.empty()) {
    const auto end = header.find("\r\n");
    const auto line = header.substr(0, end);
    header = end == header.npos ? std::string_view{} : header.substr(end + 2);
    const auto colon = line.find(':');
    if (colon == line.npos || in_lower_case(trimmed(line.substr(0, colon))) != length_field) continue;
    const auto value = trimmed(line.substr(colon + 1));
    std::size_t length = 0;
    const auto [rest, error] = std::from_chars(value.data(), value.data() + value.size(), length);
    if (error == std::errc{} && rest == value.data() + value.size() && !value.empty()) return length;
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

MessageReader::Next MessageReader::refuse(std::size_t from, const std::string& reason) {
  const auto next = in_lower_case(bytes_).find(length_field, from);
  bytes_.erase(0, std::min(next, bytes_.size()));
  return FramingError{reason};
}

std::optional<MessageReader::Next> MessageReader::next() {
  const auto end = bytes_.find(header_end);
  if (end == bytes_.npos || end > maximum_header_size) {
    if (bytes_.size() <= maximum_header_size) return std::nullopt;
    return refuse(length_field.size(), "the header of a message is too long");
  }
  const auto body = end + header_end.size();
  const auto length = content_length(std::string_view{bytes_}.substr(0, end));
  if (!length) return refuse(body, "the header of a message has no Content-Length");
  if (*length > maximum_message_size)
    return refuse(body, fmt::format("a message of {} bytes is too large", *length));
  if (bytes_.size() - body < *length) return std::nullopt;
  auto result = bytes_.substr(body, *length);
  bytes_.erase(0, body + *length);
  return result;
}

}  // namespace waymark::lsp
