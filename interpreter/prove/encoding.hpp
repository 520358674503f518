#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/prove/encoder.hpp"
#include "interpreter/prove/number_range.hpp"

namespace waymark::prove {

class WindowTerms;

// What one operation gives, from the terms of its operands, which the encoder has already worked out: the
// counterpart of `Computation`. Each kind of operation stands in the `encode_*.cpp` of its name.
class Encoding {
 public:
  Encoding(Encoder& encoder, model::ExprId expr)
      : encoder_{encoder}, expr_{expr}, type_{encoder.model()[expr].type} {}

  // encode_reference.cpp
  Term operator()(const model::Literal& literal) const;
  Term operator()(const model::FactReference& reference) const;
  Term operator()(const model::UnrecordedIsNo& unrecorded) const;
  Term operator()(const model::ParameterReference& reference) const;
  Term operator()(const model::DefineReference& reference) const;
  Term operator()(const model::DefineCall& call) const;
  Term operator()(const model::ScoreReference& reference) const;

  // encode_logic.cpp
  Term operator()(const model::Not& negation) const;
  Term operator()(const model::Logical& logical) const;
  Term operator()(const model::Implies& implies) const;
  Term operator()(const model::Counting& counting) const;
  Term operator()(const model::Choose& choose) const;
  Term operator()(const model::AnyKnown& any) const;
  Term operator()(const model::FirstKnown& first) const;
  Term operator()(const model::IfUnknown& if_unknown) const;
  Term operator()(const model::RequiresKnown& required) const;
  Term operator()(const model::StatusTest& test) const;

  // encode_number.cpp, encode_function.cpp
  Term operator()(const model::Negate& negate) const;
  Term operator()(const model::Arithmetic& arithmetic) const;
  Term operator()(const model::Conversion& conversion) const;
  Term operator()(const model::SubstanceConversion& conversion) const;
  Term operator()(const model::PointsOf& points) const;
  Term operator()(const model::Call& call) const;
  Term operator()(const model::RoundedDose& dose) const;

  // encode_comparison.cpp
  Term operator()(const model::Comparison& comparison) const;
  Term operator()(const model::Between& between) const;

  // encode_set.cpp
  Term operator()(const model::Knowledge& knowledge) const;
  Term operator()(const model::IsOneOf& is_one_of) const;
  Term operator()(const model::Includes& includes) const;
  Term operator()(const model::IsEmpty& is_empty) const;

  // encode_time.cpp
  Term operator()(const model::Happened& happened) const;
  Term operator()(const model::MomentOf& moment) const;
  Term operator()(const model::TimeSince& since) const;
  Term operator()(const model::TimeSinceReading& since) const;

  // encode_window.cpp
  Term operator()(const model::Window& window) const;
  Term operator()(const model::EachReading& each) const;
  Term operator()(const model::ReadingCount& count) const;
  Term operator()(const model::ReadingTime& time) const;

  Term operator()(const model::Difference& difference) const;
  Term operator()(const model::Shift& shift) const;
  Term operator()(const model::CalendarCount& count) const;

 private:
  const Term& term(model::ExprId expr) const { return encoder_.term(expr); }
  TruthTerm truth(model::ExprId expr) const { return encoder_.truth(expr); }
  NumberTerm number(model::ExprId expr) const { return number_of(context(), term(expr)); }
  z3::context& context() const { return encoder_.context(); }
  z3::expr yes() const { return context().bool_val(true); }
  z3::expr no() const { return context().bool_val(false); }

