#include "tools/report/reason_text.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "interpreter/evaluate/dependencies.hpp"
#include "lang/text/overloaded.hpp"
#include "tools/report/plain_words.hpp"

namespace waymark {

namespace {

using model::ExprId;

std::string_view comparison_words(ast::ComparisonOperator op, bool holds) {
  using enum ast::ComparisonOperator;
  switch (op) {
    case equal: return holds ? "is" : "is not";
    case not_equal: return holds ? "is not" : "is";
    case less: return holds ? "is below" : "is not below";
    case less_equal: return holds ? "is at most" : "is above";
    case greater: return holds ? "is above" : "is not above";
    case greater_equal: return holds ? "is at least" : "is below";
  }
  return "";
}

std::string_view knowledge_word(model::KnowledgeWord word) {
  switch (word) {
    case model::KnowledgeWord::known: return "known";
    case model::KnowledgeWord::unknown: return "unknown";
    case model::KnowledgeWord::stale: return "stale";
    case model::KnowledgeWord::confirmed: return "confirmed";
    case model::KnowledgeWord::ruled_out: return "ruled out";
  }
  return "";
}

std::string_view since_word(ast::SinceWord word) {
  switch (word) {
    case ast::SinceWord::years: return "years";
    case ast::SinceWord::months: return "months";
    case ast::SinceWord::days: return "days";
    case ast::SinceWord::time: break;
  }
  return "time";
}

class ReasonWriter {
 public:
  explicit ReasonWriter(const RunReport& report) : report_{report}, wording_{report} {}

  // What ends a piece of advice, whatever it is now; the model holds the condition that it has not come.
  std::string awaited(ExprId not_yet) const {
    const auto* negation = std::get_if<model::Not>(&model()[not_yet].operation);
    const auto expr = negation ? negation->operand : not_yet;
    const auto* comparison = std::get_if<model::Comparison>(&model()[expr].operation);
    const auto* known = std::get_if<model::Knowledge>(&model()[expr].operation);
    if (known && named(known->operand)) return known_words(*known, true);
    if (!comparison) return phrase(expr);
    const auto verb = std::string{comparison_words(comparison->op, true)};
    return fmt::format("{} {} {}", phrase(comparison->left), agreeing(phrase(comparison->left), verb),
                       measure(comparison->right));
  }

  std::vector<std::string> lines(ExprId expr) const {
    const auto& operation = model()[expr].operation;
    const auto* both = std::get_if<model::Logical>(&operation);
    const auto* known = std::get_if<model::Knowledge>(&operation);
    if (known && is_explained(*known)) return lines(known->operand);
    if (!both) return {line(expr)};
    std::vector<std::string> result;
    for (const auto operand : deciding(both->operands, truth(expr))) {
      for (auto& part : lines(operand)) result.push_back(std::move(part));
    }
    return result;
  }

 private:
  const model::Model& model() const { return report_.model(); }
  Truth truth(ExprId expr) const { return report_.evaluator.truth(expr); }

  // What is said of it: of what has no part in the reason too, what it really is.
  const Value& value(ExprId expr) const {
    return (report_.told ? report_.told->all : report_.evaluator).value(expr);
  }
  Truth said(ExprId expr) const {
    const auto holds = truth(expr);
    return holds == Truth::unknown && report_.told ? report_.told->all.truth(expr) : holds;
  }

  void mention(ExprId expr, std::optional<model::MemberIndex> member = {}) const {
    if (!report_.told) return;
    const auto& operation = model()[expr].operation;
    if (const auto input = named_input(operation)) report_.told->mentioned.insert({*input, member});
    if (const auto* since = std::get_if<model::TimeSince>(&operation)) mention(since->operand);
    if (const auto* count = std::get_if<model::CalendarCount>(&operation)) mention(count->operand);
    if (const auto* event = std::get_if<model::Happened>(&operation)) mention(event->event);
    if (const auto* moment = std::get_if<model::MomentOf>(&operation)) mention(moment->event);
  }

