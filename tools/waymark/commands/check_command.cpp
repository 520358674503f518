#include "tools/waymark/commands/check_command.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "interpreter/evaluate/advice_roots.hpp"
#include "tools/report/check_summary.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/proof_report.hpp"
#include "tools/report/sarif_parts.hpp"
#include "tools/waymark/commands/prove_command.hpp"
#include "tools/waymark/io/binding_files.hpp"

namespace waymark {

namespace {

using Json = nlohmann::ordered_json;

// The report on what could be read, to which one compilation after the other is added. Of each only words are
// kept.
class CheckReport {
 public:
  CheckReport(CheckFormat format, bool color) : format_{format}, color_{color} {}

  void add(PathwaySummary summary, const CheckedDiagnostics& checked) {
    summaries_.push_back(std::move(summary));
    switch (format_) {
      case CheckFormat::text: add_frames(checked); break;
      case CheckFormat::json: add_entries(diagnostics_json(checked.diagnostics, checked.sources)); break;
      case CheckFormat::sarif: add_entries(sarif_results(checked)); break;
      case CheckFormat::github: text_ += github_annotations(checked); break;
    }
  }

  bool is_empty() const { return summaries_.empty(); }
  bool has_errors() const {
    return std::ranges::any_of(summaries_, [](const auto& summary) { return summary.errors > 0; });
  }

  void finish(Reply& reply) {
    switch (format_) {
      case CheckFormat::text:
        reply.err += text_;
        for (const auto& summary : summaries_) reply.out += summary_line(summary);
        break;
      case CheckFormat::json: reply.out += check_json(summaries_, std::move(entries_)); break;
      case CheckFormat::sarif: reply.out += sarif_document(entries_); break;
      case CheckFormat::github: reply.out += text_; break;
    }
  }

 private:
  void add_frames(const CheckedDiagnostics& checked) {
    const auto frames = diagnostics_text(checked.diagnostics, checked.sources, color_);
    if (!frames.empty()) text_ += frames + '\n';
  }

  void add_entries(Json entries) {
    for (auto& entry : entries) entries_.push_back(std::move(entry));
  }

  CheckFormat format_;
  bool color_;
  std::vector<PathwaySummary> summaries_;
  std::string text_;
  Json entries_ = Json::array();
};

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

void check_one(NamedCompilation each, const CheckOptions& options, const Surroundings& surroundings,
               CheckReport& report, Reply& reply) {
  auto& compilation = *each.compilation;
  const auto unreadable = options.binding ? add_bindings(each.name, compilation) : std::nullopt;
  if (unreadable) refuse_because(reply, *unreadable);
  auto diagnostics = compilation.diagnostics.sorted();
  auto summary = summarize(each.name, compilation);
  if (options.prove) add_proofs(compilation, options, surroundings, summary, diagnostics);
  report.add(std::move(summary), {std::move(diagnostics), compilation.sources});
}

}  // namespace

Reply check(const CheckOptions& options, const Surroundings& surroundings) {
  Reply reply;
  CheckReport report{options.format, wants_color(options.color, surroundings.err_is_terminal, surroundings)};
  compile_each(options.paths, options, surroundings, reply, [&](NamedCompilation each) {
    check_one(std::move(each), options, surroundings, report, reply);
  });
  if (report.is_empty()) return reply;
  report.finish(reply);
  if (report.has_errors() && reply.exit_code == ExitCode::fine) reply.exit_code = ExitCode::answer_is_no;
  return reply;
}

}  // namespace waymark
