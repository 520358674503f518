#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <waymark/waymark.h>

#include <nlohmann/json.hpp>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/facts/json/facts_json.hpp"
#include "interpreter/prove/exact_answer.hpp"
#include "lang/compile.hpp"
#include "lang/modules/standard_library.hpp"
#include "tools/report/check_summary.hpp"
#include "tools/report/explanation_json.hpp"
#include "tools/report/inputs_json.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/present_moment.hpp"
#include "tools/report/result_json.hpp"
#include "tools/report/subject_text.hpp"
#include "tools/report/version.hpp"

// The C interface: each function turns its arguments into values, calls the same functions as the command,
// and lets no exception out.

struct waymark_texts {
  waymark::MemorySources sources = waymark::standard_library();
};

struct waymark_pathway {
  explicit waymark_pathway(waymark::Compilation checked)
      : compilation{std::move(checked)}, reader{*compilation.model} {}

  const waymark::Compilation compilation;
  const waymark::PatientReader reader;
};

namespace waymark {
namespace {

// A document, and what the call is to give.
struct Answer {
  waymark_status status = WAYMARK_FINE;
  std::string document;
};

Answer unusable(const std::string& error, JsonLayout layout = JsonLayout::indented) {
  return {WAYMARK_UNUSABLE, printed({{"waymark", version}, {"error", error}}, layout)};
}

waymark_status hand_over(const Answer& answer, char** document) {
  if (!document) return answer.status;
  *document = static_cast<char*>(std::malloc(answer.document.size() + 1));
  if (!*document) return WAYMARK_FAULT;
  std::memcpy(*document, answer.document.c_str(), answer.document.size() + 1);
  return answer.status;
}

// Hands over what `function` gives; no exception crosses the border to C.
template <typename Function>
waymark_status guarded(char** document, Function function) {
  if (document) *document = nullptr;
  try {
    return hand_over(function(), document);
  } catch (...) {
    return WAYMARK_FAULT;
  }
}

// Evaluates a patient's document and answers with what `function` makes of it; or says why there is no
// patient.
template <typename Function>
Answer with_patient(const waymark_pathway& pathway, std::string_view patient, const char* at,
                    JsonLayout layout, Function function) {
  const auto moment = at ? parse_moment_or_date(at) : std::nullopt;
  if (at && !moment) return unusable(fmt::format("`{}` is neither a moment nor a date", at), layout);
  const auto read = pathway.reader.read(patient, moment);
  if (const auto* problems = std::get_if<std::vector<FactsProblem>>(&read))
    return {WAYMARK_UNUSABLE, refusal_json(*problems, layout)};
  const auto& facts = std::get<Patient>(read);
  const auto known = moment ? moment : facts.at;
  Evaluator evaluator{*pathway.compilation.model, facts, known.value_or(present_moment())};
  const auto outcome = decide(evaluator);
  return function(RunReport{pathway.compilation, evaluator, outcome, !known});
}

Answer evaluated(const waymark_pathway& pathway, std::string_view patient, const char* at,
                 JsonLayout layout) {
  return with_patient(pathway, patient, at, layout, [&](const RunReport& report) {
    const auto status = report.outcome.violated.empty() ? WAYMARK_FINE : WAYMARK_ANSWER_IS_NO;
    return Answer{status, result_json(report, layout)};
  });
}

Answer explained(const RunReport& report, const std::string& id) {
  const auto subject = find_subject(report.model(), id);
  if (!subject) return unusable(no_such_subject(report.model(), id));
  const auto open = prove::exactly_open_answer(report.evaluator, *subject);
  return {WAYMARK_FINE, explanation_json(report, explanation(report.evaluator, *subject, open))};
}

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == line.npos; }

// The lines of a text, without their ends.
template <typename Function>
void for_each_line(std::string_view text, Function function) {
  while (!text.empty()) {
    const auto end = text.find('\n');
    function(text.substr(0, end));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
}

Answer evaluated_lines(const waymark_pathway& pathway, std::string_view patients, const char* at) {
  Answer all;
  for_each_line(patients, [&](std::string_view line) {
    if (is_blank(line)) return;
    const auto one = evaluated(pathway, line, at, JsonLayout::line);
    all.status = std::max(all.status, one.status);
    all.document += one.document;
  });
  return all;
}

Answer compiled(const waymark_texts& texts, const std::string& path, waymark_pathway** pathway) {
  auto files = load_pathway(path, texts.sources);
  if (const auto* error = std::get_if<LoadError>(&files))
    return unusable(fmt::format("{}: {}", error->path, error->reason));
  auto compilation =
      compile(std::get<std::vector<LoadedFile>>(std::move(files)), standard_library_folder, texts.sources);
  if (compilation.unreadable)
    return unusable(fmt::format("{}: {}", compilation.unreadable->path, compilation.unreadable->reason));
  const auto summary = summarize(path, compilation);
  const CheckedDiagnostics checked{compilation.diagnostics.sorted(), compilation.sources};
  Answer result{compilation.model ? WAYMARK_FINE : WAYMARK_ANSWER_IS_NO, check_json({summary}, {checked})};
  if (compilation.model) *pathway = new waymark_pathway{std::move(compilation)};
  return result;
}

}  // namespace
}  // namespace waymark

