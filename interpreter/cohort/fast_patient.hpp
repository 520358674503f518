#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interpreter/cohort/fast_fact.hpp"
#include "interpreter/cohort/fast_number.hpp"
#include "interpreter/cohort/fast_windows.hpp"
#include "interpreter/cohort/moment_text.hpp"
#include "interpreter/columns/batch.hpp"
#include "interpreter/columns/cell_layout.hpp"
#include "lang/model/model.hpp"

namespace waymark::cohort {

// What a line says beside the values of facts.
struct PlainLine {
  std::string_view id;       // as it stands in the line; empty: none
  std::optional<Moment> at;  // nullopt: the line says none
};

// Writes the values of one patient straight into columns. A value is plain where it says all by itself: a
// number in a unit that a factor converts, for which a cell of the column stands, yes or no, the name of a
// member, a date, a moment with its offset. Whatever is not plain is none of its business: `false`, and the
// line has to be read with all care.
class PlainPatient {
 public:
  // All must outlive it.
  PlainPatient(const model::Model& model, const columns::Layout& layout, columns::Batch& batch);

  // Says that a value of the fact follows; false where it has one already, or none of it is plain. Once for
  // each patient and fact.
  bool begin(model::FactId fact) {
    return std::exchange(begun_[fact], patient_) != patient_ && !windows_.keeping(fact).refused;
  }
  bool number(model::FactId fact, const PlainNumber& number) {
    const auto& plan = plans_[fact];
    if (!plan.steps) return false;
    const auto found = step_of(number, plan.grid.places);
    if (!found) return number_in(fact, number, {});
    if (*found < plan.steps->first || *found > plan.steps->last) return false;
    return put_step(fact, *found);
  }
  // In this unit; none: in the declared one.
  bool number_in(model::FactId fact, const PlainNumber& number, std::string_view unit);
  // One of several readings, of which the latest that is not to come counts; false where another one has this
  // time.
  bool listed_number(model::FactId fact, const PlainNumber& number, std::string_view unit,
                     std::string_view time);
  // Of an event `false` is that it has not happened.
  bool truth(model::FactId fact, bool value) {
    const auto& plan = plans_[fact];
    if (plan.kind != TypeKind::yes_no) return event(fact, value);
    if (plan.column) batch_.put_truth(*plan.column, value);
    return !windows_.keeping(fact).refused;
  }
  bool text(model::FactId fact, std::string_view text);
  // When its value was read; without it that was at the moment of the evaluation.
  bool time(model::FactId fact, std::string_view text);
  TypeKind kind(model::FactId fact) const { return plans_[fact].kind; }
  // Whether windows ask for what is said of the fact.
  bool is_kept(model::FactId fact) const {
    const auto keeping = windows_.keeping(fact);
    return keeping.kept || keeping.refused;
  }
  // Members of an `any of` fact: those of a list, which leaves none out; or one of those that are stated.
  bool begin_list(model::FactId fact);
  bool list_member(model::FactId fact, std::string_view id);
  bool stated_member(model::FactId fact, std::string_view id, Truth truth);

  // The patient is complete.
  void add(const Moment& at) {
    if (!sets_.empty() || !events_.empty() || !times_.empty() || !readings_.empty()) put_rest(at);
    if (has_windows_) windows_.put(at);
    batch_.add_put(at);
    next();
  }
  // They are not plain; the next patient begins.
  void drop();

 private:
  bool put_cell(const PlainFact& plan, std::int64_t value) {
    if (plan.column) batch_.put_cell(*plan.column, value);
    return true;
  }
  // Of a number.
  bool put_step(model::FactId fact, std::int64_t step) {
    const auto& plan = plans_[fact];
    if (plan.is_kept) windows_.add_reading(fact, step, std::nullopt);
    return put_cell(plan, step) && is_addable(fact, step);
  }
  // Whether windows can take it for what it is.
  bool is_addable(model::FactId fact, std::int64_t step) const {
    const auto keeping = windows_.keeping(fact);
    if (keeping.refused) return false;
    return !keeping.exact || (step < largest_summand && step > -largest_summand);
  }
  using Instant = PlainWindows::Instant;
  bool put_instant(model::FactId fact, const Instant& instant) {
    if (plans_[fact].is_kept) windows_.add_instant(fact, instant);
    return !windows_.keeping(fact).refused;
  }
  bool event(model::FactId fact, bool has_happened);
  bool quantity(model::FactId fact, std::string_view text);
  bool put_moment(model::FactId fact, std::string_view text);
  void touch_set(std::uint32_t column);
  // How much a unit is of the declared one; nullopt where no factor says so.
  std::optional<UnitScale> scale(model::FactId fact, std::string_view unit);
  // The cell of a number within its bounds.
  std::optional<std::int64_t> cell_of(model::FactId fact, const PlainNumber& number, std::string_view unit);
  // Whether a reading of the fact with this time has been listed.
  bool is_doubled(model::FactId fact, const Moment& time);
  void put_rest(const Moment& at);
  void put_time(model::FactId fact, const Moment& time, const Moment& at);
  void put_latest(const Moment& at);
  void next() {
    sets_.clear();
    events_.clear();
    times_.clear();
    readings_.clear();
    ++patient_;
  }

  struct KnownUnit {
    std::string text;
    std::optional<UnitScale> scale;
  };
  struct Reading {
    model::FactId fact;
    std::int64_t cell;
    Moment time;
  };
  static constexpr std::size_t most_known_units = 8;

  const model::Model& model_;
  columns::Batch& batch_;
  ReadingMoments moments_;
  PlainWindows windows_;
  bool has_windows_ = false;
  std::vector<PlainFact> plans_;                   // by FactId
  std::vector<std::optional<Quantity>> validity_;  // by FactId: how long a reading counts at this site
  std::vector<std::uint32_t> begun_;               // by FactId: the last patient of whom it has begun
  std::uint32_t patient_ = 1;
  std::vector<std::uint32_t> sets_;         // columns of sets of this patient
  std::vector<model::MemberIndex> listed_;  // of the list that is read
  std::vector<std::pair<std::uint32_t, EventValue>> events_;
  std::vector<std::pair<model::FactId, Moment>> times_;
  std::vector<Reading> readings_;              // of facts of which there are several
  bool rises_ = true;                          // those of the last fact stand in the order of their times
  std::vector<std::vector<KnownUnit>> units_;  // by FactId
};

}  // namespace waymark::cohort
