#include "tools/waymark/commands/eval.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "interpreter/explain/decision_path.hpp"
#include "interpreter/facts/input_names.hpp"
#include "tools/report/fhir_words.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/version.hpp"

namespace waymark {

static std::string value_json(const std::string& expression, model::ExprId expr, Evaluator& evaluator,
                              const Sources& sources, const FhirPatient* record) {
  const auto& model = evaluator.model();
  const auto& value = evaluator.value(expr);
  const InputNames names{model};
  auto needs = nlohmann::ordered_json::array();
  for (const auto& input : evaluator.needs(expr)) needs.push_back(names.name(input));
  nlohmann::ordered_json result{{"waymark", version},
                                {"at", to_string(evaluator.at())},
                                {"expression", expression},
                                {"type", describe(model[expr].type)},
                                {"value", to_string(value, model[expr].type)},
                                {"known", is_known(value)},
                                {"needs", std::move(needs)},
                                {"because", reason_json(explain(evaluator, expr, sources), sources)}};
  add_not_used(result, model, record);
  return printed(result);
}

static Reply evaluate(const Compilation& compilation, model::ExprId expr, const PatientInput& input,
                      const EvalOptions& options) {
  const auto& model = *compilation.model;
  Evaluator evaluator{model, input.patient, input.at};
  Reply reply;
  reply.out = options.format == ResultFormat::json
                  ? value_json(options.expression, expr, evaluator, compilation.sources, input.fhir())
                  : to_string(evaluator.value(expr), model[expr].type) + '\n';
  return reply;
}

Reply eval(const EvalOptions& options, const Surroundings& surroundings) {
  auto loaded = load_and_compile(options.pathway, options, surroundings);
  if (auto* reply = std::get_if<Reply>(&loaded)) return std::move(*reply);
  auto& compilation = *std::get<std::unique_ptr<Compilation>>(loaded);
  const bool color = wants_color(options.color, surroundings.err_is_terminal, surroundings);
  if (!compilation.model) return refuse(compilation, options.format, color);
  const auto expr = compile_expression(compilation, "<expression>", options.expression);
  if (!expr || compilation.diagnostics.has_errors()) return refuse(compilation, options.format, color);
  auto patient = read_patient_input(options.patient, *compilation.model, options.pathway, surroundings);
  if (auto* refusal = std::get_if<PatientRefusal>(&patient))
    return refuse(std::move(*refusal), options.format);
  return evaluate(compilation, *expr, std::get<PatientInput>(patient), options);
}

}  // namespace waymark
