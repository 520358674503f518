#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "interpreter/columns/cell_layout.hpp"
#include "interpreter/columns/ranges.hpp"
#include "interpreter/decide/outcome.hpp"
#include "lang/model/model.hpp"

// What statements and properties ask, as steps over bitmaps. A truth is a pair of them: who it is yes for,
// and who it is no for.
namespace waymark::columns {

using TruthId = std::uint32_t;
// A truth, or its negation, which costs nothing: the two bitmaps change places.
struct TruthRef {
  TruthId id = 0;
  bool negated = false;
};
inline TruthRef operator!(TruthRef truth) { return {truth.id, !truth.negated}; }

// What columns say by themselves: a condition, an event's having happened, a member of a set.
struct ColumnTruth {
  std::uint32_t column = 0;
  std::optional<model::MemberIndex> member;
};

// --- steps

struct Fixed {
  Truth truth;
  std::vector<model::Input> needs = {};  // of what is unknown: what has to be set for it to be known
};
// A comparison with what is known of nobody: it needs that, and its own subject.
struct NeverKnown {
  std::uint32_t column;
  std::vector<model::Input> needs;
};
enum class CellState { known, stale };
struct CellTest {
  std::uint32_t column;
  CellState state;
};  // always yes or no
struct RangeTest {
  std::uint32_t column;
  std::vector<Range> ranges;  // in any of them; only one by itself may be `outside`
};
// A date, moment, event or time of a reading, held against constants: the cells that pass depend on `at`.
enum class InstantSource { value, reading_time };
struct InstantComparison {
  ast::ComparisonOperator op;
  Value constant;
  std::optional<model::ExprId> literal;  // in place of `constant`: one that stands in the offset of `at`
};
struct InstantTest {
  std::uint32_t column;
  InstantSource source;
  std::optional<ast::SinceWord> since;         // none: the instant itself
  std::vector<InstantComparison> comparisons;  // all of them; at most two
};
struct AllOf {
  std::vector<TruthRef> operands;
};  // Kleene
struct Same {
  TruthRef left, right;
};
struct IsKnown {
  TruthRef operand;
};
struct IsYes {
  TruthRef operand;
};  // always yes or no
struct Required {
  TruthRef operand;
};  // yes where it is yes, else unknown
struct AtLeast {
  std::vector<TruthRef> operands;
  std::uint32_t count;
};
struct AnyKnownOf {
  std::vector<TruthRef> operands;
};
struct FirstKnownOf {
  std::vector<TruthRef> operands;
};
struct FirstIsUnknown {
  std::vector<TruthRef> guards;
};  // of those that are not no
struct ChosenTruth {
  std::vector<std::pair<TruthRef, TruthRef>> arms;  // value, guard
  std::optional<TruthRef> otherwise;
  model::HitPolicy policy = model::HitPolicy::first;
  bool covers = false;  // some arm holds, whatever the values are
};
struct ScoreRowPoints {
  std::vector<TruthRef> guards;
  std::vector<std::uint32_t> points;     // of each guard, and at last of none of them; none is negative
  std::vector<std::uint32_t> ascending;  // positions in `points`
};
struct ScoreTest {
  std::vector<ScoreRowPoints> rows;
  std::uint32_t least;  // whether the sum reaches it
  std::uint32_t most;   // the greatest sum there can be
};
// Whatever has no step of its own: the evaluator's answer, one patient at a time.
struct ScalarTest {
  model::ExprId expr;
};

using Step =
    std::variant<Fixed, NeverKnown, CellTest, RangeTest, InstantTest, AllOf, Same, IsKnown, IsYes, Required,
                 AtLeast, AnyKnownOf, FirstKnownOf, FirstIsUnknown, ChosenTruth, ScoreTest, ScalarTest>;

struct Instruction {
  TruthId out = 0;
  Step step;
};

// The truths that a step is made of.
std::vector<TruthRef> operands(const Step& step);
// The column that a step looks into.
std::optional<std::uint32_t> column_read(const Step& step);

// Two recommendations that conflict where both are advised.
struct PossibleConflict {
  Conflict conflict;
  // Contraindications can strike out alternatives of one of them, and the conflict with it.
  bool may_be_struck_out = false;
  std::vector<std::size_t> done = {};  // of those of the two that can be done: positions in Program::done
};

struct Program {
  const model::Model* model = nullptr;
  Layout layout;
  std::vector<std::pair<TruthId, ColumnTruth>> column_truths;
  std::vector<Instruction> instructions;                            // each behind those whose truths it reads
  std::size_t truths = 0;                                           // how many TruthIds there are
  std::vector<TruthRef> recommendations, contraindications, notes;  // by index
  std::optional<TruthRef> applies;                                  // none where it is for everybody
  std::vector<TruthRef> properties;
  std::vector<TruthRef> alternatives;  // the conditions of alternatives
  std::vector<model::ExprId> alternative_exprs;
  std::vector<std::pair<model::RecommendationId, TruthRef>> done;  // what has been done asks for nothing more
  std::vector<TruthRef> conditions;                                // those asked for beside the pathway's own
  std::vector<model::ExprId> condition_exprs;
  std::vector<PossibleConflict> conflicts;
};

// Whether all whom the column leaves unknown, and of whom it holds the same bits, need the same inputs: not
// where the readings count from one that another window picks.
bool asks_evenly(const ColumnLayout& column, const model::Model& model);

// Where each truth comes from: the instruction that gives it, or the column that says it. By TruthId; made
// once for all statements of a program, which must outlive it.
struct TruthOrigins {
  explicit TruthOrigins(const Program& of_program);

  const Program& program;
  std::vector<const Instruction*> instructions;       // null where a column says it
  std::vector<std::optional<std::uint32_t>> columns;  // none where an instruction gives it
};

// The program of a pathway at a site. `conditions` are evaluated too. The model must outlive it.
Program compile(const model::Model& model, const Site& site = {},
                const std::vector<model::ExprId>& conditions = {});

}  // namespace waymark::columns
