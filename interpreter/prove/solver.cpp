#include "interpreter/prove/solver.hpp"

#include <numeric>

namespace waymark::prove {
namespace {

constexpr unsigned seed = 1;

std::vector<z3::expr> chosen(const std::vector<z3::expr>& conditions,
                             const std::vector<std::size_t>& positions) {
  std::vector<z3::expr> result;
  for (const auto position : positions) result.push_back(conditions[position]);
  return result;
}

}  // namespace

Solver::Solver(PatientSpace& space, std::uint32_t most_steps) : space_{space}, solver_{space.context()} {
  z3::params settings{space.context()};
  settings.set("random_seed", seed);
  settings.set("rlimit", static_cast<unsigned>(most_steps));
  solver_.set(settings);
}

void Solver::take_axioms() {
  for (; axioms_taken_ < space_.axioms().size(); ++axioms_taken_) solver_.add(space_.axioms()[axioms_taken_]);
}

Satisfiable Solver::check(const std::vector<z3::expr>& conditions) {
  take_axioms();
  solver_.push();
  for (const auto& condition : conditions) solver_.add(condition);
  const auto result = solver_.check();
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
  take_axioms();
  solver_.push();
  for (const auto& condition : conditions) solver_.add(condition);
  auto text = solver_.to_smt2();
  solver_.pop();
  return text;
}

}  // namespace waymark::prove
