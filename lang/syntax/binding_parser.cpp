#include "lang/syntax/binding_parser.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "lang/syntax/binding_grammar.hpp"

namespace waymark {
namespace {

using binding::Clause;
using binding::ClauseKind;
using binding::Word;

// What was read so far.
struct BindingState {
  std::string_view text;
  std::uint32_t file;
  binding::File result = {};
  std::optional<Word> system = {}, written_unit = {}, within_number = {};
  std::optional<binding::CodesDeclaration> list = {};
  bool in_component = false;

  binding::Line& line() { return result.lines.back(); }
  std::vector<binding::Codes>& codes() { return in_component ? line().components : line().codes; }

  // What a rule matched, without the gap behind it and the quotes around it.
  template <typename Match>
  Word word(const Match& match) const {
    auto begin = static_cast<std::uint32_t>(match.begin() - text.data());
    auto end = begin + static_cast<std::uint32_t>(match.size());
    const auto inside = text.substr(begin, end - begin);
    if (inside.starts_with('"')) {
      end = begin + static_cast<std::uint32_t>(std::min(inside.find('"', 1), inside.size() - 1)) + 1;
      return {std::string{text.substr(begin + 1, end - begin - 2)}, {file, begin, end}};
    }
    end = begin + static_cast<std::uint32_t>(without_gap(inside).size());
    return {std::string{text.substr(begin, end - begin)}, {file, begin, end}};
  }

