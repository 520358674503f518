#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/facts/fhir/fhir_patient.hpp"

namespace waymark::fhir {

// Where something stands in a record.
struct FhirPlace {
  std::string resource;  // "Observation/123"
  std::string element;   // empty: the resource as a whole
};

// Puts readings together to a patient: in the order of their times, equal ones once, and none of those that
// contradict each other.
class ReadingCollector {
 public:
  ReadingCollector(const model::Model& model, const FhirBinding& binding, std::optional<Moment> at);

  // Of any fact but an event or a set of members.
  void add(model::FactId fact, FactReading reading, FhirPlace place);
  // An event happened; or it is said that it did not.
  void add_event(model::FactId fact, EventValue event, std::string as_given, std::optional<Moment> recorded,
                 FhirPlace place);
  // A member of a set is in it, or is said not to be.
  void add_member(model::FactId fact, model::MemberIndex member, bool is_in, std::string as_given,
                  FhirPlace place);
  void set_aside(std::optional<model::FactId> fact, NotUsed reason, std::string detail, FhirPlace place,
                 std::optional<model::MemberIndex> member = std::nullopt);

  // The record may say more of the fact than can be read, so that what is not found is not no.
  void put_in_doubt(model::FactId fact, std::optional<model::MemberIndex> member = std::nullopt) {
    doubtful_[{fact, member}] = true;
  }

  // `is_searched` says of each fact whether what is not found can be known not to be there.
  FhirPatient finish(const std::vector<bool>& is_searched);

 private:
  struct Found {
    FactReading reading;
    FhirPlace place;
    std::optional<model::MemberIndex> member = std::nullopt;
  };

  void finish_readings(model::FactId fact, std::vector<Found>& found);
  void finish_event(model::FactId fact, std::vector<Found>& found);
  void finish_set(model::FactId fact, std::vector<Found>& found, bool is_complete);
  Truth finish_member(model::FactId fact, const std::vector<const Found*>& said);
  void say_no(model::FactId fact);
  void take(model::FactId fact, FactReading reading, const FhirPlace& place);
  void conflict(model::FactId fact, const Found& found);
  std::optional<Moment> time_of(const Found& found) const;

  const model::Model& model_;
  const FhirBinding& binding_;
  std::optional<Moment> at_;
  std::vector<std::vector<Found>> found_;  // by FactId
  std::map<std::pair<model::FactId, std::optional<model::MemberIndex>>, bool> doubtful_;
  FhirPatient result_;
};

}  // namespace waymark::fhir
