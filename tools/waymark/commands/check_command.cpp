#include "tools/waymark/commands/check_command.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "interpreter/evaluate/advice_roots.hpp"
#include "tools/report/check_summary.hpp"
#include "tools/report/proof_report.hpp"
#include "tools/report/sarif.hpp"
#include "tools/waymark/commands/prove_command.hpp"
#include "tools/waymark/io/binding_files.hpp"

namespace waymark {

namespace {

// What was found at the paths that could be read.
struct Checked {
  std::vector<std::unique_ptr<Compilation>> compilations;
  std::vector<PathwaySummary> summaries;
  std::vector<CheckedDiagnostics> diagnostics;  // of each compilation
};

std::string github_text(const Checked& checked) {
  std::string result;
  for (const auto& each : checked.diagnostics) result += github_annotations(each);
  return result;
}

std::string summaries_text(const Checked& checked) {
  std::string result;
  for (const auto& summary : checked.summaries) result += summary_line(summary);
  return result;
}

std::string frames(const Checked& checked, bool color) {
  std::string result;
  for (const auto& [diagnostics, sources] : checked.diagnostics) {
    const auto text = diagnostics_text(diagnostics, sources, color);
    if (!text.empty()) result += text + '\n';
  }
  return result;
}

void present(const Checked& checked, const CheckOptions& options, const Surroundings& surroundings,
             Reply& reply) {
  switch (options.format) {
    case CheckFormat::text:
      reply.err += frames(checked, wants_color(options.color, surroundings.err_is_terminal, surroundings));
      reply.out += summaries_text(checked);
      break;
    case CheckFormat::json: reply.out += check_json(checked.summaries, checked.diagnostics); break;
    case CheckFormat::sarif: reply.out += sarif(checked.diagnostics); break;
    case CheckFormat::github: reply.out += github_text(checked); break;
  }
}

// What the fast questions of `prove` find is told like all other mistakes.
void add_proofs(const Compilation& compilation, const CheckOptions& options, const Surroundings& surroundings,
                PathwaySummary& summary, std::vector<Diagnostic>& diagnostics) {
  if (!compilation.model) return;
  auto report = ask_of_pathway(compilation, {.only = fast_questions()}, options, surroundings);
  for (auto& diagnostic : proof_diagnostics(std::move(report))) {
    ++(diagnostic.severity == Severity::error ? summary.errors : summary.warnings);
    diagnostics.push_back(std::move(diagnostic));
  }
}

// What is wrong with the bindings that stand beside the pathway, and what no code reaches.
std::optional<std::string> add_bindings(const std::string& path, Compilation& compilation) {
  if (!compilation.model) return std::nullopt;
  const auto texts = binding_texts(std::nullopt, path);
  if (const auto* error = std::get_if<LoadError>(&texts))
    return fmt::format("{}: {}", error->path, error->reason);
  const auto binding = compile_binding(*compilation.model, std::get<std::vector<BindingText>>(texts),
                                       compilation.sources, call_sources(), compilation.diagnostics);
  check_binding(*compilation.model, binding, facts_of_advice(*compilation.model), compilation.diagnostics);
  return std::nullopt;
}

}  // namespace

Reply check(const CheckOptions& options, const Surroundings& surroundings) {
  Reply reply;
  Checked checked;
  for (auto& [name, compilation] : load_and_compile_all(options.paths, options, surroundings, reply)) {
    const auto unreadable = options.binding ? add_bindings(name, *compilation) : std::nullopt;
    if (unreadable) refuse_because(reply, *unreadable);
    auto diagnostics = compilation->diagnostics.sorted();
    checked.summaries.push_back(summarize(name, *compilation));
    if (options.prove) add_proofs(*compilation, options, surroundings, checked.summaries.back(), diagnostics);
    checked.diagnostics.push_back({std::move(diagnostics), compilation->sources});
    checked.compilations.push_back(std::move(compilation));
  }
  if (checked.compilations.empty()) return reply;
  present(checked, options, surroundings, reply);
  const bool has_errors =
      std::ranges::any_of(checked.summaries, [](const auto& summary) { return summary.errors > 0; });
  if (has_errors && reply.exit_code == ExitCode::fine) reply.exit_code = ExitCode::answer_is_no;
  return reply;
}

}  // namespace waymark
