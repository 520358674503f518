#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/facts/fhir/fact_index.hpp"
#include "interpreter/facts/fhir/fhir_record.hpp"
#include "interpreter/facts/fhir/fhir_time.hpp"
#include "interpreter/facts/fhir/fhir_value.hpp"
#include "interpreter/facts/fhir/reading_collector.hpp"

namespace waymark::fhir {

// The codes of a record that no fact has, each with how often it stands there.
class UnusedCodes {
 public:
  void add(const std::string& resource, const std::vector<Coding>& codings);
  std::vector<UnusedCode> take();

 private:
  std::map<std::pair<std::string, std::pair<std::string, std::string>>, UnusedCode> codes_;
};

// The codes of all that a resource may be about: its own and those of its components.
std::vector<Coding> all_codings(const Entry& entry);

// Reads the resources of one record, each kind by the rules of docs/fhir.md.
class ResourceReader {
 public:
  // All must outlive it.
  ResourceReader(const model::Model& model, const FhirBinding& binding, const FactIndex& index,
                 const Record& record, std::optional<Moment> at, std::int32_t zone_minutes);

  FhirPatient read(const std::optional<std::set<std::string>>& searched);

 private:
  void resource(const Entry& entry);
  bool changes_its_meaning(const Entry& entry);
  // Puts in doubt what the resource may be about, by the codes that it has.
  void put_in_doubt(const Entry& entry, const std::vector<Coding>& codings);
  // Sets aside what has no code at all.
  bool is_without_code(const Entry& entry, FhirSource source, const std::vector<Coding>& codings);

  void observation(const Entry& entry);
  void component(const Entry& entry, std::size_t position, const std::vector<Coding>& of_whole);
  void observed(const Entry& entry, const json::Node& holder, const std::string& prefix, model::FactId fact);
  bool observation_counts(const Entry& entry, model::FactId fact);

  void condition(const Entry& entry, FhirSource source);
  void no_known_allergy(const Entry& entry);
  void stated(const Entry& entry, FhirSource source, const std::vector<Coding>& codings, const Meant& meant);
  std::optional<bool> holds(const Entry& entry, FhirSource source, const std::vector<Coding>& codings,
                            const Meant& meant);

  struct Deed;
  void deed(const Entry& entry);
  std::optional<std::vector<Coding>> codes_of(const Entry& entry, const Deed& rules);
  std::optional<std::vector<Coding>> codes_of_reference(const Entry& entry, const Deed& rules);
  std::vector<Coding> codes_of_encounter(const Entry& entry) const;
  void deed_of(const Entry& entry, const Deed& rules, model::FactId fact);
  bool has_been_done(const Entry& entry, const Deed& rules, model::FactId fact);
  void not_done(const Entry& entry, const Deed& rules, model::FactId fact);
  void done(const Entry& entry, model::FactId fact, const ReadTime& time);
  void done_at(const Entry& entry, model::FactId fact, const Moment& moment, const ReadTime& time);
  ReadTime time_of_deed(const Entry& entry, const Deed& rules);
  bool is_state(model::FactId fact) const;

  void person(const Entry& entry);
  void birth_date(const Entry& entry, model::FactId fact);
  void gender(const Entry& entry, model::FactId fact);
  void deceased(const Entry& entry, model::FactId fact);

  // The exact moment of a time; what is not exact is set aside.
  std::optional<Moment> exact(const Entry& entry, const ReadTime& time, const Meant& meant);
  bool is_too_old(const Moment& time, const FactSource& source) const;
  const FactSource& source_of(model::FactId fact) const { return *binding_.facts[fact]; }
  void set_aside(const Entry& entry, const Meant& meant, NotUsed reason, std::string detail = {},
                 std::string element = {});
  bool is_searched(model::FactId fact, const std::optional<std::set<std::string>>& searched) const;

  const model::Model& model_;
  const FhirBinding& binding_;
  const FactIndex& index_;
  const Record& record_;
  std::optional<Moment> at_;
  Clock clock_;
  ValueReader values_;
  ReadingCollector collector_;
  UnusedCodes unused_;
  std::map<std::string, std::size_t> other_resources_;
};

}  // namespace waymark::fhir
