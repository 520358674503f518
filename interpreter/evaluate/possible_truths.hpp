#pragma once

#include <initializer_list>

#include "interpreter/values/truth.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// Some of the three truth values.
class TruthSet {
 public:
  constexpr TruthSet(std::initializer_list<Truth> truths) {
    for (const auto truth : truths) add(truth);
  }
  constexpr void add(Truth truth) { bits_ |= bit(truth); }
  constexpr bool contains(Truth truth) const { return (bits_ & bit(truth)) != 0; }
  friend constexpr bool operator==(TruthSet, TruthSet) = default;

 private:
  static constexpr unsigned bit(Truth truth) { return 1U << static_cast<unsigned>(truth); }
  unsigned bits_ = 0;
};

inline constexpr Truth all_truths[] = {Truth::no, Truth::unknown, Truth::yes};

// What two of them come to together, and what the opposite of one does.
TruthSet combined(TruthSet a, TruthSet b, Truth (*combine)(Truth, Truth));
TruthSet negated(TruthSet truths);

// What a condition can come to as far as constants and its form decide it: `x is known` is never unknown.
// That two of its parts rest on the same fact is not taken into account.
TruthSet possible_truths(const model::Model& model, model::ExprId condition);

}  // namespace waymark
