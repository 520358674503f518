#pragma once

#include <string>
#include <vector>

#include "condition_generator.hpp"

namespace waymark::generated {

// Writes decision tables that `check` accepts, as templates for `with_random_layout`: rows that exclude each
// other, rows whose ends are not fixed and may overlap, gaps, a last row with `otherwise`, and tables of
// which the first row counts.
class TableGenerator {
 public:
  // What the tables give is added to `vocabulary`.
  TableGenerator(RandomSource& random, Vocabulary& vocabulary, ConditionGenerator& conditions)
      : random_{random}, vocabulary_{vocabulary}, conditions_{conditions} {}

  // The declaration of a table of this name.
  std::string table(const std::string& name);

 private:
  struct Column {
    std::string header;
    std::vector<std::string> cells;  // that exclude each other
    std::vector<std::string> open;   // whose ends are not fixed
  };
  enum class OutputKind { number, level, condition };
  struct Output {
    OutputKind kind;
    std::size_t measure;
  };

  Column column();
  Column number_column();
  std::vector<std::string> number_cells(const std::vector<std::string>& ends);
  std::vector<std::string> rows(const std::vector<Column>& columns, bool first);
  std::string cells(const std::vector<Column>& columns, const std::string& key, bool first);
  std::string any_cell(const Column& column);
  Output output();
  std::string type(const Output& output);
  std::string value(const Output& output);
  void add(const std::string& name, const Output& output);

  RandomSource& random_;
  Vocabulary& vocabulary_;
  ConditionGenerator& conditions_;
};

}  // namespace waymark::generated
