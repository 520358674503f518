#pragma once

#include <optional>
#include <vector>

#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/replay/clocks.hpp"

namespace waymark {

// The values of windows that begin at an instant, or with the record, and grow with each reading: each
// reading is looked at once, in place of all of them at each moment. What they say is what the evaluator
// says.
class RunningWindows {
 public:
  // Both must outlive it.
  RunningWindows(const Clocks& clocks, const Patient& patient) : clocks_{clocks}, patient_{patient} {
    windows_.resize(clocks.running.size());
  }

  // Takes a reading, or an event that happened, of a fact that is seen from now on. Gives the positions in
  // `Clocks::running` of the windows that are another one now, or may be.
  std::vector<std::size_t> take(const model::Model& model, model::FactId fact, const FactReading& reading,
                                const Moment& time);

  // Lets the evaluator know what the windows are. To be called before it evaluates anything that is made of
  // them.
  void tell(Evaluator& evaluator);

 private:
  struct Running {
    bool is_known = false;         // else the evaluator works it out
    std::optional<Moment> anchor;  // of what begins at an instant
    std::int64_t count = 0;
    const FactReading* picked = nullptr;
    std::optional<Moment> last;    // when the latest reading was taken
    std::optional<bool> is_exact;  // whether every reading of the fact is, and none only a bound
  };

  void begin(Evaluator& evaluator, std::size_t i);
  static Value value(const model::Window& window, const Running& running, const Type& type);

  const Clocks& clocks_;
  const Patient& patient_;
  std::vector<Running> windows_;  // by position in Clocks::running
};

}  // namespace waymark
