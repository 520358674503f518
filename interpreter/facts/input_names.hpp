#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "lang/model/model.hpp"

namespace waymark {

// The names by which facts and parameters are given from outside and spoken of in results: the bare name, and
// behind its library's name with a dot.
class InputNames {
 public:
  // The model must outlive it. Costs nothing until a name is looked for.
  explicit InputNames(const model::Model& model) : model_{model} {}

  // All that a name may mean; several where libraries share it.
  std::vector<model::Input> find(std::string_view name) const;
  // The name that means this input only.
  std::string name(const model::Input& input) const;
  // The names of all facts, or of all parameters, for suggestions.
  std::vector<std::string> facts() const;
  std::vector<std::string> parameters() const;

 private:
  struct Table {
    void add(const model::Declaration& declaration, model::Input input);

    std::once_flag is_filled;
    std::multimap<std::string, model::Input, std::less<>> inputs;
    std::multimap<std::string, model::Input, std::less<>> bare;  // of those that share theirs with others
  };

  void fill(Table& table) const;

  const model::Model& model_;
  std::shared_ptr<Table> table_ = std::make_shared<Table>();
};

const model::Declaration& declaration(const model::Model& model, const model::Input& input);

}  // namespace waymark