  // The operands that have the truth of the whole: all of a conjunction that holds, one of a disjunction that
  // does.
  std::vector<ExprId> deciding(const std::vector<ExprId>& operands, Truth whole) const {
    std::vector<ExprId> result;
    std::ranges::copy_if(operands, std::back_inserter(result),
                         [&](ExprId each) { return truth(each) == whole; });
    return result.empty() ? operands : result;
  }

  // A chain of definitions is followed so far only.
  std::string line(ExprId expr) const {
    constexpr int deepest = 100;
    if (depth_ >= deepest) return as_written(expr);
    ++depth_;
    auto result = line_of(expr);
    --depth_;
    return result;
  }

  std::string line_of(ExprId expr) const {
    return std::visit(
        overloaded{
            [&](const model::DefineReference& o) { return defined(o); },
            [&](const model::FactReference& o) { return stated(model().facts[o.fact], expr); },
            [&](const model::ParameterReference& o) { return stated(model().parameters[o.parameter], expr); },
            [&](const model::Comparison& o) { return asserted(expr, compared(o, said(expr))); },
            [&](const model::Between& o) { return asserted(expr, between(o, said(expr))); },
            [&](const model::Includes& o) { return asserted(expr, included(o, expr)); },
            [&](const model::Counting& o) { return counted(o, expr); },
            [&](const model::AnyKnown& o) { return joined(deciding(o.arguments, truth(expr))); },
            [&](const model::Logical& o) { return joined(deciding(o.operands, truth(expr))); },
            [&](const model::IsOneOf& o) { return is_one_of(o, expr); },
            [&](const model::Not& o) { return line(o.operand); },
            [&](const model::Implies& o) { return implied(o, expr); },
            [&](const model::Happened& o) { return happened(o, expr); },
            [&](const model::RequiresKnown& o) { return line(o.operand); },
            [&](const model::FirstKnown& o) { return first_known(o, expr); },
            [&](const model::Knowledge& o) { return knowledge(o, truth(expr)); },
            [&](const model::IfUnknown&) { return if_unknown(expr); },
            [&](const model::Choose& o) { return o.table ? value_text(expr) : as_written(expr); },
            [&](const auto&) { return as_written(expr); },
        },
        model()[expr].operation);
  }

  // A sentence states something, and what is not known must not be stated.
  std::string asserted(ExprId expr, const std::string& sentence) const {
    return said(expr) == Truth::unknown ? "not known whether " + sentence : sentence;
  }

  // "bleeding is not confirmed"
  std::string known_words(const model::Knowledge& knowledge, bool holds) const {
    const auto* declared = named(knowledge.operand);
    const auto subject =
        declared ? as_subject(short_title(*declared)) : fmt::format("({})", phrase(knowledge.operand));
    const auto verb = agreeing(subject, holds ? "is" : "is not");
    return fmt::format("{} {} {}", subject, verb, knowledge_word(knowledge.word));
  }

  // Whether its parts say why: what is confirmed or ruled out is made of what holds or does not.
  bool is_explained(const model::Knowledge& knowledge) const {
    const bool is_compound = !named(knowledge.operand) && !named_event(knowledge.operand);
    return is_compound && model()[knowledge.operand].type.kind == TypeKind::yes_no &&
           said(knowledge.operand) != Truth::unknown;
  }

  // Whether the value itself says more: "fluids are done: no" is why they are not confirmed.
  bool says_its_value(const model::Knowledge& knowledge) const {
    const bool is_about_it = knowledge.word == model::KnowledgeWord::confirmed ||
                             knowledge.word == model::KnowledgeWord::ruled_out;
    return report_.told && is_about_it && named_input(model()[knowledge.operand].operation) &&
           said(knowledge.operand) != Truth::unknown;
  }

