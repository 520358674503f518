#include "interpreter/cohort/fast_ndjson.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include "interpreter/cohort/fast_cell.hpp"
#include "interpreter/cohort/short_text.hpp"

namespace waymark::cohort {

namespace {

// Marks the bytes at which a text that stands for itself ends: the first mark is right, those behind it may
// not be. A line ends in a control character or a NUL.
std::uint64_t text_ends(std::uint64_t text) {
  const auto is = [&](char c) {
    const auto difference = text ^ repeated(c);
    return (difference - repeated(1)) & ~difference & repeated('\x80');
  };
  return is('"') | is('\\') | other_than_printed(text);
}

constexpr bool begins_with_true(std::uint64_t text) { return first_bytes(text, 4) == short_text("true"); }
constexpr bool begins_with_false(std::uint64_t text) { return first_bytes(text, 5) == short_text("false"); }

bool stands_between_tokens(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// Stands in a text of which it accepts as little as it likes. What stands behind the text is not part of any
// token, so no step has to look where it ends.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : at_{text.data()}, end_{text.data() + text.size()} {}

  const char* at() const { return at_; }
  void skip(std::size_t bytes) { at_ += bytes; }
  void move_to(const char* at) { at_ = at; }

  // The next byte that is no blank.
  char peek() {
    while (stands_between_tokens(*at_)) ++at_;
    return *at_;
  }
  bool take(char c) {
    if (*at_ != c && peek() != c) return false;
    ++at_;
    return true;
  }
  bool take(std::string_view word) {
    if (std::memcmp(at_, word.data(), word.size()) != 0) return false;
    at_ += word.size();
    return true;
  }
  bool is_at_end() {
    peek();
    return at_ >= end_;
  }

  // What stands between the quotation marks, where that is the text itself.
  std::optional<std::string_view> string() {
    if (!take('"')) return std::nullopt;
    const char* const begin = at_;
    std::uint64_t ends = 0;
    while ((ends = text_ends(load(at_))) == 0) at_ += short_size;
    at_ += std::countr_zero(ends) / 8;
    if (*at_ != '"') return std::nullopt;
    return std::string_view{begin, static_cast<std::size_t>(at_++ - begin)};
  }

  std::optional<PlainNumber> number() { return plain_number(at_, end_); }

  // `true` or `false`; nullopt where neither stands here.
  std::optional<bool> truth() {
    const auto text = load(at_);
    const bool is_yes = begins_with_true(text);
    if (!is_yes && !begins_with_false(text)) return std::nullopt;
    at_ += is_yes ? 4 : 5;
    return is_yes;
  }

  // An object or a list: `element` reads each, up to the comma or bracket behind it.
  template <typename Element>
  bool all(char open, char close, Element element) {
    if (!take(open)) return false;
    if (take(close)) return true;
    do {
      if (!element()) return false;
    } while (take(','));
    return take(close);
  }

 private:
  const char* at_;
  const char* const end_;
};

class DocumentReader {
 public:
  DocumentReader(std::string_view line, PlainNames& names, MomentText& moments, PlainPatient& patient,
                 PlainLine& said)
      : cursor_{line}, names_{names}, moments_{moments}, patient_{patient}, said_{said} {}

  bool read() {
    return cursor_.all('{', '}', [this] { return entry(); }) && cursor_.is_at_end();
  }

 private:
  // A key that stands twice is a mistake.
  bool entry() {
    const auto key = cursor_.string();
    if (!key || !cursor_.take(':')) return false;
    cursor_.peek();
    if (*key == "facts") return !std::exchange(given_.facts, true) && facts();
    if (*key == "patient") return !std::exchange(given_.patient, true) && id();
    if (*key == "at") return !std::exchange(given_.at, true) && moment();
    if (*key == "parameters") return !std::exchange(given_.parameters, true) && no_parameters();
    return false;
  }

  bool id() {
    if (cursor_.take("null")) return true;
    const auto text = cursor_.string();
    if (text) said_.id = *text;
    return text.has_value();
  }

  bool moment() {
    if (cursor_.take("null")) return true;
    const auto text = cursor_.string();
    if (text) said_.at = moments_.read(*text);
    return said_.at.has_value();
  }

  bool no_parameters() { return cursor_.take('{') && cursor_.take('}'); }

  bool facts() {
    return cursor_.all('{', '}', [this] {
      if (!quick_entries() || !cursor_.take('"')) return false;
      const auto* name = names_.find(cursor_.at());
      if (!name) return false;
      cursor_.skip(name->size());
      return cursor_.take(':') && patient_.begin(name->fact()) && fact(name->fact());
    });
  }

  // Most documents have no blanks between the tokens, and most values are numbers or truths. Reads as many
  // such entries as follow one another, each with the comma behind it. False where one is not plain after
  // all.
  bool quick_entries() {
    const char* at = cursor_.at();
    while (*at == '"') {
      const auto* name = names_.expected(at + 1);
      if (!name) break;
      const char* value = at + 1 + name->size();
      if (*value++ != ':') break;
      const auto entry = quick_value(patient_.kind(name->fact()), load(value));
      if (entry.size == 0 || value[entry.size] != ',') break;
      names_.pass(*name);
      if (!patient_.begin(name->fact()) || !put(name->fact(), entry)) return false;
      at = value + entry.size + 1;
    }
    cursor_.move_to(at);
    return true;
  }

