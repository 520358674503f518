#include "tools/waymark/commands/diff.hpp"

#include "tools/report/diff_report.hpp"
#include "tools/report/finding_words.hpp"
#include "tools/waymark/commands/diff_cohort.hpp"
#include "tools/waymark/commands/pathway_side.hpp"
#include "tools/waymark/commands/scenario_file.hpp"

namespace waymark {

namespace {

void present(const ComparedPathways& compared, const DiffOptions& options, const Surroundings& surroundings,
             Reply& reply) {
  switch (options.format) {
    case DiffFormat::text:
      reply.out = diff_text(compared, wants_color(options.color, surroundings.out_is_terminal, surroundings));
      break;
    case DiffFormat::markdown: reply.out = diff_markdown(compared); break;
    case DiffFormat::json: reply.out = diff_json(compared); break;
  }
}

// They hold with the later pathway.
void emit(const ComparedPathways& compared, const ScenarioFile& file, Reply& reply) {
  std::vector<std::string> scenarios, taken_names;
  for (const auto& change : compared.difference.statuses) {
    if (change.example) scenarios.push_back(scenario_text(change));
  }
  for (const auto& scenario : compared.after->model->scenarios) taken_names.push_back(scenario.name);
  write_scenarios(file, scenarios, taken_names, compared.after->sources, reply);
}

}  // namespace

Reply compare_pathways(const DiffOptions& options, const Surroundings& surroundings) {
  if (is_revision(options.before) && is_revision(options.after))
    return Reply{
        ExitCode::unusable, {}, program_message("two revisions: one of OLD and NEW has to be a path")};
  if (auto refused = refused_force(options.force, options.scenarios.has_value())) return *std::move(refused);
  const auto file = scenario_file(options.scenarios, options.force);
  if (auto refused = refused_scenario_file(file, {options.before, options.after},
                                           {"--cohort", options.cohort}, options, surroundings))
    return *std::move(refused);
  auto before = load_side(options.before, options.after, options, surroundings);
  if (auto* failed = std::get_if<Reply>(&before)) return std::move(*failed);
  auto after = load_side(options.after, options.before, options, surroundings);
  if (auto* failed = std::get_if<Reply>(&after)) return std::move(*failed);
  ComparedPathways compared{options.before,
                            options.after,
                            std::get<std::unique_ptr<Compilation>>(std::move(before)),
                            std::get<std::unique_ptr<Compilation>>(std::move(after)),
                            {},
                            {}};
  const diff::Side old{*compared.before->model, compared.before->sources};
  const diff::Side young{*compared.after->model, compared.after->sources};
  if (options.cohort) {
    auto counted = count_changes(*options.cohort, old, young, surroundings);
    if (auto* failed = std::get_if<Reply>(&counted)) return std::move(*failed);
    compared.cohort = std::get<diff::CohortChange>(std::move(counted));
  }
  compared.difference = diff::difference(old, young, {.usual_moment = start_of_year(surroundings.now)});
  Reply reply;
  present(compared, options, surroundings, reply);
  const bool changes = !compared.difference.is_empty() || (compared.cohort && compared.cohort->changed > 0);
  if (options.fail_on_change && changes) reply.exit_code = ExitCode::answer_is_no;
  if (file) emit(compared, *file, reply);
  if (compared.difference.fault.empty()) return reply;
  reply.exit_code = ExitCode::fault;
  reply.err += program_message("internal fault: " + fault_words(compared.difference.fault));
  return reply;
}

}  // namespace waymark
