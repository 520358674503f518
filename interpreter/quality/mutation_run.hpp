#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "interpreter/quality/mutants.hpp"
#include "interpreter/search/witness.hpp"

namespace waymark {

enum class MutantFate {
  killed,             // a scenario fails
  survived,           // none fails, though there is a patient for whom something else comes out
  equivalent,         // no patient tells it apart: all representative values were tried
  not_decided,        // none fails, and no such patient was found, but not everything could be tried
  changes_no_status,  // none fails, and it changes what is advised, not for whom: only an expected conflict
                      // could show it
};
std::string_view to_string(MutantFate fate);  // "killed", "changes no status"

// Why no scenario is offered against a mutant.
enum class MutantReason {
  changes_advice_only,  // what is advised, not for whom
  no_status_rests_on_it,
  never_both,      // of no patient do both hold whose order changes
  all_were_tried,  // all values that make a difference, and no patient tells it apart
  not_all_tried,   // and no patient was found among those that were
};

// A scenario to which something else comes in a copy of the pathway without a mistake: then the copies are
// wrong.
struct CopyFault {
  std::string scenario;
  bool fails = false;  // else something comes out differently that it does not expect
};

struct MutantResult {
  MutantFate fate = MutantFate::killed;
  std::optional<std::uint32_t> killed_by;  // the first scenario that fails
  std::string scenario;  // of one that survived: a scenario that would kill it, as it is written
  std::optional<MutantReason> reason;  // of one that did neither
};

// Tries the scenarios on mutants of one pathway. The model and its sources must outlive it.
class MutantTrial {
 public:
  MutantTrial(const model::Model& model, const Sources& sources);

  MutantResult run(const Mutant& mutant);
  // Whether a scenario fails; looks for no patient where none does.
  bool is_killed(const Mutant& mutant);

  // nullopt, unless the copies are wrong.
  std::optional<CopyFault> fault_of_copies();

 private:
  struct Copy;

  Copy copy_with(const Mutant& mutant);
  bool comes_out_differently(const Copy& copy, std::uint32_t scenario) const;
  std::set<std::uint32_t> concerned_scenarios(const Copy& copy) const;
  std::optional<std::uint32_t> killing_scenario(const Copy& copy) const;
  MutantResult search(const Mutant& mutant, const Copy& copy) const;
  std::string killing_text(const Witness& witness, const Copy& copy) const;

  const model::Model& model_;
  const Sources& sources_;
  Mutator mutator_;
  SearchBases bases_;
  // The scenarios that expect something of an expression, and those that expect a conflict.
  std::unordered_map<model::ExprId, std::vector<std::uint32_t>> expecting_;
  std::vector<std::uint32_t> expecting_more_;
};

}  // namespace waymark
