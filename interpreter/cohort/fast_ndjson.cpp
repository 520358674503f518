#include "interpreter/cohort/fast_ndjson.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

namespace waymark::cohort {

namespace {

bool stands_between_tokens(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// Stands in a text of which it accepts as little as it likes. What stands behind the text is not part of any
// token, so no step has to look where it ends.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : at_{text.data()}, end_{text.data() + text.size()} {}

  const char* at() const { return at_; }
  void skip(std::size_t bytes) { at_ += bytes; }

  // The next byte that is no blank.
  char peek() {
    while (stands_between_tokens(*at_)) ++at_;
    return *at_;
  }
  bool take(char c) {
    if (peek() != c) return false;
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
    while (*at_ != '"') {
      const auto byte = static_cast<unsigned char>(*at_);
      if (byte < 0x20 || byte >= 0x80 || byte == '\\') return std::nullopt;
      ++at_;
    }
    return std::string_view{begin, static_cast<std::size_t>(at_++ - begin)};
  }

  std::optional<PlainNumber> number() { return plain_number(at_, end_); }

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
      if (!cursor_.take('"')) return false;
      const auto* name = names_.find(cursor_.at());
      if (!name) return false;
      cursor_.skip(name->text.size());
      return cursor_.take(':') && patient_.begin(name->fact) && fact(name->fact);
    });
  }

  bool fact(model::FactId fact) {
    switch (cursor_.peek()) {
      case '"': {
        const auto text = cursor_.string();
        return text && patient_.text(fact, *text);
      }
      case 't': return cursor_.take("true") && patient_.truth(fact, true);
      case 'f': return cursor_.take("false") && patient_.truth(fact, false);
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
    if (cursor_.take("true")) return Truth::yes;
    if (cursor_.take("false")) return Truth::no;
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