  struct QuickValue {
    bool is_number = false, is_yes = false;
    PlainNumber number;
    std::size_t size = 0;  // 0: it is none
  };
  [[gnu::always_inline]] static QuickValue quick_value(TypeKind kind, std::uint64_t text) {
    if (kind == TypeKind::number) {
      const auto [number, size] = short_number_in(text);
      return {true, false, number, size};
    }
    if (kind != TypeKind::yes_no) return {};
    const bool is_yes = begins_with_true(text), is_no = begins_with_false(text);
    return {false, is_yes, {}, std::size_t{4} * is_yes + std::size_t{5} * is_no};
  }
  [[gnu::always_inline]] bool put(model::FactId fact, const QuickValue& value) {
    return value.is_number ? patient_.number(fact, value.number) : patient_.truth(fact, value.is_yes);
  }

  bool fact(model::FactId fact) {
    const auto first = cursor_.peek();
    if (const auto truth = cursor_.truth()) return patient_.truth(fact, *truth);
    switch (first) {
      case '"': {
        const auto text = cursor_.string();
        return text && patient_.text(fact, *text);
      }
      case 'n': return cursor_.take("null");
      case '[': return list(fact);
      case '{': return patient_.kind(fact) == TypeKind::any_of ? members(fact) : reading(fact);
      default: break;
    }
    const auto number = cursor_.number();
    return number && patient_.number(fact, *number);
  }

  // `{"value": 84, "unit": "%", "time": "2026-11-23T08:05:00Z"}`, each key at most once.
  struct Reading {
    std::optional<PlainNumber> number;
    bool has_other_value = false;  // which has been put
    std::string_view unit, time;   // empty: none
  };

  // `put_other` is asked to put a value that is no number.
  template <typename PutOther>
  std::optional<Reading> reading_with(PutOther put_other) {
    Reading reading;
    const bool is_plain = cursor_.all('{', '}', [&] {
      const auto key = cursor_.string();
      if (!key || !cursor_.take(':')) return false;
      const auto first = cursor_.peek();
      if (*key == "value") {
        if (reading.number || reading.has_other_value) return false;
        if (first == '-' || (first >= '0' && first <= '9'))
          return (reading.number = cursor_.number()).has_value();
        reading.has_other_value = true;
        return first != '{' && first != '[' && first != 'n' && put_other();
      }
      auto& place = *key == "unit" ? reading.unit : reading.time;
      const auto text = cursor_.string();
      if (!text || text->empty() || !place.empty() || (*key != "unit" && *key != "time")) return false;
      place = *text;
      return true;
    });
    return is_plain ? std::optional{reading} : std::nullopt;
  }

  bool reading(model::FactId fact) {
    const auto reading = reading_with([&] { return this->fact(fact); });
    if (!reading) return false;
    const bool is_put = reading->number ? patient_.number_in(fact, *reading->number, reading->unit)
                                        : reading->has_other_value && reading->unit.empty();
    return is_put && (reading->time.empty() || patient_.time(fact, reading->time));
  }

  // Of a number.
  bool readings(model::FactId fact) {
    bool is_empty = true;
    const bool are_plain = cursor_.all('[', ']', [&] {
      is_empty = false;
      const auto reading = reading_with([] { return false; });
      return reading && reading->number &&
             patient_.listed_number(fact, *reading->number, reading->unit, reading->time);
    });
    return are_plain && !is_empty;
  }

  bool list(model::FactId fact) {
    if (patient_.kind(fact) == TypeKind::number) return readings(fact);
    if (!patient_.begin_list(fact)) return false;
    return cursor_.all('[', ']', [&] {
      const auto id = cursor_.string();
      return id && patient_.list_member(fact, *id);
    });
  }

  // An empty object says nothing, which is none of the plain things to say.
  bool members(model::FactId fact) {
    std::vector<std::string_view> stated;
    const bool is_plain = cursor_.all('{', '}', [&] {
      const auto id = cursor_.string();
      if (!id || !cursor_.take(':') || std::ranges::find(stated, *id) != stated.end()) return false;
      stated.push_back(*id);
      const auto truth = this->truth();
      return truth && patient_.stated_member(fact, *id, *truth);
    });
    return is_plain && !stated.empty();
  }

  std::optional<Truth> truth() {
    cursor_.peek();
    if (const auto truth = cursor_.truth()) return *truth ? Truth::yes : Truth::no;
    if (cursor_.take("null")) return Truth::unknown;
    return std::nullopt;
  }

  struct Given {
    bool facts = false, patient = false, at = false, parameters = false;
  };

  Cursor cursor_;
  PlainNames& names_;
  MomentText& moments_;
  PlainPatient& patient_;
  PlainLine& said_;
  Given given_;
};

}  // namespace

bool PlainNdjson::read(std::string_view line, PlainPatient& patient, PlainLine& said) {
  names_.restart();
  return DocumentReader{line, names_, moments_, patient, said}.read();
}

}  // namespace waymark::cohort
