#pragma once

#include <cstdint>
#include <vector>

#include "interpreter/columns/batch.hpp"
#include "interpreter/columns/program.hpp"

// What each step does to the bitmaps of a batch: loops without branches, which the compiler makes vector code
// of.
namespace waymark::columns {

// Where a truth is; not owned.
struct TruthView {
  const Bitmap* yes = nullptr;
  const Bitmap* no = nullptr;
};
inline TruthView operator!(const TruthView& view) { return {view.no, view.yes}; }
using TruthViews = std::vector<TruthView>;

// Sets the bits of those whose cell lies in the range.
void mark_in_range(const Cells& cells, const Range& range, Bitmap& found);
// The same for one range in one go: yes for whom it is known and lies in the range, no for whom it is known
// and does not.
void tell_in_range(const Cells& cells, const Range& range, const Bitmap& known, TruthBits& out);
// Yes for whom it is known and found, no for whom it is known and not found.
void split(const Bitmap& known, const Bitmap& found, TruthBits& out);
// Yes where the bit is set, no where it is not.
void as_truth(const Bitmap& bits, TruthBits& out);

void fill(Truth truth, TruthBits& out);
void all_of(const TruthViews& operands, TruthBits& out);
void same(const TruthView& left, const TruthView& right, TruthBits& out);
void is_known(const TruthView& operand, TruthBits& out);
void required(const TruthView& operand, TruthBits& out);
void at_least(const TruthViews& operands, std::uint32_t count, TruthBits& out);
void any_known(const TruthViews& operands, TruthBits& out);
void first_known(const TruthViews& operands, TruthBits& out);
void first_is_unknown(const TruthViews& guards, TruthBits& out);
// Arm by arm its value and its guard, then what holds otherwise, if anything is said.
void choose(const ChosenTruth& step, const TruthViews& arms_and_otherwise, TruthBits& out);
// The guards of all rows behind each other.
void score_reaches(const ScoreTest& test, const TruthViews& guards, TruthBits& out);

void both(const Bitmap& a, const Bitmap& b, Bitmap& out);

}  // namespace waymark::columns
