#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lang/ast/ast.hpp"
#include "lang/model/type.hpp"
#include "lang/quantity/calendar.hpp"
#include "lang/quantity/quantity.hpp"
#include "lang/text/source.hpp"

// The expressions of the checked pathway: names resolved, all of them typed. Indices are positions in the
// vectors of `Model`.
namespace waymark::model {

using ExprId = std::uint32_t;
using FactId = std::uint32_t;
using ParameterId = std::uint32_t;
using DefineId = std::uint32_t;
using ScoreId = std::uint32_t;
using TableId = std::uint32_t;
using ActionId = std::uint32_t;
using RecommendationId = std::uint32_t;
using ContraindicationId = std::uint32_t;
using NoteId = std::uint32_t;
using MemberIndex = std::uint32_t;

// Expressions -----------------------------------------------------------------

struct UnknownConstant {};
struct MomentConstant {
  Moment moment;
  bool has_offset;
};  // without one it stands in the offset of `at`
using Constant = std::variant<UnknownConstant, bool, Quantity, MemberIndex, Date, MomentConstant>;

enum class KnowledgeWord { known, unknown, stale, confirmed, ruled_out };
enum class Function { min, max, absolute, round, floor, ceiling, nearest, sqrt, pow, exp, ln, log10 };

struct Literal {
  Constant value;
};
struct FactReference {
  FactId fact;
};
struct ParameterReference {
  ParameterId parameter;
};
struct DefineReference {
  DefineId define;
};
struct ScoreReference {
  ScoreId score;
};
struct Not {
  ExprId operand;
};
struct Negate {
  ExprId operand;
};
struct Logical {
  ast::LogicalOperator op;
  std::vector<ExprId> operands;
};  // Kleene
struct Implies {
  ExprId premise, conclusion;
};
struct Arithmetic {
  ast::ArithmeticOperator op;
  ExprId left, right;
};
// Of numbers, ordered members, dates, moments, elapsed time; = and != of everything but sets.
struct Comparison {
  ast::ComparisonOperator op;
  ExprId left, right;
};
struct Between {
  ExprId subject, low, high;
  bool below;
};  // `below`: high is left out
struct Knowledge {
  KnowledgeWord word;
  ExprId operand;
};  // always yes or no
struct IsOneOf {
  ExprId operand;
  std::vector<MemberIndex> members;
};  // of a one_of value
struct Includes {
  ExprId set;
  ast::Quantifier quantifier;
  std::vector<MemberIndex> members;
};
struct IsEmpty {
  ExprId set;
};
struct Conversion {
  ExprId operand;
  UnitPtr unit;
};  // a number, or elapsed time as a number
struct SubstanceConversion {
  ExprId operand;
  UnitPtr unit;
  Substance substance;
};  // between mass, amount and equivalents
struct Arm {
  ExprId value, guard;
};
// Which arm counts: the first that holds; or the one that holds, whatever is unknown of the others, and two
// that hold and differ give nothing.
enum class HitPolicy { first, unique };
struct Choose {
  std::vector<Arm> arms;
  std::optional<ExprId> otherwise;
  HitPolicy policy = HitPolicy::first;
  bool covers = false;                          // some arm holds, whatever the values are
  std::optional<TableId> table = std::nullopt;  // of which it is an output, and the arms are the rows
};
struct Counting {
  ast::CountingWord word;
  std::int64_t count;
  std::vector<ExprId> arguments;
};
// Which readings of a fact are meant, by their times. All but `over` without an anchor hang on an instant E.
struct WindowSpan {
  ast::SpanWord word = ast::SpanWord::all;
  std::optional<ExprId> first, second;  // literal durations: `over first`, `from first to second`
  std::optional<ExprId> anchor;         // E: a date, a moment or an event
};
// The function over the readings of a fact that are seen at `at` and lie in the span.
struct Window {
  ast::WindowFunction function;
  FactId fact;
  WindowSpan span;
};
// In a test of readings: each of them in turn. Of itself it is unknown.
struct EachReading {
  FactId fact;
};
// How many readings in the span pass the test, which is a condition over EachReading; of those that are
// closer together than `apart`, a literal duration, as many as can be chosen.
struct ReadingCount {
  ast::CountingWord word;
  std::int64_t count;
  FactId fact;
  ExprId test;
  WindowSpan span;
  std::optional<ExprId> apart;
};
// When the latest reading of a fact was taken, stale or not, or the one that a window picks.
struct ReadingTime {
  ExprId reading;  // a FactReference, or a Window that picks a reading, perhaps by the name of a definition
};
struct AnyKnown {
  std::vector<ExprId> arguments;
};
struct FirstKnown {
  std::vector<ExprId> arguments;
};
struct Happened {
  ExprId event;
};  // an event as a condition: at or before `at`
struct MomentOf {
  ExprId event;
};  // when it happened last; unknown where it has not
struct TimeSince {
  ExprId operand;
};  // from a date, moment or event to `at`
struct TimeSinceReading {
  FactId fact;
};  // from the latest reading to `at`, stale or not
struct Difference {
  ExprId later, earlier;
};  // of dates, moments or events: elapsed time
struct Shift {
  ExprId instant, duration;
  bool backwards;
};  // a date or moment plus or minus a duration
struct CalendarCount {
  ast::SinceWord word;
  ExprId operand;
};  // whole years, months, days since a date or moment
struct PointsOf {
  ExprId operand;
};
struct Call {
  Function function;
  std::vector<ExprId> arguments;
};
// Only in doses: the nearest multiple of a step, or the one below, that no limit forbids. What would come to
// nothing, or has no multiple between its limits, stays as it is.
struct RoundedDose {
  ExprId dose, step;
  bool down;
  std::vector<ExprId> at_least, at_most;
};
struct DefineCall {
  DefineId define;
  std::vector<ExprId> arguments;
  ExprId body;
};  // body: with the arguments in place
// Only in conditions that sections build, never written by an author:
struct IfUnknown {
  std::vector<ExprId> guards;
};  // yes where the first guard that is not no is unknown, else no
struct RequiresKnown {
  ExprId operand;
};  // yes where it is known, else unknown and needs it
// Only where a site says `otherwise no`, never written by an author:
struct UnrecordedIsNo {
  FactId fact;
};  // no where nothing at all is recorded of the fact, else unknown
// Only in properties:
enum class StatementKind { recommendation, contraindication, note };
struct StatementReference {
  StatementKind kind;
  std::uint32_t index;
};
struct StatusTest {
  StatementReference statement;
  ast::Status status;
};  // always yes or no

using Operation =
    std::variant<Literal, FactReference, ParameterReference, DefineReference, ScoreReference, Not, Negate,
                 Logical, Implies, Arithmetic, Comparison, Between, Knowledge, IsOneOf, Includes, IsEmpty,
                 Conversion, SubstanceConversion, Choose, Counting, Window, EachReading, ReadingCount,
                 ReadingTime, AnyKnown, FirstKnown, Happened, MomentOf, TimeSince, TimeSinceReading,
                 Difference, Shift, CalendarCount, PointsOf, Call, RoundedDose, DefineCall, IfUnknown,
                 RequiresKnown, UnrecordedIsNo, StatusTest>;

// One occurrence of an expression. Occurrences of the same meaning share `canonical`, the id of the first of
// them: what computes reads only canonical ones, what shows places reads each occurrence's own span.
struct Expression {
  Operation operation;
  Type type;
  Span span;
  ExprId canonical = 0;
};

// The direct operands of an operation, in the order in which they are written.
std::vector<ExprId> operands(const Operation& operation);

}  // namespace waymark::model
