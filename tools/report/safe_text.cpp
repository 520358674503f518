#include "tools/report/safe_text.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <utf8proc.h>

#include "lang/text/display_text.hpp"

namespace waymark {

namespace {

// The length of the color that `text` begins with, as the program writes them; 0 where it begins with none.
std::size_t color_length(std::string_view text) {
  if (!text.starts_with("\x1b[")) return 0;
  const auto end = text.find_first_not_of("0123456789;", 2);
  return end != std::string_view::npos && text[end] == 'm' ? end + 1 : 0;
}

bool is_plain(char c) { return c >= ' ' && c <= '~'; }

void append_displayed(std::string_view text, std::string& result) {
  if (std::ranges::all_of(text, is_plain)) {
    result += text;
    return;
  }
  for (const auto& code_point : display(text)) result += code_point.text;
}

std::string without_controls(std::string_view line) {
  std::string result;
  while (!line.empty()) {
    const auto length = std::min(line.find_first_of("\x1b\t"), line.size());
    append_displayed(line.substr(0, length), result);
    line.remove_prefix(length);
    if (line.empty()) break;
    const auto kept = line.front() == '\t' ? 1 : color_length(line);
    if (kept == 0) append_displayed("\x1b", result);
    result += line.substr(0, kept);
    line.remove_prefix(std::max<std::size_t>(kept, 1));
  }
  return result;
}

// Where the line begins to say something: behind its blanks and colors.
std::size_t first_sign(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size()) {
    const auto color = color_length(line.substr(at));
    if (color == 0 && line[at] != ' ' && line[at] != '\t') break;
    at += std::max<std::size_t>(color, 1);
  }
  return at;
}

void insert_blank_within(std::string& line, std::string_view command) {
  for (auto at = line.find(command); at != std::string::npos; at = line.find(command, at + 2))
    line.insert(at + 1, " ");
}

// Logs of builds take `::word` at the beginning of a line and `##[word]`, `##vso[word]` anywhere as commands.
std::string without_commands(std::string line) {
  const auto begin = first_sign(line);
  if (line.compare(begin, 2, "::") == 0) line.insert(begin + 1, " ");
  insert_blank_within(line, "##[");
  insert_blank_within(line, "##vso[");
  return line;
}

// A carriage return before the line break is one with it.
std::string line_to_read(std::string_view line) {
  const bool has_return = line.ends_with('\r');
  if (has_return) line.remove_suffix(1);
  return without_commands(without_controls(line)) + (has_return ? "\r" : "");
}

bool is_harmless(char c) { return (is_plain(c) && c != ':' && c != '#') || c == '\n'; }
bool is_harmless_in_json(char c) { return (is_plain(c) && c != '#') || c == '\n'; }

// Beyond the first 65,536 characters JSON takes two.
std::string json_escape(std::int32_t c) {
  if (c <= 0xFFFF) return fmt::format("\\u{:04x}", c);
  const auto rest = c - 0x10000;
  return fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF));
}

std::size_t longest_run(std::string_view text, char sign) {
  std::size_t longest = 0, run = 0;
  for (const char c : text) {
    run = c == sign ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

// A comment behind `@` and `#` keeps them from being mentions of people and of other requests.
std::string markdown_sign(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '@': return "@<!-- -->";
    case '#': return "#<!-- -->";
    default: break;
  }
  constexpr std::string_view markup = "\\`*_[]|~!$";
  return markup.find(c) == std::string_view::npos ? std::string(1, c) : std::string{'\\', c};
}

// What would become a link by itself, or a small picture.
bool begins_link(std::string_view text, std::size_t at) {
  const bool is_scheme = text[at] == ':' && at + 1 < text.size() && text[at + 1] != ' ';
  const bool is_host = text[at] == '.' && at >= 3 && (text[at - 1] == 'w' || text[at - 1] == 'W');
  return is_scheme || is_host;
}

}  // namespace

std::string lines_to_read(std::string_view text) {
  if (std::ranges::all_of(text, is_harmless)) return std::string{text};
  std::string result;
  while (!text.empty()) {
    const auto end = text.find('\n');
    result += line_to_read(text.substr(0, end));
    if (end == std::string_view::npos) break;
    result += '\n';
    text.remove_prefix(end + 1);
  }
  return result;
}

Reply fit_to_read(Reply reply, bool result_is_for_people) {
  reply.err = lines_to_read(reply.err);
  if (result_is_for_people) reply.out = lines_to_read(reply.out);
  return reply;
}

// The first character of `text`, as JSON may have it in a log.
static std::string_view append_character(std::string_view text, std::string& result) {
  utf8proc_int32_t c = -1;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const auto read = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &c);
  const auto size = static_cast<std::size_t>(std::max<utf8proc_ssize_t>(read, 1));
  if (is_control(c) || text.starts_with("##"))
    result += json_escape(c);
  else
    result += text.substr(0, size);
  return text.substr(size);
}

std::string json_to_print(std::string document) {
  const auto first = std::ranges::find_if_not(document, is_harmless_in_json);
  if (first == document.end()) return document;
  std::string result{document.begin(), first};
  for (std::string_view rest{first, document.end()}; !rest.empty();) {
    rest = append_character(rest, result);
    const auto end = std::ranges::find_if_not(rest, is_harmless_in_json);
    result.append(rest.begin(), end);
    rest.remove_prefix(static_cast<std::size_t>(end - rest.begin()));
  }
  return result;
}

std::string markdown_text(std::string_view value) {
  const auto line = within_line(value);
  std::string result;
  for (std::size_t i = 0; i < line.size(); ++i)
    result += begins_link(line, i) ? std::string{'\\', line[i]} : markdown_sign(line[i]);
  return result;
}

std::string markdown_code(std::string_view value) {
  const auto line = within_line(value);
  const std::string fence(longest_run(line, '`') + 1, '`');
  const bool needs_room = line.empty() || line.front() == '`' || line.back() == '`';
  const auto room = needs_room ? " " : "";
  return fmt::format("{0}{1}{2}{1}{0}", fence, room, line);
}

std::string markdown_block(std::string_view text) {
  const std::string fence(std::max<std::size_t>(longest_run(text, '`') + 1, 3), '`');
  return fmt::format("{0}\n{1}{2}{0}\n", fence, text, text.ends_with('\n') ? "" : "\n");
}

}  // namespace waymark
