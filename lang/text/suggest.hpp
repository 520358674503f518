#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace waymark {

// Damerau-Levenshtein distance with adjacent transpositions (Boytsov 2011, "optimal string alignment").
std::size_t edit_distance(std::string_view a, std::string_view b);

// The candidate nearest to a misspelled word, where one is near: at most a third of its letters differ,
// upper and lower case aside.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

// Limits how often a suggestion is searched for. Of thousands of mistakes only the first ones are read, and
// each search looks at all the names there are.
class SuggestionLimit {
 public:
  // Returns what `search` finds, or nullopt after a hundred searches.
  template <typename Search>
  std::optional<std::string> find(Search search) {
    if (is_reached()) return std::nullopt;
    --left_;
    return search();
  }
  bool is_reached() const { return left_ == 0; }

 private:
  std::size_t left_ = 100;
};

}  // namespace waymark
