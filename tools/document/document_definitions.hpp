#pragma once

#include <vector>

#include "tools/document/guideline_document.hpp"

namespace waymark {

// The definitions and scores on which advice rests, directly or by way of others; those of the pathway first.
std::vector<DocumentDefinition> document_definitions(const RunReport& report);
// The tables among them.
std::vector<DecisionTable> document_tables(const RunReport& report);
// The parameters on which advice rests.
std::vector<DocumentParameter> document_parameters(const RunReport& report);
// The statements that these and the facts on which advice rests cite.
std::vector<model::CitedStatement> cited_by_definitions(const RunReport& report);

}  // namespace waymark
