#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "lang/text/diagnostics.hpp"
#include "lang/text/suggest.hpp"

namespace waymark {

// Why facts are refused. Codes PW08xx stand in lang/text/diagnostics.def.
struct FactsProblem {
  std::string code;
  std::string path;  // JSON path: $.facts.pao2.unit; of a table the title of the column
  int line = 0;      // of the text, 1-based; 0 where it does not come from a text
  int column = 0;
  std::string message;  // what was found and what is expected
  std::string help;     // "did you mean `spo2`?", empty where there is none
};

// Where something stands in a document of facts. Its path is put together only where it is reported. It
// refers to the place above it and to the text of its key, which have to outlive it.
class FactsPlace {
 public:
  // A place by its path; of a document `$`. It begins at the byte `offset` of its text.
  FactsPlace(std::string_view path, std::uint32_t offset) : name_{path}, offset_{offset} {}

  // What stands in it under the key `name`, or at `index` of a list, and begins at the byte `at`.
  FactsPlace key(std::string_view name, std::uint32_t at) const { return {*this, name, std::nullopt, at}; }
  FactsPlace element(std::size_t index, std::uint32_t at) const { return {*this, {}, index, at}; }

  // $.facts.pao2.unit
  std::string path() const;
  std::uint32_t offset() const { return offset_; }
  // Null of the place at the top.
  const FactsPlace* above() const { return above_; }
  // Its key in the place above it; nullopt of an element of a list, and at the top.
  std::optional<std::string_view> own_key() const {
    return above_ && !index_ ? std::optional{name_} : std::nullopt;
  }

 private:
  FactsPlace(const FactsPlace& above, std::string_view name, std::optional<std::size_t> index,
             std::uint32_t offset)
      : above_{&above}, name_{name}, index_{index}, offset_{offset} {}

  const FactsPlace* above_ = nullptr;
  std::string_view name_;
  std::optional<std::size_t> index_;
  std::uint32_t offset_;
};

// How whoever wrote the facts knows a place: by its path, or by the title of a column.
using PlaceName = std::function<std::string(const FactsPlace&)>;

// Collects why facts are refused.
class FactsProblems {
 public:
  // Of a text, whose lines and columns are named.
  explicit FactsProblems(std::string_view text, PlaceName name = &FactsPlace::path)
      : text_{text}, name_{std::move(name)} {}
  // Of what comes from elsewhere.
  FactsProblems() = default;

  template <typename... Args>
  void report(const FactsPlace& place, const DiagnosticKind<Args...>& kind,
              const std::type_identity_t<Args>&... args) {
    add(place, kind.code, fmt::vformat(kind.text, fmt::make_format_args(args...)));
  }
  // Says more about the problem reported last.
  void help(std::string text) { list_.back().help = std::move(text); }
  // "did you mean `near`?", where one of the candidates is near.
  void did_you_mean(std::string_view word, std::span<const std::string> candidates);

  // Whether help is still looked for.
  bool gives_help() const { return !suggestions_.is_reached(); }

  bool empty() const { return list_.empty(); }
  std::vector<FactsProblem> take() { return std::move(list_); }

 private:
  void add(const FactsPlace& place, std::string_view code, std::string message);
  void move_to(std::size_t offset);

  std::optional<std::string_view> text_;
  PlaceName name_ = &FactsPlace::path;
  std::size_t offset_ = 0;     // of the problem before
  int line_ = 1, column_ = 1;  // of that offset, counted in characters
  std::vector<FactsProblem> list_;
  SuggestionLimit suggestions_;
};

}  // namespace waymark
