#pragma once

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

}  // namespace waymark
