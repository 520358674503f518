#pragma once

#include <string>
#include <vector>

#include "tools/report/wording.hpp"

namespace waymark {

// "2026-11-23 08:30", and the offset where it is not UTC.
std::string moment_text(const Moment& moment);

// What is advised, without its modality: "give methylprednisolone 500 to 1000 mg/day intravenous for 3 days".
std::string advice_text(const Wording& wording, const model::Model& model,
                        const model::Recommendation& recommendation);

// Why a statement applies, each line once: of what an author wrote as a condition; not of what
// contraindications and `until` add.
std::vector<std::string> statement_reasons(const RunReport& report, const model::StatementBase& statement);

}  // namespace waymark
