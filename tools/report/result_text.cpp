#include "tools/report/result_text.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "tools/report/cited_sources.hpp"
#include "tools/report/fhir_words.hpp"
#include "tools/report/local_rules.hpp"
#include "tools/report/needs_words.hpp"
#include "tools/report/path_text.hpp"
#include "tools/report/progress_text.hpp"
#include "tools/report/reading_text.hpp"
#include "tools/report/reason_groups.hpp"
#include "tools/report/statement_details.hpp"
#include "tools/report/statement_text.hpp"
#include "tools/report/text_layout.hpp"

namespace waymark {

namespace {

std::string_view label(ast::Modality modality) {
  switch (modality) {
    case ast::Modality::must: return "MUST";
    case ast::Modality::must_not: return "MUST NOT";
    case ast::Modality::should: return "SHOULD";
    case ast::Modality::should_not: return "SHOULD NOT";
    case ast::Modality::consider: break;
  }
  return "CONSIDER";
}

// A heading is written before the first entry below it, and not where there is none.
class Heading {
 public:
  Heading(Page& page, std::string_view text) : page_{page}, text_{text} {}

  void write() {
    if (!written_) page_.heading(text_);
    written_ = true;
  }
  bool is_written() const { return written_; }

 private:
  Page& page_;
  std::string_view text_;
  bool written_ = false;
};

class TextWriter {
 public:
  TextWriter(const RunReport& report, ResultTextStyle style)
      : report_{for_reading(report)}, style_{style}, wording_{report_}, page_{style.color} {}

  std::string write() {
    header();
    applies();
    warnings();
    write_doubtful_readings(page_, report_);
    write_not_used(page_, report_);
    advised();
    blocked();
    cannot_say();
    notes();
    absent_from_source();
    same_action();
    write_local_rules(page_, report_, wording_);
    if (style_.everything) not_advised();
    if (style_.sources) sources();
    auto result = page_.text();
    if (style_.path) result += "\n  PATH\n" + path();
    return result;
  }

 private:
  const model::Model& model() const { return report_.model(); }
  const Outcome& outcome() const { return report_.outcome; }

  void header() {
    const auto& patient = report_.evaluator.patient().id;
    const auto when = moment_text(report_.evaluator.at()) + (report_.at_is_now ? " (now)" : "");
    page_.title(fmt::format("{} {}  {}", model().id, model().version, model().title),
                patient.empty() ? when : fmt::format("{} at {}", patient, when));
    if (const auto& site = model().site)
      page_.entry({"", fmt::format("adapts {} {}  {}", site->adapts, site->version, site->title), ""});
  }

  // What excludes the patient, or what has to be known to say so.
  void applies() {
    const auto& applies = outcome().applies;
    if (!applies || applies->value == Truth::yes) return;
    if (applies->value == Truth::unknown) {
      page_.heading("PERHAPS NOT FOR THIS PATIENT");
      return page_.entry({"", needs_words(report_, applies->needs), ""});
    }
    page_.heading("NOT FOR THIS PATIENT");
    for (const auto expr : applies->failed) {
      for (const auto& line : reason_lines(report_, expr)) page_.entry({"", line, ""});
    }
  }

  void warnings() {
    if (outcome().violated.empty() && outcome().conflicts.empty()) return;
    page_.blank_line();
    for (const auto index : outcome().violated) {
      const auto& property = model().properties[index];
      const bool always = property.kind == ast::PropertyKind::always;
      page_.entry({"VIOLATED", fmt::format("{} \"{}\"", always ? "always" : "never", property.text), ""});
    }
    for (const auto& conflict : outcome().conflicts) page_.entry({"CONFLICT", conflict_text(conflict), ""});
  }

  std::string conflict_text(const Conflict& conflict) const {
    const auto& first = model().recommendations[conflict.first];
    const auto& second = model().recommendations[conflict.second];
    const bool first_asks = model::stance(first.modality, first.verb) == model::Stance::asks_for;
    return fmt::format("{}: {} asks for it, {} against it", wording_.action(conflict.action),
                       (first_asks ? first : second).id, (first_asks ? second : first).id);
  }

  void advised() {
    bool any = false, any_progress = false;
    for_each(Status::advised, [&](const auto&, const auto& its) {
      any = true;
      any_progress |= its.progress.has_value();
    });
    if (!any_progress) page_.blank_line();
    if (!any) page_.entry({"", "Nothing is advised for what is known of this patient.", ""});
    for (const auto& progress : progress_groups()) {
      Heading heading{page_, progress_heading(progress)};
      advised(progress, any_progress ? &heading : nullptr);
    }
  }

