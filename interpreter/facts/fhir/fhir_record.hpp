#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "interpreter/facts/facts_problems.hpp"
#include "interpreter/facts/json/json_document.hpp"

namespace waymark::fhir {

// One resource of a record.
struct Entry {
  const json::Node* node = nullptr;
  std::string type;                       // "Observation"
  std::string label;                      // "Observation/123", "Observation (entry 4)"
  std::string full_url;                   // of its entry; empty where there is none
  const json::Node* container = nullptr;  // that it is contained in
};

// All resources of one or several texts, whatever Bundles they stand in; of one that comes several times the
// version that was changed last.
class Record {
 public:
  const std::vector<Entry>& entries() const { return entries_; }
  // Whether a Bundle says that it has further pages, which are not here.
  bool has_further_pages() const { return has_further_pages_; }
  // What a reference in a resource leads to, contained or in a Bundle; null where it leads nowhere.
  const json::Node* resolve(std::string_view reference, const Entry& from) const;
  // The id of the one patient that all speaks of; empty where nobody is named.
  const std::string& patient_id() const { return patient_id_; }

 private:
  friend class RecordReader;

  std::vector<std::vector<json::Node>> roots_;  // of each text; they own all nodes
  std::vector<Entry> entries_;
  std::map<std::string, const json::Node*, std::less<>> by_reference_;
  std::string patient_id_;
  bool has_further_pages_ = false;
};

// Reads the texts; or says that one is no FHIR, or that they speak of several patients.
std::variant<Record, std::vector<FactsProblem>> read_record(const std::vector<std::string_view>& texts);

// "Patient/1" of "https://example.org/fhir/Patient/1/_history/2"; what has no such form stays as it is.
std::string local_reference(std::string_view reference);

}  // namespace waymark::fhir
