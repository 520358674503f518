#pragma once

#include <vector>

#include "lang/model/model.hpp"

namespace waymark {

// What a pathway declares, also where it has errors: names, titles, types, what actions are of which kind,
// and which statements there are. Nothing in it can be evaluated. The model must outlive it.
class Declarations {
 public:
  explicit Declarations(const model::Model& model) : model_{&model} {}

  const std::string& title() const { return model_->title; }
  const std::vector<model::Fact>& facts() const { return model_->facts; }
  const std::vector<model::Parameter>& parameters() const { return model_->parameters; }
  const std::vector<model::Define>& defines() const { return model_->defines; }
  const std::vector<model::Score>& scores() const { return model_->scores; }
  const std::vector<model::Action>& actions() const { return model_->actions; }
  const std::vector<model::Source>& sources() const { return model_->sources; }
  const std::vector<model::Recommendation>& recommendations() const { return model_->recommendations; }
  const std::vector<model::Contraindication>& contraindications() const { return model_->contraindications; }
  const std::vector<model::Table>& tables() const { return model_->tables; }
  const std::vector<model::Section>& sections() const { return model_->sections; }
  const std::vector<model::Scenario>& scenarios() const { return model_->scenarios; }
  const std::vector<model::Library>& libraries() const { return model_->libraries; }
  const std::vector<model::CodeList>& code_lists() const { return model_->code_lists; }
  const UnitTable& units() const { return model_->units; }
  const std::vector<model::Note>& notes() const { return model_->notes; }
  // The type of what a definition is worth; nullptr where it has no value.
  const Type* type_of(const model::Define& define) const {
    return define.value ? &(*model_)[*define.value].type : nullptr;
  }

 private:
  const model::Model* model_;
};

}  // namespace waymark
