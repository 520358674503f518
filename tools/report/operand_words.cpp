#include "tools/report/operand_words.hpp"

#include <set>

#include <fmt/format.h>

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/evaluate/window.hpp"
#include "tools/report/elapsed_words.hpp"
#include "tools/report/plain_words.hpp"

namespace waymark {

using model::ExprId;

static std::string_view since_word(ast::SinceWord word) {
  switch (word) {
    case ast::SinceWord::years: return "years";
    case ast::SinceWord::months: return "months";
    case ast::SinceWord::days: return "days";
    case ast::SinceWord::time: break;
  }
  return "time";
}

// "infection", "none of them"; those that may be there are said to be open.
static std::string members_text(const MemberStates& set, const MemberSet& members) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < set.states.size(); ++i) {
    const auto name = OperandWords::member_name(members.members[i]);
    if (set.states[i] == Truth::yes) parts.push_back(name);
    if (set.states[i] == Truth::unknown) parts.push_back(fmt::format("{} (not known)", name));
  }
  return parts.empty() ? "none of them" : fmt::format("{}", fmt::join(parts, ", "));
}

std::string OperandWords::member_name(const Member& member) {
  return member.title.empty() ? member.id : in_sentence(member.title);
}

void OperandWords::mention(ExprId expr, std::optional<model::MemberIndex> member) const {
  if (!report_.told) return;
  const auto& operation = model()[expr].operation;
  if (const auto input = named_input(operation)) report_.told->mentioned.insert({*input, member});
  if (const auto* since = std::get_if<model::TimeSince>(&operation)) mention(since->operand);
  if (const auto* count = std::get_if<model::CalendarCount>(&operation)) mention(count->operand);
  if (const auto* event = std::get_if<model::Happened>(&operation)) mention(event->event);
  if (const auto* moment = std::get_if<model::MomentOf>(&operation)) mention(moment->event);
}

const model::Declaration* OperandWords::named(ExprId expr) const {
  const auto& operation = model()[expr].operation;
  if (const auto* moment = std::get_if<model::MomentOf>(&operation)) return named(moment->event);
  if (const auto* fact = std::get_if<model::FactReference>(&operation)) return &model().facts[fact->fact];
  if (const auto* parameter = std::get_if<model::ParameterReference>(&operation))
    return &model().parameters[parameter->parameter];
  if (const auto* define = std::get_if<model::DefineReference>(&operation))
    return &model().defines[define->define];
  if (const auto* score = std::get_if<model::ScoreReference>(&operation))
    return &model().scores[score->score];
  return nullptr;
}

std::string OperandWords::phrase(ExprId expr) const {
  const auto& operation = model()[expr].operation;
  if (const auto* declared = named(expr)) return short_title(*declared);
  if (const auto* since = std::get_if<model::TimeSince>(&operation))
    return "time since " + phrase(since->operand);
  if (const auto* count = std::get_if<model::CalendarCount>(&operation))
    return fmt::format("{} since {}", since_word(count->word), phrase(count->operand));
  if (const auto* reading = std::get_if<model::TimeSinceReading>(&operation))
    return fmt::format("time since the latest reading of {}", short_title(model().facts[reading->fact]));
  return wording_.in_words(expr);
}

bool OperandWords::is_score(ExprId expr) const {
  return std::holds_alternative<model::ScoreReference>(model()[expr].operation);
}

std::optional<Quantity> OperandWords::comparable(ExprId expr) const {
  const auto number = known_number(value(expr));
  if (!number || !is_computed(model(), expr)) return number;
  return in_plain_unit(*number, model()[expr].type);
}

int OperandWords::digits_of(ExprId left, ExprId right) const {
  const auto a = comparable(left), b = comparable(right);
  if (!a || !b || !same_dimension(*a->unit, *b->unit)) return few_digits;
  constexpr int all = 34;
  if (!is_computed(model(), left)) return digits_that_decide(*b, *a, true).value_or(all);
  return digits_that_decide(*a, *b, !is_computed(model(), right)).value_or(all);
}

std::string OperandWords::plain_value(ExprId expr, int digits) const {
  if (is_unknown(expr)) return "not known";
  const auto& type = model()[expr].type;
  const auto& value = this->value(expr);
  if (is_score(expr)) {
    const auto points = to_string(value, type);
    return fmt::format("{} {}", points, points == "1" ? "point" : "points");
  }
  if (auto words = in_words(value)) return *words;
  if (!type.members) {
    const bool is_shortened = report_.readable && is_computed(model(), expr);
    return to_string(is_shortened ? with_digits(value, type, digits) : value, type);
  }
  if (const auto* member = std::get_if<model::MemberIndex>(&value))
    return member_name(type.members->members[*member]);
  const auto* set = std::get_if<MemberStates>(&value);
  return set ? members_text(*set, *type.members) : to_string(value, type);
}

