#include "interpreter/prove/solver.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <unordered_set>

namespace waymark::prove {
namespace {

constexpr unsigned seed = 1;
constexpr std::size_t most_answered = 10'000;  // questions that are remembered

std::vector<z3::expr> chosen(const std::vector<z3::expr>& conditions,
                             const std::vector<std::size_t>& positions) {
  std::vector<z3::expr> result;
  for (const auto position : positions) result.push_back(conditions[position]);
  return result;
}

// The variables that formulas speak of.
class Variables {
 public:
  void add(const z3::expr& formula) {
    std::vector<z3::expr> pending{formula};
    while (!pending.empty()) {
      const auto next = pending.back();
      pending.pop_back();
      if (!seen_.insert(next.id()).second || !next.is_app()) continue;
      if (next.is_const() && next.decl().decl_kind() == Z3_OP_UNINTERPRETED) found_.push_back(next);
      for (unsigned i = 0; i < next.num_args(); ++i) pending.push_back(next.arg(i));
    }
  }

  // How many different parts the formulas have.
  std::size_t parts() const { return seen_.size(); }

  std::set<unsigned> ids() const {
    std::set<unsigned> result;
    for (const auto& each : found_) result.insert(each.id());
    return result;
  }

  // What an axiom is about: a value that is left open before what it comes from, which any patient has; the
  // parts of a day, which every day has, before the day; anything before the moment of the evaluation.
  std::set<unsigned> told_about() const {
    for (const auto* prefix : {"opaque.", "calendar.", "at."}) {
      std::set<unsigned> result;
      const bool wanted = std::string_view{prefix} != "at.";
      for (const auto& each : found_) {
        if (each.decl().name().str().starts_with(prefix) == wanted) result.insert(each.id());
      }
      if (!result.empty()) return result;
    }
    return ids();
  }

 private:
  std::unordered_set<unsigned> seen_;
  std::vector<z3::expr> found_;  // in no order; they keep their ids
};

bool meet(const std::set<unsigned>& a, const std::set<unsigned>& b) {
  return std::ranges::any_of(a, [&](unsigned each) { return b.contains(each); });
}

}  // namespace

Solver::Solver(PatientSpace& space, std::uint32_t most_steps, Stop* stop)
    : space_{space}, solver_{space.context()}, most_steps_{most_steps}, stop_{stop} {
  allow(most_steps);
}

void Solver::allow(std::uint32_t steps) {
  z3::params settings{space_.context()};
  settings.set("random_seed", seed);
  settings.set("rlimit", static_cast<unsigned>(steps));
  settings.set("ctrl_c", false);  // else Ctrl-C is an answer of no kind, and the next question is asked
  solver_.set(settings);
}

Satisfiable Solver::check_briefly(const std::vector<z3::expr>& conditions) {
  constexpr std::uint32_t small_part = 200;
  allow(most_steps_ / small_part);
  const auto result = solve(conditions);
  allow(most_steps_);
  return result;
}

void Solver::take_axioms() {
  take_axioms(space_.axioms(), taken_);
  take_axioms(space_.open_axioms(), open_taken_);
}

void Solver::take_axioms(const std::vector<z3::expr>& formulas, std::size_t& taken) {
  for (; taken < formulas.size(); ++taken) {
    Variables all;
    all.add(formulas[taken]);
    axioms_.push_back({formulas[taken], all.told_about(), all.ids()});
  }
}

void Solver::add(const std::vector<z3::expr>& conditions) {
  take_axioms();
  Variables all;
  for (const auto& condition : conditions) {
    solver_.add(condition);
    all.add(condition);
  }
  formulas_told_ += all.parts();
  auto reached = all.ids();
  std::vector<bool> taken(axioms_.size());
  for (bool grows = true; grows;) {
    grows = false;
    for (std::size_t i = 0; i < axioms_.size(); ++i) {
      const auto& [formula, about, mentioned] = axioms_[i];
      if (taken[i] || !meet(about, reached)) continue;
      taken[i] = grows = true;
      solver_.add(formula);
      ++formulas_told_;
      reached.insert(mentioned.begin(), mentioned.end());
    }
  }
}

Satisfiable Solver::check(const std::vector<z3::expr>& conditions) {
  take_axioms();
  Asked asked{{}, axioms_.size()};
  for (const auto& condition : conditions) asked.first.push_back(condition.id());
  if (const auto known = answered_.find(asked); known != answered_.end()) {
    if (known->second.solution) solution_ = known->second.solution;
    return known->second.answer;
  }
  if (is_spent()) return Satisfiable::gave_up;
  const auto answer = solve(conditions);
  if (answered_.size() >= most_answered) return answer;
  auto& answered = answered_.emplace(std::move(asked), Answered{conditions, answer, {}}).first->second;
  if (answer == Satisfiable::yes) answered.solution = solution_;
  return answer;
}

z3::check_result Solver::checked() {
  const Stop::Listening listening{stop_, [this] { space_.context().interrupt(); }};
  return stop_ && stop_->is_asked() ? z3::unknown : solver_.check();
}

Satisfiable Solver::solve(const std::vector<z3::expr>& conditions) {
  solver_.push();
  add(conditions);
  const auto result = checked();
  if (result == z3::sat) solution_ = solver_.get_model();
  solver_.pop();
  if (result == z3::sat) return Satisfiable::yes;
  return result == z3::unsat ? Satisfiable::no : Satisfiable::gave_up;
}

std::vector<std::size_t> Solver::core(const std::vector<z3::expr>& conditions) {
  std::vector<std::size_t> kept(conditions.size());
  std::iota(kept.begin(), kept.end(), std::size_t{0});
  for (auto i = kept.size(); i-- > 0;) {
    auto fewer = kept;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (check(chosen(conditions, fewer)) == Satisfiable::no) kept = std::move(fewer);
  }
  return kept;
}

std::string Solver::script(const std::vector<z3::expr>& conditions) {
  solver_.push();
  add(conditions);
  auto text = solver_.to_smt2();
  solver_.pop();
  return text;
}

}  // namespace waymark::prove
