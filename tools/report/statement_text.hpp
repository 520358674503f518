#pragma once

#include <string>
#include <vector>

#include "tools/report/reason_text.hpp"
#include "tools/report/wording.hpp"

namespace waymark {

// "2026-11-23 08:30", and the offset where it is not UTC.
std::string moment_text(const Moment& moment);

// What is advised, without its modality: "give methylprednisolone 500 to 1000 mg/day intravenous for 3 days".
std::string advice_text(const Wording& wording, const model::Model& model,
                        const model::Recommendation& recommendation);

// "strong recommendation, low certainty"; empty where the source does not grade it.
std::string grading_words(const model::Recommendation& recommendation);

// "cyclophosphamide, rituximab"
std::string actions_text(const Wording& wording, const model::Contraindication& contraindication);
// What a statement says, with the id by which it can be asked for: "plasma exchange
// (plasma_exchange.exchange)".
std::string named_with_id(const std::string& text, const model::StatementBase& statement);

// Why a statement applies, each line once: of what an author wrote as a condition; not of what
// contraindications and `until` add.
std::vector<Reason> named_reasons(const RunReport& report, const model::StatementBase& statement);
// The texts alone.
std::vector<std::string> statement_reasons(const RunReport& report, const model::StatementBase& statement);

}  // namespace waymark