  bool named_event(ExprId expr) const {
    const auto* happened = std::get_if<model::Happened>(&model()[expr].operation);
    return happened && named(happened->event);
  }

  // Always yes or no, whatever is missing; what is open is said.
  std::string knowledge(const model::Knowledge& knowledge, Truth holds) const {
    const auto operand = knowledge.operand;
    if (is_explained(knowledge) || says_its_value(knowledge)) return line(operand);
    const auto text = known_words(knowledge, holds != Truth::no);
    const auto* define = std::get_if<model::DefineReference>(&model()[operand].operation);
    const bool is_condition = model()[operand].type.kind == TypeKind::yes_no;
    if (define && is_condition && model().defines[define->define].value)
      return fmt::format("{} ({})", text, line(*model().defines[define->define].value));
    if (!named(operand) && is_condition) return fmt::format("{} ({})", text, line(operand));
    return text;
  }

  // The expression stands for the whole branch, of which no text is shown.
  std::string if_unknown(ExprId expr) const {
    return truth(expr) == Truth::no ? "it is known whether the advice before applies"
                                    : "it is not known whether the advice before applies";
  }

  // A premise that does not hold decides, or a conclusion that does.
  std::string implied(const model::Implies& implies, ExprId expr) const {
    if (truth(expr) == Truth::no) return joined({implies.premise, implies.conclusion});
    if (truth(implies.premise) == Truth::no) return line(implies.premise);
    return truth(implies.conclusion) == Truth::yes ? line(implies.conclusion) : as_written(expr);
  }

  std::string happened(const model::Happened& happened, ExprId expr) const {
    const auto* event = named(happened.event);
    return event ? stated(*event, expr) : as_written(expr);
  }

  std::string joined(const std::vector<ExprId>& parts) const {
    std::vector<std::string> lines;
    std::set<std::string> seen;
    for (const auto part : parts) {
      if (auto text = line(part); seen.insert(text).second) lines.push_back(std::move(text));
    }
    return fmt::format("{}", fmt::join(lines, "; "));
  }

  // "hypoxemia: SpO2 84 % is below 90 % (library respiratory)"
  std::string defined(const model::DefineReference& reference) const {
    const auto& define = model().defines[reference.define];
    const auto library = define.library.empty() ? "" : fmt::format(" (library {})", define.library);
    const auto because = define.value ? line(*define.value) : "";
    const bool is_said = because.ends_with(library);  // by a definition of the same library
    return fmt::format("{}: {}{}", short_title(define), because, is_said ? "" : library);
  }

  std::string stated(const model::Declaration& declared, ExprId expr) const {
    mention(expr);
    return fmt::format("{}: {}", short_title(declared), value_text(expr));
  }

  // At a site, what is not recorded of a fact may be no: the checker put that there, where the fact stands.
  std::string first_known(const model::FirstKnown& first, ExprId expr) const {
    const auto fact = first.arguments.front();
    if (model()[fact].span != model()[expr].span) return as_written(expr);
    const auto recorded = line(fact);
    return is_unknown(fact) ? fmt::format("{}, which is no at this site", recorded) : recorded;
  }

  bool is_unknown(ExprId expr) const { return std::holds_alternative<Unknown>(value(expr)); }

  std::string value_text(ExprId expr) const {
    if (is_unknown(expr)) return "not known";
    const auto& type = model()[expr].type;
    const auto& value = this->value(expr);
    if (!type.members) return to_string(value, type);
    if (const auto* member = std::get_if<model::MemberIndex>(&value))
      return member_name(type.members->members[*member]);
    const auto* set = std::get_if<MemberStates>(&value);
    return set ? members_text(*set, *type.members) : to_string(value, type);
  }

  template <typename Member>
  static std::string member_name(const Member& member) {
    return member.title.empty() ? member.id : in_sentence(member.title);
  }

