#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

// Texts that nobody would write, the same in every run.
namespace waymark::mutation {

using Random = std::mt19937_64;

// Any bytes, some of them the language's own signs; up to `longest` of them.
std::string random_bytes(Random& random, std::size_t longest);
// Words and signs of the language in any order.
std::string random_words(Random& random, std::size_t most_words);
// Some whole lines of a text that follow each other: at most `most_lines`.
std::string some_lines(Random& random, std::string_view text, std::size_t most_lines);
// The text with one to four faults: words or bytes that are gone, doubled, swapped or put in, or its end cut
// off.
std::string mutated(Random& random, std::string text);

// Words, numbers, texts and signs, and the blanks between them; together they are the whole text.
std::vector<std::string> tokens(std::string_view text);

}  // namespace waymark::mutation
