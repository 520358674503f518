#include "tools/waymark/commands/mutate.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "interpreter/quality/mutation_run.hpp"
#include "lang/text/code_frame.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/mutation_words.hpp"
#include "tools/report/test_text.hpp"
#include "tools/report/version.hpp"
#include "tools/waymark/commands/scenario_file.hpp"
#include "tools/waymark/commands/scenario_run.hpp"

namespace waymark {

namespace {

using Json = nlohmann::ordered_json;

struct Tried {
  Mutant mutant;
  MutantResult result;
};

struct MutatedPathway {
  const TestedPathway& pathway;
  std::vector<Tried> tried;
  std::optional<CopyFault> fault;  // then no mutant says anything

  std::size_t count(MutantFate fate) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(tried, [&](const Tried& each) { return each.result.fate == fate; }));
  }
};

// What the filter is tried on: `threshold pathways/dah/prognosis.pathway:19 ...`
std::string described(const Mutant& mutant, const Sources& sources) {
  return fmt::format("{} {}:{} {}", to_string(mutant.kind), sources.name(mutant.span),
                     sources.position(mutant.span).line, mutation_words(mutant.change));
}

MutatedPathway try_all(const TestedPathway& pathway, const NameFilter& filter) {
  const auto& sources = pathway.compilation->sources;
  MutantTrial trial{pathway.model(), sources};
  MutatedPathway result{pathway, {}, trial.fault_of_copies()};
  if (result.fault) return result;
  for (auto& mutant : mutants(pathway.model(), sources)) {
    if (!filter.chooses(described(mutant, sources))) continue;
    auto fate = trial.run(mutant);
    result.tried.push_back({std::move(mutant), std::move(fate)});
  }
  return result;
}

// --- text

constexpr MutantFate shown_fates[] = {MutantFate::killed, MutantFate::survived, MutantFate::not_decided,
                                      MutantFate::equivalent, MutantFate::changes_no_status};

std::string tried_text(const Tried& tried, const Sources& sources, bool color) {
  const auto& [mutant, result] = tried;
  if (result.fate == MutantFate::killed || result.fate == MutantFate::changes_no_status) return {};
  auto text = render(to_string(result.fate), mutation_words(mutant.change), mutant.span, sources,
                     {.color = color, .columns = 100});
  text += fmt::format("  {}\n", result.reason ? reason_words(*result.reason) : "this scenario would fail:");
  return text + (result.scenario.empty() ? "\n" : "\n" + result.scenario + "\n");
}

// `36 that change no status`
std::string counted_fate(std::size_t count, MutantFate fate) {
  if (fate != MutantFate::changes_no_status) return fmt::format("{} {}", count, to_string(fate));
  return fmt::format("{} that {} no status", count, count == 1 ? "changes" : "change");
}

std::string summary(const MutatedPathway& mutated) {
  auto text = fmt::format("{}: {}", mutated.pathway.path, counted(mutated.tried.size(), "mutant"));
  for (const auto fate : shown_fates) {
    const auto count = mutated.count(fate);
    if (count > 0 || fate == MutantFate::killed || fate == MutantFate::survived)
      text += ", " + counted_fate(count, fate);
  }
  return text + '\n';
}

std::string text_of(const std::vector<MutatedPathway>& all, bool color) {
  std::string text;
  for (const auto& each : all) {
    for (const auto& tried : each.tried) text += tried_text(tried, each.pathway.compilation->sources, color);
  }
  for (const auto& each : all) text += summary(each);
  return text;
}

// --- JSON

std::string word(MutantFate fate) {
  std::string result{to_string(fate)};
  std::ranges::replace(result, ' ', '_');
  return result;
}

Json tried_json(const Tried& tried, const TestedPathway& pathway) {
  const auto& [mutant, result] = tried;
  Json entry{{"kind", to_string(mutant.kind)},
             {"change", mutation_words(mutant.change)},
             {"span", span_json(mutant.span, pathway.compilation->sources)},
             {"fate", word(result.fate)}};
  if (result.killed_by) entry["killed_by"] = pathway.model().scenarios[*result.killed_by].name;
  if (!result.scenario.empty()) entry["scenario"] = result.scenario;
  if (result.reason) entry["reason"] = reason_words(*result.reason);
  return entry;
}

