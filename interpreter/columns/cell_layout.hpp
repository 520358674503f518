#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "interpreter/facts/patient.hpp"
#include "interpreter/plan/plan.hpp"
#include "lang/model/model.hpp"

namespace waymark::columns {

// The integers that cells hold, by their bits.
enum class Width { bits_8, bits_16, bits_32, bits_64 };

// The least and the greatest integer of a cell.
struct Domain {
  std::int64_t first = 0, last = 0;
};
Domain domain(Width width);

// The integers from `first` to `last`; or, with `outside`, all others. Empty where `last` is less.
struct Range {
  std::int64_t first = 0, last = -1;
  bool outside = false;
};

// How the values of one fact are kept, or what an expression makes of its readings. A number is a count of
// steps of its fact's grid: so many places behind the point, in the declared unit. A member is its index, a
// date its day, a moment its microsecond.
struct ColumnLayout {
  model::FactId fact = 0;
  Width width = Width::bits_64;
  int places = 0;
  // Of a number: whether the step below stands for what lies between it and the next one, wherever no
  // comparison tells the two apart. A comparison with a number that is on no step forbids it.
  bool takes_between = false;
  std::vector<std::int64_t> edges = {};  // steps that some comparison tells apart from the next, ascending
  bool used = true;                      // what no statement asks for is not kept
  bool reading_times = false;            // when it was read is asked for
  // What the column holds in place of the fact: a Window, a ReadingCount or a ReadingTime, canonical. The
  // column of the fact itself stands before it.
  std::optional<model::ExprId> window = {};
  // Of an average or a total: ten steps are one of the readings' grid, and whatever lies between two of these
  // stands at the fifth.
  bool has_tenths = false;
  // Of a ReadingCount over numbers: the cells of readings that pass, or do not; none where only the evaluator
  // can tell.
  std::optional<Range> passing = {};
  bool passes_outside = false;
};

// What a column's values are.
const Type& type_of(const model::Model& model, const ColumnLayout& column);

// The instant from which the span of a Window, a ReadingCount or a ReadingTime is counted; none where there
// is no such instant.
std::optional<model::ExprId> anchor_of_readings(const model::Model& model, model::ExprId expr);
// The fact that such an instant is, or the reading of which it is the time of; nullopt where that is no fact
// but a reading that another window picks.
std::optional<model::FactId> fact_of_anchor(const model::Model& model, model::ExprId anchor);

using plan::Site;

// What is kept of every patient.
struct Layout {
  std::vector<ColumnLayout> columns;
  std::vector<model::ParameterId> parameters;  // that statements rest on
  Site site;
  bool needs_patients = false;  // some expression is evaluated one patient at a time
};

// A grid for a number of which the constants it is compared with are known: all of them and the bounds lie on
// it, where decimals in the fact's unit can say them, and more places where they cost no wider cells. A whole
// number stands on steps only.
void choose_grid(ColumnLayout& column, const model::Fact& fact, const std::vector<Quantity>& constants);

// A grid for what is computed of numbers of this type that stand on the grid of `readings`.
void choose_computed_grid(ColumnLayout& column, const Type& type, const ColumnLayout& readings,
                          const std::vector<Quantity>& constants);

// The number that stands at a step of the grid.
Quantity quantity_at(const ColumnLayout& column, const Type& type, std::int64_t step);

// The step at which a number stands; nullopt where it is on none, or on none that fits the cell.
std::optional<std::int64_t> step_of(const ColumnLayout& column, const Type& type, const Quantity& number);

// Whether the cell of this step also stands for all numbers up to the next step.
bool stands_for_next(const ColumnLayout& column, std::int64_t step);

// The cell that stands for a number: at its step, or at the one below. nullopt where neither does.
std::optional<std::int64_t> cell_of(const ColumnLayout& column, const Type& type, const Quantity& number);

}  // namespace waymark::columns
