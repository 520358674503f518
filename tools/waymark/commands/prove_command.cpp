#include "tools/waymark/commands/prove_command.hpp"

#include <filesystem>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "interpreter/diff/ask_lifted.hpp"
#include "tools/report/finding_words.hpp"
#include "tools/report/proof_report.hpp"
#include "tools/report/sarif_parts.hpp"
#include "tools/waymark/commands/scenario_file.hpp"
#include "tools/waymark/io/atomic_file.hpp"
#include "tools/waymark/io/stop_watch.hpp"

namespace waymark {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

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

void emit(const ProvedPathway& pathway, const ScenarioFile& file, Reply& reply) {
  std::vector<std::string> scenarios, taken_names;
  for (const auto& finding : pathway.report.findings) {
    if (finding.example && !finding.accepted) scenarios.push_back(scenario_text(finding));
  }
  for (const auto& scenario : pathway.compilation->model->scenarios) taken_names.push_back(scenario.name);
  write_scenarios(file, scenarios, taken_names, pathway.sources(), reply);
}

// What was found of one pathway after the other. Of each only words and the formulas are kept, and the
// pathway itself where it is the only one.
class ProveReport {
 public:
  ProveReport(const ProveOptions& options, bool color) : options_{options}, color_{color} {}

  void add(ProvedPathway pathway) {
    ++pathways_;
    fails_ = fails_ || fails(pathway);
    present(pathway);
    scripts_.push_back(std::move(pathway.report.scripts));
    if (const auto& fault = pathway.report.fault) faults_.push_back(fault_words(claim_words(*fault)));
    only_.reset();
    if (pathways_ == 1) only_.emplace(std::move(pathway));
  }

  bool is_empty() const { return pathways_ == 0; }
  ExitCode verdict() const { return fails_ ? ExitCode::answer_is_no : ExitCode::fine; }

  // What is printed.
  std::string document() {
    switch (options_.format) {
      case CheckFormat::text: return text_ + summaries_;
      case CheckFormat::json: return proof_document(std::move(entries_));
      case CheckFormat::sarif: return sarif_document(entries_);
      case CheckFormat::github: break;
    }
    return text_;
  }

  // One file for each question that was decided; a first line says what came of it.
  void write_scripts(Reply& reply) const {
    const fs::path folder{*options_.scripts};
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed) return refuse_because(reply, fmt::format("`{}` cannot be made", folder.string()));
    std::size_t number = 0;
    for (const auto& scripts : scripts_) {
      const auto prefix = pathways_ == 1 ? "" : fmt::format("{}-", ++number);
      for (const auto& script : scripts)
        write_script(folder / (prefix + script.name + ".smt2"), script, options_.force, reply);
    }
  }

  void write_examples(const ScenarioFile& file, Reply& reply) const {
    if (!only_) return refuse_because(reply, one_pathway_only);
    emit(*only_, file, reply);
  }

  // An example that the interpreter does not know is a fault of the formulas.
  void report_faults(Reply& reply) const {
    for (const auto& fault : faults_) {
      reply.exit_code = ExitCode::fault;
      reply.err += program_message("internal fault: " + fault);
    }
  }

 private:
  bool fails(const ProvedPathway& pathway) const {
    return pathway.count(prove::Verdict::refuted) > 0 ||
           (options_.strict &&
            (pathway.count(prove::Verdict::not_proved) > 0 || !pathway.report.not_asked.empty()));
  }

  void present(const ProvedPathway& pathway) {
    switch (options_.format) {
      case CheckFormat::text:
        text_ += findings_text(pathway, color_);
        summaries_ += proof_summary(pathway);
        break;
      case CheckFormat::json: entries_.push_back(proof_json(pathway)); break;
      case CheckFormat::sarif:
        for (auto& entry : proof_sarif(pathway)) entries_.push_back(std::move(entry));
        break;
      case CheckFormat::github: text_ += proof_github(pathway); break;
    }
  }

  const ProveOptions& options_;
  bool color_;
  std::size_t pathways_ = 0;
  bool fails_ = false;
  std::string text_, summaries_;
  Json entries_ = Json::array();
  std::vector<std::vector<prove::Script>> scripts_;
  std::vector<std::string> faults_;
  std::optional<ProvedPathway> only_;
};

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

// Compiles what stands at the paths and asks of each; what has errors is shown and left out. All of them
// share the time there is.
static void ask_of_all(prove::Options asked, const ProveOptions& options, const Surroundings& surroundings,
                       ProveReport& report, Reply& reply) {
  prove::Stop stop;
  const StopWatch watch{
      stop, options.seconds ? std::optional{std::chrono::seconds{*options.seconds}} : std::nullopt};
  asked.stop = &stop;
  const bool color = wants_color(options.color, surroundings.err_is_terminal, surroundings);
  compile_each(options.paths, options, surroundings, reply, [&](NamedCompilation each) {
    auto& compilation = *each.compilation;
    if (compilation.model) {
      auto found = ask_of_pathway(compilation, asked, options, surroundings);
      return report.add({std::move(each.name), std::move(each.compilation), std::move(found)});
    }
    reply.exit_code = ExitCode::unusable;
    reply.err += diagnostics_text(compilation.diagnostics.sorted(), compilation.sources, color);
  });
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
  ProveReport report{options, wants_color(options.color, surroundings.out_is_terminal, surroundings)};
  prove::Options asked{.only = std::get<std::vector<prove::Question>>(chosen)};
  asked.with_scripts = options.scripts.has_value();
  asked.usual_moment = start_of_year(surroundings.now);
  ask_of_all(asked, options, surroundings, report, reply);
  if (reply.exit_code == ExitCode::fine) reply.exit_code = report.verdict();
  if (!report.is_empty()) reply.out += report.document();
  if (options.scripts) report.write_scripts(reply);
  if (file && !report.is_empty()) report.write_examples(*file, reply);
  report.report_faults(reply);
  return reply;
}

}  // namespace waymark
