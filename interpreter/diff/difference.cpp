#include "interpreter/diff/difference.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

#include "interpreter/diff/declarations.hpp"
#include "interpreter/diff/distinguishing_patient.hpp"
#include "interpreter/prove/advice_terms.hpp"
#include "interpreter/prove/solver.hpp"

namespace waymark::diff {
namespace {

constexpr std::array all_statuses{Status::advised, Status::not_advised, Status::undetermined};

// Asks of each statement of both pathways which patients it treats otherwise.
class Comparison {
 public:
  Comparison(const Side& before, const Side& after, const Counterparts& counterparts, Meanings meanings,
             std::uint32_t most_steps)
      : before_{before},
        after_{after},
        counterparts_{counterparts},
        meanings_{std::move(meanings)},
        space_{context_},
        old_{space_, before.model, meanings_.before},
        young_{space_, after.model, meanings_.after},
        solver_{space_, most_steps} {
    for (const auto& [from, to] : counterparts.inputs)
      space_.identify(after.model, to, prove::full_name(before.model, from));
  }

  void run(Difference& result) {
    for (const auto& [from, to] : counterparts_.statements) statement(from, to, result);
  }

 private:
  void statement(const model::StatementReference& from, const model::StatementReference& to,
                 Difference& result) {
    const auto old = model::statement(before_.model, from).condition;
    const auto young = model::statement(after_.model, to).condition;
    if (meanings_.before[before_.model[old].canonical] == meanings_.after[after_.model[young].canonical] ||
        is_proved_same(old, young)) {
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

  bool is_proved_same(model::ExprId old, model::ExprId young) {
    const auto a = old_.truth(old), b = young_.truth(young);
    return solver_.check({a.yes != b.yes || a.no != b.no}) == prove::Satisfiable::no;
  }

  void turn(const Turn& turn, Difference& result) {
    const auto& statement = model::statement(after_.model, turn.after);
    StatusChange change{statement.id, turn.old_status, turn.new_status, statement.span, std::nullopt, ""};
    const std::vector<z3::expr> conditions{prove::has_status(old_, turn.before, turn.old_status),
                                           prove::has_status(young_, turn.after, turn.new_status)};
    const auto answer = solver_.check(conditions);
    if (answer == prove::Satisfiable::no) return;
    auto twins = answer == prove::Satisfiable::yes ? decoded(conditions) : std::nullopt;
    const bool opaque = is_opaque(turn);
    if (twins && !shows(before_, after_, turn, *twins)) {
      if (!opaque) result.fault = fmt::format("{}: the interpreter knows of no such patient", statement.id);
      twins.reset();
    }
    if (!twins && opaque) twins = search(before_, after_, counterparts_, turn);
    if (twins) {
      change.example = small_example(before_, after_, counterparts_, turn, std::move(*twins));
    } else {
      change.reason = why_not(answer, opaque);
    }
    result.statuses.push_back(std::move(change));
  }

  static std::string why_not(prove::Satisfiable answer, bool opaque) {
    if (answer == prove::Satisfiable::gave_up) return "the solver gave up within its steps";
    return opaque ? "it rests on what is not linear" : "no patient can be written in decimals";
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
  prove::Solver solver_;
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

Difference difference(const Side& before, const Side& after, std::uint32_t most_steps) {
  const auto counterparts = diff::counterparts(before.model, after.model);
  const auto meanings = diff::meanings(before.model, after.model, counterparts);
  Difference result;
  result.declarations = input_changes(before, after, counterparts, meanings);
  std::ranges::move(statement_changes(before, after, counterparts, meanings),
                    std::back_inserter(result.declarations));
  Comparison{before, after, counterparts, meanings, most_steps}.run(result);
  return result;
}

}  // namespace waymark::diff
