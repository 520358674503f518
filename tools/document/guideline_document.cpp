#include "tools/document/guideline_document.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "lang/text/one_line.hpp"
#include "lang/text/overloaded.hpp"
#include "tools/document/condition_sentences.hpp"
#include "tools/document/document_advice.hpp"
#include "tools/document/document_definitions.hpp"
#include "tools/report/finding_words.hpp"
#include "tools/report/progress_text.hpp"
#include "tools/report/source_words.hpp"

namespace waymark {

namespace {

class DocumentBuilder {
 public:
  explicit DocumentBuilder(const RunReport& report) : report_{report}, wording_{report} {}

  GuidelineDocument build() {
    header();
    document_.advice = document_advice(report_);
    sources();
    uncited();
    document_.parameters = document_parameters(report_);
    document_.definitions = document_definitions(report_);
    document_.tables = document_tables(report_);
    properties();
    for (const auto& each : model().scenarios) {
      if (each.library.empty()) document_.scenarios.push_back(scenario(each));
    }
    return std::move(document_);
  }

 private:
  const model::Model& model() const { return report_.model(); }

  void header() {
    document_.id = model().id;
    document_.title = model().title.empty() ? model().id : model().title;
    document_.version = model().version;
    document_.about = model().about;
    if (const auto& site = model().site) document_.adapts = fmt::format("{} {}", site->adapts, site->version);
    for (const auto expr : model().applies) document_.audience.push_back(condition_words(report_, expr));
  }

  // Sources -----------------------------------------------------------------------

  void sources() {
    index_citations();
    std::set<std::uint32_t> followed{model().follows.begin(), model().follows.end()};
    for (const auto index : model().follows) followed_source(index);
    std::map<std::uint32_t, std::set<model::CitedStatement>> others;
    for (const auto& cited : all_cited()) {
      if (!followed.contains(cited.source)) others[cited.source].insert(cited);
    }
    for (const auto& [index, statements] : others) other_source(index, statements);
  }

  void index_citations() {
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < document_.advice.size(); ++i) places[document_.advice[i].id] = i;
    for (const auto& reference : model::all_statements(model())) {
      const auto& statement = model::statement(model(), reference);
      for (const auto& cite : statement.cites) cited_by_[cite.statement].insert(places[statement.id]);
    }
  }

  // By advice, and by what it rests on.
  std::set<model::CitedStatement> all_cited() const {
    std::set<model::CitedStatement> result;
    for (const auto& reference : model::all_statements(model())) {
      for (const auto& cite : model::statement(model(), reference).cites) result.insert(cite.statement);
    }
    for (const auto& each : cited_by_definitions(report_)) result.insert(each);
    return result;
  }

  DocumentSource begun(std::uint32_t index) const {
    const auto& source = model().sources[index];
    return {source_title(source), source_place(source), source.library, false, {}};
  }

  void followed_source(std::uint32_t index) {
    auto result = begun(index);
    result.is_followed = true;
    const auto& sections = model().sources[index].sections;
    for (std::uint32_t i = 0; i < sections.size(); ++i) {
      DocumentSourceSection section{section_words(sections[i]), {}};
      for (std::uint32_t k = 0; k < sections[i].statements.size(); ++k)
        section.statements.push_back(statement({index, i, k}));
      result.sections.push_back(std::move(section));
    }
    document_.sources.push_back(std::move(result));
  }

  void other_source(std::uint32_t index, const std::set<model::CitedStatement>& cited) {
    auto result = begun(index);
    const auto& sections = model().sources[index].sections;
    std::optional<std::uint32_t> section;
    for (const auto& each : cited) {
      if (section != each.section) result.sections.push_back({section_words(sections[each.section]), {}});
      section = each.section;
      result.sections.back().statements.push_back(statement(each));
    }
    document_.sources.push_back(std::move(result));
  }

  static std::string section_words(const model::SourceSection& section) {
    auto result = section_heading(section);
    return result.empty() ? section.id : result;
  }

  DocumentStatement statement(const model::CitedStatement& cited) {
    const auto& said = model::statement(model(), cited);
    DocumentStatement result{name_of(cited), said.text, said.refs, said.incomplete,
                             said.outside,   said.open, {}};
    for (const auto& term : said.open) document_.open_terms.push_back({result.name, term});
    const auto found = cited_by_.find(cited);
    if (found != cited_by_.end()) result.advice = {found->second.begin(), found->second.end()};
    shown_.insert(result.advice.begin(), result.advice.end());
    return result;
  }

  // Two sources that are followed may share a name; then the later one's stands behind that of its source.
  std::string name_of(const model::CitedStatement& cited) {
    const auto name = wording_.statement_name(cited);
    return names_.insert(name).second ? name : fmt::format("{}.{}", model().sources[cited.source].id, name);
  }

  void uncited() {
    for (std::size_t i = 0; i < document_.advice.size(); ++i) {
      if (!shown_.contains(i)) document_.uncited.push_back(i);
    }
  }

  // Properties and scenarios --------------------------------------------------------

