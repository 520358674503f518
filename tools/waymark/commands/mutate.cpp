#include "tools/waymark/commands/mutate.hpp"

#include <algorithm>
#include <memory>
#include <optional>
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
  std::string path;
  std::unique_ptr<Compilation> compilation;
  std::vector<Tried> tried;
  std::optional<CopyFault> fault;  // then no mutant says anything

  const model::Model& model() const { return *compilation->model; }
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

MutatedPathway try_all(NamedCompilation pathway, const NameFilter& filter) {
  MutatedPathway result{std::move(pathway.name), std::move(pathway.compilation), {}, {}};
  const auto& sources = result.compilation->sources;
  MutantTrial trial{result.model(), sources};
  result.fault = trial.fault_of_copies();
  if (result.fault) return result;
  for (auto& mutant : mutants(result.model(), sources)) {
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
  auto text = fmt::format("{}: {}", mutated.path, counted(mutated.tried.size(), "mutant"));
  for (const auto fate : shown_fates) {
    const auto count = mutated.count(fate);
    if (count > 0 || fate == MutantFate::killed || fate == MutantFate::survived)
      text += ", " + counted_fate(count, fate);
  }
  return text + '\n';
}

// --- JSON

std::string word(MutantFate fate) {
  std::string result{to_string(fate)};
  std::ranges::replace(result, ' ', '_');
  return result;
}

Json tried_json(const Tried& tried, const MutatedPathway& pathway) {
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
  for (const auto& tried : mutated.tried) list.push_back(tried_json(tried, mutated));
  Json result{{"path", mutated.path}};
  for (const auto fate : shown_fates) result[word(fate)] = mutated.count(fate);
  result["mutants"] = std::move(list);
  return result;
}

// --- the answer

// A mutant that scenarios do not notice says nothing where they fail anyway.
void require_passing(std::size_t failed, Reply& reply) {
  if (failed > 0)
    refuse_because(reply, fmt::format("{} already: see `waymark test`",
                                      counted(failed, "scenario") + (failed == 1 ? " fails" : " fail")));
}

bool noticed_all(const MutatedPathway& mutated) {
  return mutated.count(MutantFate::survived) == 0 && mutated.count(MutantFate::not_decided) == 0;
}

void emit(const MutatedPathway& mutated, const ScenarioFile& file, Reply& reply) {
  std::vector<std::string> scenarios, taken_names;
  for (const auto& each : mutated.tried) {
    if (!each.result.scenario.empty()) scenarios.push_back(each.result.scenario);
  }
  for (const auto& scenario : mutated.model().scenarios) taken_names.push_back(scenario.name);
  write_scenarios(file, scenarios, taken_names, mutated.compilation->sources, reply);
}

// What became of the mutants of one pathway after the other. Of each only words are kept, and the pathway
// itself where it is the only one.
class MutationReport {
 public:
  MutationReport(ResultFormat format, bool color) : format_{format}, color_{color} {}

  void add(MutatedPathway mutated) {
    ++pathways_;
    tried_ += mutated.tried.size();
    noticed_all_ = noticed_all_ && noticed_all(mutated);
    if (mutated.fault) faults_.push_back(fault_words(*mutated.fault));
    present(mutated);
    only_.reset();
    if (pathways_ == 1) only_.emplace(std::move(mutated));
  }

  std::size_t tried() const { return tried_; }

  void finish(Reply& reply) {
    reply.out = format_ == ResultFormat::json
                    ? printed({{"waymark", version}, {"pathways", std::move(entries_)}})
                    : text_ + summaries_;
    if (!noticed_all_) reply.exit_code = ExitCode::answer_is_no;
    // Of a copy that is wrong no fate would be right.
    for (const auto& fault : faults_) {
      reply.exit_code = ExitCode::fault;
      reply.err += program_message("internal fault: " + fault);
    }
  }

  void write_scenarios_of_mutants(const ScenarioFile& file, Reply& reply) const {
    if (!only_) return refuse_because(reply, one_pathway_only);
    emit(*only_, file, reply);
  }

 private:
  void present(const MutatedPathway& mutated) {
    if (format_ == ResultFormat::json) return entries_.push_back(pathway_json(mutated));
    for (const auto& tried : mutated.tried) text_ += tried_text(tried, mutated.compilation->sources, color_);
    summaries_ += summary(mutated);
  }

  ResultFormat format_;
  bool color_;
  std::size_t pathways_ = 0, tried_ = 0;
  bool noticed_all_ = true;
  std::string text_, summaries_;
  Json entries_ = Json::array();
  std::vector<std::string> faults_;
  std::optional<MutatedPathway> only_;
};

}  // namespace

// Runs all scenarios first: it says nothing of a pathway whose scenarios fail.
static void require_passing_scenarios(const MutateOptions& options, const Surroundings& surroundings,
                                      Reply& reply) {
  TestedNumbers numbers;
  run_scenarios(options.paths, NameFilter{}, options, surroundings, reply,
                [&](const TestedPathway& pathway) { numbers += pathway.numbers(); });
  require_passing(numbers.failed(), reply);
}

Reply mutate(const MutateOptions& options, const Surroundings& surroundings) {
  if (auto refused = refused_force(options.force, options.scenarios.has_value())) return *std::move(refused);
  const auto file = scenario_file(options.scenarios, options.force);
  if (auto refused = refused_scenario_file(file, options.paths, {}, options, surroundings))
    return *std::move(refused);
  auto filter = NameFilter::of(options.filter);
  if (auto* reply = std::get_if<Reply>(&filter)) return std::move(*reply);
  Reply reply;
  require_passing_scenarios(options, surroundings, reply);
  if (reply.exit_code != ExitCode::fine) return reply;
  MutationReport report{options.format,
                        wants_color(options.color, surroundings.out_is_terminal, surroundings)};
  compile_each(options.paths, options, surroundings, reply, [&](NamedCompilation each) {
    if (each.compilation->model && !each.compilation->model->scenarios.empty())
      report.add(try_all(std::move(each), std::get<NameFilter>(filter)));
  });
  report.finish(reply);
  if (file && reply.exit_code != ExitCode::fault) report.write_scenarios_of_mutants(*file, reply);
  if (report.tried() == 0 && reply.exit_code != ExitCode::fault)
    refuse_because(reply, "there is nothing to mutate, or --filter chooses none");
  return reply;
}

}  // namespace waymark
