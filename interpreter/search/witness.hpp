#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/facts/patient.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// A patient from whom a search begins: one of a scenario, or one of whom nothing is known.
struct SearchBase {
  Patient patient;
  Moment at;
  std::optional<std::uint32_t> scenario;
};
// Nothing known first, then the scenarios; the former at the moment of the first scenario that has one.
std::vector<SearchBase> search_bases(const model::Model& model);

// A patient that was looked for, as few facts away from a base as was found.
struct Witness {
  Patient patient;
  Moment at;
  std::optional<std::uint32_t> scenario;  // whose facts he has, but for those given
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
                           const std::vector<SearchBase>& bases, const Wanted& wanted);

// The scenario that the witness makes, without what it expects: its head line and its `given` lines.
std::string scenario_head(const model::Model& model, const Witness& witness, const std::string& name);

}  // namespace waymark
