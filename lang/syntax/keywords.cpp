#include "lang/syntax/keywords.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace waymark {
namespace {

template <std::size_t Size>
constexpr std::array<std::string_view, Size> sorted(std::array<std::string_view, Size> words) {
  std::ranges::sort(words);
  return words;
}

#define PW_WORD(word) #word,
constexpr auto reserved = sorted(std::to_array<std::string_view>({PW_KEYWORDS(PW_WORD)}));
#undef PW_WORD

// By the first letter, how long the reserved words with it are: bit by bit. Most names are told apart by it.
constexpr auto sizes = [] {
  std::array<std::uint32_t, 26> result{};
  for (const auto word : reserved) result[static_cast<std::size_t>(word[0] - 'a')] |= 1U << word.size();
  return result;
}();
static_assert(std::ranges::all_of(reserved, [](std::string_view word) { return word.size() < 32; }));

bool may_be_reserved(std::string_view word) {
  if (word.empty() || word.size() >= 32 || word[0] < 'a' || word[0] > 'z') return false;
  return (sizes[static_cast<std::size_t>(word[0] - 'a')] >> word.size() & 1U) != 0;
}

constexpr auto file_words = std::to_array<std::string_view>(
    {"pathway", "library", "site", "use",     "source", "fact",  "parameter", "define", "score",    "table",
     "action",  "type",    "unit", "section", "always", "never", "scenario",  "adapt",  "withdraw", "codes"});
constexpr auto header_words =
    std::to_array<std::string_view>({"version", "follows", "about", "applies", "adapts", "accept"});
constexpr auto source_words =
    std::to_array<std::string_view>({"section", "heading", "edition", "address", "retrieved"});
constexpr auto source_section_words = std::to_array<std::string_view>({"statement", "heading"});
constexpr auto block_words = std::to_array<std::string_view>(
    {"when", "must", "should", "consider", "contraindicated", "note", "accept"});
constexpr auto attribute_words = std::to_array<std::string_view>(
    {"when",   "until",    "requires", "dose",       "route",     "every", "for",
     "within", "promptly", "because",  "strength",   "certainty", "cite",  "target",
     "done",   "precedes", "then",     "interprets", "silent",    "accept"});
constexpr auto option_words =
    std::to_array<std::string_view>({"dose", "route", "every", "for", "when", "then"});
constexpr auto change_words = std::to_array<std::string_view>(
    {"when",     "until",      "requires", "dose",      "route", "every",  "for",  "within",
     "promptly", "because",    "strength", "certainty", "cite",  "target", "done", "precedes",
     "then",     "interprets", "silent",   "accept",    "valid", "code",   "from", "otherwise"});
constexpr auto note_words =
    std::to_array<std::string_view>({"says", "when", "cite", "interprets", "silent", "accept"});
constexpr auto scenario_words = std::to_array<std::string_view>({"at", "given", "expect"});

bool contains(std::span<const std::string_view> words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// Of the soft words, such as `type`, none shows anything elsewhere.
bool begins_declaration(std::string_view word) { return is_reserved(word) && contains(file_words, word); }

// Of the soft words none shows anything elsewhere.
bool begins_block_item(std::string_view word) {
  return word != "when" && is_reserved(word) && contains(block_words, word);
}

}  // namespace

bool is_reserved(std::string_view word) {
  return may_be_reserved(word) && std::ranges::binary_search(reserved, word);
}

std::span<const std::string_view> reserved_words() { return reserved; }

std::span<const std::string_view> statement_words(Level level) {
  switch (level) {
    case Level::file: return file_words;
    case Level::header: return header_words;
    case Level::source: return source_words;
    case Level::source_section: return source_section_words;
    case Level::block:
    case Level::branch: return block_words;
    case Level::attributes: return attribute_words;
    case Level::option: return option_words;
    case Level::changes: return change_words;
    case Level::note: return note_words;
    case Level::scenario: return scenario_words;
    case Level::table:
    case Level::list: return {};
  }
  return {};
}

bool begins_statement(Level level, std::string_view word) { return contains(statement_words(level), word); }

bool leaves(Level level, std::string_view word) {
  if (level == Level::file || begins_statement(level, word)) return false;
  if (begins_declaration(word)) return true;
  if (level == Level::branch) return word == "otherwise" || word == "if";
  if (level == Level::attributes || level == Level::note || level == Level::option || level == Level::changes)
    return begins_block_item(word);
  if (level != Level::list && level != Level::table) return false;
  const bool begins_attribute = word != "when" && is_reserved(word) && contains(attribute_words, word);
  return begins_block_item(word) || begins_attribute || word == "given" || word == "expect";
}

}  // namespace waymark
