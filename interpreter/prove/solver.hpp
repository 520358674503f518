#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "interpreter/prove/patient_space.hpp"

namespace waymark::prove {

enum class Satisfiable { no, yes, gave_up };

// One incremental solver over a space. Its effort per question is limited in steps, not in seconds, so that
// the same question has the same answer twice.
class Solver {
 public:
  Solver(PatientSpace& space, std::uint32_t most_steps);

  // Whether some patient satisfies all of these at once.
  Satisfiable check(const std::vector<z3::expr>& conditions);
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
  void allow(std::uint32_t steps);
  void take_axioms();
  void take_axioms(const std::vector<z3::expr>& formulas, std::size_t& taken);
  // Adds the conditions, and the axioms about variables that they rest on.
  void add(const std::vector<z3::expr>& conditions);

  PatientSpace& space_;
  z3::solver solver_;
  const std::uint32_t most_steps_;
  std::vector<Axiom> axioms_;
  std::size_t taken_ = 0, open_taken_ = 0;
  std::optional<z3::model> solution_;
};

}  // namespace waymark::prove
