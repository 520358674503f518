#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "interpreter/columns/cell_layout.hpp"
#include "interpreter/columns/ranges.hpp"
#include "interpreter/decide/outcome.hpp"
#include "interpreter/plan/plan.hpp"
#include "lang/model/model.hpp"

// What statements and properties ask, as steps over bitmaps. A truth is a pair of them: who it is yes for,
// and who it is no for.
namespace waymark::columns {

using plan::TruthId;
using plan::TruthRef;

// What columns say by themselves: a condition, an event's having happened, a member of a set.
struct ColumnTruth {
  std::uint32_t column = 0;
  std::optional<model::MemberIndex> member;
};

// --- steps: those of the plan that look into the record look into a column

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
using plan::InstantComparison;
struct InstantTest {
  std::uint32_t column;
  InstantSource source;
  std::optional<ast::SinceWord> since;         // none: the instant itself
  std::vector<InstantComparison> comparisons;  // all of them; at most two
};
using plan::AllOf;
using plan::AnyKnownOf;
using plan::AtLeast;
using plan::ChosenTruth;
using plan::FirstIsUnknown;
using plan::FirstKnownOf;
using plan::Fixed;
using plan::IsKnown;
using plan::IsYes;
using plan::Required;
using plan::Same;
using plan::ScalarTest;
using plan::ScoreRowPoints;
using plan::ScoreTest;

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

struct Program : plan::Roots {
  const model::Model* model = nullptr;
  Layout layout;
  std::vector<std::pair<TruthId, ColumnTruth>> column_truths;
  std::vector<Instruction> instructions;  // each behind those whose truths it reads
  std::size_t truths = 0;                 // how many TruthIds there are
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

// The steps of a plan over cells, without those that nobody asks for. The plan's model must outlive it.
Program lower(plan::Plan plan);
// The program of a pathway at a site: the lowered plan. `conditions` are evaluated too. The model must
// outlive it.
Program compile(const model::Model& model, const Site& site = {},
                const std::vector<model::ExprId>& conditions = {});

}  // namespace waymark::columns
