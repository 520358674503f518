#pragma once

#include <cstdint>
#include <optional>
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
  // nullopt where a step asks only some of its operands, so that patients have to be looked at one by one.
  // The program must outlive it.
  static std::optional<NeedsTracer> of(const Program& program, TruthRef statement);

  // `undetermined` are those who are asked about. Each input appears once.
  void trace(const Batch& batch, const TruthViews& views, const Bitmap& undetermined,
             std::vector<NeededBy>& needed);

 private:
  struct Trace;

  explicit NeedsTracer(const Program& program) : program_{&program} {}
  bool prepare(TruthRef statement);
  std::uint32_t reach(TruthId id);  // its slot

  const Program* program_;
  std::vector<std::uint32_t> slots_;       // by TruthId
  std::vector<const Instruction*> steps_;  // what the statement rests on, each before its operands
  std::vector<std::pair<TruthId, std::uint32_t>> columns_;  // what columns say by themselves, and which
  std::vector<const Step*> step_of_;                        // by TruthId
  std::vector<Bitmap> asked_;                               // by slot
  std::uint32_t root_ = 0;                                  // slot
};

}  // namespace waymark::columns
