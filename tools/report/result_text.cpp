#include "tools/report/result_text.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "interpreter/decide/targets.hpp"
#include "lang/text/listed.hpp"
#include "tools/report/cited_sources.hpp"
#include "tools/report/local_rules.hpp"
#include "tools/report/path_text.hpp"
#include "tools/report/progress_text.hpp"
#include "tools/report/reading_text.hpp"
#include "tools/report/reason_text.hpp"
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
      : report_{report}, style_{style}, wording_{report}, page_{style.color} {}

  std::string write() {
    header();
    applies();
    warnings();
    write_doubtful_readings(page_, report_);
    advised();
    blocked();
    cannot_say();
    notes();
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
      return page_.entry({"", fmt::format("whether it is: {}", needs_text(applies->needs)), ""});
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
    for (const auto modality : {must, must_not, should, should_not, consider}) {
      for_each(Status::advised, [&](const auto& recommendation, const auto& its) {
        const auto its_progress = its.progress ? std::optional{its.progress->progress} : std::nullopt;
        if (recommendation.modality != modality || its_progress != progress) return;
        if (heading) heading->write();
        page_.entry(
            {std::string{label(modality)}, advised_text(recommendation), wording_.citation(recommendation)});
        for (const auto& line : plan_lines(report_, wording_, recommendation, its)) page_.detail(line);
        because(recommendation, its);
      });
    }
  }

  // With its id where another one would read the same.
  std::string advised_text(const model::Recommendation& recommendation) const {
    const auto text = advice_text(wording_, model(), recommendation);
    int alike = 0;
    for_each(Status::advised, [&](const auto& other, const auto&) {
      alike += other.modality == recommendation.modality && advice_text(wording_, model(), other) == text;
    });
    return alike > 1 ? fmt::format("{} ({})", text, recommendation.id) : text;
  }

  template <typename Function>
  void for_each(Status status, Function function) const {
    for (std::size_t i = 0; i < model().recommendations.size(); ++i) {
      const auto& its = outcome().recommendations[i];
      if (its.status == status) function(model().recommendations[i], its);
    }
  }

  void because(const model::Recommendation& recommendation, const StatementOutcome& its) {
    for (const auto& line : statement_reasons(report_, recommendation))
      page_.detail(fmt::format("because {}", line));
    for (const auto& text : recommendation.because)
      page_.detail(fmt::format("because {}", wording_.text(text)));
    doses(recommendation);
    grading(recommendation);
    for (const auto& condition : recommendation.conditions) {
      if (condition.kind == model::ConditionKind::until)
        page_.detail(fmt::format("until {}", until_text(report_, condition.expr)));
    }
    for (const auto action : its.struck_out) page_.detail(struck_out(recommendation, action));
    for (const auto& alternative : its.alternatives) perhaps_open(alternative);
    for (const auto id : recommendation.contraindications) perhaps_contraindicated(id, its);
    source_gaps(recommendation);
  }

  // What a site changes of it, and what the source leaves open.
  void source_gaps(const model::StatementBase& statement) {
    for (const auto& line : local_lines(report_, wording_, statement.local)) page_.detail(line);
    for (const auto& [name, reason] : wording_.incomplete(statement))
      page_.detail(fmt::format("source incomplete: {}", reason));
    for (const auto& term : wording_.left_open(statement)) page_.detail("source leaves open: " + term);
    for (const auto& reading : statement.interprets) page_.detail("our reading: " + reading);
    for (const auto& gap : statement.silent) page_.detail("the source does not speak of: " + gap);
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

  // An alternative of several actions falls with one of them; the others are not contraindicated themselves.
  std::string struck_out(const model::Recommendation& recommendation, model::ActionId action) const {
    for (std::size_t i = 0; i < model().contraindications.size(); ++i) {
      const bool holds = outcome().contraindications[i].status == Status::advised;
      if (holds && speaks_of(model(), model().contraindications[i].actions, action))
        return fmt::format("not {}: it is contraindicated", wording_.action(action));
    }
    for (const auto* target : single_targets(recommendation.target)) {
      const bool is_it = std::get<model::ActionId>(target->node) == action;
      if (is_it && target->when && report_.evaluator.truth(*target->when) == Truth::no)
        return fmt::format("not {}: {}", wording_.action(action),
                           fmt::join(reason_lines(report_, *target->when), "; "));
    }
    return fmt::format("not {}: what it goes with is contraindicated", wording_.action(action));
  }

  void perhaps_open(const Alternative& alternative) {
    const auto& when = alternative.target->when;
    if (!when || report_.evaluator.truth(*when) != Truth::unknown) return;
    const auto action = std::get<model::ActionId>(alternative.target->node);
    page_.detail(fmt::format("perhaps {}: {}", wording_.action(action), needs_text(alternative.needs)));
  }

  // How each dose came about, where it is not what is written.
  void doses(const model::Recommendation& recommendation) {
    for (const auto* each : doses_of(recommendation)) {
      const auto dose = wording_.dose(*each);
      if (!dose.text) continue;
      std::string how = dose.from;
      const auto add = [&](const std::string& more) { how += (how.empty() ? "" : ", ") + more; };
      if (!dose.limited.empty()) add(fmt::format("{} {}", dose.limited, dose.limit));
      if (dose.unrounded) add("not rounded");
      if (!how.empty()) page_.detail(fmt::format("{}: {}", *dose.text, how));
    }
  }

  // A choice stays advised while one alternative is open; whoever chooses has to know what is not settled.
  void perhaps_contraindicated(model::ContraindicationId id, const StatementOutcome& its) {
    const auto& open = outcome().contraindications[id];
    if (its.status != Status::advised || open.status != Status::undetermined) return;
    page_.detail(fmt::format("perhaps contraindicated: {} ({} {})", actions(model().contraindications[id]),
                             model().contraindications[id].id, needs(open)));
  }

  void grading(const model::Recommendation& recommendation) {
    if (!recommendation.strength && !recommendation.certainty) return;
    static constexpr std::array<std::string_view, 4> certainties{"high", "moderate", "low", "very low"};
    std::vector<std::string> parts;
    if (recommendation.strength) {
      parts.emplace_back(*recommendation.strength == ast::Strength::strong ? "strong recommendation"
                                                                           : "conditional recommendation");
    }
    if (recommendation.certainty) {
      const auto index = static_cast<std::size_t>(*recommendation.certainty);
      parts.push_back(fmt::format("{} certainty", certainties[index]));
    }
    page_.detail(fmt::format("{}", fmt::join(parts, ", ")));
  }

  // What is not advised because something forbids it, and what forbids it.
  void blocked() {
    bool any = false;
    for (std::size_t i = 0; i < model().contraindications.size(); ++i) {
      if (outcome().contraindications[i].status != Status::advised) continue;
      const auto& contraindication = model().contraindications[i];
      if (!any) page_.heading("CONTRAINDICATED");
      any = true;
      page_.entry({"", actions(contraindication), wording_.citation(contraindication)});
      for (const auto& line : statement_reasons(report_, contraindication))
        page_.detail(fmt::format("because {}", line));
      for (const auto& text : contraindication.because)
        page_.detail(fmt::format("because {}", wording_.text(text)));
      source_gaps(contraindication);
      for_each(Status::not_advised, [&](const auto& recommendation, const auto& its) {
        const bool by_this = std::ranges::find(its.blocked_by, i) != its.blocked_by.end();
        if (by_this)
          page_.detail(fmt::format("so not: {} ({})", advice_text(wording_, model(), recommendation),
                                   recommendation.id));
      });
    }
  }

  std::string actions(const model::Contraindication& contraindication) const {
    std::vector<std::string> names;
    for (const auto action : contraindication.actions) names.push_back(wording_.action(action));
    return fmt::format("{}", fmt::join(names, ", "));
  }

  void cannot_say() {
    Heading heading{page_, "CANNOT SAY YET"};
    for_each(Status::undetermined, [&](const auto& recommendation, const auto& its) {
      const auto what = fmt::format("{} {}", model::to_string(recommendation.modality),
                                    advice_text(wording_, model(), recommendation));
      undetermined(heading, recommendation, its, what);
    });
    all_undetermined(heading, model().contraindications, outcome().contraindications, "contraindication");
    all_undetermined(heading, model().notes, outcome().notes, "note");
    if (heading.is_written()) legend();
  }

  template <typename Statement>
  void all_undetermined(Heading& heading, const std::vector<Statement>& statements,
                        const std::vector<StatementOutcome>& outcomes, std::string_view lead) {
    for (std::size_t i = 0; i < statements.size(); ++i) {
      if (outcomes[i].status == Status::undetermined)
        undetermined(heading, statements[i], outcomes[i], fmt::format("{} {}", lead, statements[i].id));
    }
  }

  void undetermined(Heading& heading, const model::StatementBase& statement, const StatementOutcome& its,
                    const std::string& what) {
    heading.write();
    page_.entry({"", fmt::format("{}: {}", what, needs(its)), wording_.citation(statement)});
    source_gaps(statement);
  }

  bool is_parameter(const model::Input& input) const { return input.index() == 1; }

  // "needs platelets; platelet_target is not set at this site"
  std::string needs(const StatementOutcome& its) const { return needs_text(its.needs.list()); }

  std::string needs_text(const std::vector<model::Input>& needed) const {
    std::vector<model::Input> facts, parameters;
    for (const auto& input : needed) (is_parameter(input) ? parameters : facts).push_back(input);
    std::vector<std::string> parts;
    if (!facts.empty()) parts.push_back(fmt::format("needs {}", listed(wording_.inputs(facts))));
    if (!parameters.empty()) {
      parts.push_back(fmt::format("{} {} not set at this site", listed(wording_.inputs(parameters)),
                                  parameters.size() == 1 ? "is" : "are"));
    }
    return parts.empty() ? "nothing that could be recorded would settle it"
                         : fmt::format("{}", fmt::join(parts, "; "));
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
      page_.entry({"", note.says ? wording_.text(*note.says) : note.id, wording_.citation(note)});
      for (const auto& line : statement_reasons(report_, note)) page_.detail(fmt::format("because {}", line));
      source_gaps(note);
    }
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
      page_.entry({"",
                   fmt::format("{} ({})", advice_text(wording_, model(), recommendation), recommendation.id),
                   wording_.citation(recommendation)});
      why_not(recommendation);
      for (const auto id : its.blocked_by)
        page_.detail(fmt::format("because contraindicated ({})", model().contraindications[id].id));
      source_gaps(recommendation);
    });
    Heading other{page_, "DOES NOT APPLY"};
    do_not_apply(other, model().contraindications, outcome().contraindications, "contraindication");
    do_not_apply(other, model().notes, outcome().notes, "note");
  }

  template <typename Statement>
  void do_not_apply(Heading& heading, const std::vector<Statement>& statements,
                    const std::vector<StatementOutcome>& outcomes, std::string_view lead) {
    for (std::size_t i = 0; i < statements.size(); ++i) {
      if (outcomes[i].status != Status::not_advised) continue;
      heading.write();
      page_.entry({"", fmt::format("{} {}", lead, statements[i].id), wording_.citation(statements[i])});
      why_not(statements[i]);
    }
  }

  // Each reason once, though several conditions may have it.
  void why_not(const model::StatementBase& statement) {
    std::vector<std::string> said;
    for (const auto& condition : statement.conditions) {
      if (report_.evaluator.truth(condition.expr) != Truth::no) continue;
      for (auto& line : why_no(condition)) {
        if (std::ranges::find(said, line) != said.end()) continue;
        page_.detail(fmt::format("because {}", line));
        said.push_back(std::move(line));
      }
    }
  }

  std::vector<std::string> why_no(const model::Condition& condition) const {
    using enum model::ConditionKind;
    if (condition.kind == not_contraindicated) return {};  // said by name
    if (condition.kind == withdrawn) return {"it is withdrawn at this site"};
    if (condition.kind == open) return {"none of its alternatives is open"};
    if (condition.kind == if_unknown) return {"what it waits for is known"};
    return reason_lines(report_, condition.expr);
  }

  std::string path() const {
    return path_text(decision_path(report_.evaluator, outcome(), report_.sources()), report_.sources());
  }

  const RunReport& report_;
  ResultTextStyle style_;
  Wording wording_;
  Page page_;
};

}  // namespace

std::string result_text(const RunReport& report, ResultTextStyle style) {
  return TextWriter{report, style}.write();
}

}  // namespace waymark
