#pragma once

#include <array>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "lang/text/source.hpp"
#include "lang/text/suggest.hpp"

namespace waymark {

enum class Severity { error, warning };

// A message of the language; `Args` are what its text is about.
template <typename... Args>
struct DiagnosticKind {
  std::string_view code;
  std::string_view name;
  Severity severity;
  fmt::format_string<Args...> text;  // placeholders are checked against Args when diagnostics.def is compiled
};

namespace diagnostics {
#define PW_DIAGNOSTIC(code, name, severity, text, ...) \
  inline constexpr DiagnosticKind<__VA_ARGS__> name{#code, #name, Severity::severity, text};
#include "lang/text/diagnostics.def"
#undef PW_DIAGNOSTIC

struct RegistryEntry {
  std::string_view code;
  std::string_view name;
  Severity severity;
  std::string_view text;
};

// Every message, in the order of diagnostics.def.
inline constexpr RegistryEntry registry[] = {
#define PW_DIAGNOSTIC(code, name, severity, text, ...) {#code, #name, Severity::severity, text},
#include "lang/text/diagnostics.def"
#undef PW_DIAGNOSTIC
};
}  // namespace diagnostics

// Another place that takes part, with what it has to do with the message.
struct Note {
  Span span;
  std::string text;
};

// An edit that would mend it: what stands at `span` becomes `replacement`.
struct Fix {
  Span span;
  std::string replacement;
};

struct Diagnostic {
  std::string_view code;
  std::string_view name;
  Severity severity = Severity::error;
  Span span;
  std::string message;
  std::string help;  // one sentence for the author, empty where there is none
  std::optional<Fix> fix;
  std::vector<Note> notes;
};

// What a report can still be given: report(...).help("...").note(span, "...").
class Report {
 public:
  explicit Report(Diagnostic* diagnostic) : diagnostic_{diagnostic} {}
  Report& help(std::string text);
  Report& fix(Span span, std::string replacement);  // without a help text it says "write `replacement`"
  Report& note(Span span, std::string text);
  // "did you mean `near`?" with the fix; nothing where there is no near word.
  Report& did_you_mean(Span span, const std::optional<std::string>& near);

 private:
  Diagnostic* diagnostic_;  // null where the place has its message already
};

// Collects what is wrong with the sources of one compilation. Passes report here and carry on.
// One place gets one message of a severity: what follows from the first is noise.
class Diagnostics {
 public:
  template <typename... Args>
  Report report(Span span, const DiagnosticKind<Args...>& kind, const std::type_identity_t<Args>&... args) {
    return add({.code = kind.code,
                .name = kind.name,
                .severity = kind.severity,
                .span = span,
                .message = fmt::vformat(kind.text, fmt::make_format_args(args...)),
                .help = {},
                .fix = {},
                .notes = {}});
  }

  // Takes over what was collected elsewhere.
  void append(Diagnostic diagnostic) { add(std::move(diagnostic)); }

  const std::deque<Diagnostic>& list() const { return list_; }
  bool has_errors() const { return errors_ > 0; }
  std::size_t error_count() const { return errors_; }
  std::size_t warning_count() const { return list_.size() - errors_; }
  // In the order of files and places.
  std::vector<Diagnostic> sorted() const;

  // Through this every suggestion is searched for whose search looks at names of the pathway.
  SuggestionLimit& suggestions() { return suggestions_; }

 private:
  Report add(Diagnostic diagnostic);

  std::deque<Diagnostic> list_;                              // never moves what a Report points to
  std::array<std::unordered_set<std::uint64_t>, 2> places_;  // by severity: file and offset
  std::size_t errors_ = 0;
  SuggestionLimit suggestions_;
};

}  // namespace waymark
