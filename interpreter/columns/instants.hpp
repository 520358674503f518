#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "interpreter/columns/batch.hpp"
#include "interpreter/columns/kernels.hpp"
#include "interpreter/columns/program.hpp"

namespace waymark::columns {

// Holds the dates, moments, events or readings of a batch against constants. Where all patients share `at`, a
// stretch of instants passes, which is found once and kept; else each patient is looked at alone.
class InstantStep {
 public:
  // All must outlive it.
  InstantStep(const model::Model& model, const Layout& layout, const InstantTest& test)
      : model_{model}, test_{test}, type_{type_of(model, layout.columns[test.column])} {}

  void run(const Batch& batch, TruthBits& out);

 private:
  // Of each comparison; nullopt where it is unknown.
  using Ranges = std::vector<std::optional<Range>>;
  struct Found {
    Moment at;
    std::int16_t offset = 0;  // of the instants
    Ranges ranges;
  };

  bool is_date() const;
  const Bitmap& known(const Column& column) const;
  Value instant(std::int64_t cell, std::int16_t offset) const;
  Value subject(std::int64_t cell, std::int16_t offset, const Moment& at) const;
  Value constant(const InstantComparison& comparison, const Moment& at) const;
  Truth answer(std::int64_t cell, std::int16_t offset, const Moment& at) const;
  Ranges ranges(const Moment& at, std::int16_t offset) const;
  const Found& found(const Moment& at, std::int16_t offset);
  Truth answer_of_date(std::int64_t day, const Moment& at);
  void run_shared(const Cells& cells, const Found& found, const Bitmap& known, TruthBits& out) const;
  void run_each(const Batch& batch, const Cells& cells, const Bitmap& known, TruthBits& out);

  const model::Model& model_;
  const InstantTest& test_;
  const Type& type_;
  std::optional<Found> found_;
  std::unordered_map<std::int32_t, Ranges> by_day_;  // of dates, by the day of `at`
};

}  // namespace waymark::columns
