#include <algorithm>

#include "lang/elaborate/elaboration.hpp"

// By when something is to be done, when it is, what it comes before and what it aims at.
namespace waymark {
namespace {

using model::ExprId;

class PlanElaborator {
 public:
  PlanElaborator(Elaboration& context, const Environment& environment, model::Recommendation& result)
      : context_{context}, environment_{environment}, result_{result} {}

  void plan(const ast::Attributes& attributes) {
    if (attributes.within) result_.within = within(*attributes.within);
    result_.promptly = attributes.promptly;
    if (attributes.done) result_.done = elaborate_condition(context_, environment_, *attributes.done);
    for (const auto& id : attributes.precedes) precedes(id);
    if (attributes.target) result_.aim = elaborate_condition(context_, environment_, *attributes.target);
  }

 private:
  model::Within within(const ast::Within& written) {
    model::Within result{elaborate_range(context_, environment_, written.time, true), std::nullopt,
                         written.span};
    if (!written.of) return result;
    result.of = elaborate_instant(context_, environment_, *written.of);
    if (type_of(context_, *result.of).kind != TypeKind::date) return result;
    if (fits_date(result.time.low, *result.of) && result.time.high) fits_date(*result.time.high, *result.of);
    return result;
  }

  // Hours from a date would be counted from midnight.
  bool fits_date(ExprId time, ExprId date) {
    const auto& type = type_of(context_, time);
    if (type.kind != TypeKind::number) return true;
    if (measures_calendar_time(*type.unit) || counts_whole_days(*type.unit)) return true;
    context_.diagnostics
        .report(span_of(context_, time), diagnostics::hours_against_date,
                fmt::format("`{}`", to_string(*type.unit)))
        .note(span_of(context_, date), "this is a date");
    return false;
  }

  void precedes(const ast::Name& id) {
    const auto found = context_.statements.find(id.text);
    if (found == context_.statements.end())
      return report_unknown_statement(context_, environment_.module, id.text, id.span);
    note_use(context_, found->second, id.text, id.span);
    if (found->second.kind != model::StatementKind::recommendation) {
      context_.diagnostics.report(id.span, diagnostics::precedes_no_advice, id.text);
      return;
    }
    auto& all = result_.precedes;
    if (std::ranges::find(all, found->second.index) == all.end()) all.push_back(found->second.index);
  }

  Elaboration& context_;
  const Environment& environment_;
  model::Recommendation& result_;
};

}  // namespace

void elaborate_plan(Elaboration& context, const Environment& environment, const ast::Attributes& attributes,
                    model::Recommendation& result) {
  PlanElaborator{context, environment, result}.plan(attributes);
}

}  // namespace waymark
