#include "tools/waymark/repl/repl_session.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "interpreter/prove/exact_answer.hpp"
#include "interpreter/prove/exact_outcome.hpp"
#include "interpreter/scenarios/scenario.hpp"
#include "interpreter/scenarios/scenario_text.hpp"
#include "lang/model/given_times.hpp"
#include "tools/report/path_text.hpp"
#include "tools/report/result_text.hpp"
#include "tools/report/statement_text.hpp"
#include "tools/report/subject_text.hpp"
#include "tools/waymark/commands/explain.hpp"
#include "tools/waymark/repl/repl_words.hpp"

namespace waymark {

namespace {

// So far can be gone back; more is no exploring any more.
constexpr std::size_t most_steps_back = 500;

ReplStep failed(const ReplSession& session, std::string error) {
  return {session, {}, std::move(error), false};
}
ReplStep said(const ReplSession& session, std::string out) { return {session, std::move(out), {}, false}; }

// What decides one statement: the nodes on the way to it.
bool keep_only(PathNode& node, const std::string& id) {
  if (node.id == id) return true;
  std::erase_if(node.children, [&](PathNode& child) { return !keep_only(child, id); });
  return !node.children.empty();
}

// All that a run of the case gives, for as long as it is needed.
struct ReplRun {
  ReplRun(const ReplPathway& pathway, const ReplCase& its)
      : evaluator{pathway.model(), its.patient, its.at},
        outcome{decide(evaluator)},
        report{pathway.compilation(), evaluator, outcome, false} {}

