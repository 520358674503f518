#include "tools/language_server/handle_lenses.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "lang/index/outline.hpp"
#include "lang/index/written_before.hpp"
#include "tools/language_server/chosen_scenario.hpp"
#include "tools/language_server/findings.hpp"

namespace waymark::lsp {
namespace {

std::string times(std::size_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

// A lens needs a command; this one has no name, so that a click does nothing.
Json lens(const View& view, Span place, std::string title) {
  return {{"range", view.range(place)}, {"command", {{"title", std::move(title)}, {"command", ""}}}};
}

// A lens of a scenario, for an editor that knows the command.
Json lens_of_scenario(const View& view, const OutlineEntry& entry, std::string title, std::string command) {
  auto result = lens(view, entry.name_span, std::move(title));
  result["command"]["command"] = std::move(command);
  result["command"]["arguments"] = Json::array({view.uri(entry.span.file), entry.name});
  return result;
}

class Lenses {
 public:
  explicit Lenses(const Request& request) : request_{request} {}

  Json lenses() {
    if (const auto* syntax = request_.snapshot().syntax(request_.file)) add(outline(*syntax));
    return std::move(result_);
  }

 private:
  void add(const std::vector<OutlineEntry>& entries) {
    for (const auto& entry : entries) {
      const bool is_active = request_.client.commands && entry.kind == OutlineKind::scenario;
      if (is_active) {
        result_.push_back(lens_of_scenario(request_.view, entry, "run", "waymark.runScenario"));
        result_.push_back(lens_of_scenario(request_.view, entry, "show the patient", "waymark.showPatient"));
      }
      if (const auto title = title_of(entry); !title.empty())
        result_.push_back(lens(request_.view, entry.name_span, title));
      add(entry.children);
    }
  }

  std::string title_of(const OutlineEntry& entry) const {
    if (entry.kind == OutlineKind::define) {
      const auto places = request_.index().places_of(entry.name_span).size();
      return places == 0 ? "" : "used " + times(places - 1, "time");
    }
    if (!request_.findings) return "";
    if (entry.kind == OutlineKind::recommendation) return recommendation_title(entry);
    return entry.kind == OutlineKind::scenario ? scenario_title(entry) : "";
  }

  std::string recommendation_title(const OutlineEntry& entry) const {
    const auto counts = counts_at(*request_.findings, entry.span);
    if (!counts) return "";
    const bool is_covered = counts->advised > 0 && counts->not_advised > 0;
    return status_words(*counts) + (is_covered ? "" : ", not covered") + proof_words(entry);
  }

  // What the questions of `check --prove` found there, once they have been asked.
  std::string proof_words(const OutlineEntry& entry) const {
    if (std::ranges::any_of(request_.findings->proofs,
                            [&](const Diagnostic& each) { return is_in(each, entry); }))
      return ", with a witness";
    return request_.findings->are_proofs_done ? ", proved" : "";
  }

  static bool is_in(const Diagnostic& finding, const OutlineEntry& entry) {
    return finding.span.file == entry.span.file && entry.span.begin <= finding.span.begin &&
           finding.span.end <= entry.span.end;
  }

  std::string scenario_title(const OutlineEntry& entry) const {
    const auto fails = [&](const Diagnostic& failure) { return is_in(failure, entry); };
    return std::ranges::any_of(request_.findings->tests, fails) ? "fails" : "passes";
  }

  const Request& request_;
  Json result_ = Json::array();
};

// What the arguments of a built-in function are called.
struct BuiltIn {
  std::string_view name, arguments;
};
constexpr std::string_view counting = "at least N of ";
constexpr std::array<BuiltIn, 13> built_in{{
    {counting, "condition, condition, ..."},
    {"min", "value, value, ..."},
    {"max", "value, value, ..."},
    {"abs", "number"},
    {"round", "number, places"},
    {"floor", "number"},
    {"ceiling", "number"},
    {"nearest", "number, step"},
    {"sqrt", "number"},
    {"pow", "base, exponent"},
    {"exp", "number"},
    {"ln", "number"},
    {"log10", "number"},
}};

// The call that the place is in: the function's name, and how many commas are before the place.
struct OpenCall {
  std::string function;
  std::uint32_t argument = 0;
};

std::optional<OpenCall> open_call(const OpenStatement& statement) {
  int depth = 0;
  std::uint32_t commas = 0;
  for (auto word = statement.words.rbegin(); word != statement.words.rend(); ++word) {
    if (word->text == ")") ++depth;
    if (word->text == "," && depth == 0) ++commas;
    if (word->text == "(" && depth-- == 0) {
      const auto before = std::next(word);
      if (before == statement.words.rend() || before->kind != WrittenKind::word) return std::nullopt;
      return OpenCall{before->text == "of" ? std::string{counting} : before->text, commas};
    }
  }
  return std::nullopt;
}

std::string written_arguments(const Snapshot& snapshot, const std::string& name) {
  std::string result;
  for (const auto& module : modules(snapshot.compilation())) {
    for_each<ast::Define>(module, [&](const ast::Define& define, Span) {
      if (define.id.text != name) return;
      for (const auto& parameter : define.parameters)
        result += fmt::format("{}{}: {}", result.empty() ? "" : ", ", parameter.name.text,
                              snapshot.sources().text(parameter.type.span));
    });
  }
  return result;
}

Json signature(const std::string& name, const std::string& arguments) {
  auto parameters = Json::array();
  for (std::size_t begin = 0; begin < arguments.size();) {
    const auto end = std::min(arguments.find(", ", begin), arguments.size());
    parameters.push_back({{"label", arguments.substr(begin, end - begin)}});
    begin = end + 2;
  }
  return {{"label", fmt::format("{}({})", name, arguments)}, {"parameters", std::move(parameters)}};
}

}  // namespace

Answer handle_lenses(const Request& request) { return Lenses{request}.lenses(); }

Answer handle_hints(const Request& request) {
  const auto range = request.view.span(request.file, find(request.params, {"range"}));
  if (!range) return ResponseError{ErrorCode::invalid_params, "`range` is not a range"};
  auto result = Json::array();
  const auto* syntax = request.snapshot().syntax(request.file);
  const auto& declared = request.snapshot().declared();
  if (!syntax || !declared) return result;
  for (const auto& item : syntax->items) {
    const auto* define = std::get_if<ast::Define>(&item.node);
    if (!define || define->type || define->id.span.end < range->begin || range->end < define->id.span.begin)
      continue;
    const auto found = std::ranges::find(declared->defines(), define->id.span, &model::Define::span);
    const auto* type = found == declared->defines().end() ? nullptr : declared->type_of(*found);
    if (!type || type->kind == TypeKind::broken) continue;
    const auto end = define->title ? define->title->span.end : define->id.span.end;
    result.push_back({{"position", request.view.position(request.file, end)},
                      {"label", " : " + describe(*type)},
                      {"kind", 1}});
  }
  if (const auto chosen = ChosenScenario::of(request)) {
    for (auto& hint : chosen->hints(*range)) result.push_back(std::move(hint));
  }
  return result;
}

Answer handle_signature(const Request& request) {
  const auto text = request.view.sources()[request.file].text();
  const auto before = written_before(text, request.file, request.offset);
  const auto call = before.in_text ? std::nullopt : open_call(before.here());
  if (!call) return Json(nullptr);
  const auto function = std::ranges::find(built_in, std::string_view{call->function}, &BuiltIn::name);
  const auto arguments = function != built_in.end() ? std::string{function->arguments}
                                                    : written_arguments(request.snapshot(), call->function);
  if (arguments.empty()) return Json(nullptr);
  return Json{{"signatures", Json::array({signature(call->function, arguments)})},
              {"activeSignature", 0},
              {"activeParameter", call->argument}};
}

}  // namespace waymark::lsp
