#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "interpreter/cohort/dose_count.hpp"
#include "interpreter/cohort/statement_conditions.hpp"
#include "interpreter/decide/outcome.hpp"
#include "lang/model/model.hpp"

namespace waymark::cohort {

// How many patients have which status of the statements with one condition.
struct StatementCount {
  std::array<std::size_t, 3> patients{};       // by Status
  std::map<std::size_t, std::size_t> missing;  // by `input_index`: of the undetermined, how many need it
};

// How many patients must not have an action, by whichever contraindications name it.
struct ActionCount {
  std::size_t contraindicated = 0;  // a contraindication applies
  std::size_t perhaps = 0;          // none applies, and of one it is not known

  bool operator==(const ActionCount&) const = default;
};

// Of how many patients the pathway is for them, not for them, or perhaps.
struct ApplicabilityCount {
  std::size_t yes = 0, no = 0, unknown = 0;
};

struct PropertyCount {
  std::size_t patients = 0;        // who break it
  std::vector<std::string> first;  // the first ten of them, in the order of the input
};

// What came out for many patients.
struct Count {
  std::size_t patients = 0;
  std::optional<ApplicabilityCount> applies;       // none where the pathway is for everybody
  std::vector<StatementCount> conditions;          // by position in StatementConditions
  std::vector<DoseCount> doses;                    // by position in model::dose_places
  std::map<model::ActionId, ActionCount> actions;  // those that a contraindication names
  std::map<std::tuple<model::RecommendationId, model::RecommendationId, model::ActionId>, std::size_t>
      conflicts;
  std::vector<PropertyCount> properties;  // by index
  std::map<model::FactId, std::size_t>
      questioned;  // whose reading is not plausible; of facts that say what is
};

inline constexpr std::size_t most_named_patients = 10;

// Facts first, then parameters.
std::size_t input_index(const model::Model& model, const model::Input& input);
model::Input input_at(const model::Model& model, std::size_t index);

void add(std::optional<ApplicabilityCount>& count, const std::optional<ApplicabilityCount>& later);

// Of no patient yet.
Count empty_count(const model::Model& model, const StatementConditions& conditions);
// Adds those who come later in the input.
void add(Count& count, const Count& later);

}  // namespace waymark::cohort
