#pragma once

#include <string>
#include <vector>

#include "lang/model/model.hpp"
#include "tools/report/wording.hpp"
#include "tools/service/hooks/hook_request.hpp"

namespace waymark::service {

// A card that was shown, by what feedback speaks of it, and what it is about.
struct ShownCard {
  std::string uuid;
  std::string statement;  // "initial.pulse"; empty: what cannot be said yet
};

// The answer to a call of CDS Hooks.
struct CardsAnswer {
  std::string document;  // {"cards": [...]}
  std::vector<ShownCard> shown;
  std::size_t advised = 0, undetermined = 0;
};

// What is said of the record besides what follows from it: incomplete pages, readings that were not used.
struct RecordRemarks {
  std::vector<std::string> lines;
};

// Puts into cards what the run says: one for each recommendation that asks for something, one for each
// contraindication of what is being ordered, and one that lists what to record where something cannot be said
// yet. The same patient with the same data gets the same ids.
CardsAnswer cards(const RunReport& report, const HookRequest& request, const RecordRemarks& remarks);

}  // namespace waymark::service
