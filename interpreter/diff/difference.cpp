#include "interpreter/diff/difference.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

#include "interpreter/diff/declarations.hpp"
#include "interpreter/diff/distinguishing_patient.hpp"
#include "interpreter/prove/advice_terms.hpp"
#include "interpreter/prove/exact_dates.hpp"
#include "interpreter/prove/solver.hpp"
#include "lang/model/regimen.hpp"

namespace waymark::diff {
namespace {

constexpr std::array all_statuses{Status::advised, Status::not_advised, Status::undetermined};

// Asks of each statement of both pathways which patients it treats otherwise.
class Comparison {
 public:
  Comparison(const Side& before, const Side& after, const Counterparts& counterparts, Meanings meanings,
             const Options& options)
      : before_{before},
        after_{after},
        counterparts_{counterparts},
        meanings_{std::move(meanings)},
        space_{context_},
        old_{space_, before.model, meanings_.before},
        young_{space_, after.model, meanings_.after},
        usual_moment_{waymark::usual_moment(after.model, options.usual_moment)},
        solver_{space_, options.most_steps} {
    for (const auto& [from, to] : counterparts.inputs)
      space_.identify(after.model, to, prove::full_name(before.model, from));
  }

  void run(Difference& result) {
    for (const auto& [from, to] : counterparts_.statements) {
      statement(from, to, result);
      if (from.kind == model::StatementKind::recommendation) doses(from, to, result);
    }
    result.exact_dates = exact_dates();
  }

  Lifted lifted() {
    Difference found;
    Lifted result;
    for (const auto& [from, to] : counterparts_.statements) {
      if (from.kind != model::StatementKind::contraindication) continue;
      ++result.asked;
      if (is_the_same(from, to)) continue;
      for (const auto status : {Status::not_advised, Status::undetermined})
        turn({from, to, Status::advised, status, std::nullopt, true}, found);
    }
    result.contraindications = std::move(found.statuses);
    result.fault = std::move(found.fault);
    return result;
  }

 private:
  void statement(const model::StatementReference& from, const model::StatementReference& to,
                 Difference& result) {
    if (!means_the_same(from, to)) compared_.emplace_back(from, to);
    if (is_the_same(from, to)) {
      ++result.same;
      return;
    }
    const auto first = result.statuses.size();
    for (const auto old_status : all_statuses) {
      for (const auto new_status : all_statuses) {
        if (old_status != new_status) turn({from, to, old_status, new_status}, result);
      }
    }
    const auto begin = result.statuses.begin() + static_cast<std::ptrdiff_t>(first);
    const auto found = [](const StatusChange& each) { return each.example.has_value(); };
    const bool changes = std::any_of(begin, result.statuses.end(), found);
    ++(changes ? result.changed : begin == result.statuses.end() ? result.same : result.not_proved);
  }

  bool means_the_same(const model::StatementReference& from, const model::StatementReference& to) const {
    const auto old = model::statement(before_.model, from).condition;
    const auto young = model::statement(after_.model, to).condition;
    return meanings_.before[before_.model[old].canonical] == meanings_.after[after_.model[young].canonical];
  }

  bool is_the_same(const model::StatementReference& from, const model::StatementReference& to) {
    return means_the_same(from, to) || is_proved_same(model::statement(before_.model, from).condition,
                                                      model::statement(after_.model, to).condition);
  }

  // Of the statements whose formulas were compared.
  std::vector<std::string> exact_dates() const {
    std::vector<model::ExprId> old, young;
    for (const auto& [from, to] : compared_) {
      old.push_back(model::statement(before_.model, from).condition);
      young.push_back(model::statement(after_.model, to).condition);
    }
    auto result = prove::exact_dates(before_.model, old);
    std::ranges::move(prove::exact_dates(after_.model, young), std::back_inserter(result));
    std::ranges::sort(result);
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
  }

  // Of each dose that both pathways have and put otherwise.
  void doses(const model::StatementReference& from, const model::StatementReference& to, Difference& result) {
    const auto& old = before_.model.recommendations[from.index];
    const auto& young = after_.model.recommendations[to.index];
    for (const auto& [action, after] : first_doses(after_.model, young)) {
      for (const auto& [old_action, before] : first_doses(before_.model, old)) {
        if (old_action != action || means_the_same(*before, *after)) continue;
        dose({from, to, Status::advised, Status::advised, DosePair{before, after, action}}, result);
      }
    }
  }

