#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "interpreter/evaluate/shared_inputs.hpp"
#include "interpreter/facts/input_names.hpp"

namespace waymark {

// Writes what statements need into JSON. Many statements may share one condition: beyond the first two
// hundred thousand names a list that was written before is not repeated, but the statement that has it is
// named.
class NeedsWriter {
 public:
  // The model must outlive it.
  explicit NeedsWriter(const model::Model& model) : names_{model} {}

  // Gives the entry of the statement `id` its `needs`, or `same_needs_as`: the id of an earlier statement.
  void add(nlohmann::ordered_json& entry, const std::string& id, const SharedInputs& needs);
  // The names by which facts and parameters are given from outside.
  std::vector<std::string> names(const std::vector<model::Input>& inputs) const;

 private:
  InputNames names_;
  std::size_t written_ = 0;  // names
  std::map<const std::vector<model::Input>*, std::string> first_with_;
};

}  // namespace waymark
