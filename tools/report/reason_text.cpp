#include "tools/report/reason_text.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "interpreter/evaluate/dependencies.hpp"
#include "lang/model/operation_groups.hpp"
#include "lang/text/overloaded.hpp"
#include "tools/report/comparison_words.hpp"
#include "tools/report/elapsed_words.hpp"
#include "tools/report/operand_words.hpp"
#include "tools/report/plain_words.hpp"

namespace waymark {

namespace {

template <typename O>
concept IsToldAsWritten = model::Calculates<O> || model::LooksAtReadings<O> || model::TellsTime<O> ||
    model::OneOf<O, model::Literal, model::UnrecordedIsNo, model::IsEmpty, model::StatusTest,
                 model::DefineCall>;

using model::ExprId;

class ReasonWriter {
 public:
  explicit ReasonWriter(const RunReport& report) : report_{report}, wording_{report}, words_{report} {}

  std::vector<Reason> reasons(ExprId expr) const {
    const auto& operation = model()[expr].operation;
    const auto* both = std::get_if<model::Logical>(&operation);
    const auto* known = std::get_if<model::Knowledge>(&operation);
    if (known && is_explained(*known)) return reasons(known->operand);
    if (auto taken = taken_arm(expr); !taken.empty()) return {{std::move(taken), ""}};
    if (const auto* score = std::get_if<model::ScoreReference>(&operation)) return {{rows_of(*score), ""}};
    if (!both) return {{line(expr), said_again(expr)}};
    std::vector<Reason> result;
    for (const auto operand : deciding(both->operands, truth(expr))) {
      for (auto& part : reasons(operand)) result.push_back(std::move(part));
    }
    for (auto& text : against_of_or(expr)) result.push_back({std::move(text), ""});
    return result;
  }

 private:
  const model::Model& model() const { return report_.model(); }
  Truth truth(ExprId expr) const { return report_.evaluator.truth(expr); }

  // "hypoxemia", where it has been said why.
  std::string said_again(ExprId expr) const {
    const auto& operation = model()[expr].operation;
    if (const auto* known = std::get_if<model::Knowledge>(&operation))
      return said_again(known->operand).empty() ? "" : words_.known_words(*known, truth(expr) != Truth::no);
    const auto* define = std::get_if<model::DefineReference>(&operation);
    if (!define || truth(expr) == Truth::unknown) return "";
    return short_title(model().defines[define->define]) + (truth(expr) == Truth::yes ? "" : ": no");
  }

  Truth said(ExprId expr) const {
    const auto holds = truth(expr);
    return holds == Truth::unknown && report_.told ? report_.told->all.truth(expr) : holds;
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
            [&](const model::DefineReference& o) { return defined(o, truth(expr)); },
            [&](const model::FactReference& o) { return words_.stated(model().facts[o.fact], expr); },
            [&](const model::ParameterReference& o) {
              return words_.stated(model().parameters[o.parameter], expr);
            },
            [&](const model::Comparison& o) { return asserted(expr, compared(o, said(expr))); },
            [&](const model::Between& o) { return asserted(expr, between(o, said(expr))); },
            [&](const model::Includes& o) { return asserted(expr, included(o, expr)); },
            [&](const model::Counting& o) { return counted(o, expr); },
            [&](const model::AnyKnown& o) {
              return joined(deciding(o.arguments, truth(expr))) + against(o.arguments, expr);
            },
            [&](const model::FirstKnown& o) { return first_known(o, expr); },
            [&](const model::Logical& o) {
              return fmt::format("{}{}{}", joined(deciding(o.operands, truth(expr))),
                                 against_of_or(expr).empty() ? "" : "; ",
                                 fmt::join(against_of_or(expr), "; "));
            },
            [&](const model::IsOneOf& o) { return is_one_of(o, expr); },
            [&](const model::Not& o) { return line(o.operand); },
            [&](const model::Implies& o) { return implied(o, expr); },
            [&](const model::Happened& o) { return happened(o, expr); },
            [&](const model::RequiresKnown& o) { return line(o.operand); },
            [&](const model::Knowledge& o) { return knowledge(o, truth(expr)); },
            [&](const model::IfUnknown&) { return if_unknown(expr); },
            [&](const model::ScoreReference& o) {
              return fmt::format("{}: {}", words_.value_text(expr), rows_of(o));
            },
            [&](const model::Choose&) { return chosen_value(expr); },
            [&](const IsToldAsWritten auto&) { return as_written(expr); },
        },
        model()[expr].operation);
  }

  // A sentence states something, and what is not known must not be stated.
  std::string asserted(ExprId expr, const std::string& sentence) const {
    return said(expr) == Truth::unknown ? "not known whether " + sentence : sentence;
  }

