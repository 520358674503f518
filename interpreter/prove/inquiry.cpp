#include "interpreter/prove/inquiry.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/prove/one_cause.hpp"
#include "interpreter/search/boundary_values.hpp"
#include "interpreter/search/witness.hpp"
#include "lang/text/one_line.hpp"

namespace waymark::prove {

Inquiry::Inquiry(const model::Model& model, const Sources& sources, const Options& options)
    : model_{model},
      sources_{sources},
      options_{options},
      space_{context_},
      encoder_{space_, model},
      solver_{space_, options.most_steps, options.stop},
      usual_moment_{usual_moment(model, options.usual_moment)} {
  space_.keep_readings(model, kept_readings(model));
}

std::string Inquiry::text(model::ExprId expr) const { return one_line(sources_.text(model_[expr].span)); }

bool Inquiry::can_be_supplied(const model::Input& input) const {
  const auto* parameter = std::get_if<1>(&input);
  return !parameter || is_open(model_, *parameter);
}

Span Inquiry::head(Span span) const {
  const auto text = sources_.text(span);
  auto length = std::min(text.find('\n'), text.size());
  while (length > 1 && (text[length - 1] == '{' || text[length - 1] == ' ' || text[length - 1] == '\r'))
    --length;
  return {span.file, span.begin, span.begin + static_cast<std::uint32_t>(length)};
}

Report Inquiry::take_report() {
  report_.findings = joined_by_cause(model_, std::move(report_.findings));
  return std::move(report_);
}

Count& Inquiry::count(Question question) {
  auto found = std::ranges::find(report_.counts, question, &Count::question);
  if (found == report_.counts.end()) found = report_.counts.insert(found, Count{question});
  return *found;
}

NotProvedReason Inquiry::why_it_gave_up() const {
  const bool is_stopped = options_.stop && options_.stop->is_asked();
  return {is_stopped ? NotProvedCause::stopped : NotProvedCause::gave_up};
}

void Inquiry::settle(Question question) {
  ++count(question).asked;
  const bool is_open = std::exchange(gave_up_, false) || solver_.is_spent();
  ++(is_open ? count(question).not_proved : count(question).proved);
}

Satisfiable Inquiry::check(const std::vector<z3::expr>& conditions) {
  const auto answer = solver_.check(conditions);
  gave_up_ = gave_up_ || answer == Satisfiable::gave_up;
  return answer;
}

bool Inquiry::leaves_open(const Claim& claim) {
  if (!solver_.is_spent()) return false;
  ++count(claim.question).asked;
  give_up(claim, why_it_gave_up());
  return true;
}

void Inquiry::script(const Claim& claim, const std::vector<z3::expr>& conditions, Satisfiable answer) {
  if (!options_.with_scripts || answer == Satisfiable::gave_up) return;
  const auto& text = text_of(claim.question);
  report_.scripts.push_back({fmt::format("{}-{}-{}", text.id, text.name, count(claim.question).asked),
                             solver_.script(conditions), answer == Satisfiable::yes});
}

namespace {

// What a claim says of itself, whatever becomes of it.
Finding finding_of(Claim& claim, Verdict verdict) {
  return {.question = claim.question,
          .verdict = verdict,
          .weight = claim.weight,
          .span = claim.span,
          .claim = std::move(claim.says),
          .places = std::move(claim.places),
          .reason = std::nullopt,
          .example = std::nullopt,
          .whole = claim.whole};
}

}  // namespace

void Inquiry::refute(Claim claim, std::optional<Example> example) {
  ++count(claim.question).refuted;
  auto finding = finding_of(claim, Verdict::refuted);
  finding.example = std::move(example);
  finding.demands = std::move(claim.demands);
  report_.findings.push_back(std::move(finding));
}

void Inquiry::give_up(Claim claim, NotProvedReason reason) {
  ++count(claim.question).not_proved;
  auto finding = finding_of(claim, Verdict::not_proved);
  finding.reason = std::move(reason);
  report_.findings.push_back(std::move(finding));
}

bool Inquiry::is_opaque(const Search& search) {
  return search.is_open ||
         std::ranges::any_of(search.expressions, [&](auto expr) { return encoder_.is_opaque(expr); });
}

NotProvedReason Inquiry::opaque_reason(const Search& search) const {
  const Dependencies dependencies{model_, search.expressions};
  const auto& opaque = encoder_.opaque_expressions();
  for (const auto expr : dependencies.expressions()) {
    const bool is_part_of_test = std::holds_alternative<model::EachReading>(model_[expr].operation);
    if (is_part_of_test || std::ranges::find(opaque, expr) == opaque.end()) continue;
    const bool is_of_readings = model::fact_of_readings(model_[expr].operation).has_value();
    return {is_of_readings ? NotProvedCause::of_readings : NotProvedCause::not_linear, text(expr)};
  }
  return {NotProvedCause::left_open};
}

// Numbers are looked for on a decimal grid: a patient's are written in decimals. With what is left open that
// takes the solver long, and the interpreter searches too.
std::optional<PatientSpace::Decoded> Inquiry::decoded(const std::vector<z3::expr>& conditions, bool open) {
  if (auto result = space_.decode(model_, solver_.solution())) return result;
  for (const int places : {0, 1, 3, 8}) {
    auto on_grid = conditions;
    const auto grid = space_.on_decimal_grid(model_, places);
    on_grid.insert(on_grid.end(), grid.begin(), grid.end());
    const auto answer = open ? solver_.check_briefly(on_grid) : solver_.check(on_grid);
    if (answer != Satisfiable::yes) continue;
    if (auto result = space_.decode(model_, solver_.solution())) return result;
  }
  return std::nullopt;
}

// Where the formulas leave something open the interpreter searches for itself.
std::optional<Example> Inquiry::example(const Search& search) {
  auto found = decoded(search.conditions, is_opaque(search));
  if (found) {
    Evaluator evaluator{model_, found->patient, found->at};
    if (!search.shows(evaluator)) found.reset();
  }
  if (!found && is_opaque(search)) {
    const auto shows = [&](const Patient& patient, Moment at) {
      Evaluator evaluator{model_, patient, at};
      return search.shows(evaluator);
    };
    if (!bases_) bases_.emplace(model_);
    auto witness = find_witness(model_, search.expressions, *bases_, shows).found;
    if (witness) found = PatientSpace::Decoded{std::move(witness->patient), witness->at};
  }
  if (!found) return std::nullopt;
  return small_example(model_, search.expressions, std::move(found->patient), found->at, usual_moment_,
                       search.shows);
}

bool Inquiry::nobody(Claim claim, const Search& search) {
  gave_up_ = false;
  ++count(claim.question).asked;
  const auto answer = solver_.check(search.conditions);
  script(claim, search.conditions, answer);
  if (answer == Satisfiable::no) {
    ++count(claim.question).proved;
    return false;
  }
  if (answer == Satisfiable::gave_up) {
    give_up(std::move(claim), why_it_gave_up());
    return false;
  }
  auto found = example(search);
  if (found) {
    found->number = ++examples_[claim.says];
    write_scenario(model_, *found, search.expectations);
    refute(std::move(claim), std::move(found));
    return true;
  }
  const bool is_denied = !is_opaque(search) && solver_.check(search.conditions) == Satisfiable::yes &&
                         decoded(search.conditions, false);
  if (is_denied) report_.fault = claim.says;
  give_up(std::move(claim),
          is_opaque(search) ? opaque_reason(search) : NotProvedReason{NotProvedCause::no_example});
  return false;
}

bool Inquiry::somebody(Claim claim, const std::vector<Part>& parts, const Search& search) {
  ++count(claim.question).asked;
  auto conditions = search.conditions;
  for (const auto& part : parts) conditions.push_back(part.holds);
  const auto answer = solver_.check(conditions);
  script(claim, conditions, answer);
  if (answer == Satisfiable::gave_up) {
    give_up(std::move(claim), why_it_gave_up());
    return false;
  }
  if (answer == Satisfiable::no) {
    for (const auto position : solver_.core(conditions)) {
      if (position < search.conditions.size()) continue;
      const auto& part = parts[position - search.conditions.size()];
      claim.demands.push_back(part.demand);
      if (part.span != claim.span) claim.places.push_back({part.span, part.role});
    }
    refute(std::move(claim), std::nullopt);
    return true;
  }
  const bool certain = !is_opaque(search) || example({conditions, search.expressions, search.shows, {}});
  if (!certain) {
    give_up(std::move(claim), opaque_reason(search));
    return false;
  }
  ++count(claim.question).proved;
  return false;
}

std::string expected_status(Evaluator& evaluator, const model::StatementReference& statement) {
  const auto& base = model::statement(evaluator.model(), statement);
  switch (evaluator.truth(base.condition)) {
    case Truth::yes: return base.id + " advised";
    case Truth::no: return base.id + " not advised";
    case Truth::unknown: break;
  }
  return base.id + " undetermined";
}

}  // namespace waymark::prove
