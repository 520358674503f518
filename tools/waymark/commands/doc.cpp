#include "tools/waymark/commands/doc.hpp"

#include <utility>

#include <fmt/format.h>

#include "tools/document/document_report.hpp"
#include "tools/report/finding_words.hpp"
#include "tools/report/version.hpp"
#include "tools/waymark/commands/pathway_side.hpp"
#include "tools/waymark/commands/prove_command.hpp"
#include "tools/waymark/commands/run.hpp"
#include "tools/waymark/io/atomic_file.hpp"
#include "tools/waymark/io/files_of_call.hpp"
#include "tools/waymark/io/weasyprint.hpp"

namespace waymark {

namespace {

void prove_into(DocumentOfPathway& result, const RunReport& report, const DocumentOptions& options,
                const Surroundings& surroundings) {
  prove::Options questions;
  questions.usual_moment = start_of_year(surroundings.now);
  const auto proof = ask_of_pathway(*result.compilation, questions, options, surroundings);
  const auto asked = fmt::format("{}, waymark {}", to_string(date_of(surroundings.now)), version);
  add_proof(result.document, report, proof, asked);
  if (proof.fault) result.fault += fault_words(claim_words(*proof.fault));
}

// The pathway is read once more, so that the comparison owns both.
std::optional<Reply> compare_into(DocumentOfPathway& result, const DocumentOptions& options,
                                  const Surroundings& surroundings) {
  auto before = load_side(*options.since, options.path, options, surroundings);
  if (auto* failed = std::get_if<Reply>(&before)) return std::move(*failed);
  ComparedPathways compared{*options.since,
                            options.path,
                            std::get<std::unique_ptr<Compilation>>(std::move(before)),
                            std::move(result.compilation),
                            {},
                            {}};
  compared.difference = diff::difference({*compared.before->model, compared.before->sources},
                                         {*compared.after->model, compared.after->sources},
                                         {.usual_moment = start_of_year(surroundings.now)});
  add_comparison(result.document, compared);
  if (!compared.difference.fault.empty()) result.fault += fault_words(compared.difference.fault);
  result.compilation = std::move(compared.after);
  return std::nullopt;
}

std::variant<std::string, Reply> written(const GuidelineDocument& document, DocFormat format) {
  switch (format) {
    case DocFormat::markdown: return document_markdown(document);
    case DocFormat::html: return document_html(document);
    case DocFormat::pdf: break;
  }
  return printed_by_weasyprint(document_html(document));
}

}  // namespace

std::variant<DocumentOfPathway, Reply> document_of(const DocumentOptions& options,
                                                   const Surroundings& surroundings) {
  auto loaded = load_and_compile(options.path, options, surroundings);
  if (auto* failed = std::get_if<Reply>(&loaded)) return std::move(*failed);
  DocumentOfPathway result{std::get<std::unique_ptr<Compilation>>(std::move(loaded)), {}, {}};
  if (!result.compilation->model)
    return refuse(*result.compilation, ResultFormat::text,
                  wants_color(options.color, surroundings.err_is_terminal, surroundings));
  const auto nobody = empty_patient(*result.compilation->model);
  Evaluator evaluator{*result.compilation->model, nobody, surroundings.now};
  const auto outcome = decide(evaluator);
  auto report = for_reading({*result.compilation, evaluator, outcome});
  report.of_nobody = true;
  result.document = guideline_document(report);
  if (options.prove) prove_into(result, report, options, surroundings);
  if (!options.since) return result;
  if (auto failed = compare_into(result, options, surroundings)) return *std::move(failed);
  return result;
}

std::optional<Reply> refused_output(const DocumentOptions& options, std::string_view option,
                                    const std::optional<std::string>& path, const Surroundings& surroundings,
                                    const std::optional<std::string>& app) {
  FilesOfCall files{options, surroundings};
  files.reads_pathway(options.path);
  if (options.since && !is_revision(*options.since)) files.reads_pathway(*options.since);
  files.reads("--app", app);
  files.writes(option, path);
  return files.refusal();
}

void write_output(const std::string& path, std::string_view text, Reply& reply) {
  if (const auto reason = write_file(path, text))
    refuse_because(reply, fmt::format("`{}` cannot be written: {}", path, *reason));
}

Reply write_document(const DocOptions& options, const Surroundings& surroundings) {
  if (auto refused = refused_output(options, "--out", options.out, surroundings)) return *std::move(refused);
  if (options.format == DocFormat::pdf && !options.out && surroundings.out_is_terminal)
    return {
        ExitCode::unusable, {}, program_message("a PDF is nothing for a terminal: name a file with --out")};
  auto made = document_of(options, surroundings);
  if (auto* failed = std::get_if<Reply>(&made)) return std::move(*failed);
  const auto& result = std::get<DocumentOfPathway>(made);
  auto text = written(result.document, options.format);
  if (auto* failed = std::get_if<Reply>(&text)) return std::move(*failed);
  Reply reply;
  if (options.out)
    write_output(*options.out, std::get<std::string>(text), reply);
  else
    reply.out = std::get<std::string>(std::move(text));
  if (result.fault.empty()) return reply;
  reply.exit_code = ExitCode::fault;
  reply.err += program_message("internal fault: " + result.fault);
  return reply;
}

}  // namespace waymark