  // Comments stand on lines of their own or behind a blank, so the first of these ends the words.
  static std::string_view without_gap(std::string_view inside) {
    inside = inside.substr(0, inside.find('#'));
    while (!inside.empty() && std::string_view{" \t\r\n"}.find(inside.back()) != std::string_view::npos)
      inside.remove_suffix(1);
    return inside;
  }
};

template <typename Rule>
struct build_binding : tao::pegtl::nothing<Rule> {};

namespace rules = binding_grammar;

#define PW_BUILD(rule, ...)                                      \
  template <>                                                    \
  struct build_binding<rules::rule> {                            \
    template <typename Match>                                    \
    static void apply(const Match& match, BindingState& state) { \
      const auto word = state.word(match);                       \
      __VA_ARGS__;                                               \
    }                                                            \
  };

#define PW_CLAUSE(rule, kind) PW_BUILD(rule, state.line().clauses.push_back({ClauseKind::kind, word.span}))

PW_BUILD(pathway_name, state.result.pathway = word)
PW_BUILD(fact, state.result.lines.emplace_back().fact = word; state.in_component = false)
PW_BUILD(source, state.line().source = word)
PW_BUILD(within_number, state.within_number = word)
PW_BUILD(within_unit, state.line().within = std::pair{*state.within_number, word})
PW_BUILD(word_component, state.in_component = !word.text.empty())
PW_BUILD(system_name, state.codes().emplace_back().system = word)
PW_BUILD(system_uri, state.codes().emplace_back().system = word)
PW_BUILD(code, state.codes().back().codes.push_back(word))
PW_BUILD(list_name, state.codes().emplace_back().list = word)
PW_BUILD(zone_value, state.result.zone = word)
PW_BUILD(written_unit, state.written_unit = word)
PW_BUILD(meant_unit, state.line().units.push_back({*state.written_unit, word}))
PW_BUILD(meant_of_all, state.result.units.push_back({*state.written_unit, word}))
PW_BUILD(declared_list, state.list = binding::CodesDeclaration{.name = word})
PW_BUILD(list_file, state.list->file = word; state.result.lists.push_back(*state.list))
PW_BUILD(list_of, state.line().listed = word)
PW_CLAUSE(preliminary, preliminary_counts)
PW_CLAUSE(in_progress, in_progress_counts)
PW_CLAUSE(complete, list_is_complete)
PW_BUILD(refuted, state.line().clauses.push_back({word.text.ends_with("no") ? ClauseKind::refuted_is_no
                                                                            : ClauseKind::refuted_is_unknown,
                                                  word.span}))
PW_BUILD(not_done,
         state.line().clauses.push_back({word.text.ends_with("no") ? ClauseKind::not_done_is_no
                                                                   : ClauseKind::not_done_is_unknown,
                                         word.span}))

#undef PW_CLAUSE
#undef PW_BUILD

struct BindingExpected {
  template <typename Rule>
  static constexpr const char* message = nullptr;
  template <typename Rule>
  static constexpr bool raise_on_failure = false;  // only what must match is missing
};
#define PW_EXPECTED(rule, text) \
  template <>                   \
  constexpr const char* BindingExpected::message<rules::rule> = text;
PW_EXPECTED(declaration, "`binding` or `codes`")
PW_EXPECTED(word_fhir, "`fhir`")
PW_EXPECTED(word_for, "`for`")
PW_EXPECTED(pathway_name, "the name of the pathway")
PW_EXPECTED(opening, "`{`")
PW_EXPECTED(items, "the name of a fact, `zone` or `}`")
PW_EXPECTED(quoted, "`\"` at the end of this text")
PW_EXPECTED(medication_way, "`ordered`, `given` or `reported`")
PW_EXPECTED(list_name, "the name of a list of codes")
PW_EXPECTED(all_component_codes, "a system such as `loinc`")
PW_EXPECTED(within_number, "a number")
PW_EXPECTED(within_unit, "a unit of time")
PW_EXPECTED(written_unit, "a text in quotes")
PW_EXPECTED(word_is, "`is`")
PW_EXPECTED(meant_unit, "a unit")
PW_EXPECTED(meant_of_all, "a unit")
PW_EXPECTED(no_or_unknown, "`no` or `unknown`")
PW_EXPECTED(word_done, "`done`")
PW_EXPECTED(word_counts, "`counts`")
PW_EXPECTED(list_of, "what the list is of, as `conditions`")
PW_EXPECTED(word_complete, "`complete`")
PW_EXPECTED(clause, "a clause such as `refuted is no`")
PW_EXPECTED(what_is_said, "a resource such as `observation`, or a clause")
PW_EXPECTED(declared_list, "the name of the list")
PW_EXPECTED(word_from, "`from`")
PW_EXPECTED(list_file, "a file in quotes")
#undef PW_EXPECTED

template <typename Rule>
using binding_control = tao::pegtl::must_if<BindingExpected, tao::pegtl::normal, false>::control<Rule>;

// The word or sign at a place; of the end of the text nothing.
std::string found_at(std::string_view text, std::size_t at) {
  const auto rest = text.substr(std::min(at, text.size()));
  if (rest.empty()) return "the end of the file";
  const auto end = rest.find_first_of(" \t\r\n,\"{}", 1);
  return fmt::format("`{}`", rest.substr(0, std::min(end, rest.size())));
}

}  // namespace

binding::File parse_binding(std::string_view text, std::uint32_t file, Diagnostics& diagnostics) {
  tao::pegtl::memory_input<tao::pegtl::tracking_mode::lazy, tao::pegtl::eol::lf_crlf, const char*> input{
      text.data(), text.data() + text.size(), "binding"};
  BindingState state{.text = text, .file = file};
  try {
    tao::pegtl::parse<rules::file, build_binding, binding_control>(input, state);
  } catch (const tao::pegtl::parse_error& error) {
    const auto at = static_cast<std::uint32_t>(std::min(error.positions().front().byte, text.size()));
    const auto found = found_at(text, at);
    const auto size =
        static_cast<std::uint32_t>(at < text.size() ? std::max<std::size_t>(found.size() - 2, 1) : 0);
    diagnostics.report({file, at, at + size}, diagnostics::expected_statement, error.message(), found);
  }
  return std::move(state.result);
}

}  // namespace waymark
