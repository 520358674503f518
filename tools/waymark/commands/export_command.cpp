#include "tools/waymark/commands/export_command.hpp"

#include <utility>

#include "tools/report/plan_definition.hpp"
#include "tools/waymark/commands/run.hpp"
#include "tools/waymark/io/binding_files.hpp"

namespace waymark {

Reply export_definitions(const ExportOptions& options, const Surroundings& surroundings) {
  auto loaded = load_and_compile(options.path, options, surroundings);
  if (auto* failed = std::get_if<Reply>(&loaded)) return std::move(*failed);
  const auto& compilation = *std::get<std::unique_ptr<Compilation>>(loaded);
  if (!compilation.model)
    return refuse(compilation, ResultFormat::text,
                  wants_color(options.color, surroundings.err_is_terminal, surroundings));
  const auto binding = load_binding(options.binding, options.path, *compilation.model);
  if (const auto* message = std::get_if<std::string>(&binding)) return {ExitCode::unusable, {}, *message};
  const auto nobody = empty_patient(*compilation.model);
  Evaluator evaluator{*compilation.model, nobody, surroundings.now};
  const auto outcome = decide(evaluator);
  RunReport report{compilation, evaluator, outcome};
  report.of_nobody = true;
  auto plan = export_plan(report, std::get<FhirBinding>(binding));
  Reply reply;
  reply.out = std::move(plan.bundle);
  if (!plan.left_out.empty()) reply.err = "What a PlanDefinition cannot say:\n";
  for (const auto& line : plan.left_out) reply.err += "  " + line + "\n";
  return reply;
}

}  // namespace waymark