  // What is so far, strongest first; without a heading where nothing has a progress.
  void advised(const std::optional<Progress>& progress, Heading* heading) {
    using enum ast::Modality;
    std::vector<std::size_t> entries;
    for (const auto modality : {must, must_not, should, should_not, consider}) {
      for (std::size_t i = 0; i < model().recommendations.size(); ++i) {
        const auto& its = outcome().recommendations[i];
        const auto its_progress = its.progress ? std::optional{its.progress->progress} : std::nullopt;
        if (its.status == Status::advised && model().recommendations[i].modality == modality &&
            its_progress == progress)
          entries.push_back(i);
      }
    }
    if (entries.empty()) return;
    if (heading) heading->write();
    bool is_first = true;
    for (const auto& group : reason_groups(report_, entries)) {
      begin(group, std::exchange(is_first, false));
      for (const auto entry : group.entries)
        advised(model().recommendations[entry], outcome().recommendations[entry]);
      details_.end_group();
    }
  }

  void begin(const ReasonGroup& group, bool is_first) {
    if (!is_first && group.shared.empty()) return page_.heading("FOR OTHER REASONS");
    if (!is_first) page_.blank_line();
    for (const auto& reason : group.shared)
      page_.entry({reason == group.shared.front() ? "BECAUSE" : "", reason, ""});
    details_.begin_group(group.shared);
  }

  void advised(const model::Recommendation& recommendation, const StatementOutcome& its) {
    page_.entry({std::string{label(recommendation.modality)},
                 named_with_id(advice_text(wording_, model(), recommendation), recommendation),
                 wording_.citation(recommendation)});
    for (const auto& line : plan_lines(report_, wording_, recommendation, its)) page_.detail(line);
    details_.advice(recommendation, its);
  }

  template <typename Function>
  void for_each(Status status, Function function) const {
    for (std::size_t i = 0; i < model().recommendations.size(); ++i) {
      const auto& its = outcome().recommendations[i];
      if (its.status == status) function(model().recommendations[i], its);
    }
  }

  // Of what is printed above.
  void sources() {
    CitedSources cited{report_};
    add_printed(cited, model().recommendations, outcome().recommendations);
    add_printed(cited, model().contraindications, outcome().contraindications);
    add_printed(cited, model().notes, outcome().notes);
    write_sources(page_, cited, model());
  }

  template <typename Statement>
  void add_printed(CitedSources& cited, const std::vector<Statement>& statements,
                   const std::vector<StatementOutcome>& outcomes) const {
    for (std::size_t i = 0; i < statements.size(); ++i) {
      if (style_.everything || outcomes[i].status != Status::not_advised) cited.add(statements[i]);
    }
  }

  // What is not advised because something forbids it, and what forbids it.
  void blocked() {
    bool any = false;
    for (std::size_t i = 0; i < model().contraindications.size(); ++i) {
      if (outcome().contraindications[i].status != Status::advised) continue;
      const auto& contraindication = model().contraindications[i];
      if (!any) page_.heading("CONTRAINDICATED");
      any = true;
      page_.entry({"", named_with_id(actions_text(wording_, contraindication), contraindication),
                   wording_.citation(contraindication)});
      details_.reasons(contraindication);
      details_.because(contraindication.because);
      details_.source_gaps(contraindication);
      for_each(Status::not_advised, [&](const auto& recommendation, const auto& its) {
        const bool by_this = std::ranges::find(its.blocked_by, i) != its.blocked_by.end();
        if (by_this)
          page_.detail("so not: " +
                       named_with_id(advice_text(wording_, model(), recommendation), recommendation));
      });
    }
  }

  void cannot_say() {
    Heading heading{page_, "CANNOT SAY YET"};
    for_each(Status::undetermined, [&](const auto& recommendation, const auto& its) {
      undetermined(heading, recommendation, its, what(recommendation));
    });
    all_undetermined(heading, model().contraindications, outcome().contraindications);
    all_undetermined(heading, model().notes, outcome().notes);
    if (heading.is_written()) legend();
  }

  template <typename Statement>
  void all_undetermined(Heading& heading, const std::vector<Statement>& statements,
                        const std::vector<StatementOutcome>& outcomes) {
    for (std::size_t i = 0; i < statements.size(); ++i) {
      if (outcomes[i].status == Status::undetermined)
        undetermined(heading, statements[i], outcomes[i], what(statements[i]));
    }
  }

