#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lang/model/citation.hpp"
#include "lang/model/code.hpp"
#include "lang/quantity/decimal.hpp"
#include "lang/quantity/quantity.hpp"
#include "lang/quantity/unit.hpp"
#include "lang/text/source.hpp"

namespace waymark {

struct Member {
  std::string id;
  std::string title;              // empty where none is given
  std::optional<Decimal> points;  // what `points of x` gives
  Span span;
  std::vector<model::Citation> cites = {};
  std::vector<model::Code> codes = {};
};

// The members of a `one of` or an `any of` type. Two types are the same where they share their members.
struct MemberSet {
  std::string name;  // of the `type` that declares it, else of the fact
  bool ordered = false;
  std::vector<Member> members;
};
using MemberSetPtr = std::shared_ptr<const MemberSet>;

enum class TypeKind {
  yes_no,
  number,
  one_of,
  any_of,
  date,
  moment,
  event,
  elapsed,   // the time between two dates or moments: meets clock time and calendar time alike
  anything,  // of the literal `unknown`, before its place gives it a type
  broken,    // reported already; fits everything
};

struct Type {
  TypeKind kind = TypeKind::broken;
  UnitPtr unit = pure_unit();      // of a number: the unit that it is declared or computed in
  bool has_amounts = false;        // of an event: each time so much, in `unit`
  bool whole = false;              // of a number
  bool literal = false;            // of a number: written as digits without a unit; so it is no percentage
  MemberSetPtr members = nullptr;  // of one_of and any_of
  bool counts_days = false;        // of elapsed: between dates, so hours make no sense
  Substance substance = {};        // of a number: what the fact that it stems from says of its substance
};

// The type of conditions.
inline const Type yes_no_type{.kind = TypeKind::yes_no};

// The same number, but not only whole ones.
Type with_fractions(Type type);

// Whether it is a whole number, and in the unit of `other`: 30 min is one, and none of hours.
bool is_whole_in_unit(const Type& type, const Type& other);

// The number that an event with amounts has each time.
Type amount_type(const Type& event);

// "yes or no", "a number in mmHg", "one of {none, mild}", as messages name it.
std::string describe(const Type& type);

}  // namespace waymark