  using NamedDose = std::pair<std::string, const model::Dose*>;

  static std::vector<NamedDose> first_doses(const model::Model& model,
                                            const model::Recommendation& recommendation) {
    std::vector<NamedDose> result;
    const auto add = [&](const std::vector<model::Regimen>& steps, const std::string& action) {
      if (const auto* dose = model::first_dose(steps)) result.emplace_back(action, dose);
    };
    add(recommendation.steps, "");
    for (const auto* target : single_targets(recommendation.target))
      add(target->steps, model.actions[std::get<model::ActionId>(target->node)].id);
    return result;
  }

  bool means_the_same(const model::Dose& old, const model::Dose& young) const {
    const auto same = [&](model::ExprId a, model::ExprId b) {
      return meanings_.before[before_.model[a].canonical] == meanings_.after[after_.model[b].canonical];
    };
    return same(old.low, young.low) && same(old.high.value_or(old.low), young.high.value_or(young.low));
  }

  void dose(const Turn& turn, Difference& result) {
    const auto& doses = *turn.doses;
    const bool is_exact = can_compare(doses);
    DoseChange change{model::statement(after_.model, turn.after).id,
                      doses.action,
                      "",
                      "",
                      doses.after->span,
                      std::nullopt,
                      std::nullopt};
    std::optional<Twins> twins;
    auto answer = prove::Satisfiable::gave_up;
    if (is_exact) {
      const auto conditions = different_doses(turn);
      answer = solver_.check(conditions);
      if (answer == prove::Satisfiable::no) return;
      if (answer == prove::Satisfiable::yes) twins = decoded(conditions);
      if (twins && !shows(before_, after_, turn, *twins)) twins.reset();
    }
    if (!twins) twins = search(before_, after_, counterparts_, turn);
    if (!twins) {
      change.reason = why_not(answer, !is_exact || is_opaque(turn));
    } else {
      change.example = small_example(before_, after_, counterparts_, turn, std::move(*twins), usual_moment_);
      Evaluator old{before_.model, change.example->before, change.example->at};
      Evaluator young{after_.model, change.example->after, change.example->at};
      change.before = dose_text(old, *doses.before);
      change.after = dose_text(young, *doses.after);
    }
    result.doses.push_back(std::move(change));
  }

  static model::ExprId high_of(const model::Dose& dose) { return dose.high.value_or(dose.low); }

  // Whether both are numbers of one kind without a divisor, in linear arithmetic.
  bool can_compare(const DosePair& doses) {
    const auto plain = [](prove::Encoder& encoder, const model::Dose& dose) {
      for (const auto expr : {dose.low, high_of(dose)}) {
        const auto* number = std::get_if<prove::NumberTerm>(&encoder.term(expr));
        if (!number || number->divisor || encoder.is_opaque(expr)) return false;
      }
      return true;
    };
    const auto& old = before_.model[doses.before->low].type;
    const auto& young = after_.model[doses.after->low].type;
    return plain(old_, *doses.before) && plain(young_, *doses.after) &&
           same_dimension(*old.unit, *young.unit);
  }

  std::vector<z3::expr> different_doses(const Turn& turn) {
    std::vector<z3::expr> result{prove::has_status(old_, turn.before, Status::advised),
                                 prove::has_status(young_, turn.after, Status::advised)};
    auto differ = context_.bool_val(false);
    const auto& [before, after, action] = *turn.doses;
    for (const auto& [old, young] :
         {std::pair{before->low, after->low}, {high_of(*before), high_of(*after)}}) {
      const auto a = prove::number_of(context_, old_.term(old)),
                 b = prove::number_of(context_, young_.term(young));
      result.push_back(prove::is_known(context_, a));
      result.push_back(prove::is_known(context_, b));
      differ = prove::either(differ, a.low != b.low);
    }
    result.push_back(differ);
    return result;
  }

  bool is_proved_same(model::ExprId old, model::ExprId young) {
    const auto a = old_.truth(old), b = young_.truth(young);
    return solver_.check({a.yes != b.yes || a.no != b.no}) == prove::Satisfiable::no;
  }

