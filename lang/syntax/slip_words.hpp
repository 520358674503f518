#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// The words of beginners, and what stands for them.
namespace waymark::slips {

// A word or several, as found at the beginning of a text, and what the language writes instead.
struct Phrase {
  std::size_t size = 0;     // bytes of the text
  std::string replacement;  // empty where only a sentence helps
  std::string_view help = {};
};

// `at least`, `over`, `greater than`: the sign of the comparison.
std::optional<Phrase> comparison(std::string_view text);
// `twice daily`, `3 times a day`, `q8h`, `bid`: the attribute `every`.
std::optional<Phrase> interval(std::string_view text);
// `may`, `avoid`, `give`, `if`, where a recommendation begins.
std::optional<Phrase> beginning_of_advice(std::string_view text);
// `frequency`, `if`, `reason`, where an attribute begins.
std::optional<Phrase> attribute(std::string_view text);

// `boolean`, `string`, `datetime`: the name of a type elsewhere.
std::optional<Phrase> type(std::string_view word);
// `medication`, `surgery`: the kind of an action.
std::optional<std::string> action_kind(std::string_view word);
// `missing`, `present`, `positive`, behind `is`.
std::optional<std::string> truth(std::string_view word);
// `percent`, `celsius`.
std::optional<std::string> unit(std::string_view word);

// Whether what stands at `at`, behind an operand on the same line, could only be an operator of another
// language or a number that nothing compares.
bool follows_operand(std::string_view text, std::size_t at);

// Whether a unit stands at `at` on the same line, perhaps in brackets.
bool begins_unit(std::string_view text, std::size_t at);
// The unit at the beginning of the text, with the brackets around it.
std::string_view unit_text(std::string_view text);
bool is_unit(std::string_view text);

}  // namespace waymark::slips
