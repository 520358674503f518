#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "interpreter/cohort/short_text.hpp"
#include "interpreter/facts/input_names.hpp"
#include "lang/model/model.hpp"

namespace waymark::cohort {

// With the quotation mark behind it. Longer ones are left to the careful reader.
inline constexpr std::size_t longest_plain_name = 64;

class PlainName {
 public:
  // With the quotation mark behind it; not longer than `longest_plain_name`.
  PlainName(const std::string& text, model::FactId fact) : text_{text}, fact_{fact} {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const auto begin = std::min(text_.size(), i * short_size);
      const auto part = std::string_view{text_}.substr(begin, short_size);
      words_[i] = {short_text(part), first_bytes(~std::uint64_t{0}, part.size())};
    }
  }

  // Whether a text begins with it of which `longest_plain_name` bytes are readable.
  bool begins(const char* text) const {
    for (std::size_t first = 0; first * short_size < text_.size(); first += together) {
      std::uint64_t differences = 0;
      for (std::size_t i = first; i < first + together; ++i)
        differences |= (load(text + i * short_size) ^ words_[i].text) & words_[i].bytes;
      if (differences != 0) return false;
    }
    return true;
  }
  const std::string& text() const { return text_; }
  std::size_t size() const { return text_.size(); }
  model::FactId fact() const { return fact_; }

 private:
  struct Word {
    std::uint64_t text = 0, bytes = 0;  // `bytes` is all ones where one belongs to the name
  };
  static constexpr std::size_t together = 4;  // words

  std::array<Word, longest_plain_name / short_size> words_;
  std::string text_;
  model::FactId fact_;
};

// The facts that keys of documents mean. The documents of a file have their keys in one order, so the next
// key is most often the one that came behind the last one before.
class PlainNames {
 public:
  // The model must outlive it.
  explicit PlainNames(const model::Model& model) : names_{model} {}
  PlainNames(const PlainNames&) = delete;
  PlainNames& operator=(const PlainNames&) = delete;

  // A new document begins.
  void restart() { next_ = order_.data(); }
  // Of the key that begins here and ends before a quotation mark; `longest_plain_name` bytes are readable.
  // Null where it is none of those that are expected next; the next one is then the same as before.
  const PlainName* expected(const char* key) const {
    const auto* const end = behind_ - next_ < most_left_out ? behind_ : next_ + most_left_out;
    for (const auto* name = next_; name != end; ++name) {
      if (name->begins(key)) return name;
    }
    return nullptr;
  }
  // The next key is one behind this name.
  void pass(const PlainName& name) { next_ = &name + 1; }
  // The same, of any key. Null where it means no fact, or several.
  const PlainName* find(const char* key) {
    const auto* name = expected(key);
    if (!name) return look_up(key);
    pass(*name);
    return name;
  }

 private:
  // So many keys in a row that one document may leave out before the next one is looked up.
  static constexpr std::ptrdiff_t most_left_out = 4;

  const PlainName* look_up(const char* key);
  // Puts it where the next one is expected.
  void insert(PlainName name);

  InputNames names_;
  std::vector<PlainName> order_;                            // as they came one behind the other
  const PlainName *next_ = nullptr, *behind_ = nullptr;     // in `order_`, and its end
  std::unordered_map<std::string, std::size_t> positions_;  // in `order_`
};

}  // namespace waymark::cohort
