#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/adherence/adherence.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// What was counted over many patients.
struct AdherenceReport {
  const model::Model& model;
  Adherence whole;
  std::optional<std::string> group_by;        // as it is written
  std::map<std::string, Adherence> groups{};  // by its value
  std::size_t rejected = 0;
};

std::string adherence_text(const AdherenceReport& report, bool color);
std::string adherence_json(const AdherenceReport& report);

// How the rounds of a patient are written: a JSON document on one line, or the lines of a table.
struct RoundRows {
  std::string header;  // of a table, with its line break
  bool is_table = false;
  std::string patient(const model::Model& model, const std::string& patient, const std::vector<Round>& rounds,
                      const Moment& at) const;
};
// A table where the name of the file ends with `.csv`.
RoundRows round_rows(const std::string& file);

}  // namespace waymark
