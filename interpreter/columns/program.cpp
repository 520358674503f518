#include "interpreter/columns/program.hpp"

#include "lang/text/overloaded.hpp"

namespace waymark::columns {
namespace {

std::vector<TruthRef> operands_of(const ChosenTruth& choice) {
  std::vector<TruthRef> result;
  for (const auto& [value, guard] : choice.arms) result.insert(result.end(), {value, guard});
  if (choice.otherwise) result.push_back(*choice.otherwise);
  return result;
}

std::vector<TruthRef> operands_of(const ScoreTest& test) {
  std::vector<TruthRef> result;
  for (const auto& row : test.rows) result.insert(result.end(), row.guards.begin(), row.guards.end());
  return result;
}

}  // namespace

std::vector<TruthRef> operands(const Step& step) {
  using Refs = std::vector<TruthRef>;
  return std::visit(overloaded{
                        [](const Fixed&) { return Refs{}; },
                        [](const NeverKnown&) { return Refs{}; },
                        [](const CellTest&) { return Refs{}; },
                        [](const RangeTest&) { return Refs{}; },
                        [](const InstantTest&) { return Refs{}; },
                        [](const AllOf& o) { return o.operands; },
                        [](const Same& o) {
                          return Refs{o.left, o.right};
                        },
                        [](const IsKnown& o) { return Refs{o.operand}; },
                        [](const IsYes& o) { return Refs{o.operand}; },
                        [](const Required& o) { return Refs{o.operand}; },
                        [](const AtLeast& o) { return o.operands; },
                        [](const AnyKnownOf& o) { return o.operands; },
                        [](const FirstKnownOf& o) { return o.operands; },
                        [](const FirstIsUnknown& o) { return o.guards; },
                        [](const ChosenTruth& o) { return operands_of(o); },
                        [](const ScoreTest& o) { return operands_of(o); },
                        [](const ScalarTest&) { return Refs{}; },
                    },
                    step);
}

std::optional<std::uint32_t> column_read(const Step& step) {
  if (const auto* test = std::get_if<NeverKnown>(&step)) return test->column;
  if (const auto* test = std::get_if<CellTest>(&step)) return test->column;
  if (const auto* test = std::get_if<RangeTest>(&step)) return test->column;
  if (const auto* test = std::get_if<InstantTest>(&step)) return test->column;
  return std::nullopt;
}

bool asks_evenly(const ColumnLayout& column, const model::Model& model) {
  const auto anchor = column.window ? anchor_of_readings(model, *column.window) : std::nullopt;
  return !anchor || fact_of_anchor(model, *anchor).has_value();
}

TruthOrigins::TruthOrigins(const Program& of_program)
    : program{of_program}, instructions(program.truths), columns(program.truths) {
  for (const auto& instruction : program.instructions) instructions[instruction.out] = &instruction;
  for (const auto& [id, truth] : program.column_truths) columns[id] = truth.column;
}

}  // namespace waymark::columns