  Evaluator evaluator;
  Outcome outcome;
  RunReport report;
};

}  // namespace

Repl::Repl(std::unique_ptr<ReplPathway> pathway, std::string path, CommonOptions options,
           const Surroundings& surroundings)
    : pathway_{std::move(pathway)},
      path_{std::move(path)},
      options_{std::move(options)},
      surroundings_{surroundings},
      files_{options_, surroundings_} {}

Repl::Handler Repl::handler(const std::string& word) {
  static const std::map<std::string, Handler> handlers{
      {"help", &Repl::help},      {"set", &Repl::set},   {"unset", &Repl::unset}, {"given", &Repl::given},
      {"at", &Repl::at},          {"show", &Repl::show}, {"path", &Repl::path},   {"why", &Repl::why},
      {"whynot", &Repl::why_not}, {"ask", &Repl::ask},   {"needs", &Repl::needs}, {"undo", &Repl::undo},
      {"redo", &Repl::redo},      {"diff", &Repl::diff}, {"save", &Repl::save},   {"reload", &Repl::reload},
      {"quit", &Repl::quit}};
  const auto found = handlers.find(word);
  return found == handlers.end() ? nullptr : found->second;
}

ReplSession Repl::start(Patient patient, Moment at) const {
  auto its = judged(std::move(patient), at);
  return {its, {}, {}, its};
}

// `at least 2 of (...)` is an expression, and no moment.
static bool counts(const std::string& word, const std::string& rest) {
  return word == "at" && (rest.starts_with("least ") || rest.starts_with("most "));
}

ReplStep Repl::step(const ReplSession& session, const std::string& typed) {
  const auto line = trimmed(typed);
  if (line.empty() || line.front() == '#') return said(session, "");
  const auto [word, rest] = first_word(line);
  if (counts(word, rest)) return evaluate(session, line);
  if (auto wrong = wrong_form(word, rest)) return failed(session, std::move(*wrong));
  if (const auto handle = handler(word)) return (this->*handle)(session, rest);
  return evaluate(session, line);
}

// --- what changes the case

std::shared_ptr<const ReplCase> Repl::judged(Patient patient, Moment at) const {
  auto result = std::make_shared<ReplCase>(ReplCase{std::move(patient), at, {}});
  result->patient.at = at;
  Evaluator evaluator{model(), result->patient, at};
  result->findings = findings(decide(evaluator));
  return result;
}

ReplStep Repl::changed(const ReplSession& session, Patient patient, Moment at) const {
  auto after = session;
  after.earlier.push_back(session.now);
  if (after.earlier.size() > most_steps_back) after.earlier.pop_front();
  after.undone.clear();
  after.now = judged(std::move(patient), at);
  return moved(session, std::move(after));
}

ReplStep Repl::moved(const ReplSession& before, ReplSession after) const {
  after.compared = before.now;
  auto text = changes_text({model(), before.now->findings}, {model(), after.now->findings});
  return {std::move(after), std::move(text), {}, false};
}

ReplStep Repl::set(const ReplSession& session, const std::string& rest) {
  auto given = pathway_->given(rest);
  if (auto* error = std::get_if<std::string>(&given)) return failed(session, std::move(*error));
  const auto& its = std::get<model::Given>(given);
  if (const auto before = model::before_calendar(its, session.now->at); !before.empty())
    return failed(session, fmt::format("`{} ago` is not in the calendar", to_string(before.front().ago)));
  auto patient = session.now->patient;
  apply(model(), its, session.now->at, patient);
  return changed(session, std::move(patient), session.now->at);
}

ReplStep Repl::unset(const ReplSession& session, const std::string& rest) {
  auto input = pathway_->input(rest);
  if (auto* error = std::get_if<std::string>(&input)) return failed(session, std::move(*error));
  auto patient = session.now->patient;
  const auto& its = std::get<model::Input>(input);
  if (its.index() == 0)
    patient.facts[std::get<0>(its)].clear(), patient.in_doubt[std::get<0>(its)] = false;
  else
    patient.parameters[std::get<1>(its)].reset();
  return changed(session, std::move(patient), session.now->at);
}

ReplStep Repl::given(const ReplSession& session, const std::string& rest) {
  auto read = read_patient_input({.facts = rest, .at = {}, .assignments = {}}, model(), path_, surroundings_);
  if (auto* refusal = std::get_if<PatientRefusal>(&read))
    return failed(session, without_program_name(without_line_break(refusal->message)));
  files_.reads("given", rest);
  auto& input = std::get<PatientInput>(read);
  const auto at = input.at_is_now ? session.now->at : input.at;
  return changed(session, std::move(input.patient), at);
}

ReplStep Repl::at(const ReplSession& session, const std::string& rest) {
  const auto moment = parse_moment_or_date(rest);
  if (!moment)
    return failed(session, "expected a moment such as 2026-11-23T08:30Z or a date such as 2026-11-23");
  return changed(session, session.now->patient, *moment);
}

ReplStep Repl::undo(const ReplSession& session, const std::string&) {
  if (session.earlier.empty()) return failed(session, "there is nothing to undo");
  auto after = session;
  after.undone.push_back(session.now);
  after.now = after.earlier.back();
  after.earlier.pop_back();
  return moved(session, std::move(after));
}

ReplStep Repl::redo(const ReplSession& session, const std::string&) {
  if (session.undone.empty()) return failed(session, "there is nothing to redo");
  auto after = session;
  after.earlier.push_back(session.now);
  after.now = after.undone.back();
  after.undone.pop_back();
  return moved(session, std::move(after));
}

// --- what looks at the case

ReplStep Repl::diff(const ReplSession& session, const std::string&) {
  const auto before = given_lines(model(), session.compared->patient);
  const auto after = given_lines(model(), session.now->patient);
  std::string text;
  for (const auto& line : before) {
    if (std::ranges::find(after, line) == after.end()) text += fmt::format("  - {}\n", line);
  }
  for (const auto& line : after) {
    if (std::ranges::find(before, line) == before.end()) text += fmt::format("  + {}\n", line);
  }
  if (session.compared->at != session.now->at)
    text += fmt::format("  at {} -> {}\n", to_string(session.compared->at), to_string(session.now->at));
  text += changes_text({model(), session.compared->findings}, {model(), session.now->findings});
  return said(session, text.empty() ? "  nothing changed\n" : text);
}

ReplStep Repl::show(const ReplSession& session, const std::string&) {
  const ReplRun run{*pathway_, *session.now};
  std::string text;
  for (const auto& line : given_lines(model(), session.now->patient))
    text += fmt::format("  given {}\n", line);
  if (!text.empty()) text += '\n';
  return said(session, text + result_text(run.report, {.sources = false}));
}

ReplStep Repl::path(const ReplSession& session, const std::string& id) {
  const ReplRun run{*pathway_, *session.now};
  const auto& sources = pathway_->compilation().sources;
  auto nodes = decision_path(run.report.evaluator, run.outcome, sources);
  if (!id.empty()) {
    const auto subject = find_subject(model(), id);
    if (!subject) return failed(session, no_such_subject(model(), id));
    if (subject->node.index() != 0)
      return failed(session, fmt::format("`{0}` is a value, to which no path leads: see `why {0}`", id));
    std::erase_if(nodes, [&](PathNode& node) { return !keep_only(node, id); });
  }
  return said(session, path_text(nodes, sources));
}

ReplStep Repl::explained(const ReplSession& session, const std::string& id,
                         ExplanationText::Parts parts) const {
  const auto subject = find_subject(model(), id);
  if (!subject) return failed(session, no_such_subject(model(), id));
  const ReplRun run{*pathway_, *session.now};
  const auto open = prove::exactly_open_answer(run.report.evaluator, *subject);
  const auto found = explanation(run.report.evaluator, *subject, open);
  return said(session, ExplanationText{for_reading(run.report), found}.page(parts, false));
}

ReplStep Repl::why(const ReplSession& session, const std::string& id) {
  return explained(session, id, {.why = true, .why_not = false});
}

ReplStep Repl::why_not(const ReplSession& session, const std::string& id) {
  return explained(session, id, {.why = false, .why_not = true});
}

// One question is enough: the next one may be another after its answer. Statuses that no answer can change
// are told, so that nobody asks for them.
ReplStep Repl::ask(const ReplSession& session, const std::string&) {
  const auto& now = *session.now;
  const auto exact = prove::exact_outcome(model(), now.patient, now.at);
  const auto questions =
      ranked_questions(model(), exact.outcome.needs, now.patient, now.at, exact.settlement.settled);
  const auto settled = settled_text({model(), now.findings}, {model(), findings(exact.outcome)});
  if (questions.empty()) return said(session, settled + "  nothing is left to ask\n");
  const auto& best = questions.front();
  const auto& declared = declaration(model(), best.input);
  return said(session,
              fmt::format("{}  {} ({}): {}\n", settled, pathway_->names().name(best.input),
                          declared.title.empty() ? declared.id : declared.title, settles_text(best)));
}

// What evaluation waits for; of all that can happen only `ask` thinks.
ReplStep Repl::needs(const ReplSession& session, const std::string&) {
  std::string text;
  for (const auto& input : session.now->findings.needs) {
    const auto& declared = declaration(model(), input);
    text += fmt::format("  {} = {}\n", pathway_->names().name(input),
                        declared.title.empty() ? declared.id : declared.title);
  }
  return said(session, text.empty() ? "  nothing is needed\n" : text);
}

ReplStep Repl::evaluate(const ReplSession& session, const std::string& expression) {
  auto result = pathway_->evaluate(expression, session.now->patient, session.now->at);
  if (auto* error = std::get_if<std::string>(&result))
    return failed(session, *error + near_command(expression));
  const auto& value = std::get<ReplPathway::Evaluated>(result);
  std::vector<std::string> names;
  for (const auto& input : value.needs) names.push_back(pathway_->names().name(input));
  const auto needs = names.empty() ? "" : fmt::format("  (needs {})", fmt::join(names, ", "));
  return said(session, fmt::format("{}{}\n", value.text, needs));
}

// --- the rest

ReplStep Repl::help(const ReplSession& session, const std::string& word) {
  const auto text = help_text(word);
  return text ? said(session, *text)
              : failed(session, fmt::format("there is no command `{}`{}", word, near_command(word)));
}

ReplStep Repl::save(const ReplSession& session, const std::string& rest) {
  const auto name = unquoted(rest);
  if (!name) return failed(session, "`save` takes a name in quotes: save \"hypoxemic\"");
  auto files = files_;
  files.writes("save", pathway_->scenario_file().string());
  if (const auto refused = files.refusal())
    return failed(session, without_program_name(without_line_break(refused->err)));
  const ReplRun run{*pathway_, *session.now};
  auto saved = pathway_->save(*name, session.now->patient, session.now->at, run.outcome);
  if (auto* error = std::get_if<std::string>(&saved)) return failed(session, std::move(*error));
  return said(session, fmt::format("  saved to {}\n", std::get<std::filesystem::path>(saved).string()));
}

// What is known of the patient is told anew in the words of the new pathway.
ReplStep Repl::reload(const ReplSession& session, const std::string&) {
  const auto lines = given_lines(model(), session.now->patient);
  auto loaded = ReplPathway::load(path_, options_, surroundings_);
  if (const auto* reply = std::get_if<Reply>(&loaded))
    return failed(session, without_line_break(reply->err) + "\nthe pathway stays as it was");
  const auto before = session.now;
  const auto old = std::exchange(pathway_, std::move(std::get<std::unique_ptr<ReplPathway>>(loaded)));
  noticed_ = false;
  auto patient = empty_patient(model());
  patient.id = before->patient.id;
  std::string text = "  loaded anew\n";
  for (const auto& line : lines) {
    const auto given = pathway_->given(line);
    if (const auto* its = std::get_if<model::Given>(&given))
      apply(model(), *its, before->at, patient);
    else
      text += fmt::format("  no longer understood, and left out: {}\n", line);
  }
  auto after = start(std::move(patient), before->at);
  text += changes_text({old->model(), before->findings}, {model(), after.now->findings});
  return {std::move(after), text, {}, false};
}

ReplStep Repl::quit(const ReplSession& session, const std::string&) { return {session, {}, {}, true}; }

std::string Repl::notice() {
  const bool changed = pathway_->has_changed();
  const bool is_new = changed && !noticed_;
  noticed_ = changed;
  return is_new ? "The pathway's files have changed: `reload` reads them.\n" : "";
}

std::vector<std::string> Repl::completions(const std::string& line) const {
  return repl_completions(model(), pathway_->names(), line);
}

}  // namespace waymark