  // What is known and says otherwise: "; against it: PaO2 82 mmHg, 30 min ago, is not below 60 mmHg".
  std::string against(const std::vector<ExprId>& operands, ExprId whole) const {
    std::string result;
    if (truth(whole) == Truth::unknown) return result;
    for (const auto operand : operands) {
      if (says_otherwise(operand, truth(whole))) result += "; against it: " + line_of_all(operand);
    }
    return result;
  }

  bool says_otherwise(ExprId operand, Truth whole) const {
    return said(operand) != Truth::unknown && said(operand) != whole;
  }

  // With all that is known, also where a reason is told with what decides alone.
  std::string line_of_all(ExprId expr) const {
    if (!report_.told) return line(expr);
    RunReport all{report_.compilation, report_.told->all, report_.outcome, report_.at_is_now};
    all.readable = report_.readable;
    return ReasonWriter{all}.line(expr);
  }

  // Parts of an `or` are ways of their own, and do not contradict each other; those of one name mean one
  // thing.
  std::vector<std::string> against_of_or(ExprId expr) const {
    const auto& both = std::get<model::Logical>(model()[expr].operation);
    std::vector<std::string> result;
    if (both.op != ast::LogicalOperator::logical_or || truth(expr) != Truth::yes) return result;
    std::set<std::string> names;
    for (const auto each : deciding(both.operands, Truth::yes)) names.insert(words_.name_of_condition(each));
    for (const auto operand : both.operands) {
      const auto name = words_.name_of_condition(operand);
      if (!name.empty() && names.contains(name) && says_otherwise(operand, Truth::yes))
        result.push_back("against it: " + line_of_all(operand));
    }
    return result;
  }

  // At a site, what is not recorded of a fact may be no: the checker put that there, where the fact stands.
  std::string first_known(const model::FirstKnown& first, ExprId expr) const {
    const auto fact = first.arguments.front();
    if (model()[fact].span == model()[expr].span) return no_unless_recorded(expr, fact);
    if (model()[expr].type.kind != TypeKind::yes_no || truth(expr) == Truth::unknown) return as_written(expr);
    return joined(deciding(first.arguments, truth(expr))) + against(first.arguments, expr);
  }

  std::string no_unless_recorded(ExprId expr, ExprId fact) const {
    const bool is_no = std::holds_alternative<Unknown>(value(fact)) && truth(expr) != Truth::unknown;
    return is_no ? fmt::format("{}, which is no at this site", line(fact)) : line(fact);
  }

  // "mild, since PaO2/FiO2 250 mmHg is above 200 mmHg"
  std::string chosen_value(ExprId expr) const {
    const auto& choose = std::get<model::Choose>(model()[expr].operation);
    const auto since = since_arm(expr);
    const auto text = words_.value_text(expr);
    if (since.empty()) return choose.table ? text : as_written(expr);
    return fmt::format("{}, {}", text, since);
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
    const auto text = words_.known_words(knowledge, holds != Truth::no);
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
    return event ? words_.stated(*event, expr) : as_written(expr);
  }

  std::string joined(const std::vector<ExprId>& parts) const {
    std::vector<std::string> lines;
    std::set<std::string> seen;
    for (const auto part : parts) {
      if (auto text = line(part); seen.insert(text).second) lines.push_back(std::move(text));
    }
    return fmt::format("{}", fmt::join(lines, "; "));
  }

  // "hypoxemia: SpO2 84 % is below 90 % (library respiratory)", "hypoxemia: no, since SpO2 97 % is not below
  // 90 %"; a library is named once.
  std::string defined(const model::DefineReference& reference, Truth holds) const {
    const auto& define = model().defines[reference.define];
    const auto library = define.library.empty() ? "" : fmt::format(" (library {})", define.library);
    auto because = define.value ? line(*define.value) : "";
    for (auto said = because.find(library); !library.empty() && said != because.npos;
         said = because.find(library))
      because.erase(said, library.size());
    const auto name = short_title(define) + ": ";
    const auto is_no = holds == Truth::no && !because.empty() ? "no, since " : "";
    return because.starts_with(name) ? because + library
                                     : fmt::format("{}{}{}{}", name, is_no, because, library);
  }

  const Value& value(ExprId expr) const { return words_.value(expr); }
  const model::Declaration* named(ExprId expr) const { return words_.named(expr); }

  // "SpO2 84 %", "risk of stroke 3 points (2 for 75 years or older, 1 for hypertension)"
  std::string subject(ExprId expr, ShownSide side = {}) const {
    return words_.subject(expr, side, worked_out(expr));
  }

  std::string rows_of(const model::ScoreReference& reference) const {
    const auto rows = words_.counting_rows(model().scores[reference.score]);
    return rows.empty() ? "no row counts" : rows;
  }

  // What a score or a definition that chooses comes from; empty of anything else.
  std::string worked_out(ExprId expr) const {
    const auto& operation = model()[expr].operation;
    std::string how;
    if (const auto* score = std::get_if<model::ScoreReference>(&operation))
      how = words_.counting_rows(model().scores[score->score]);
    const auto* define = std::get_if<model::DefineReference>(&operation);
    if (define && model().defines[define->define].value)
      how = since_arm(*model().defines[define->define].value);
    return how;
  }

