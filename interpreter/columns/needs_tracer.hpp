#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

#include "interpreter/columns/batch.hpp"
#include "interpreter/columns/kernels.hpp"
#include "interpreter/columns/program.hpp"

namespace waymark::columns {

// Which patients of a batch need an input.
struct NeededBy {
  model::Input input;
  Bitmap patients;
};

// Of one input; empty at first.
Bitmap& patients_of(const model::Input& input, std::vector<NeededBy>& needed);

// Follows a statement that is undetermined down to the inputs that could settle it, for 64 patients at a
// time: every operand that is unknown is asked, as `Evaluator::needs` does.
class NeedsTracer {
 public:
  // nullopt where a step asks only some of its operands, so that patients have to be looked at one by one. No
  // word of knowledge stands in the statement. The program and the origins of its truths must outlive it.
  static std::optional<NeedsTracer> of(const Program& program, const TruthOrigins& origins,
                                       TruthRef statement);

  // `undetermined` are those who are asked about. Each input appears once.
  void trace(const Batch& batch, const TruthViews& views, const Bitmap& undetermined,
             std::vector<NeededBy>& needed);

 private:
  struct Trace;

  // Instructions that are still to be looked at; each stands behind its operands, so the last comes first.
  using Pending = std::set<const Instruction*, std::greater<>>;

  NeedsTracer(const Program& program, const TruthOrigins& origins) : program_{&program}, origins_{&origins} {}
  bool prepare(TruthRef statement);
  bool is_even(std::uint32_t column) const;
  std::uint32_t reach(TruthId id, Pending& pending);  // its slot
  const Step* step_of(TruthId id) const;              // null where a column says it

  const Program* program_;
  const TruthOrigins* origins_;
  std::unordered_map<TruthId, std::uint32_t>
      slots_;                              // of what the statement rests on, which is little of it all
  std::vector<const Instruction*> steps_;  // what the statement rests on, each before its operands
  std::vector<std::pair<TruthId, std::uint32_t>> columns_;  // what columns say by themselves, and which
  std::vector<Bitmap> asked_;                               // by slot
  std::uint32_t root_ = 0;                                  // slot
};

}  // namespace waymark::columns
