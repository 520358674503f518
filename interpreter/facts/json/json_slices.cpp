#include "interpreter/facts/json/json_slices.hpp"

#include <algorithm>

#include "interpreter/facts/json/json_scanner.hpp"

namespace waymark::json {
namespace {

// Checks a text as a grammar does.
class Checker {
 public:
  Checker(std::string_view text, int deepest) : scanner_{text}, deepest_{deepest} {}

  JsonFault check() {
    const bool is_sound = check_value() && scanner_.is_at_end();
    if (is_too_deep_) return JsonFault::too_deep;
    return is_sound ? JsonFault::none : JsonFault::syntax;
  }

 private:
  bool check_value() {
    scanner_.skip_blanks();
    switch (scanner_.next()) {
      case '{': return check_nested('}', [&] { return check_member(); });
      case '[': return check_nested(']', [&] { return check_value(); });
      case '"': return scanner_.skip_text();
      case 't': return scanner_.skip_word("true");
      case 'f': return scanner_.skip_word("false");
      case 'n': return scanner_.skip_word("null");
      default: return scanner_.skip_number();
    }
  }

  bool check_member() {
    scanner_.skip_blanks();
    return scanner_.skip_text() && scanner_.skip(':') && check_value();
  }

  // What stands between brackets, of which the scanner is at the first.
  template <typename Check>
  bool check_nested(char bracket, Check check_part) {
    scanner_.skip(scanner_.next());
    if (depth_ == deepest_) return is_too_deep_ = true, false;
    ++depth_;
    if (!scanner_.skip(bracket)) {
      do {
        if (!check_part()) return false;
      } while (scanner_.skip(','));
      if (!scanner_.skip(bracket)) return false;
    }
    --depth_;
    return true;
  }

  Scanner scanner_;
  int depth_ = 0, deepest_;
  bool is_too_deep_ = false;
};

char first_of(std::string_view value) {
  Scanner scanner{value};
  scanner.skip_blanks();
  return scanner.next();
}

// The value that comes next, as it is written.
std::string_view value_at(Scanner& scanner) {
  scanner.skip_blanks();
  const auto begin = scanner.at();
  scanner.skip_sound_value();
  return scanner.since(begin);
}

}  // namespace

JsonFault json_fault(std::string_view text, int deepest) { return Checker{text, deepest}.check(); }

std::vector<Slice> members_of(std::string_view text) {
  std::vector<Slice> result;
  Scanner scanner{text};
  if (!scanner.skip('{') || scanner.skip('}')) return result;
  do {
    scanner.skip_blanks();
    const auto begin = scanner.at();
    if (!scanner.skip_text()) return result;
    const auto key = scanner.since(begin);
    scanner.skip(':');
    result.push_back({text_of_literal(key).value_or(""), value_at(scanner)});
  } while (scanner.skip(','));
  return result;
}

std::vector<std::string_view> elements_of(std::string_view text) {
  std::vector<std::string_view> result;
  Scanner scanner{text};
  if (!scanner.skip('[') || scanner.skip(']')) return result;
  do {
    result.push_back(value_at(scanner));
  } while (scanner.skip(','));
  return result;
}

std::string_view find(const std::vector<Slice>& members, std::string_view key) {
  const auto found = std::ranges::find(members, key, &Slice::key);
  return found == members.end() ? std::string_view{} : found->text;
}

std::optional<std::string> text_of(std::string_view value) {
  Scanner scanner{value};
  scanner.skip_blanks();
  const auto begin = scanner.at();
  return scanner.skip_text() ? text_of_literal(scanner.since(begin)) : std::nullopt;
}

std::optional<std::string> text_at(const std::vector<Slice>& members, std::string_view key) {
  return text_of(find(members, key));
}

bool is_object(std::string_view value) { return first_of(value) == '{'; }
bool is_list(std::string_view value) { return first_of(value) == '['; }
bool has_parts(std::string_view value) {
  Scanner scanner{value};
  if (scanner.skip('[')) return !scanner.skip(']');
  return scanner.skip('{') && !scanner.skip('}');
}
bool is_null(std::string_view value) { return first_of(value) == 'n'; }

}  // namespace waymark::json
