#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/prove/patient_space.hpp"
#include "interpreter/prove/stop.hpp"

namespace waymark::prove {

enum class Satisfiable { no, yes, gave_up };

// One incremental solver over a space. Its effort per question, and for all questions together, is limited in
// steps, not in seconds, so that the same question has the same answer twice. What was asked before is
// answered as before.
class Solver {
 public:
  Solver(PatientSpace& space, std::uint32_t most_steps, Stop* stop = nullptr);

  // Whether some patient satisfies all of these at once. Gives up once the steps for all questions are spent.
  Satisfiable check(const std::vector<z3::expr>& conditions);
  // Whether nothing is asked any more: the steps are spent, or another thread wants no answer.
  bool is_spent() const { return formulas_told_ > most_formulas || (stop_ && stop_->is_asked()); }
  // The same with a small part of the steps, where an answer is of use but nothing rests on it.
  Satisfiable check_briefly(const std::vector<z3::expr>& conditions);
  // Of the last question that some patient satisfies.
  const z3::model& solution() const { return *solution_; }
  // Of conditions that no patient satisfies at once: positions of some that none does either, as few as are
  // found by leaving out one after the other.
  std::vector<std::size_t> core(const std::vector<z3::expr>& conditions);
  // The question in SMT-LIB, for another solver.
  std::string script(const std::vector<z3::expr>& conditions);

 private:
  // An axiom, the variables that it is about, and all that it speaks of.
  struct Axiom {
    z3::expr formula;
    std::set<unsigned> about, mentioned;
  };
  // An earlier question and its answer. While its formulas are kept, their ids are not used again.
  struct Answered {
    std::vector<z3::expr> conditions;
    Satisfiable answer;
    std::optional<z3::model> solution;
  };
  // The conditions by their ids, and how many axioms there were.
  using Asked = std::pair<std::vector<unsigned>, std::size_t>;

  // The parts of formulas that the solver is told in all; a pathway of a thousand statements takes some
  // hundred thousand.
  static constexpr std::size_t most_formulas = 30'000'000;

  z3::check_result checked();
  Satisfiable solve(const std::vector<z3::expr>& conditions);
  void allow(std::uint32_t steps);
  void take_axioms();
  void take_axioms(const std::vector<z3::expr>& formulas, std::size_t& taken);
  // Adds the conditions, and the axioms about variables that they rest on.
  void add(const std::vector<z3::expr>& conditions);

  PatientSpace& space_;
  z3::solver solver_;
  const std::uint32_t most_steps_;
  Stop* stop_;
  std::vector<Axiom> axioms_;
  std::size_t taken_ = 0, open_taken_ = 0;
  std::optional<z3::model> solution_;
  std::map<Asked, Answered> answered_;
  std::size_t formulas_told_ = 0;
};

}  // namespace waymark::prove
