#include "tools/report/explanation_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interpreter/search/boundary_values.hpp"
#include "lang/text/one_line.hpp"
#include "tools/report/condition_words.hpp"
#include "tools/report/fhir_words.hpp"
#include "tools/report/local_rules.hpp"
#include "tools/report/needs_words.hpp"
#include "tools/report/operand_words.hpp"
#include "tools/report/plain_words.hpp"
#include "tools/report/progress_text.hpp"
#include "tools/report/reason_text.hpp"
#include "tools/report/statement_details.hpp"
#include "tools/report/statement_text.hpp"
#include "tools/report/text_layout.hpp"

namespace waymark {

namespace {

bool is_about_alternatives(model::ConditionKind kind) {
  return kind == model::ConditionKind::not_contraindicated || kind == model::ConditionKind::open;
}

// "contraindicated: drugs.pregnancy"
std::vector<std::string> contraindications(const RunReport& report,
                                           const model::Recommendation& recommendation) {
  std::vector<std::string> result;
  for (const auto id : recommendation.contraindications) {
    const auto& each = report.model().contraindications[id];
    const auto holds = report.evaluator.truth(each.condition);
    if (holds == Truth::no || (holds == Truth::unknown && report.told)) continue;
    const auto reasons = statement_reasons(report, each);
    result.push_back(fmt::format("{}contraindicated ({}){}{}", holds == Truth::unknown ? "perhaps " : "",
                                 each.id, reasons.empty() ? "" : ": ", fmt::join(reasons, "; ")));
  }
  return result;
}

void append_closed(const RunReport& report, const model::Target& target, std::vector<std::string>& lines) {
  if (target.when && report.evaluator.truth(*target.when) != Truth::yes) {
    for (auto& line : reason_lines(report, *target.when)) lines.push_back(std::move(line));
  }
  const auto* choice = std::get_if<model::Choice>(&target.node);
  if (!choice) return;
  for (const auto& option : choice->options) append_closed(report, option, lines);
}

// What contraindicates its actions, and which conditions of alternatives do not hold.
std::vector<std::string> lines_against_alternatives(const RunReport& report,
                                                    const model::Recommendation& recommendation) {
  auto result = contraindications(report, recommendation);
  append_closed(report, recommendation.target, result);
  return result;
}

// What would have ended or forbidden a statement and does not, as far as that is decided.
std::vector<std::string> lines_allowing(const RunReport& report, const Subject& subject,
                                        const model::StatementBase& statement) {
  const auto reference = std::get<model::StatementReference>(subject.node);
  std::vector<model::ExprId> decided;
  for (const auto& condition : statement.conditions) {
    if (condition.kind == model::ConditionKind::until) decided.push_back(condition.expr);
    if (!is_about_alternatives(condition.kind)) continue;
    for (const auto id : report.model().recommendations[reference.index].contraindications) {
      const auto expr = report.model().contraindications[id].condition;
      if (report.evaluator.truth(expr) == Truth::no) decided.push_back(expr);
    }
  }
  std::vector<std::string> result;
  for (const auto expr : decided) {
    if (report.evaluator.truth(expr) == Truth::unknown) continue;
    for (auto& line : reason_lines(report, expr)) result.push_back(std::move(line));
  }
  return result;
}

// What stands against a statement, each line once.
std::vector<std::string> lines_against(const RunReport& report, const Subject& subject,
                                       const model::StatementBase& statement) {
  const auto reference = std::get<model::StatementReference>(subject.node);
  std::vector<std::string> result;
  for (const auto& condition : statement.conditions) {
    if (report.evaluator.truth(condition.expr) != Truth::no) continue;
    const bool forbidden = is_about_alternatives(condition.kind);
    if (condition.kind == model::ConditionKind::withdrawn)
      result = withdrawal_lines(report, Wording{report}, statement);
    else if (condition.kind == model::ConditionKind::if_unknown)
      result.emplace_back("what it waits for is known");
    else if (forbidden)
      result = lines_against_alternatives(report, report.model().recommendations[reference.index]);
    else
      for (auto& line : reason_lines(report, condition.expr)) result.push_back(std::move(line));
    break;  // one is enough
  }
  return result;
}

// An `until` is against the statement once what it waits for has come.
std::string obstacle_text(const Obstacle& obstacle) {
  auto text = obstacle.kind;
  std::ranges::replace(text, '_', ' ');
  if (!obstacle.words.empty()) text += " " + obstacle.words;
  const bool has_come = obstacle.kind == "until" && obstacle.value == "no";
  return fmt::format("{}: {}", text, has_come ? "that has come" : obstacle.value);
}

}  // namespace

std::string answer_words(std::string answer) { return answer == "not_advised" ? "not advised" : answer; }

const model::StatementBase* ExplanationText::statement() const {
  const auto* reference = std::get_if<model::StatementReference>(&explanation_.subject.node);
  return reference ? &model::statement(model(), *reference) : nullptr;
}

const NamedValue* ExplanationText::named() const {
  return std::get_if<NamedValue>(&explanation_.subject.node);
}

const model::Table* ExplanationText::table() const {
  return named() && named()->kind == NamedKind::table ? &model().tables[named()->index] : nullptr;
}

// Of an output of a table.
const model::Table* ExplanationText::table_of_value() const {
  if (!named() || named()->kind != NamedKind::definition) return nullptr;
  const auto& define = model().defines[named()->index];
  return define.table ? &model().tables[*define.table] : nullptr;
}

const model::Declaration& ExplanationText::declared() const { return declaration(model(), *named()); }

// What a site changes of it, and what the source leaves open.
std::vector<std::string> ExplanationText::source_gaps() const {
  auto result = local_lines(report_, wording_, statement() ? statement()->local : declared().local);
  const auto append = [&](std::vector<std::string> lines) {
    result.insert(result.end(), lines.begin(), lines.end());
  };
  if (statement())
    append(source_gap_lines(wording_, *statement()));
  else if (!declared().interprets.empty())
    append({fmt::format("our reading: {}", fmt::join(declared().interprets, "; "))});
  return result;
}

CitedSources ExplanationText::cited() const {
  CitedSources result{report_};
  if (named()) {
    if (table())
      for (const auto output : table()->outputs) result.add_define(output);
    else if (named()->kind == NamedKind::definition)
      result.add_define(named()->index);
    else
      result.add_expression(named()->expr);
    return result;
  }
  const auto reference = std::get<model::StatementReference>(explanation_.subject.node);
  if (reference.kind == model::StatementKind::recommendation)
    result.add(model().recommendations[reference.index]);
  else
    result.add(*statement());
  return result;
}

std::string ExplanationText::subject() const {
  if (named()) return short_title(declared());
  const auto reference = std::get<model::StatementReference>(explanation_.subject.node);
  if (reference.kind == model::StatementKind::recommendation) {
    const auto& recommendation = model().recommendations[reference.index];
    return fmt::format("{} {}", model::to_string(recommendation.modality),
                       advice_text(wording_, model(), recommendation));
  }
  if (reference.kind == model::StatementKind::note) {
    const auto& note = model().notes[reference.index];
    return note.says ? wording_.text(*note.says) : note.id;
  }
  return "contraindicated: " + actions_text(wording_, model().contraindications[reference.index]);
}

std::string ExplanationText::citation() const {
  if (statement()) return wording_.citation(*statement());
  std::vector<std::string> names;
  for (const auto& cite : declared().cites) names.push_back(wording_.statement_name(cite.statement));
  return fmt::format("{}", fmt::join(names, ", "));
}

// In the words that are used of a patient of whom only the deciding values are known, so that nothing else is
// said.
std::vector<std::string> ExplanationText::reasons() const {
  Evaluator evaluator{model(), explanation_.reason.patient, report_.evaluator.at()};
  for (const auto word : explanation_.reason.not_said)
    evaluator.assume(word, unknown_because(UnknownReason::not_recorded));
  Told told{report_.evaluator};
  RunReport reduced{report_.compilation, evaluator, report_.outcome, report_.at_is_now};
  reduced.told = &told;
  reduced.readable = report_.readable;
  if (named() && named()->kind == NamedKind::parameter) return {parameter_reason()};
  auto lines = decided(reduced);
  const bool is_open = explanation_.answer == "undetermined" || explanation_.answer == "unknown";
  if (is_open || explanation_.reason.shortest) {
    for (auto& line : not_mentioned(told)) lines.push_back(std::move(line));
  }
  const auto missing = is_open ? needs() : explanation_.reason.missing;
  if (!missing.empty()) lines.push_back(not_known(missing, lines.empty()));
  if (is_open && missing.empty()) lines = open_conditions();
  return lines;
}

std::vector<std::string> ExplanationText::decided(const RunReport& reduced) const {
  if (!statement()) {
    if (explanation_.answer == "unknown") return {};
    const auto* table = table_of_value();
    if (auto open = table ? open_rows_sentence(reduced.evaluator, *table) : ""; !open.empty())
      return {std::move(open)};
    return reason_lines(reduced, expression_of(model(), explanation_.subject));
  }
  if (explanation_.answer == "not_advised") return lines_against(reduced, explanation_.subject, *statement());
  if (explanation_.answer != "advised") return {};
  auto lines = statement_reasons(reduced, *statement());
  for (auto& line : lines_allowing(reduced, explanation_.subject, *statement())) {
    if (std::ranges::find(lines, line) == lines.end()) lines.push_back(std::move(line));
  }
  return lines;
}

// Who says what a parameter is.
std::string ExplanationText::parameter_reason() const {
  const bool is_given = report_.evaluator.patient().parameters[named()->index].has_value();
  if (is_given) return "it is set for this evaluation";
  return model().parameters[named()->index].value ? "the pathway sets it" : "it is not set at this site";
}

std::vector<std::string> ExplanationText::because() const {
  const auto* reference = std::get_if<model::StatementReference>(&explanation_.subject.node);
  std::vector<std::string> result;
  if (!reference || reference->kind == model::StatementKind::note) return result;
  const bool is_advice = reference->kind == model::StatementKind::recommendation;
  const auto& texts = is_advice ? model().recommendations[reference->index].because
                                : model().contraindications[reference->index].because;
  for (const auto& text : texts) result.push_back(wording_.text(text));
  return result;
}

std::vector<std::string> ExplanationText::not_mentioned(const Told& told) const {
  std::vector<std::string> result;
  for (const auto& each : explanation_.reason.deciding) {
    if (told.mentioned.contains(each) || told.mentioned.contains({each.input, std::nullopt})) continue;
    const auto value = current_value(model(), report_.evaluator.patient(), each, report_.evaluator.at());
    const auto* member = std::get_if<model::MemberIndex>(&value);
    const auto& type = type_of(model(), each.input);
    const auto text = member && type.members
                          ? OperandWords::member_name(type.members->members[*member])
                          : to_string(model(), each, RepresentativeValue{value, std::nullopt});
    const auto* fact = std::get_if<0>(&each.input);
    const auto age = fact && type.kind != TypeKind::event ? age_of_reading(report_.evaluator, *fact) : "";
    result.push_back(fmt::format("{}: {}{}", name(each), text, age));
  }
  return result;
}

// Of what is settled: for want of what evaluation leaves it open all the same.
std::vector<model::Input> ExplanationText::needs() const {
  if (!explanation_.open.settled) return explanation_.open.needs;
  return needs_of(report_.evaluator, explanation_.subject);
}

// Of what stays open though nothing more can be recorded: what it is that cannot be said.
std::vector<std::string> ExplanationText::open_conditions() const {
  if (!statement()) return reason_lines(report_, expression_of(model(), explanation_.subject));
  std::vector<std::string> result;
  for (const auto& obstacle : obstacles())
    result.insert(result.end(), obstacle.because.begin(), obstacle.because.end());
  return result;
}

bool ExplanationText::is_stale(const model::Input& input) const {
  return input.index() == 0 && report_.evaluator.current_reading(std::get<0>(input)).stale;
}

// As a sentence of its own, or behind other reasons.
std::string ExplanationText::not_known(const std::vector<model::Input>& inputs, bool alone) const {
  std::vector<std::string> titles;
  for (const auto& input : inputs) titles.push_back(missing_words(report_, input));
  if (alone && titles.size() == 1)
    return fmt::format("{} {}", titles.front(), agreeing(titles.front(), "is not known"));
  return fmt::format("{}not known: {}", alone ? "these are " : "", fmt::join(titles, ", "));
}

std::string ExplanationText::sentence() const {
  const auto lines = reasons();
  const auto is =
      table() ? table_sentence(*table(), explanation_.answer)
              : fmt::format("{} is {}", statement() ? explanation_.subject.id : subject(), answer_text());
  const auto why =
      lines.empty() ? "whatever is known of the patient" : fmt::format("because {}", fmt::join(lines, "; "));
  const auto source = citation();
  return fmt::format("{} {}{}.", is, why, source.empty() ? "" : fmt::format(" ({})", source));
}

// A number as people read it.
std::string ExplanationText::answer_text() const {
  const bool is_number = named() && !table() && model()[named()->expr].type.kind == TypeKind::number;
  if (!is_number || explanation_.answer == "unknown") return answer_words(explanation_.answer);
  return OperandWords{report_}.value_text(named()->expr);
}

std::string ExplanationText::settled() const {
  const auto& settled = *explanation_.open.settled;
  return settled == explanation_.answer
             ? fmt::format("It stays {} whatever else is recorded.", settled)
             : fmt::format("It is {} whatever the missing facts turn out to be.", answer_words(settled));
}

std::vector<Obstacle> ExplanationText::obstacles() const {
  std::vector<Obstacle> result;
  if (!statement()) return result;
  const auto reference = std::get<model::StatementReference>(explanation_.subject.node);
  for (const auto& condition : statement()->conditions) {
    const auto truth = report_.evaluator.truth(condition.expr);
    if (truth == Truth::yes) continue;
    Obstacle obstacle{std::string{kind_name(condition.kind)}, {}, {}, std::string{to_string(truth)}, {}};
    if (condition.kind == model::ConditionKind::withdrawn) {
      obstacle.because = withdrawal_lines(report_, wording_, *statement());
    } else if (is_about_alternatives(condition.kind)) {
      obstacle.because = lines_against_alternatives(report_, model().recommendations[reference.index]);
    } else {
      obstacle.text = wording_.written(condition.expr);
      obstacle.words = wording_.in_words(condition.expr);
      obstacle.because = reason_lines(report_, condition.expr);
    }
    result.push_back(std::move(obstacle));
  }
  return result;
}

void ExplanationText::progress(Page& page) const {
  const auto* reference = std::get_if<model::StatementReference>(&explanation_.subject.node);
  if (!reference || reference->kind != model::StatementKind::recommendation) return;
  const auto& recommendation = model().recommendations[reference->index];
  const auto outcome = decide(report_.evaluator, *reference);
  if (outcome.status != Status::advised) return;
  const auto lines = plan_lines(report_, wording_, recommendation, outcome);
  if (outcome.progress) page.heading(progress_heading(outcome.progress->progress));
  if (!outcome.progress && !lines.empty()) page.heading("TARGET");
  for (const auto& line : lines) page.entry({"", line, ""});
  if (outcome.progress && lines.empty()) page.entry({"", "No time is set for it.", ""});
}

std::string ExplanationText::page(Parts parts, bool color) const {
  constexpr int below = 2;  // columns that what belongs to a line stands to the right of it
  Page page{color};
  page.title(explanation_.subject.id, answer_text());
  page.entry({"", subject(), citation()});
  for (const auto& text : because()) page.detail("because " + text);
  for (const auto& line : source_gaps()) page.detail(line);
  if (parts.why) {
    page.heading("WHY");
    page.entry({"", sentence(), ""});
    if (!explanation_.reason.shortest)
      page.entry({"", "It would take too long to leave out every fact that is not needed.", ""});
  }
  write_tables(page, tables());
  progress(page);
  if (explanation_.open.settled) {
    page.heading("SETTLED");
    page.entry({"", settled(), ""});
  }
  const auto against = parts.why_not ? obstacles() : std::vector<Obstacle>{};
  if (!against.empty()) page.heading("WHAT STANDS AGAINST IT");
  for (const auto& each : against) {
    page.entry({"", obstacle_text(each), ""});
    for (const auto& line : each.because) page.detail(line, below);
  }
  if (!explanation_.turns.turns.empty()) page.heading("WHAT WOULD CHANGE IT");
  for (const auto& turn : explanation_.turns.turns) {
    page.entry({"", answer_words(turn.answer), ""});
    for (const auto& line : changes_to(turn, explanation_.turns.pairs_tried)) page.detail(line, below);
  }
  if (!explanation_.turns.pairs_tried) page.entry({"", untried(), ""});
  if (!explanation_.turns.complete)
    page.entry({"",
                "There may be more: a value is compared after rounding, with other readings, or in a way "
                "without exact edges.",
                ""});
  write_not_used(page, report_);
  if (!explanation_.questions.empty()) page.heading("ASK NEXT");
  for (const auto& each : explanation_.questions) page.entry({"", question(each), ""});
  if (explanation_.questions.size() < explanation_.open.needs.size())
    page.entry({"", "It would take too long to rank the others.", ""});
  if (parts.sources) write_sources(page, cited(), model());
  return page.text();
}

ReasonNode reason_tree(const RunReport& report, const Explanation& explanation) {
  const auto& model = report.model();
  if (const auto* named = std::get_if<NamedValue>(&explanation.subject.node)) {
    ReasonNode root;
    root.text = explanation.subject.id;
    root.value = explanation.answer;
    root.span = declaration(model, *named).span;
    for (const auto expr : expressions_of(model, explanation.subject))
      root.children.push_back(explain(report.evaluator, expr, report.sources()));
    return root;
  }
  const auto& statement =
      model::statement(model, std::get<model::StatementReference>(explanation.subject.node));
  ReasonNode root;
  root.text = statement.id;
  root.value = explanation.answer;
  root.span = statement.span;
  for (const auto& condition : statement.conditions)
    root.children.push_back(explain(report.evaluator, condition.expr, report.sources()));
  return root;
}

}  // namespace waymark
