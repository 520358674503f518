#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "interpreter/cohort/fast_fact.hpp"
#include "interpreter/columns/batch.hpp"
#include "interpreter/columns/cell_layout.hpp"
#include "interpreter/evaluate/window_span.hpp"
#include "lang/model/model.hpp"

namespace waymark::cohort {

// What a line has to say of a fact for windows.
struct Keeping {
  bool kept = false;     // its readings, or the instant that it is, are kept
  bool refused = false;  // some window over it is the evaluator's alone: no line that speaks of it is plain
  bool exact = false;    // its readings have to stand on steps
};

// Works out, for one patient after the other, what windows make of the readings of plain lines: straight into
// columns, and as the evaluator does. Readings of numbers only; an instant that a span is counted from is
// any.
class PlainWindows {
 public:
  // All must outlive it.
  PlainWindows(const model::Model& model, const columns::Layout& layout, columns::Batch& batch);

  Keeping keeping(model::FactId fact) const { return keeping_[fact]; }

  // A reading of a number, as a cell of its fact's grid; without a time it was taken at the moment of the
  // evaluation, or when `time` says afterwards.
  void add_reading(model::FactId fact, std::int64_t cell, const std::optional<Moment>& time) {
    readings_[fact].push_back({time, cell});
  }
  // A date, a moment, when an event happened; or that it has not.
  struct Instant {
    enum class Kind { date, moment, not_happened };
    Kind kind = Kind::not_happened;
    Date date = {};
    Moment moment = {};
  };
  void add_instant(model::FactId fact, const Instant& instant) { instants_[fact] = {instant, std::nullopt}; }
  // When the only value of the fact was read.
  void add_time(model::FactId fact, const Moment& time);

  // The patient is complete: writes what all windows come to, and begins the next one.
  void put(const Moment& at);
  // They are not plain; the next patient begins.
  void clear();

 private:
  struct Reading {
    std::optional<Moment> time;
    std::int64_t cell = 0;
  };
  struct KnownInstant {
    std::optional<Instant> value;
    std::optional<Moment> read;
  };
  // The instant that a span is counted from: a fact, the time of its latest reading, or of the reading that
  // an earlier plan picks.
  struct OfFact {
    model::FactId fact;
  };
  struct OfReading {
    model::FactId fact;
  };
  struct OfPlan {
    std::size_t plan;
  };
  using Anchor = std::variant<std::monostate, OfFact, OfReading, OfPlan>;
  struct FoundAnchor {
    bool unknown = false, not_yet = false;
    std::optional<Moment> moment;
  };
  struct Plan {
    model::FactId fact = 0;
    const model::Window* window = nullptr;       // none: a count of readings, or the time of the latest
    const model::ReadingCount* count = nullptr;  // none: not a count
    bool gives_time = false;                     // of the reading, not the reading
    std::optional<std::uint32_t> column;         // none: another plan asks for it
    ast::SpanWord word = ast::SpanWord::all;
    SpanDurations durations;
    Anchor anchor;
    std::int64_t factor = 1;  // steps of the column for one of the fact's grid
    std::optional<Quantity> apart;
    // What the last patient had, which is mostly the same.
    std::optional<Moment> last_at, last_anchor;
    Interval interval;
    std::optional<Moment> picked;  // of this patient
  };

  void add_plan(std::uint32_t column);
  bool append(model::ExprId expr, std::optional<std::uint32_t> column);
  bool append_window(const model::Window& window, Plan plan);
  bool append_count(const model::ReadingCount& count, Plan plan);
  bool set_span(const model::WindowSpan& span, Plan& plan);
  std::optional<Anchor> anchor_of(model::ExprId expr);
  bool holds_numbers(model::FactId fact) const;
  void refuse(model::ExprId expr);

  void sort_readings(const Moment& at);
  FoundAnchor found(const Anchor& anchor, const Moment& at) const;
  FoundAnchor found_instant(model::FactId fact, const Moment& at) const;
  const Interval& interval_of(Plan& plan, const std::optional<Moment>& anchor, const Moment& at) const;
  void put(Plan& plan, const Moment& at);
  std::span<const Reading> inside(const Plan& plan, const FoundAnchor& anchor) const;
  void put_window(Plan& plan, std::span<const Reading> inside, const Moment& at);
  void put_picked(Plan& plan, const Reading& reading);
  void put_average(const Plan& plan, std::span<const Reading> inside);
  void put_total(const Plan& plan, std::span<const Reading> inside, const Moment& at);
  void put_count(const Plan& plan, std::span<const Reading> inside, const Moment& at);

  const model::Model& model_;
  const columns::Layout& layout_;
  columns::Batch& batch_;
  std::vector<Keeping> keeping_;                   // by FactId
  std::vector<std::optional<Quantity>> validity_;  // by FactId
  std::vector<Plan> plans_;                        // each behind those whose times it asks for
  std::vector<std::uint32_t>
      without_anchor_;                // refused columns: a plain line says nothing of what they rest on
  std::vector<model::FactId> facts_;  // of which readings are kept
  std::vector<std::vector<Reading>> readings_;  // by FactId; of this patient
  std::vector<KnownInstant> instants_;          // by FactId; of this patient
  std::vector<Moment> passing_;                 // of the count that is worked out
};

// Beyond this a number is not added up with others in a cell.
inline constexpr std::int64_t largest_summand = 1'000'000'000'000;
inline constexpr std::size_t most_summands = 1'000;

}  // namespace waymark::cohort