  // "creatinine clearance 40 mL/min is below 50 mL/min": why this case of a choice counts.
  std::string taken_arm(ExprId expr) const {
    const auto* choose = std::get_if<model::Choose>(&model()[expr].operation);
    if (!choose) return "";
    for (const auto& arm : choose->arms) {
      const auto holds = truth(arm.guard);
      if (holds == Truth::yes) return line(arm.guard);
      if (holds == Truth::unknown && choose->policy == model::HitPolicy::first) return "";
    }
    const auto is_no = [&](const model::Arm& arm) { return truth(arm.guard) == Truth::no; };
    return std::ranges::all_of(choose->arms, is_no) ? "no other case applies" : "";
  }

  std::string since_arm(ExprId expr) const {
    const auto taken = taken_arm(expr);
    return taken.empty() ? "" : "since " + taken;
  }

  bool is_member(ExprId expr) const { return std::holds_alternative<model::MemberIndex>(value(expr)); }

  // "stage: early", "stage: late, not early": of what is one of several, its value is said once.
  std::string chosen(const model::Declaration& declared, const model::Comparison& comparison,
                     Truth holds) const {
    const bool misses = comparison.op == ast::ComparisonOperator::equal && holds == Truth::no;
    const auto how = worked_out(comparison.left);
    return fmt::format("{}{}{}", words_.stated(declared, comparison.left),
                       misses ? ", not " + words_.measure(comparison.right) : "",
                       how.empty() ? "" : fmt::format(" ({})", how));
  }

  std::string is_one_of(const model::IsOneOf& one_of, ExprId expr) const {
    const auto* declared = named(one_of.operand);
    const bool is_one_value = is_member(one_of.operand) || words_.is_unknown(one_of.operand);
    return declared && is_one_value ? words_.stated(*declared, one_of.operand) : as_written(expr);
  }

  std::string compared(const model::Comparison& comparison, Truth holds) const {
    const bool equates = comparison.op == ast::ComparisonOperator::equal ||
                         comparison.op == ast::ComparisonOperator::not_equal;
    const auto* declared = named(comparison.left);
    if (declared && equates && is_member(comparison.left)) return chosen(*declared, comparison, holds);
    if (const auto its = words_.elapsed(comparison, holds)) {
      if (const auto text = elapsed_words(*its)) return since_words(comparison.left, *text);
    }
    const auto verb = std::string{comparison_words(comparison.op, holds != Truth::no)};
    const auto bound = bound_of_left(comparison.op, holds);
    const auto digits = words_.digits_of(comparison.left, comparison.right);
    return fmt::format("{} {} {}", subject(comparison.left, {bound, digits}), verb_of(comparison.left, verb),
                       words_.measure(comparison.right, {other_bound(bound), digits}));
  }

  // "start of remission 2026-06-23, 5 months ago, is less than 6 months ago"
  std::string since_words(ExprId left, const std::string& text) const {
    words_.mention(left);
    return fmt::format("{} {}", words_.phrase(std::get<model::TimeSince>(model()[left].operation).operand),
                       text);
  }

  // Titles of several ask for another verb.
  std::string verb_of(ExprId subject, const std::string& verb) const {
    const auto* declared = named(subject);
    return declared ? agreeing(short_title(*declared), verb) : verb;
  }

  std::string between(const model::Between& between, Truth holds) const {
    return fmt::format("{} {} between {} and {}{}", subject(between.subject),
                       verb_of(between.subject, holds == Truth::no ? "is not" : "is"),
                       words_.measure(between.low), between.below ? "below " : "",
                       words_.measure(between.high));
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
    const auto names = words_.member_names(includes, holds);
    const bool several = !set || is_plural(short_title(*set));
    return fmt::format("{} {} {}", words_.titled(includes.set),
                       several              ? holds == Truth::no ? "do not include" : "include"
                       : holds == Truth::no ? "does not include"
                                            : "includes",
                       fmt::join(names, holds != Truth::yes && !all ? " or " : " and "));
  }

  std::string as_written(ExprId expr) const {
    return fmt::format("{}: {}", wording_.in_words(expr), words_.value_text(expr));
  }

  const RunReport& report_;
  Wording wording_;
  OperandWords words_;
  mutable int depth_ = 0;
};

}  // namespace

std::vector<Reason> reasons(const RunReport& report, model::ExprId condition) {
  return ReasonWriter{report}.reasons(condition);
}

std::vector<std::string> reason_lines(const RunReport& report, model::ExprId condition) {
  std::vector<std::string> result;
  for (auto& reason : reasons(report, condition)) result.push_back(std::move(reason.text));
  return result;
}

}  // namespace waymark