  void turn(const Turn& turn, Difference& result) {
    const auto& statement = model::statement(after_.model, turn.after);
    StatusChange change{statement.id,   turn.old_status, turn.new_status,
                        statement.span, std::nullopt,    std::nullopt};
    std::vector<z3::expr> conditions{prove::has_status(old_, turn.before, turn.old_status),
                                     prove::has_status(young_, turn.after, turn.new_status)};
    for (const auto expr : after_.model.applies) {
      if (turn.must_apply) conditions.push_back(young_.truth(expr).yes);
    }
    const auto answer = solver_.check(conditions);
    if (answer == prove::Satisfiable::no) return;
    auto twins = answer == prove::Satisfiable::yes ? decoded(conditions) : std::nullopt;
    const bool opaque = is_opaque(turn);
    if (twins && !shows(before_, after_, turn, *twins)) {
      if (!opaque) result.fault = statement.id;
      twins.reset();
    }
    if (!twins && opaque) twins = search(before_, after_, counterparts_, turn);
    if (twins) {
      change.example = small_example(before_, after_, counterparts_, turn, std::move(*twins), usual_moment_);
    } else {
      change.reason = why_not(answer, opaque);
    }
    result.statuses.push_back(std::move(change));
  }

  static prove::NotProvedReason why_not(prove::Satisfiable answer, bool opaque) {
    if (answer == prove::Satisfiable::gave_up) return {prove::NotProvedCause::gave_up};
    return {opaque ? prove::NotProvedCause::left_open : prove::NotProvedCause::not_in_decimals};
  }

  bool is_opaque(const Turn& turn) {
    return old_.is_opaque(model::statement(before_.model, turn.before).condition) ||
           young_.is_opaque(model::statement(after_.model, turn.after).condition);
  }

  std::optional<Twins> decoded() {
    auto old = space_.decode(before_.model, solver_.solution());
    auto young = space_.decode(after_.model, solver_.solution());
    if (!old || !young) return std::nullopt;
    // Each knows only what its own formulas speak of.
    auto after = completed(counterparts_, std::move(young->patient), old->patient);
    auto before = as_before(counterparts_, after, std::move(old->patient));
    return Twins{std::move(before), std::move(after), young->at};
  }

  // Numbers are looked for on a decimal grid: a patient's are written in decimals.
  std::optional<Twins> decoded(const std::vector<z3::expr>& conditions) {
    if (auto result = decoded()) return result;
    for (const int places : {0, 1, 3, 8}) {
      auto on_grid = conditions;
      for (const auto* model : {&before_.model, &after_.model})
        std::ranges::move(space_.on_decimal_grid(*model, places), std::back_inserter(on_grid));
      if (solver_.check(on_grid) != prove::Satisfiable::yes) continue;
      if (auto result = decoded()) return result;
    }
    return std::nullopt;
  }

  const Side& before_;
  const Side& after_;
  const Counterparts& counterparts_;
  const Meanings meanings_;
  z3::context context_;
  prove::PatientSpace space_;
  prove::Encoder old_, young_;
  const Moment usual_moment_;
  prove::Solver solver_;
  std::vector<std::pair<model::StatementReference, model::StatementReference>> compared_;
};

}  // namespace

std::string_view to_string(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::added: return "added";
    case ChangeKind::removed: return "removed";
    case ChangeKind::renamed: return "renamed";
    case ChangeKind::changed: break;
  }
  return "changed";
}

Difference difference(const Side& before, const Side& after, const Options& options) {
  const auto counterparts = diff::counterparts(before.model, after.model);
  const auto meanings = diff::meanings(before.model, after.model, counterparts);
  Difference result;
  result.declarations = header_changes(before, after, meanings);
  std::ranges::move(input_changes(before, after, counterparts, meanings),
                    std::back_inserter(result.declarations));
  std::ranges::move(statement_changes(before, after, counterparts, meanings),
                    std::back_inserter(result.declarations));
  Comparison{before, after, counterparts, meanings, options}.run(result);
  return result;
}

Lifted lifted_contraindications(const Side& before, const Side& after, const Options& options) {
  const auto counterparts = diff::counterparts(before.model, after.model);
  const auto meanings = diff::meanings(before.model, after.model, counterparts);
  return Comparison{before, after, counterparts, meanings, options}.lifted();
}

}  // namespace waymark::diff
