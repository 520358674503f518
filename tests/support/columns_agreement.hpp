#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "interpreter/columns/evaluate.hpp"
#include "interpreter/decide/outcome.hpp"
#include "interpreter/facts/patient.hpp"
#include "lang/model/model.hpp"

namespace waymark {

struct Person {
  Patient patient;
  Moment at;
};

// Holds what columns say of patients against what the evaluator says of each of them alone. Counts what
// differs: statuses, conflicts, broken properties, needs; the first is described.
class ColumnsComparison {
 public:
  // Both must outlive it.
  ColumnsComparison(const model::Model& model, const columns::Program& program)
      : model_{model}, program_{program} {}

  void compare(const columns::BatchOutcome& found, std::size_t index, const Person& person);
  // What each undetermined statement needs.
  void compare_needs(columns::BatchEvaluator& found, const columns::Batch& batch, std::size_t index,
                     const Person& person);
  // The same of all patients of a batch at once, the first of whom is `people[first]`.
  void compare_needs(columns::BatchEvaluator& found, const columns::Batch& batch,
                     const std::vector<Person>& people, std::size_t first);

  std::size_t compared() const { return compared_; }
  std::size_t different() const { return different_; }
  const std::string& first() const { return first_; }

 private:
  void check_needed(columns::BatchEvaluator& found, const columns::Batch& batch,
                    const model::StatementReference& statement, const std::vector<Person>& people,
                    std::size_t first);
  template <typename Statement>
  void statuses(const std::vector<Statement>& statements, const std::vector<StatementOutcome>& expected,
                const std::vector<columns::StatusBits>& found, std::size_t index, const Person& person);
  void conflicts(const Outcome& expected, const columns::BatchOutcome& found, std::size_t index,
                 const Person& person);
  void applies(const Outcome& expected, const columns::BatchOutcome& found, std::size_t index,
               const Person& person);
  void check(bool agrees, const std::string& what, const Person& person);

  const model::Model& model_;
  const columns::Program& program_;
  std::size_t compared_ = 0, different_ = 0;
  std::string first_;
};

struct ColumnsAgreement {
  std::size_t comparisons = 0;
  std::size_t exceptional = 0;  // patients whom the columns cannot hold
  std::size_t different = 0;
  std::string first_difference;
};

// Holds the columns of all people against the evaluator, a batch at a time.
ColumnsAgreement hold_columns_against_evaluator(const model::Model& model, const std::vector<Person>& people,
                                                const columns::Site& site = {});

}  // namespace waymark
