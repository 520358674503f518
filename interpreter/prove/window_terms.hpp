#pragma once

#include <optional>
#include <vector>

#include "interpreter/prove/encoder.hpp"
#include "interpreter/prove/patient_space.hpp"

namespace waymark::prove {

// Which readings of a fact lie in a span, and which of them a window picks: exactly what `window_readings`
// and `count_readings` do, of the readings that the space keeps.
class WindowTerms {
 public:
  // The terms of the span's instant have been made. The encoder must outlive it.
  WindowTerms(Encoder& encoder, model::FactId fact, const model::WindowSpan& span);

  const std::vector<PatientSpace::ReadingTerm>& readings() const { return readings_; }
  // Of each reading whether it lies in the span.
  const std::vector<z3::expr>& inside() const { return inside_; }
  z3::expr number_inside() const;
  // Whether something is recorded, and it is known from when to when readings count.
  z3::expr may_count() const { return may_count_; }

  Term value_picked(ast::WindowFunction function) const;
  Term time_picked(ast::WindowFunction function) const;

  // How many readings surely pass the test, and how many may.
  struct Passing {
    z3::expr certain, possible;
  };
  Passing count_passing(const model::ReadingCount& count) const;

 private:
  // Moments in microseconds since 1970-01-01.
  struct Ends {
    z3::expr known, begun;
    std::optional<z3::expr> from;
    z3::expr to;
    bool without_end = false;
  };
  Ends ends(const model::WindowSpan& span) const;
  Ends backwards_from(const InstantTerm& end, const std::optional<Quantity>& duration) const;
  z3::expr exactly_after(const InstantTerm& instant, const Quantity& duration, bool backwards) const;
  z3::expr first_after(const InstantTerm& instant, const Quantity& duration) const;
  z3::expr last_after(const InstantTerm& instant, const Quantity& duration) const;
  z3::expr day_after(const InstantTerm& instant, const Quantity& duration, bool backwards) const;
  std::vector<z3::expr> picked(ast::WindowFunction function) const;
  z3::expr is_extreme(std::size_t reading, bool highest) const;
  z3::expr most_apart(const std::vector<z3::expr>& counted, const std::optional<Quantity>& apart) const;

  Encoder& encoder_;
  z3::context& context_;
  const std::vector<PatientSpace::ReadingTerm>& readings_;
  std::vector<z3::expr> inside_;
  z3::expr may_count_;
};

}  // namespace waymark::prove