  std::string what(const model::Recommendation& recommendation) const {
    return named_with_id(fmt::format("{} {}", model::to_string(recommendation.modality),
                                     advice_text(wording_, model(), recommendation)),
                         recommendation);
  }
  std::string what(const model::Contraindication& contraindication) const {
    return named_with_id("contraindicated: " + actions_text(wording_, contraindication), contraindication);
  }
  static std::string what(const model::Note& note) { return "note " + note.id; }

  void undetermined(Heading& heading, const model::StatementBase& statement, const StatementOutcome& its,
                    const std::string& what) {
    heading.write();
    page_.entry({"", what, wording_.citation(statement)});
    page_.detail(needs_words(report_, its.needs.list()));
    details_.source_gaps(statement);
  }

  // What the needed names mean, each once.
  void legend() {
    const auto all = all_needs();
    if (all.empty()) return;
    page_.heading("NEEDED");
    const auto names = wording_.inputs(all);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto& declared = declaration(model(), all[i]);
      page_.entry(
          {"", fmt::format("{} = {}", names[i], declared.title.empty() ? declared.id : declared.title), ""});
    }
  }

  // Those of contraindications too: their names stand above.
  std::vector<model::Input> all_needs() const {
    auto result = outcome().needs;
    std::set<model::Input> seen{result.begin(), result.end()};
    for (const auto& each : outcome().contraindications) {
      std::ranges::copy_if(each.needs, std::back_inserter(result),
                           [&](const model::Input& input) { return seen.insert(input).second; });
    }
    return result;
  }

  void notes() {
    bool any = false;
    for (std::size_t i = 0; i < model().notes.size(); ++i) {
      const auto& note = model().notes[i];
      if (outcome().notes[i].status != Status::advised) continue;
      if (!any) page_.heading("NOTES");
      any = true;
      page_.entry({"", note.says ? named_with_id(wording_.text(*note.says), note) : note.id,
                   wording_.citation(note)});
      details_.reasons(note);
      details_.source_gaps(note);
    }
  }

  // Where a list is missing, that nothing is advised may be for want of it.
  void absent_from_source() {
    Heading heading{page_, "NOT ADVISED, AND THE SOURCE IS INCOMPLETE"};
    if (outcome().applies && outcome().applies->value == Truth::no) return;
    for_each(Status::not_advised, [&](const auto& recommendation, const auto&) {
      for (const auto& [statement, reason] : wording_.incomplete(recommendation)) {
        heading.write();
        page_.entry({"", fmt::format("{}: {}", what(recommendation), reason), statement});
      }
    });
  }

  void same_action() {
    if (outcome().same_action.empty()) return;
    page_.heading("SEVERAL PIECES OF ADVICE ABOUT ONE ACTION");
    for (const auto& same : outcome().same_action) {
      std::vector<std::string> ids;
      for (const auto id : same.recommendations) ids.push_back(model().recommendations[id].id);
      page_.entry({"",
                   fmt::format("{}: {}{}", wording_.action(same.action), fmt::join(ids, ", "),
                               same.doses_differ ? "; WARNING: their doses differ" : ""),
                   ""});
    }
  }

  void not_advised() {
    Heading heading{page_, "NOT ADVISED"};
    for_each(Status::not_advised, [&](const auto& recommendation, const auto& its) {
      heading.write();
      page_.entry({"", named_with_id(advice_text(wording_, model(), recommendation), recommendation),
                   wording_.citation(recommendation)});
      details_.why_not(recommendation);
      for (const auto id : its.blocked_by)
        page_.detail(fmt::format("because contraindicated ({})", model().contraindications[id].id));
      details_.source_gaps(recommendation);
    });
    Heading other{page_, "DOES NOT APPLY"};
    do_not_apply(other, model().contraindications, outcome().contraindications);
    do_not_apply(other, model().notes, outcome().notes);
  }

  template <typename Statement>
  void do_not_apply(Heading& heading, const std::vector<Statement>& statements,
                    const std::vector<StatementOutcome>& outcomes) {
    for (std::size_t i = 0; i < statements.size(); ++i) {
      if (outcomes[i].status != Status::not_advised) continue;
      heading.write();
      page_.entry({"", what(statements[i]), wording_.citation(statements[i])});
      details_.why_not(statements[i]);
    }
  }

  std::string path() const {
    return path_text(decision_path(report_.evaluator, outcome(), report_.sources()), report_.sources());
  }

  RunReport report_;
  ResultTextStyle style_;
  Wording wording_;
  Page page_;
  StatementDetails details_{page_, report_, wording_};
};

}  // namespace

std::string result_text(const RunReport& report, ResultTextStyle style) {
  return TextWriter{report, style}.write();
}

}  // namespace waymark
