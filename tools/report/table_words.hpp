#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "interpreter/decide/subject.hpp"
#include "tools/report/text_layout.hpp"
#include "tools/report/wording.hpp"

namespace waymark {

// A row of a table that counts for the patient, or that may count, and all that it gives.
struct RowOfTable {
  std::string name;                  // "row 2", "otherwise"
  std::vector<std::string> because;  // why it counts; what is open, where it only may
  struct Output {
    std::string id, title, value;
  };
  std::vector<Output> outputs;
};

// What a table has to say of a patient.
struct TableReport {
  const model::Table* table = nullptr;
  std::string answer;     // as answer_of_table has it
  bool certain = false;   // these rows surely count; of no row: surely none does
  bool may_miss = false;  // perhaps none does
  std::vector<RowOfTable> rows;
};

// The tables that a subject is, is an output of, or rests on; also by what its doses are worked out from.
std::vector<TableReport> tables_below(const RunReport& report, const Subject& subject);

// The part TABLE of a page: which row of each was taken and why, with all that it gives; nothing where there
// is no table.
void write_tables(Page& page, const std::vector<TableReport>& tables);
// The list `tables` of the documents.
nlohmann::ordered_json tables_json(const std::vector<TableReport>& tables);

// "row 3 or row 4 of correction applies" of a table of which it is open which row counts; empty of another
// one.
std::string open_rows_sentence(Evaluator& evaluator, const model::Table& table);

// "row 2 of change of the infusion applies", "it is open which row of correction applies"
std::string table_sentence(const model::Table& table, const std::string& answer);

}  // namespace waymark
