// An expression has a value that is shown as it can be read again, which says how it is explained and needs
// nothing where it is known; of a condition the columns say the same.
#include <vector>

#include <fmt/format.h>

#include "fuzz.hpp"
#include "interpreter/columns/evaluate.hpp"
#include "interpreter/explain/decision_path.hpp"
#include "patient_generator.hpp"

namespace waymark::fuzz {
namespace {

constexpr std::uint64_t patients = 4;

const std::vector<Patient>& people() {
  static const auto all = [] {
    const generated::PatientGenerator generator{*every_form().model};
    std::vector<Patient> result{empty_patient(*every_form().model)};
    for (std::uint64_t seed = 0; seed < patients; ++seed) result.push_back(generator.patient(seed));
    return result;
  }();
  return all;
}

std::string shown(const std::string& text) {
  auto& compilation = every_form();
  const auto expr = compile_expression(compilation, "<expression>", text);
  if (!expr) fail("what is shown cannot be read: " + text);
  const auto& model = *compilation.model;
  Evaluator evaluator{model, people().front(), generated::evaluation_moment()};
  return to_string(evaluator.value(*expr), model[*expr].type);
}

// Whether the language has a way to write it without naming a type.
bool can_be_written(const Value& value) {
  return std::holds_alternative<bool>(value) || std::holds_alternative<Date>(value) ||
         std::holds_alternative<Moment>(value) || known_number(value);
}

void check_value(model::ExprId expr, Evaluator& evaluator) {
  const auto& compilation = every_form();
  const auto& value = evaluator.value(expr);
  if (is_known(value) && !evaluator.needs(expr).empty()) fail("it is known, and needs something");
  explain(evaluator, expr, compilation.sources);
  const auto text = to_string(value, (*compilation.model)[expr].type);
  if (text.empty()) fail("a value that is shown as nothing");
  if (can_be_written(value)) {
    const auto again = shown(text);
    if (again != text) fail(text + " is shown as " + again + " when it is read again");
  }
}

void check_columns(model::ExprId expr) {
  const auto& model = *every_form().model;
  const auto program = columns::compile(model, {}, {expr});
  columns::Batch batch{model, program.layout, columns::Keep::all_patients};
  for (const auto& patient : people()) batch.add(patient, generated::evaluation_moment());
  columns::BatchEvaluator columns{program};
  const auto& bits = columns.evaluate(batch).conditions.front();
  for (std::size_t i = 0; i < people().size(); ++i) {
    Evaluator evaluator{model, people()[i], generated::evaluation_moment()};
    const auto truth = evaluator.truth(expr);
    if (columns::test(bits.yes, i) != (truth == Truth::yes) ||
        columns::test(bits.no, i) != (truth == Truth::no))
      fail(fmt::format("patient {}: the evaluator says {}, the columns do not", i, to_string(truth)));
  }
}

void check_expression(model::ExprId expr) {
  const auto& model = *every_form().model;
  if (model[expr].type.kind == TypeKind::yes_no) check_columns(expr);
  // Showing appends to the model, which must not grow under an evaluator.
  for (const auto& patient : people()) {
    Evaluator evaluator{model, patient, generated::evaluation_moment()};
    check_value(expr, evaluator);
  }
}

// Texts of expressions stay, so a compilation that holds many of them is made anew.
Compilation& compilation_with_room() {
  constexpr std::size_t most_texts = 100'000;
  if (every_form().sources.size() > most_texts) renew_every_form();
  return every_form();
}

void check(std::string text) {
  auto& compilation = compilation_with_room();
  const auto count = compilation.model->expressions.size();
  compilation.diagnostics = {};
  const auto expr = compile_expression(compilation, "<expression>", std::move(text));
  if (expr.has_value() == compilation.diagnostics.has_errors()) fail("a value and an error, or neither");
  if (expr) check_expression(*expr);
  forget_expressions(compilation, count);
}

}  // namespace
}  // namespace waymark::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  waymark::fuzz::check(std::string{waymark::fuzz::text_of(data, size)});
  return 0;
}
