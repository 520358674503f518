#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "interpreter/facts/input_names.hpp"
#include "interpreter/facts/patient.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// A patient from whom a search begins: one of a scenario, or one of whom nothing is known.
struct SearchBase {
  Patient patient;
  Moment at;
  std::optional<std::uint32_t> scenario;
};
// When a patient is looked at for whom it does not matter: the beginning of the year 2000.
Moment moment_of_no_matter();
// The moment of the first scenario that has one, as its authors think of the pathway; of none, `otherwise`.
Moment usual_moment(const model::Model& model, const Moment& otherwise);

// The patients from whom searches in one pathway begin. They are made when they are asked for: all of them
// together would take memory for each fact of each scenario.
class SearchBases {
 public:
  // The model must outlive it.
  explicit SearchBases(const model::Model& model);

  // The patient of whom nothing is known, at the usual moment.
  SearchBase nothing_known() const;
  SearchBase of_scenario(std::uint32_t scenario) const;
  // The inputs of which the patient of a scenario has a record.
  std::set<model::Input> known_in(std::uint32_t scenario) const;
  // The scenarios of whose patient one of the inputs is known, in their order. Of those that play at the same
  // moment and have the same record of all of the inputs, the first one stands for the others.
  std::vector<std::uint32_t> that_know(const std::set<model::Input>& inputs) const;

  const InputNames& names() const { return names_; }

 private:
  // What the patient of a scenario has a record of, and by which scenario it was last given.
  struct Known {
    Moment at;
    std::map<model::Input, std::uint32_t> given_by;

    std::vector<std::int64_t> record_of(const std::set<model::Input>& inputs) const;
  };

  const model::Model& model_;
  InputNames names_;
  std::vector<Known> known_;                                      // by scenario
  std::map<model::Input, std::vector<std::uint32_t>> scenarios_;  // that know an input
};

// A patient that was looked for, as few facts away from a base as was found.
struct Witness {
  Patient patient;
  Moment at;
  std::optional<std::uint32_t> scenario;  // whose facts they have, but for those given
  std::vector<std::string> given;         // as a scenario writes it: `spo2 = 89 %`
};

struct WitnessSearch {
  std::optional<Witness> found;
  bool complete = false;  // where none was found: there is none
};

using Wanted = std::function<bool(const Patient&, Moment)>;

// Looks among the representative values of what the expressions rest on, one and two changes away from each
// base, then among all combinations where these are few enough and tell everything apart. `wanted` may depend
// on nothing but these expressions.
WitnessSearch find_witness(const model::Model& model, const std::vector<model::ExprId>& exprs,
                           const SearchBases& bases, const Wanted& wanted);

// The scenario that the witness makes, without what it expects: its head line, its moment where what is
// `expected` needs one, and its `given` lines.
std::string scenario_head(const model::Model& model, const Witness& witness, const std::string& name,
                          const std::vector<model::ExprId>& expected);

}  // namespace waymark
