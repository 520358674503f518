#include "tools/language_server/file_uri.hpp"

#include <charconv>

#include <fmt/format.h>

#include "lang/text/characters.hpp"

namespace waymark::lsp {
namespace {

constexpr std::string_view scheme = "file://", unreserved = "-._~/";

// Returns the text with each `%41` as the byte it stands for; nullopt where a `%` stands for none.
std::optional<std::string> decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      result += text[i];
      continue;
    }
    unsigned char byte = 0;
    const auto digits = text.substr(i + 1, 2);
    const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
    if (error != std::errc{} || digits.size() != 2 || rest != digits.data() + 2 || byte == 0)
      return std::nullopt;
    result += static_cast<char>(byte);
    i += 2;
  }
  return result;
}

}  // namespace

std::optional<std::filesystem::path> path_of_uri(std::string_view uri) {
  if (!uri.starts_with(scheme)) return std::nullopt;
  uri.remove_prefix(scheme.size());
  if (uri.starts_with("localhost/")) uri.remove_prefix(std::string_view{"localhost"}.size());
  const auto path = decoded(uri.substr(0, uri.find_first_of("?#")));
  if (!path || !path->starts_with('/') || path->find('\0') != std::string::npos) return std::nullopt;
  return std::filesystem::path{*path}.lexically_normal();
}

std::string uri_of_path(const std::filesystem::path& path) {
  std::string result{scheme};
  for (const char c : path.string()) {
    const bool plain = is_letter_or_digit(c) || unreserved.find(c) != unreserved.npos;
    result += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return result;
}

}  // namespace waymark::lsp
