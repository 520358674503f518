#pragma once

#include "lang/quantity/calendar.hpp"
#include "tools/service/exchange.hpp"
#include "tools/service/feedback_store.hpp"
#include "tools/service/fhir_fetch.hpp"
#include "tools/service/served_pathway.hpp"

namespace waymark::service {

// What answers to CDS Hooks are made with.
struct HookSupport {
  const FhirFetcher& fetcher;
  FeedbackStore* store = nullptr;  // null: nothing is kept
  Moment now;
};

// {"services": [...]}: each pathway under its id, once for each hook.
HttpAnswer answer_services(const ServedPathways& pathways);
// Cards for a patient.
HttpAnswer answer_hook(const ServedPathway& pathway, const std::string& body, const HookSupport& support);
// 200 once the feedback is kept.
HttpAnswer answer_feedback(const ServedPathway& pathway, const std::string& body, FeedbackStore* store);

}  // namespace waymark::service