std::string OperandWords::partly_known(const Number& number, ExprId expr, DecidingBound bound) const {
  const auto& decides = bound == DecidingBound::low ? number.low : number.high;
  if (!decides) return plain_value(expr, few_digits);
  return fmt::format("{}{} or {}", to_string(in_plain_unit(*decides, model()[expr].type)),
                     is_score(expr) ? " points" : "", bound == DecidingBound::low ? "more" : "less");
}

std::string OperandWords::value_text(ExprId expr, ShownSide side) const {
  const auto* number = std::get_if<Number>(&value(expr));
  if (number && !is_known(value(expr)) && side.bound != DecidingBound::none)
    return partly_known(*number, expr, side.bound);
  return plain_value(expr, side.digits);
}

// When what is shown was read, or happened; nullopt where that is not said, or is not one time.
std::optional<Moment> OperandWords::taken(ExprId expr) const {
  const auto& operation = model()[expr].operation;
  if (const auto* event = std::get_if<EventValue>(&value(expr))) return event->moment;
  if (const auto* happened = std::get_if<model::Happened>(&operation)) return taken(happened->event);
  if (const auto* fact = std::get_if<model::FactReference>(&operation)) {
    const auto current = evaluator().current_reading(fact->fact);
    if (current.reading && current.reading->time && !current.stale) return current.time;
  }
  if (const auto* window = model::window_meant(model(), expr)) {
    const auto found = window_readings(evaluator(), *window);
    if (found.picked) return found.inside[*found.picked].time;
  }
  return std::nullopt;
}

// A reading that is used, and not plausible.
bool OperandWords::is_questioned(ExprId expr) const {
  const auto* fact = std::get_if<model::FactReference>(&model()[expr].operation);
  if (!fact || is_unknown(expr)) return false;
  const auto& is_plausible = model().facts[fact->fact].is_plausible;
  return is_plausible && evaluator().truth(*is_plausible) == Truth::no;
}

std::string OperandWords::age(ExprId expr) const {
  const auto time = taken(expr);
  const auto& at = report_.evaluator.at();
  return time && is_worth_its_age(*time, at) ? ", " + age_text(*time, at) : "";
}

// "FiO2", "lowest creatinine"
std::string OperandWords::reading_words(const model::Window& window) const {
  const auto title = short_title(model().facts[window.fact]);
  if (window.function == ast::WindowFunction::latest) return title;
  return fmt::format("{} {}", model::to_string(window.function), title);
}

std::string OperandWords::ages_below(ExprId expr) const {
  std::vector<std::string> result;
  std::set<ExprId> seen;
  for (std::vector<ExprId> pending{expr}; !pending.empty();) {
    const auto next = pending.back();
    pending.pop_back();
    if (!seen.insert(model()[next].canonical).second) continue;
    const auto* reading = std::get_if<model::FactReference>(&model()[next].operation);
    const bool is_event = reading && model().facts[reading->fact].type.kind == TypeKind::event;
    const auto* window = std::get_if<model::Window>(&model()[next].operation);
    const auto old = (reading && !is_event) || window ? age(next) : "";
    if (!old.empty()) result.push_back((window ? reading_words(*window) : phrase(next)) + old);
    const auto below = parts(model(), next);
    pending.insert(pending.end(), below.rbegin(), below.rend());
  }
  constexpr std::size_t most = 4;
  if (result.empty() || result.size() > most) return "";
  return fmt::format(" ({})", fmt::join(result, "; "));
}

std::string OperandWords::subject(ExprId expr, ShownSide side, const std::string& worked_out) const {
  const auto words = phrase(expr);
  if (is_unknown(expr)) return words;
  mention(expr);
  const auto value = value_text(expr, side);
  const bool is_made_of_readings = model()[expr].type.kind == TypeKind::number && worked_out.empty() &&
                                   is_computed(model(), expr) && !model::window_meant(model(), expr);
  const auto old = age(expr);
  const auto ages = !old.empty() ? old + "," : is_made_of_readings ? ages_below(expr) : "";
  const auto how = is_questioned(expr)  ? std::string{" (not plausible)"}
                   : worked_out.empty() ? ""
                                        : fmt::format(" ({})", worked_out);
  if (named(expr)) return fmt::format("{} {}{}{}", words, value, how, ages);
  return words == value ? value : fmt::format("{} ({}){}{}", words, value, how, ages);
}