Json pathway_json(const MutatedPathway& mutated) {
  auto list = Json::array();
  for (const auto& tried : mutated.tried) list.push_back(tried_json(tried, mutated.pathway));
  Json result{{"path", mutated.pathway.path}};
  for (const auto fate : shown_fates) result[word(fate)] = mutated.count(fate);
  result["mutants"] = std::move(list);
  return result;
}

std::string json_of(const std::vector<MutatedPathway>& all) {
  auto pathways = Json::array();
  for (const auto& each : all) pathways.push_back(pathway_json(each));
  return printed({{"waymark", version}, {"pathways", std::move(pathways)}});
}

// --- the answer

// A mutant that scenarios do not notice says nothing where they fail anyway.
void require_passing(const Tested& tested, Reply& reply) {
  const auto failed = tested.scenarios() - tested.passed();
  if (failed > 0)
    refuse_because(reply, fmt::format("{} already: see `waymark test`",
                                      counted(failed, "scenario") + (failed == 1 ? " fails" : " fail")));
}

// Of a copy that is wrong no fate would be right.
void report_fault(const MutatedPathway& mutated, Reply& reply) {
  if (!mutated.fault) return;
  reply.exit_code = ExitCode::fault;
  reply.err += program_message("internal fault: " + fault_words(*mutated.fault));
}

bool noticed_all(const MutatedPathway& mutated) {
  return mutated.count(MutantFate::survived) == 0 && mutated.count(MutantFate::not_decided) == 0;
}

void answer(const std::vector<MutatedPathway>& all, const MutateOptions& options,
            const Surroundings& surroundings, Reply& reply) {
  const bool color = wants_color(options.color, surroundings.out_is_terminal, surroundings);
  reply.out = options.format == ResultFormat::json ? json_of(all) : text_of(all, color);
  if (!std::ranges::all_of(all, noticed_all)) reply.exit_code = ExitCode::answer_is_no;
}

}  // namespace

static void emit(const std::vector<MutatedPathway>& all, const MutateOptions& options, Reply& reply) {
  if (all.size() != 1) return refuse_because(reply, one_pathway_only);
  std::vector<std::string> scenarios;
  for (const auto& each : all.front().tried) {
    if (!each.result.scenario.empty()) scenarios.push_back(each.result.scenario);
  }
  write_scenarios({*options.scenarios, options.force}, scenarios, all.front().pathway.scenario_names(),
                  all.front().pathway.compilation->sources, reply);
}

Reply mutate(const MutateOptions& options, const Surroundings& surroundings) {
  if (auto refused = refused_force(options.force, options.scenarios.has_value())) return *std::move(refused);
  const auto file = scenario_file(options.scenarios, options.force);
  if (auto refused = refused_scenario_file(file, options.paths, {}, options, surroundings))
    return *std::move(refused);
  auto filter = NameFilter::of(options.filter);
  if (auto* reply = std::get_if<Reply>(&filter)) return std::move(*reply);
  const auto tested = run_scenarios(options.paths, NameFilter{}, options, surroundings);
  Reply reply{.exit_code = tested.exit_code, .out = {}, .err = tested.err};
  require_passing(tested, reply);
  if (reply.exit_code != ExitCode::fine) return reply;
  std::vector<MutatedPathway> all;
  std::size_t tried = 0;
  for (const auto& pathway : tested.pathways) {
    if (pathway.runs.empty()) continue;
    all.push_back(try_all(pathway, std::get<NameFilter>(filter)));
    tried += all.back().tried.size();
  }
  answer(all, options, surroundings, reply);
  for (const auto& each : all) report_fault(each, reply);
  if (options.scenarios && reply.exit_code != ExitCode::fault) emit(all, options, reply);
  if (tried == 0 && reply.exit_code != ExitCode::fault)
    refuse_because(reply, "there is nothing to mutate, or --filter chooses none");
  return reply;
}

}  // namespace waymark
