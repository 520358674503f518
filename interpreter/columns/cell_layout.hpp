#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "interpreter/facts/patient.hpp"
#include "lang/model/model.hpp"

namespace waymark::columns {

// The integers that cells hold, by their bits.
enum class Width { bits_8, bits_16, bits_32, bits_64 };

// The least and the greatest integer of a cell.
struct Domain {
  std::int64_t first = 0, last = 0;
};
Domain domain(Width width);

// How the values of one fact are kept. A number is a count of steps of its fact's grid: so many places behind
// the point, in the declared unit. A member is its index, a date its day, a moment its
// microsecond.
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
};

// The parameters as the site sets them, by ParameterId; nullopt, or none at all: as the pathway does.
using Site = std::vector<std::optional<Value>>;

// What is kept of every patient.
struct Layout {
  std::vector<ColumnLayout> columns;
  std::vector<model::ParameterId> parameters;  // that statements rest on
  Site site;
  bool needs_patients = false;  // some expression is evaluated one patient at a time
};

// Returns how many steps of a grid with so many places make 1.
Decimal scale_of_grid(int places);

// A grid for a number of which the constants it is compared with are known: all of them and the bounds lie on
// it, where decimals in the fact's unit can say them, and more places where they cost no wider cells. A whole
// number stands on steps only.
void choose_grid(ColumnLayout& column, const model::Fact& fact, const std::vector<Quantity>& constants);

// The number that stands at a step of the grid.
Quantity quantity_at(const ColumnLayout& column, const model::Fact& fact, std::int64_t step);

// The step at which a number stands; nullopt where it is on none, or on none that fits the cell.
std::optional<std::int64_t> step_of(const ColumnLayout& column, const model::Fact& fact,
                                    const Quantity& number);

// Whether the cell of this step also stands for all numbers up to the next step.
bool stands_for_next(const ColumnLayout& column, std::int64_t step);

// The cell that stands for a number: at its step, or at the one below. nullopt where neither does.
std::optional<std::int64_t> cell_of(const ColumnLayout& column, const model::Fact& fact,
                                    const Quantity& number);

}  // namespace waymark::columns
