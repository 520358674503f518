#include "tools/language_server/handle_lenses.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "lang/index/outline.hpp"
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
    return status_words(*counts) + (is_covered(*counts) ? "" : ", not covered") + proof_words(entry);
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

}  // namespace

Answer handle_lenses(const Request& request) { return Lenses{request}.lenses(); }

}  // namespace waymark::lsp