std::string OperandWords::measure(ExprId expr, ShownSide side) const {
  const auto* declared = named(expr);
  if (is_unknown(expr)) return declared ? fmt::format("\"{}\"", short_title(*declared)) : phrase(expr);
  if (!declared) return value_text(expr, side);
  mention(expr);
  return fmt::format("{} ({}{})", value_text(expr, side), short_title(*declared), age(expr));
}

std::string OperandWords::stated(const model::Declaration& declared, ExprId expr) const {
  mention(expr);
  const auto* happened = std::get_if<model::Happened>(&model()[expr].operation);
  const auto* event = happened ? std::get_if<EventValue>(&value(happened->event)) : nullptr;
  if (event && event->moment && *event->moment <= report_.evaluator.at())
    return fmt::format("{}: {}", short_title(declared), when_words(*event->moment, report_.evaluator.at()));
  const auto in_part = happened ? in_words(value(happened->event)) : std::nullopt;
  if (in_part) return fmt::format("{}: {}", short_title(declared), *in_part);
  return fmt::format("{}: {}{}", short_title(declared), value_text(expr), age(expr));
}

std::string OperandWords::titled(ExprId expr) const {
  const auto* declared = named(expr);
  const auto old = is_unknown(expr) ? "" : age(expr);
  return (declared ? short_title(*declared) : wording_.in_words(expr)) + old + (old.empty() ? "" : ",");
}

std::string OperandWords::name_of_condition(ExprId expr) const {
  const auto& operation = model()[expr].operation;
  const auto* includes = std::get_if<model::Includes>(&operation);
  if (includes && includes->members.size() == 1) {
    const auto& members = model()[includes->set].type.members->members;
    return OperandWords::member_name(members[includes->members.front()]);
  }
  const auto* declared = named(expr);
  return declared ? short_title(*declared) : "";
}

std::vector<std::string> OperandWords::member_names(const model::Includes& includes, Truth whole) const {
  const bool wants_all =
      whole == Truth::no || (whole == Truth::yes && includes.quantifier == ast::Quantifier::all);
  const auto& members = model()[includes.set].type.members->members;
  const auto* set = std::get_if<MemberStates>(&value(includes.set));
  std::vector<std::string> names;
  for (const auto index : includes.members) {
    if (!wants_all && set && set->states[index] != whole) continue;
    mention(includes.set, index);
    names.push_back(OperandWords::member_name(members[index]));
  }
  return names;
}

std::string OperandWords::counting_rows(const model::Score& score) const {
  std::vector<std::string> rows;
  for (const auto& row : score.rows) {
    for (const auto& alternative : row.alternatives) {
      const auto holds = evaluator().truth(alternative.when);
      if (holds == Truth::no || alternative.points.is_zero()) continue;
      mention(alternative.when);
      rows.push_back(fmt::format(
          "{}{} for {}", holds == Truth::unknown ? "perhaps " : "", alternative.points.to_string(),
          alternative.why.empty() ? wording_.in_words(alternative.when) : alternative.why));
      if (holds == Truth::yes) break;
    }
  }
  return fmt::format("{}", fmt::join(rows, ", "));
}

std::optional<ElapsedComparison> OperandWords::elapsed(const model::Comparison& comparison,
                                                       Truth holds) const {
  const bool is_since = std::holds_alternative<model::TimeSince>(model()[comparison.left].operation);
  const auto* since = std::get_if<Elapsed>(&value(comparison.left));
  const auto duration = known_number(value(comparison.right));
  if (!is_since || !since || !duration || holds == Truth::unknown) return std::nullopt;
  return ElapsedComparison{*since, comparison.op, *duration, holds == Truth::yes};
}

std::string OperandWords::known_words(const model::Knowledge& knowledge, bool holds) const {
  const auto* declared = named(knowledge.operand);
  const auto subject =
      declared ? as_subject(short_title(*declared)) : fmt::format("({})", phrase(knowledge.operand));
  const auto verb = agreeing(subject, holds ? "is" : "is not");
  return fmt::format("{} {} {}", subject, verb, knowledge_word(knowledge.word));
}

std::string age_of_reading(const Evaluator& evaluator, model::FactId fact) {
  const auto current = evaluator.current_reading(fact);
  const bool is_old = current.reading && current.reading->time && !current.stale &&
                      is_worth_its_age(current.time, evaluator.at());
  return is_old ? ", " + age_text(current.time, evaluator.at()) : "";
}

}  // namespace waymark