  void properties() {
    for (const auto& each : model().properties)
      document_.properties.push_back({each.text, each.kind == ast::PropertyKind::never, {}});
  }

  DocumentScenario scenario(const model::Scenario& scenario) const {
    DocumentScenario result;
    result.name = scenario.name;
    if (scenario.extends) result.extends = model().scenarios[*scenario.extends].name;
    if (scenario.at) result.at = instant_words(*scenario.at);
    for (const auto& each : scenario.given) append_written(each.span, result.given);
    for (const auto& each : scenario.expects) append_written(each.span, result.expected);
    return result;
  }

  static std::string instant_words(const ast::Instant& instant) {
    return std::visit(overloaded{
                          [](const ast::DateLiteral& literal) { return to_string(literal.date); },
                          [](const ast::MomentLiteral& literal) { return to_string(literal.moment); },
                      },
                      instant.node);
  }

  // One line may say several things at once.
  void append_written(Span span, std::vector<std::string>& lines) const {
    auto text = one_line(report_.sources().text(span));
    for (const auto* word : {"given ", "expect "}) {
      if (text.starts_with(word)) text.erase(0, std::string_view{word}.size());
    }
    if (lines.empty() || lines.back() != text) lines.push_back(std::move(text));
  }

  const RunReport& report_;
  Wording wording_;
  GuidelineDocument document_;
  std::map<model::CitedStatement, std::set<std::size_t>> cited_by_;  // positions in the advice
  std::set<std::size_t> shown_;                                      // advice that stands beside a statement
  std::set<std::string> names_;                                      // of statements
};

DocumentFinding found(const RunReport& report, const prove::Finding& finding) {
  DocumentFinding result;
  const bool is_open = finding.verdict == prove::Verdict::not_proved;
  result.question = prove::text_of(finding.question).id;
  result.label = finding.accepted ? "accepted" : is_open ? "not proved" : to_string(finding.weight);
  result.message = claim_words(finding.claim);
  result.place = place_words(report, finding.span);
  if (finding.example && !finding.example->given.empty()) result.patient = patient_words(*finding.example);
  if (finding.reason) result.reason = reason_words(*finding.reason);
  if (finding.accepted) result.reason = *finding.accepted;
  return result;
}

// A finding may have taken in that of a property, which then is one of its places.
bool is_about(const prove::Finding& finding, const Span& property) {
  const auto is_it = [&](const prove::RelatedPlace& place) { return place.span == property; };
  return finding.span == property || std::ranges::any_of(finding.places, is_it);
}

// What came of an `always` or `never`; that of which nothing is found is proved.
std::string verdict_of(const Span& property, const prove::Report& proof) {
  std::string result = "proved";
  for (const auto& finding : proof.findings) {
    if (!is_about(finding, property)) continue;
    if (finding.verdict == prove::Verdict::refuted) return "refuted";
    result = "not proved";
  }
  return result;
}

}  // namespace

GuidelineDocument guideline_document(const RunReport& report) { return DocumentBuilder{report}.build(); }

void add_proof(GuidelineDocument& document, const RunReport& report, const prove::Report& proof,
               const std::string& asked) {
  auto& result = document.proof.emplace();
  result.asked = asked;
  for (const auto& count : proof.counts) {
    result.proved += count.proved;
    result.refuted += count.refuted;
    result.not_proved += count.not_proved;
  }
  for (const auto& finding : proof.findings) result.findings.push_back(found(report, finding));
  const auto& properties = report.model().properties;
  for (std::size_t i = 0; i < properties.size(); ++i)
    document.properties[i].verdict = verdict_of(properties[i].span, proof);
}

static std::string as_it_is(std::string_view text) { return std::string{text}; }

static std::string dose_words(const diff::DoseChange& change) {
  const auto whose = change.action.empty() ? "" : " of " + change.action;
  const auto whom = whom_words(change.example, change.reason);
  if (!change.example) return fmt::format("dose{} in {}: {}", whose, change.id, whom);
  return fmt::format("dose{} in {}: {} instead of {}, for example for {}", whose, change.id, change.after,
                     change.before, whom);
}

// Beside the advice itself: who is advised differently.
static void tell_change(GuidelineDocument& document, const std::string& since, const DocumentChange& change) {
  for (auto& advice : document.advice) {
    if (advice.id == change.statement)
      advice.changes.push_back(fmt::format("since {}: {} instead of {}, for example for {}", since,
                                           change.after, change.before, change.patient));
  }
}

void add_comparison(GuidelineDocument& document, const ComparedPathways& compared) {
  auto& result = document.comparison.emplace();
  result.since = compared.before_name;
  result.verdict = diff_verdict(compared);
  for (const auto& change : compared.difference.declarations)
    result.declarations.push_back(declaration_text(change, as_it_is));
  for (const auto& change : compared.difference.doses) result.declarations.push_back(dose_words(change));
  for (const auto& change : compared.difference.statuses)
    result.statements.push_back({change.id, status_name(change.before), status_name(change.after),
                                 whom_words(change.example, change.reason)});
  for (const auto& change : result.statements) tell_change(document, result.since, change);
}

}  // namespace waymark
