#pragma once

#include <string>
#include <string_view>

#include "interpreter/quality/mutants.hpp"
#include "interpreter/quality/mutation_run.hpp"

namespace waymark {

// What `mutate` tried, in words.

// "in `spo2 < 90 %` `<` becomes `<=`"
std::string mutation_words(const MutationText& change);
// "no status rests on it"
std::string_view reason_words(MutantReason reason);
// "\"a mild case\" fails in a copy of the pathway"
std::string fault_words(const CopyFault& fault);

}  // namespace waymark
