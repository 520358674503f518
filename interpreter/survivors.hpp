#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/mutants.hpp"
#include "interpreter/witness.hpp"

namespace waymark {

enum class MutantFate {
  killed,             // a scenario fails
  survived,           // none fails, though there is a patient for whom something else comes out
  equivalent,         // no patient tells it apart: all representative values were tried
  not_decided,        // none fails, and no such patient was found, but not everything could be tried
  changes_no_status,  // none fails, and no status can show it: only an expected conflict could
};
std::string_view to_string(MutantFate fate);  // "killed", "changes no status"

struct MutantResult {
  MutantFate fate = MutantFate::killed;
  std::optional<std::uint32_t> killed_by;  // the first scenario that fails
  std::string scenario;  // of one that survived: a scenario that would kill it, as it is written
  std::string reason;    // of one that did neither: why
};

// Tries the scenarios on mutants of one pathway. The model and its sources must outlive it.
class MutantTrial {
 public:
  MutantTrial(const model::Model& model, const Sources& sources);

  MutantResult run(const Mutant& mutant) const;

 private:
  std::optional<std::uint32_t> killing_scenario(const model::Model& mutated) const;
  MutantResult search(const Mutant& mutant, const model::Model& mutated) const;
  std::vector<model::ExprId> observed_by(const Mutant& mutant) const;
  std::string killing_text(const Witness& witness, const model::Model& mutated) const;

  const model::Model& model_;
  const Sources& sources_;
  std::vector<SearchBase> bases_;
};

}  // namespace waymark