using waymark::guarded;

const char* waymark_version() {
  static const std::string text{waymark::version};
  return text.c_str();
}

size_t waymark_largest_text() { return waymark::maximum_file_size; }
size_t waymark_largest_patient() { return waymark::json::most_bytes; }

waymark_texts* waymark_texts_new() {
  try {
    return new waymark_texts;
  } catch (...) {
    return nullptr;
  }
}

waymark_status waymark_texts_add(waymark_texts* texts, const char* path, const char* text, size_t size) {
  return guarded(nullptr, [&] {
    texts->sources.put(path, {text, size});
    return waymark::Answer{};
  });
}

void waymark_texts_free(waymark_texts* texts) { delete texts; }

waymark_status waymark_compile(const waymark_texts* texts, const char* path, waymark_pathway** pathway,
                               char** document) {
  *pathway = nullptr;
  const auto status = guarded(document, [&] { return waymark::compiled(*texts, path, pathway); });
  if (status == WAYMARK_FAULT) waymark_pathway_free(std::exchange(*pathway, nullptr));
  return status;
}

void waymark_pathway_free(waymark_pathway* pathway) { delete pathway; }

waymark_status waymark_inputs(const waymark_pathway* pathway, char** document) {
  return guarded(document, [&] {
    return waymark::Answer{WAYMARK_FINE, waymark::inputs_json(*pathway->compilation.model)};
  });
}

waymark_status waymark_evaluate(const waymark_pathway* pathway, const char* patient, size_t size,
                                const char* at, char** document) {
  return guarded(document, [&] {
    return waymark::evaluated(*pathway, {patient, size}, at, waymark::JsonLayout::indented);
  });
}

waymark_status waymark_evaluate_many(const waymark_pathway* pathway, const char* patients, size_t size,
                                     const char* at, char** documents) {
  return guarded(documents, [&] { return waymark::evaluated_lines(*pathway, {patients, size}, at); });
}

waymark_status waymark_explain(const waymark_pathway* pathway, const char* patient, size_t size,
                               const char* at, const char* id, char** document) {
  return guarded(document, [&] {
    const auto explain = [&](const waymark::RunReport& report) { return waymark::explained(report, id); };
    return waymark::with_patient(*pathway, {patient, size}, at, waymark::JsonLayout::indented, explain);
  });
}

waymark_status waymark_needs(const waymark_pathway* pathway, const char* patient, size_t size, const char* at,
                             char** document) {
  return guarded(document, [&] {
    const auto needs = [](const waymark::RunReport& report) {
      return waymark::Answer{WAYMARK_FINE, waymark::needs_json(report.model(), report.outcome)};
    };
    return waymark::with_patient(*pathway, {patient, size}, at, waymark::JsonLayout::indented, needs);
  });
}

void waymark_free(char* document) { std::free(document); }
