#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <waymark/waymark.h>

#include <fmt/format.h>

#include "lang/compile.hpp"
#include "lang/modules/standard_library.hpp"
#include "tools/api/border.hpp"
#include "tools/api/documents.hpp"
#include "tools/report/inputs_json.hpp"
#include "tools/report/version.hpp"

// The C interface: each function turns its arguments into values, calls the same functions as the command,
// and lets no exception out.

struct waymark_texts {
  waymark::MemorySources sources = waymark::standard_library();
};

struct waymark_pathway {
  explicit waymark_pathway(waymark::Compilation sound) : checked{std::move(sound)} {}

  const waymark::CheckedPathway checked;
};

namespace waymark {
namespace {

// The numbers are the same.
waymark_status status_of(ExitCode exit_code) { return static_cast<waymark_status>(exit_code); }

waymark_status hand_over(const Document& answer, char** document) {
  if (!document) return status_of(answer.exit_code);
  *document = static_cast<char*>(std::malloc(answer.text.size() + 1));
  if (!*document) return WAYMARK_FAULT;
  std::memcpy(*document, answer.text.c_str(), answer.text.size() + 1);
  return status_of(answer.exit_code);
}

// Hands over what `function` gives; no exception crosses the border to C.
template <typename Function>
waymark_status guarded(char** document, Function function) {
  if (document) *document = nullptr;
  return or_at_fault(WAYMARK_FAULT, [&] { return hand_over(function(), document); });
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

std::optional<std::string> given(const char* at) {
  return at ? std::optional<std::string>{at} : std::nullopt;
}

Document evaluated_lines(const CheckedPathway& pathway, std::string_view patients, const char* at) {
  Document all;
  for_each_line(patients, [&](std::string_view line) {
    if (is_blank(line)) return;
    const auto one = run_document(pathway, {line, given(at), JsonLayout::line});
    all.exit_code = std::max(all.exit_code, one.exit_code);
    all.text += one.text;
  });
  return all;
}

Document unreadable(const LoadError& error) {
  return unusable_document(fmt::format("{}: {}", error.path, error.reason));
}

Document compiled(const waymark_texts& texts, const std::string& path, waymark_pathway** pathway) {
  auto files = load_pathway(path, texts.sources);
  if (const auto* error = std::get_if<LoadError>(&files)) return unreadable(*error);
  auto compilation =
      compile(std::get<std::vector<LoadedFile>>(std::move(files)), standard_library_folder, texts.sources);
  if (compilation.unreadable) return unreadable(*compilation.unreadable);
  auto result = check_document(path, compilation);
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
  return waymark::or_at_fault(static_cast<waymark_texts*>(nullptr), [] { return new waymark_texts; });
}

waymark_status waymark_texts_add(waymark_texts* texts, const char* path, const char* text, size_t size) {
  return guarded(nullptr, [&] {
    texts->sources.put(path, {text, size});
    return waymark::Document{};
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
    return waymark::Document{waymark::ExitCode::fine,
                             waymark::inputs_json(*pathway->checked.compilation.model)};
  });
}

waymark_status waymark_evaluate(const waymark_pathway* pathway, const char* patient, size_t size,
                                const char* at, char** document) {
  return guarded(document, [&] {
    return waymark::run_document(pathway->checked, {{patient, size}, waymark::given(at)});
  });
}

waymark_status waymark_evaluate_many(const waymark_pathway* pathway, const char* patients, size_t size,
                                     const char* at, char** documents) {
  return guarded(documents, [&] { return waymark::evaluated_lines(pathway->checked, {patients, size}, at); });
}

waymark_status waymark_explain(const waymark_pathway* pathway, const char* patient, size_t size,
                               const char* at, const char* id, char** document) {
  return guarded(document, [&] {
    return waymark::explain_document(pathway->checked, {{patient, size}, waymark::given(at)}, id);
  });
}

waymark_status waymark_needs(const waymark_pathway* pathway, const char* patient, size_t size, const char* at,
                             char** document) {
  return guarded(document, [&] {
    return waymark::needs_document(pathway->checked, {{patient, size}, waymark::given(at)});
  });
}

waymark_status waymark_questions(const waymark_pathway* pathway, const char* patient, size_t size,
                                 const char* at, char** document) {
  return guarded(document, [&] {
    return waymark::questions_document(pathway->checked, {{patient, size}, waymark::given(at)});
  });
}

waymark_status waymark_picture(const waymark_pathway* pathway, const char* patient, size_t size,
                               const char* at, char** document) {
  return guarded(document, [&] {
    if (!patient) return waymark::picture_document(pathway->checked);
    return waymark::picture_document(pathway->checked, {{patient, size}, waymark::given(at)});
  });
}

waymark_status waymark_replay(const waymark_pathway* pathway, const char* patient, size_t size,
                              const char* at, char** document) {
  return guarded(document, [&] {
    return waymark::replay_document(pathway->checked, {{patient, size}, waymark::given(at)});
  });
}

waymark_status waymark_scenario(const waymark_pathway* pathway, const char* patient, size_t size,
                                const char* at, const char* name, char** document) {
  return guarded(document, [&] {
    return waymark::scenario_document(pathway->checked, {{patient, size}, waymark::given(at)}, name);
  });
}

void waymark_free(char* document) { std::free(document); }