  // "infection", "none of them"; those that may be there are said to be open.
  template <typename Members>
  static std::string members_text(const MemberStates& set, const Members& members) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < set.states.size(); ++i) {
      const auto name = member_name(members.members[i]);
      if (set.states[i] == Truth::yes) parts.push_back(name);
      if (set.states[i] == Truth::unknown) parts.push_back(fmt::format("{} (not known)", name));
    }
    return parts.empty() ? "none of them" : fmt::format("{}", fmt::join(parts, ", "));
  }

  const model::Declaration* named(ExprId expr) const {
    const auto& operation = model()[expr].operation;
    if (const auto* moment = std::get_if<model::MomentOf>(&operation)) return named(moment->event);
    if (const auto* fact = std::get_if<model::FactReference>(&operation)) return &model().facts[fact->fact];
    if (const auto* parameter = std::get_if<model::ParameterReference>(&operation)) {
      return &model().parameters[parameter->parameter];
    }
    if (const auto* define = std::get_if<model::DefineReference>(&operation))
      return &model().defines[define->define];
    if (const auto* score = std::get_if<model::ScoreReference>(&operation))
      return &model().scores[score->score];
    return nullptr;
  }

  // "SpO2", "time since start of remission", "years since birth"; what holds no title, as the author wrote
  // it.
  std::string phrase(ExprId expr) const {
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

  // Which bound of a number that is known in part decides a comparison.
  enum class Bound { none, low, high };

  static Bound bound_of_left(ast::ComparisonOperator op, Truth holds) {
    using enum ast::ComparisonOperator;
    if (holds == Truth::unknown || op == equal || op == not_equal) return Bound::none;
    const bool is_more = (op == greater || op == greater_equal) == (holds == Truth::yes);
    return is_more ? Bound::low : Bound::high;
  }

  static Bound other_bound(Bound bound) {
    switch (bound) {
      case Bound::low: return Bound::high;
      case Bound::high: return Bound::low;
      case Bound::none: break;
    }
    return Bound::none;
  }

  // "3 or more" of what is 3 to 5, where its lower bound decides.
  std::string value_text(ExprId expr, Bound bound) const {
    const auto* number = std::get_if<Number>(&value(expr));
    if (!number || waymark::is_known(value(expr)) || bound == Bound::none) return value_text(expr);
    const auto& decides = bound == Bound::low ? number->low : number->high;
    if (!decides) return value_text(expr);
    return fmt::format("{} or {}", to_string(in_plain_unit(*decides, model()[expr].type)),
                       bound == Bound::low ? "more" : "less");
  }

  // "SpO2 84 %", "90 %", "time since start of remission (14 months)"; without its value where it has none.
  std::string subject(ExprId expr, Bound bound = Bound::none) const {
    const auto words = phrase(expr);
    if (is_unknown(expr)) return words;
    mention(expr);
    const auto value = value_text(expr, bound);
    if (named(expr)) return fmt::format("{} {}", words, value);
    return words == value ? value : fmt::format("{} ({})", words, value);
  }

  // What a subject is compared with: "90 %", "50 10^9/L (platelet count to maintain)"
  std::string measure(ExprId expr, Bound bound = Bound::none) const {
    const auto* declared = named(expr);
    if (is_unknown(expr)) return declared ? fmt::format("\"{}\"", short_title(*declared)) : phrase(expr);
    if (declared) mention(expr);
    if (declared) return fmt::format("{} ({})", value_text(expr, bound), short_title(*declared));
    return value_text(expr, bound);
  }

  bool is_member(ExprId expr) const { return std::holds_alternative<model::MemberIndex>(value(expr)); }

  // "stage: early", "stage: late, not early": of what is one of several, its value is said once.
  std::string chosen(const model::Declaration& declared, const model::Comparison& comparison,
                     Truth holds) const {
    const bool misses = comparison.op == ast::ComparisonOperator::equal && holds == Truth::no;
    return stated(declared, comparison.left) + (misses ? ", not " + measure(comparison.right) : "");
  }

  std::string is_one_of(const model::IsOneOf& one_of, ExprId expr) const {
    const auto* declared = named(one_of.operand);
    return declared && is_member(one_of.operand) ? stated(*declared, one_of.operand) : as_written(expr);
  }

  std::string compared(const model::Comparison& comparison, Truth holds) const {
    const bool equates = comparison.op == ast::ComparisonOperator::equal ||
                         comparison.op == ast::ComparisonOperator::not_equal;
    const auto* declared = named(comparison.left);
    if (declared && equates && is_member(comparison.left)) return chosen(*declared, comparison, holds);
    const auto verb = std::string{comparison_words(comparison.op, holds != Truth::no)};
    const auto bound = bound_of_left(comparison.op, holds);
    return fmt::format("{} {} {}", subject(comparison.left, bound), verb_of(comparison.left, verb),
                       measure(comparison.right, other_bound(bound)));
  }

  // Titles of several ask for another verb.
  std::string verb_of(ExprId subject, const std::string& verb) const {
    const auto* declared = named(subject);
    return declared ? agreeing(short_title(*declared), verb) : verb;
  }

  std::string between(const model::Between& between, Truth holds) const {
    return fmt::format("{} {} between {} and {}{}", subject(between.subject),
                       verb_of(between.subject, holds == Truth::no ? "is not" : "is"), measure(between.low),
                       between.below ? "below " : "", measure(between.high));
  }

  // Those that hold, where enough of them do; those that do not, where too few can; else all that is known.
  std::string counted(const model::Counting& counting, ExprId expr) const {
    std::vector<ExprId> parts, known;
    for (const auto argument : counting.arguments) {
      if (truth(argument) == truth(expr)) parts.push_back(argument);
      if (truth(argument) != Truth::unknown) known.push_back(argument);
    }
    if (counting.word == ast::CountingWord::at_least && !parts.empty()) return joined(parts);
    return known.empty() ? as_written(expr) : fmt::format("{} ({})", as_written(expr), joined(known));
  }

  std::string included(const model::Includes& includes, ExprId expr) const {
    const auto holds = said(expr);
    const bool all = includes.quantifier == ast::Quantifier::all;
    const auto* set = named(includes.set);
    const auto names = member_names(includes, holds);
    const auto title = set ? short_title(*set) : wording_.in_words(includes.set);
    const bool several = !set || is_plural(title);
    return fmt::format("{} {} {}", title,
                       several              ? holds == Truth::no ? "do not include" : "include"
                       : holds == Truth::no ? "does not include"
                                            : "includes",
                       fmt::join(names, holds != Truth::yes && !all ? " or " : " and "));
  }

  // Of the members asked for: those that hold where one would do, those that are open where it is not known.
  std::vector<std::string> member_names(const model::Includes& includes, Truth whole) const {
    const bool wants_all =
        whole == Truth::no || (whole == Truth::yes && includes.quantifier == ast::Quantifier::all);
    const auto& members = model()[includes.set].type.members->members;
    const auto* set = std::get_if<MemberStates>(&value(includes.set));
    std::vector<std::string> names;
    for (const auto index : includes.members) {
      if (!wants_all && set && set->states[index] != whole) continue;
      mention(includes.set, index);
      names.push_back(member_name(members[index]));
    }
    return names;
  }

  std::string as_written(ExprId expr) const {
    return fmt::format("{}: {}", wording_.in_words(expr), value_text(expr));
  }

  const RunReport& report_;
  Wording wording_;
  mutable int depth_ = 0;
};

}  // namespace

std::string until_text(const RunReport& report, model::ExprId condition) {
  return ReasonWriter{report}.awaited(condition);
}

std::vector<std::string> reason_lines(const RunReport& report, model::ExprId condition) {
  return ReasonWriter{report}.lines(condition);
}

}  // namespace waymark
