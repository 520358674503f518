#include "tools/waymark/commands/prove_command.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "interpreter/diff/ask_lifted.hpp"
#include "tools/report/finding_words.hpp"
#include "tools/report/proof_report.hpp"
#include "tools/waymark/commands/scenario_file.hpp"
#include "tools/waymark/io/atomic_file.hpp"
#include "tools/waymark/io/stop_watch.hpp"

namespace waymark {

namespace {

namespace fs = std::filesystem;

// The questions that `--only` names.
std::variant<std::vector<prove::Question>, Reply> chosen_questions(const std::vector<std::string>& only) {
  std::vector<prove::Question> result;
  for (const auto& name : only) {
    const auto question = prove::question_named(name);
    if (!question)
      return Reply{ExitCode::unusable, {}, program_message(fmt::format("there is no question `{}`", name))};
    result.push_back(*question);
  }
  return result;
}

// The first line of a question.
constexpr std::string_view is_sat = "; sat", is_unsat = "; unsat";

bool is_question_or_free(const fs::path& path) {
  std::error_code error;
  return !fs::is_regular_file(path, error) || has_first_line(path, is_sat) || has_first_line(path, is_unsat);
}

void write_script(const fs::path& path, const prove::Script& script, bool force, Reply& reply) {
  if (!force && !is_question_or_free(path))
    return refuse_because(reply,
                          fmt::format("`{}` is there already and was not written by this program; --force "
                                      "writes over it",
                                      path.string()));
  if (const auto reason = write_file(
          path.string(),
          fmt::format("{}\n(set-logic ALL)\n{}", script.is_satisfiable ? is_sat : is_unsat, script.text)))
    refuse_because(reply, fmt::format("`{}` cannot be written: {}", path.string(), *reason));
}

// One file for each question that was decided; a first line says what came of it.
void write_scripts(const std::vector<ProvedPathway>& pathways, const ProveOptions& options, Reply& reply) {
  const fs::path folder{*options.scripts};
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) return refuse_because(reply, fmt::format("`{}` cannot be made", folder.string()));
  std::size_t number = 0;
  for (const auto& pathway : pathways) {
    const auto prefix = pathways.size() == 1 ? "" : fmt::format("{}-", ++number);
    for (const auto& script : pathway.report.scripts)
      write_script(folder / (prefix + script.name + ".smt2"), script, options.force, reply);
  }
}

void emit(const std::vector<ProvedPathway>& pathways, const ScenarioFile& file, Reply& reply) {
  if (pathways.size() != 1) return refuse_because(reply, one_pathway_only);
  std::vector<std::string> scenarios, taken_names;
  const auto& pathway = pathways.front();
  for (const auto& finding : pathway.report.findings) {
    if (finding.example && !finding.accepted) scenarios.push_back(scenario_text(finding));
  }
  for (const auto& scenario : pathway.compilation->model->scenarios) taken_names.push_back(scenario.name);
  write_scenarios(file, scenarios, taken_names, pathway.sources(), reply);
}

void present(const std::vector<ProvedPathway>& pathways, const ProveOptions& options,
             const Surroundings& surroundings, Reply& reply) {
  switch (options.format) {
    case CheckFormat::text:
      reply.out +=
          proof_text(pathways, wants_color(options.color, surroundings.out_is_terminal, surroundings));
      break;
    case CheckFormat::json: reply.out += proof_json(pathways); break;
    case CheckFormat::sarif: reply.out += proof_sarif(pathways); break;
    case CheckFormat::github: reply.out += proof_github(pathways); break;
  }
}

ExitCode verdict(const std::vector<ProvedPathway>& pathways, bool strict) {
  const auto fails = [&](const ProvedPathway& pathway) {
    return pathway.count(prove::Verdict::refuted) > 0 ||
           (strict && (pathway.count(prove::Verdict::not_proved) > 0 || !pathway.report.not_asked.empty()));
  };
  return std::ranges::any_of(pathways, fails) ? ExitCode::answer_is_no : ExitCode::fine;
}

// An example that the interpreter does not know is a fault of the formulas.
void report_faults(const std::vector<ProvedPathway>& pathways, Reply& reply) {
  for (const auto& pathway : pathways) {
    if (!pathway.report.fault) continue;
    reply.exit_code = ExitCode::fault;
    reply.err += program_message("internal fault: " + fault_words(claim_words(*pathway.report.fault)));
  }
}

// Compiles what stands at the paths; what has errors is shown and left out.
std::vector<ProvedPathway> load_all(const ProveOptions& options, const Surroundings& surroundings,
                                    Reply& reply) {
  const bool color = wants_color(options.color, surroundings.err_is_terminal, surroundings);
  std::vector<ProvedPathway> result;
  for (auto& [name, compilation] : load_and_compile_all(options.paths, options, surroundings, reply)) {
    if (compilation->model) {
      result.push_back({name, std::move(compilation), {}});
      continue;
    }
    reply.exit_code = ExitCode::unusable;
    reply.err += diagnostics_text(compilation->diagnostics.sorted(), compilation->sources, color);
  }
  return result;
}

}  // namespace

prove::Report ask_of_pathway(const Compilation& compilation, prove::Options asked,
                             const CommonOptions& options, const Surroundings& surroundings) {
  const auto& site = *compilation.model;
  const auto stdlib = stdlib_folder(options, surroundings);
  std::optional<Compilation> adapted;
  if (site.site && std::holds_alternative<fs::path>(stdlib))
    adapted = compile_adapted(compilation, std::get<fs::path>(stdlib), call_sources());
  if (adapted && adapted->model) {
    asked.lifted = [&](prove::Report& report) {
      diff::ask_lifted({*adapted->model, adapted->sources}, {site, compilation.sources},
                       {.usual_moment = asked.usual_moment}, report);
    };
  }
  return prove::prove(site, compilation.sources, asked);
}

// All of them share the time there is.
static void ask_of_all(std::vector<ProvedPathway>& pathways, prove::Options asked,
                       const ProveOptions& options, const Surroundings& surroundings) {
  prove::Stop stop;
  const StopWatch watch{
      stop, options.seconds ? std::optional{std::chrono::seconds{*options.seconds}} : std::nullopt};
  asked.stop = &stop;
  for (auto& pathway : pathways)
    pathway.report = ask_of_pathway(*pathway.compilation, asked, options, surroundings);
}

Reply prove_pathways(const ProveOptions& options, const Surroundings& surroundings) {
  auto chosen = chosen_questions(options.only);
  if (auto* reply = std::get_if<Reply>(&chosen)) return std::move(*reply);
  const bool writes = options.scenarios || options.scripts;
  if (auto refused = refused_force(options.force, writes, "--emit-scenarios FILE or --emit-smt2 DIR"))
    return *std::move(refused);
  const auto file = scenario_file(options.scenarios, options.force);
  if (auto refused = refused_scenario_file(file, options.paths, {}, options, surroundings))
    return *std::move(refused);
  Reply reply;
  auto pathways = load_all(options, surroundings, reply);
  prove::Options asked{.only = std::get<std::vector<prove::Question>>(chosen)};
  asked.with_scripts = options.scripts.has_value();
  asked.usual_moment = start_of_year(surroundings.now);
  ask_of_all(pathways, asked, options, surroundings);
  if (reply.exit_code == ExitCode::fine) reply.exit_code = verdict(pathways, options.strict);
  if (!pathways.empty()) present(pathways, options, surroundings, reply);
  if (options.scripts) write_scripts(pathways, options, reply);
  if (file && !pathways.empty()) emit(pathways, *file, reply);
  report_faults(pathways, reply);
  return reply;
}

}  // namespace waymark