  // The arms that may turn out to be the one that counts, each with when it may, and whether one does.
  struct Reach {
    std::vector<std::pair<z3::expr, Term>> candidates;
    z3::expr complete;
  };
  // `value` is what an arm, or what holds otherwise, gives.
  using ValueOfArm = std::function<Term(model::ExprId)>;
  Reach reach(const model::Choose& choose, const ValueOfArm& value) const;
  Reach reach_first(const model::Choose& choose, const ValueOfArm& value) const;
  // Arms that give the same expression.
  struct ArmGroup {
    model::ExprId value;
    z3::expr holds, may_hold;
  };
  std::vector<ArmGroup> arm_groups(const model::Choose& choose) const;
  z3::expr agree(const std::vector<ArmGroup>& groups,
                 const std::vector<std::pair<z3::expr, Term>>& candidates) const;
  Reach reach_unique(const model::Choose& choose, const ValueOfArm& value) const;
  std::optional<NumberTerm> product_with_choice(model::ExprId choice, model::ExprId other) const;
  NumberTerm hull(const std::vector<std::pair<z3::expr, Term>>& candidates) const;
  Term common_value(const std::vector<std::pair<z3::expr, Term>>& candidates, const z3::expr& complete) const;
  Term candidate(model::ExprId expr) const;
  MemberTerm possible_levels(const Term& level) const;
  // Each with when it may be; one always may.
  z3::expr extreme_level(const std::vector<std::pair<z3::expr, z3::expr>>& levels, bool lowest) const;
  Term with_level_bounds(const z3::expr& known_to_be_one, const MemberTerm& levels) const;
  Term hull_of_levels(const std::vector<std::pair<z3::expr, Term>>& candidates,
                      const z3::expr& complete) const;
  Term extreme_instant(const model::Call& call) const;
  Term extreme_level(const model::Call& call) const;
  Term as_compared(model::ExprId side, model::ExprId other) const;
  TruthTerm compare(ast::ComparisonOperator op, model::ExprId left, model::ExprId right) const;

  // Elapsed time as a number of hours, days or the like.
  NumberTerm clock_count(const ElapsedTerm& elapsed) const;
  NumberTerm sum(const NumberTerm& a, const NumberTerm& b) const;
  NumberTerm difference(const NumberTerm& a, const NumberTerm& b) const;
  NumberTerm on_scale(NumberTerm number) const;
  NumberTerm product(model::ExprId left, model::ExprId right) const;
  NumberTerm quotient(model::ExprId left, model::ExprId right) const;
  NumberTerm times_constant(model::ExprId operand, const NumberTerm& constant, const Rational& written,
                            const Rational& base) const;
  std::optional<Rational> written_constant(model::ExprId operand) const;
  bool takes_off_a_unit_inexactly(const model::Arithmetic& arithmetic, bool multiplies) const;
  NumberTerm absolute(const NumberTerm& number) const;
  NumberTerm extreme(const std::vector<NumberTerm>& numbers, bool least) const;
  NumberTerm rounded(const NumberTerm& number, const NumberTerm& step, model::Function function) const;
  // The value of this expression where no patient changes it.
  std::optional<NumberTerm> computed_constant() const;
  // Any value of this type, known only where it may be: what the formulas do not say yet.
  Term anything(const z3::expr& may_be_known) const;
  z3::expr may_be_known(model::FactId fact, const std::optional<model::ExprId>& anchor) const;
  void require_possible(const model::Window& window, const NumberTerm& number) const;
  Term average(const WindowTerms& terms, const z3::expr& known) const;
  InstantTerm any_instant(bool is_date) const;
  // Where it lies whenever it is known, as far as the bounds of facts say; none where something it rests on
  // has been replaced.
  std::optional<NumberRange> range_of(model::ExprId expr) const;
  // A number of which nothing is known but whether it has bounds, and where it lies.
  NumberTerm opaque_number(model::ExprId named, const z3::expr& known, const z3::expr& bounded) const;
  // The operand's number without a divisor, opaque if it had one; and as it is rounded, so that one can go on
  // reckoning with it.
  NumberTerm plain(model::ExprId operand) const;
  // Like `plain`, for functions that only compare: one rounding of few digits does not change what comes out.
  NumberTerm comparable(model::ExprId operand) const;
  NumberTerm nearest_decimal(model::ExprId named, std::string_view what, const NumberTerm& exact) const;
  // The result of an operation that is exact in so many digits, as the interpreter rounds it.
  NumberTerm with_digits(NumberTerm result, int digits) const;

  Encoder& encoder_;
  model::ExprId expr_;
  const Type& type_;
};

}  // namespace waymark::prove
