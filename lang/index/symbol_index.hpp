#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "lang/text/source.hpp"

namespace waymark {

// What a name is the name of.
enum class NameKind {
  fact,
  parameter,
  define,
  function,
  score,
  table,
  action,
  type,
  source,
  codes,
  member,
  source_section,
  source_statement,
  section,
  recommendation,
  contraindication,
  note,
  scenario,
  library,
  unit,
  argument,  // of a definition with arguments
};
std::string_view to_string(NameKind kind);  // "fact", "source statement"

// A place where a name stands.
struct Occurrence {
  Span name;         // of a dotted name the last part; of a text with its quotes
  Span declaration;  // where it is declared; the same as `name` there
  NameKind kind = NameKind::fact;
  bool is_declaration() const { return name == declaration; }
  friend auto operator<=>(const Occurrence&, const Occurrence&) = default;
};

// Every declaration and every use of a name in the files of one compilation. Two names are the same where
// they have the same declaration.
class SymbolIndex {
 public:
  void declares(NameKind kind, Span name) { add({name, name, kind}); }
  void uses(NameKind kind, Span name, Span declaration) { add({name, declaration, kind}); }

  // Notes that a unit is written here, whose names need no declaration where UCUM has them.
  void writes_unit(Span unit) { units_.insert(unit); }

  // Notes that a name that is declared elsewhere is part of what is written here: the action `oxygen` of the
  // recommendation `care.oxygen`, which has no name of its own.
  void is_part_of(Span written, Span declaration) { parts_[declaration].insert(written); }

  // Returns the innermost name that `offset`, in bytes, lies in or directly behind; nullopt where there is
  // none.
  std::optional<Occurrence> at(std::uint32_t file, std::uint32_t offset) const;
  // Returns the places of the name with this declaration, in the order of the files and in each from its
  // beginning. The declaration is one of them.
  std::vector<Occurrence> places_of(Span declaration) const;
  // Returns the places of other names that the name with this declaration is part of.
  std::set<Span> parts_of(Span declaration) const;
  // Returns all declarations of a file, from its beginning.
  std::vector<Occurrence> declarations(std::uint32_t file) const;
  // Returns all occurrences, in the order of `places_of`.
  const std::set<Occurrence>& all() const { return places_; }
  // Returns each place where a unit is written: `mg/kg/day` is one.
  const std::set<Span>& units() const { return units_; }

 private:
  void add(const Occurrence& occurrence);

  std::set<Occurrence> places_;
  std::set<Span> units_;
  std::map<Span, std::set<Span>> parts_;
  std::map<Span, std::vector<Occurrence>> by_declaration_;
};

}  // namespace waymark
