#include "lang/index/written_before.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "lang/text/characters.hpp"

namespace waymark {
namespace {

bool is_name_character(char c) { return is_letter_or_digit(c) || c == '_'; }

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

// The level within the braces that a statement opens, by the words before them.
Level opened_by(const OpenStatement& statement) {
  const auto first = statement.empty() ? std::string_view{} : statement.words.front().text;
  const bool is_set = statement.from_end(0) == "of";
  const bool is_choice = is_set && is_one_of(statement.from_end(1), {"one", "all"});
  switch (statement.level) {
    case Level::file:
      if (is_set || statement.from_end(0) == "choose") return Level::list;
      if (is_one_of(first, {"pathway", "library", "site"})) return Level::header;
      if (first == "source") return Level::source;
      if (first == "section") return Level::block;
      if (first == "scenario") return Level::scenario;
      if (first == "adapt") return Level::changes;
      if (first == "withdraw") return Level::attributes;
      return first == "table" ? Level::table : Level::list;
    case Level::source: return Level::source_section;
    case Level::block:
    case Level::branch:
      if (is_one_of(first, {"must", "should", "consider"}))
        return is_choice ? Level::list : Level::attributes;
      if (first == "contraindicated") return Level::attributes;
      if (first == "note") return Level::note;
      return is_set || statement.from_end(0) == "choose" ? Level::list : Level::branch;
    default: return Level::list;
  }
}

class BeforeReader {
 public:
  BeforeReader(std::string_view text, std::uint32_t file, std::uint32_t offset)
      : text_{text.substr(0, offset)}, file_{file} {
    result_.statements.emplace_back();
  }

  WrittenBefore read() {
    const auto partial = partial_begin();
    while (at_ < partial) step(partial);
    result_.partial = {file_, static_cast<std::uint32_t>(partial), static_cast<std::uint32_t>(text_.size())};
    result_.at_line_start = is_first_on_line(partial);
    return std::move(result_);
  }

 private:
  std::size_t partial_begin() const {
    auto begin = text_.size();
    while (begin > 0 && (is_name_character(text_[begin - 1]) || text_[begin - 1] == '.')) --begin;
    return begin;
  }

  bool is_first_on_line(std::size_t at) const {
    const auto before = text_.substr(0, at);
    const auto last = before.find_last_not_of(" \t");
    return last == before.npos || before[last] == '\n' || before[last] == '\r';
  }

  void step(std::size_t end) {
    const char c = text_[at_];
    if (is_white_space(c)) {
      ++at_;
    } else if (c == '#') {
      comment(end);
    } else if (c == '"') {
      quoted(end);
    } else if (c == '\'') {
      unit(end);
    } else if (is_digit(c)) {
      number(end);
    } else if (is_name_character(c)) {
      word(end);
    } else {
      sign();
    }
  }

  void comment(std::size_t end) {
    at_ = std::min(text_.find('\n', at_), end);
    result_.in_text = at_ >= end;
  }

  void quoted(std::size_t end) {
    const bool is_long = text_.substr(at_).starts_with("\"\"\"");
    const std::string_view mark = is_long ? "\"\"\"" : "\"";
    const auto begin = at_;
    at_ += mark.size();
    while (at_ < end && !text_.substr(at_).starts_with(mark)) at_ += text_[at_] == '\\' ? 2 : 1;
    result_.in_text = at_ >= end;
    at_ = std::min(at_ + mark.size(), end);
    add(WrittenKind::text, begin);
  }

  void unit(std::size_t end) {
    const auto begin = at_;
    const auto close = text_.find_first_of("'\n", at_ + 1);
    result_.in_text = close == text_.npos || close >= end;
    at_ = std::min(close == text_.npos ? end : close + 1, end);
    add(WrittenKind::unit, begin);
  }

  void number(std::size_t end) {
    const auto begin = at_;
    while (at_ < end && (is_name_character(text_[at_]) || text_[at_] == '.')) ++at_;
    add(WrittenKind::number, begin);
  }

  void word(std::size_t end) {
    const auto begin = at_;
    while (at_ < end && (is_name_character(text_[at_]) || text_[at_] == '.')) ++at_;
    const auto found = text_.substr(begin, at_ - begin);
    if (begins_another(found, begin)) statement().words.clear();
    add(WrittenKind::word, begin);
  }

  // Whether a new statement of the level begins with this word.
  bool begins_another(std::string_view word, std::size_t begin) {
    const auto level = statement().level;
    if (!begins_statement(level, word)) return false;
    if (statement().empty() || is_first_on_line(begin)) return true;
    if (level == Level::scenario) return word == "given" || word == "expect";
    return (level == Level::attributes || level == Level::note) && (word == "cite" || word == "because");
  }

  void sign() {
    const auto begin = at_++;
    constexpr std::array<std::string_view, 4> doubled{"<=", ">=", "!=", "=>"};
    if (std::ranges::find(doubled, text_.substr(begin, 2)) != doubled.end()) ++at_;
    const char c = text_[begin];
    if (c == '{') return open();
    if (c == '}' && result_.statements.size() > 1) {
      result_.statements.pop_back();
      add_sign("}");
      return;
    }
    add(WrittenKind::sign, begin);
  }

  void open() {
    const auto level = is_alternative() ? Level::option : opened_by(statement());
    add_sign("{");
    result_.statements.push_back({level, {}});
  }

  // Whether what is open is the choice of a recommendation.
  bool is_alternative() const {
    const auto& all = result_.statements;
    if (all.size() < 2 || all.back().level != Level::list) return false;
    const auto& outer = all[all.size() - 2];
    return !outer.empty() && is_one_of(outer.words.front().text, {"must", "should", "consider"});
  }

  void add(WrittenKind kind, std::size_t begin) {
    statement().words.push_back({kind, std::string{text_.substr(begin, at_ - begin)}});
  }
  void add_sign(const char* text) { statement().words.push_back({WrittenKind::sign, text}); }

  OpenStatement& statement() { return result_.statements.back(); }

  std::string_view text_;
  std::uint32_t file_;
  std::size_t at_ = 0;
  WrittenBefore result_;
};

}  // namespace

std::string_view OpenStatement::from_end(std::size_t count) const {
  return count < words.size() ? std::string_view{words[words.size() - 1 - count].text} : std::string_view{};
}

bool OpenStatement::holds(std::string_view word) const {
  return std::ranges::find(words, word, &Written::text) != words.end();
}

const OpenStatement& WrittenBefore::around() const {
  static const OpenStatement nothing;
  return statements.size() > 1 ? statements[statements.size() - 2] : nothing;
}

WrittenBefore written_before(std::string_view text, std::uint32_t file, std::uint32_t offset) {
  return BeforeReader{text, file, offset}.read();
}

}  // namespace waymark
