#include "interpreter/facts/json/json_slices.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace waymark::json {
namespace {

// Walks over values without keeping them. Each `skip` stands before what it skips, and returns whether it
// was there.
class Walker {
 public:
  Walker(std::string_view text, int deepest) : text_{text}, deepest_{deepest} {}

  bool skip_value() {
    skip_blanks();
    if (at_ == text_.size()) return false;
    switch (text_[at_]) {
      case '{': return skip_object();
      case '[': return skip_list();
      case '"': return skip_text();
      case 't': return skip_word("true");
      case 'f': return skip_word("false");
      case 'n': return skip_word("null");
      default: return skip_number();
    }
  }

  bool is_at_end() {
    skip_blanks();
    return at_ == text_.size();
  }
  bool is_too_deep() const { return too_deep_; }

  // Calls `function` with the key and the value of each member, as they are written.
  template <typename Function>
  bool skip_object(Function function) {
    if (!begin('{')) return false;
    if (skip('}')) return end();
    do {
      skip_blanks();
      const auto key = piece([&] { return skip_text(); });
      if (!key || !skip(':')) return false;
      skip_blanks();
      const auto value = piece([&] { return skip_value(); });
      if (!value) return false;
      function(*key, *value);
    } while (skip(','));
    return skip('}') && end();
  }

  template <typename Function>
  bool skip_list(Function function) {
    if (!begin('[')) return false;
    if (skip(']')) return end();
    do {
      skip_blanks();
      const auto value = piece([&] { return skip_value(); });
      if (!value) return false;
      function(*value);
    } while (skip(','));
    return skip(']') && end();
  }

 private:
  bool skip_object() {
    return skip_object([](std::string_view, std::string_view) {});
  }
  bool skip_list() {
    return skip_list([](std::string_view) {});
  }

  bool begin(char bracket) {
    if (!skip(bracket)) return false;
    too_deep_ |= ++depth_ > deepest_;
    return !too_deep_;
  }
  bool end() {
    --depth_;
    return true;
  }

  template <typename Function>
  std::optional<std::string_view> piece(Function skip_it) {
    const auto begin = at_;
    if (!skip_it()) return std::nullopt;
    return text_.substr(begin, at_ - begin);
  }

  void skip_blanks() {
    while (at_ < text_.size() && is_one_of(" \t\r\n")) ++at_;
  }
  bool is_one_of(std::string_view characters) const {
    return at_ < text_.size() && characters.find(text_[at_]) != characters.npos;
  }
  bool skip(char character) {
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != character) return false;
    ++at_;
    return true;
  }
  bool skip_word(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  bool skip_text() {
    if (!is_one_of("\"")) return false;
    for (++at_; at_ < text_.size(); ++at_) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte < 0x20) return false;
      if (byte == '"') return ++at_, true;
      if (byte == '\\' && !skip_escape()) return false;
    }
    return false;
  }
  // Leaves the place at the last character of the escape.
  bool skip_escape() {
    ++at_;
    if (is_one_of("\"\\/bfnrt")) return true;
    if (!is_one_of("u")) return false;
    for (int digit = 0; digit < 4; ++digit) {
      ++at_;
      if (!is_one_of("0123456789abcdefABCDEF")) return false;
    }
    return true;
  }

  bool skip_digits() {
    const auto begin = at_;
    while (is_one_of("0123456789")) ++at_;
    return at_ > begin;
  }
  bool skip_number() {
    if (is_one_of("-")) ++at_;
    if (is_one_of("0"))
      ++at_;
    else if (!skip_digits())
      return false;
    if (is_one_of(".") && (++at_, !skip_digits())) return false;
    if (!is_one_of("eE")) return true;
    ++at_;
    if (is_one_of("+-")) ++at_;
    return skip_digits();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0, deepest_;
  bool too_deep_ = false;
};

// Of what has been found sound.
constexpr int any_depth = 1'000'000;

std::string_view without_blanks(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  return begin == text.npos ? std::string_view{} : text.substr(begin);
}

}  // namespace

JsonFault json_fault(std::string_view text, int deepest) {
  Walker walker{text, deepest};
  const bool is_sound = walker.skip_value() && walker.is_at_end();
  if (walker.is_too_deep()) return JsonFault::too_deep;
  return is_sound ? JsonFault::none : JsonFault::syntax;
}

std::vector<Slice> members_of(std::string_view text) {
  std::vector<Slice> result;
  if (!is_object(text)) return result;
  Walker{text, any_depth}.skip_object([&](std::string_view key, std::string_view value) {
    result.push_back({text_of(key).value_or(""), value});
  });
  return result;
}

std::vector<std::string_view> elements_of(std::string_view text) {
  std::vector<std::string_view> result;
  if (!is_list(text)) return result;
  Walker{text, any_depth}.skip_list([&](std::string_view value) { result.push_back(value); });
  return result;
}

std::string_view find(const std::vector<Slice>& members, std::string_view key) {
  const auto found = std::ranges::find(members, key, &Slice::key);
  return found == members.end() ? std::string_view{} : found->text;
}

std::optional<std::string> text_of(std::string_view value) {
  value = without_blanks(value);
  if (!value.starts_with('"')) return std::nullopt;
  const auto end = value.rfind('"');
  const auto inside = value.substr(1, end == 0 ? 0 : end - 1);
  const bool is_plain =
      std::ranges::all_of(inside, [](char c) { return static_cast<unsigned char>(c) < 0x80 && c != '\\'; });
  if (is_plain) return std::string{inside};
  const auto parsed = nlohmann::json::parse(value, nullptr, false);
  return parsed.is_string() ? std::optional{parsed.get<std::string>()} : std::nullopt;
}

std::optional<std::string> text_at(const std::vector<Slice>& members, std::string_view key) {
  return text_of(find(members, key));
}

bool is_object(std::string_view value) { return without_blanks(value).starts_with('{'); }
bool is_list(std::string_view value) { return without_blanks(value).starts_with('['); }
bool is_null(std::string_view value) { return without_blanks(value).starts_with('n'); }

}  // namespace waymark::json
