#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "lang/quantity/calendar.hpp"
#include "lang/quantity/decimal.hpp"
#include "lang/text/source.hpp"

// What an author says in an expression. Nodes are values; `Box` owns where the tree recurs.
namespace waymark::ast {

// A T that is always there and moves with its owner.
template <typename T>
class Box {
 public:
  Box(T value) : value_{std::make_unique<T>(std::move(value))} {}
  T& operator*() { return *value_; }
  const T& operator*() const { return *value_; }
  const T* operator->() const { return value_.get(); }

 private:
  std::unique_ptr<T> value_;
};

struct Name {
  std::string text;  // may be dotted where the grammar says DOTTED: `respiratory.spo2`
  Span span;
};

struct Text {
  std::string value;  // escapes are resolved
  Span span;          // with its quotes
};

// A unit as written: `mg/kg/day`, `'mm[Hg]'` (with its quotes).
struct UnitText {
  std::string text;
  Span span;
};

// Expressions -----------------------------------------------------------------

enum class LogicalOperator { logical_and, logical_or };
enum class ArithmeticOperator { add, subtract, multiply, divide };
enum class ComparisonOperator { equal, not_equal, less, less_equal, greater, greater_equal };
enum class CountingWord { at_least, at_most, exactly };
enum class KnownWord { any, first };
enum class SinceWord { time, years, months, days };
enum class Quantifier { single, any, all };
enum class WindowFunction { highest, lowest, earliest, latest, previous, average, total, number };
enum class SpanWord { all, over, since, from };

struct Expr;

struct YesNo {
  bool value;
};
struct UnknownLiteral {};
struct Number {
  Decimal value;
  std::optional<UnitText> unit;
};
struct DateLiteral {
  Date date;
};
struct MomentLiteral {
  Moment moment;
  bool has_offset;
};  // without one it takes the offset of `at`
struct Reference {
  std::string name;
};  // dotted as written
struct Not {
  Box<Expr> operand;
};
struct Negate {
  Box<Expr> operand;
};
struct Logical {
  LogicalOperator op;
  std::vector<Expr> operands;
};  // two or more, flat
struct Implies {
  Box<Expr> premise;
  Box<Expr> conclusion;
};
struct Arithmetic {
  ArithmeticOperator op;
  Box<Expr> left;
  Box<Expr> right;
};
struct Comparison {
  ComparisonOperator op;
  Box<Expr> left;
  Box<Expr> right;
  Span op_span;
};

// What stands behind `is [not]`: a word of the grammar, a name (a member, `known`, `stale`, `confirmed`,
// `empty`, `advised`, `undetermined`: which one, the subject's type decides), or `one of {...}`.
enum class IsWord { yes, no, unknown, ruled_out };
struct OneOf {
  std::vector<Name> members;
};
struct Is {
  Box<Expr> subject;
  bool negated;
  std::variant<IsWord, Name, OneOf> predicate;
  Span predicate_span;
};

struct Between {
  Box<Expr> subject;
  Box<Expr> low;
  Box<Expr> high;
  bool below;
};  // below: `high` is left out
struct Includes {
  Box<Expr> subject;
  Quantifier quantifier;
  std::vector<Name> members;
};
struct Conversion {
  Box<Expr> operand;
  UnitText unit;
};
struct Arm {
  Box<Expr> value;
  Box<Expr> guard;
};
struct Choose {
  std::vector<Arm> arms;
  std::optional<Box<Expr>> otherwise;
};
struct Counting {
  CountingWord word;
  std::int64_t count;
  std::vector<Expr> arguments;
};
struct Known {
  KnownWord word;
  std::vector<Expr> arguments;
};
// Which readings of a fact are meant, by their times: `over D [before E]`, `since E`, `from A [to B] after
// E`.
struct WindowSpan {
  SpanWord word = SpanWord::all;
  std::optional<Box<Expr>> first, second;  // D; A and B
  std::optional<Name> anchor;              // E
};
struct Window {
  WindowFunction function;
  Name fact;
  WindowSpan span;
};
// In a test of readings: each of them in turn.
struct EachReading {
  Name fact;
};
struct ReadingCount {
  CountingWord word;
  std::int64_t count;
  Name fact;
  Box<Expr> test;
  WindowSpan span;
  std::optional<Box<Expr>> apart;
};
struct Since {
  SinceWord word;
  Name subject;
};
struct TimeBetween {
  Name from, to;
};
struct PointsOf {
  Name subject;
};
// What is given of an action, or by a recommendation: each time, or for each day.
enum class DoseEnd { only, highest, lowest };
struct GivenDose {
  DoseEnd end;
  bool daily;
  Name subject;
};
struct Call {
  Name function;
  std::vector<Expr> arguments;
};
struct BrokenExpr {};  // reported already; checks pass over it in silence

struct Expr {
  Span span;
  std::variant<YesNo, UnknownLiteral, Number, DateLiteral, MomentLiteral, Reference, Not, Negate, Logical,
               Implies, Arithmetic, Comparison, Is, Between, Includes, Conversion, Choose, Counting,
               ReadingCount, EachReading, Window, Known, Since, TimeBetween, PointsOf, GivenDose, Call,
               BrokenExpr>
      node;
};

// `A to B`, `A to below B`, or A alone.
struct Range {
  Expr low;
  std::optional<Expr> high;
  bool below = false;
};

// A text with values in it: "about {weight in kg to 1 places}".
struct Placeholder {
  Name name;
  std::optional<UnitText> unit;
  Span span;
  std::optional<int> places{};  // behind the point, that are shown
};
struct Template {
  std::vector<std::variant<std::string, Placeholder>> pieces;
  Span span;
};

}  // namespace waymark::ast
