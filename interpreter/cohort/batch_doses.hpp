#pragma once

#include <optional>
#include <vector>

#include "interpreter/cohort/dose_count.hpp"
#include "interpreter/columns/evaluate.hpp"
#include "interpreter/decide/given_dose.hpp"
#include "lang/model/regimen.hpp"

namespace waymark::cohort {

// A dose of one patient, its ends in the unit of the place.
struct PatientDose {
  std::optional<Decimal> low, high;  // none: not known
  DoseLimit limited = DoseLimit::none;
  bool unrounded = false;
  std::vector<std::size_t> missing = {};  // by `input_index`, of an unknown one
};

// By position in model::dose_places; null where the patient does not get the dose.
using PatientDoses = std::vector<const PatientDose*>;

// The doses that the patients of one batch after the other get. A dose that is the same for everybody is
// worked out once. Any other takes an evaluator for each patient who is advised it, and for nobody else.
class BatchDoses {
 public:
  // The model must outlive it.
  explicit BatchDoses(const model::Model& model);

  // Looks at the next batch, and of it at those patients; they must be kept, or recalled. The batch must
  // outlive what is asked of it.
  void begin(const columns::Batch& batch, const columns::BatchOutcome& outcome,
             const columns::Bitmap& patients);

  // Counts, for those of the patients who are in `patients`, the doses that are the same for everybody.
  void add_constant(const columns::Bitmap& patients, std::vector<DoseCount>& counts) const;
  // Who may get another dose than others do.
  const columns::Bitmap& looked_at() const { return looked_at_; }
  // All doses of one of the patients; valid until the next one is asked for.
  const PatientDoses& of(std::size_t patient);
  // Counts those of them that `add_constant` does not.
  void add(const PatientDoses& doses, std::vector<DoseCount>& counts) const;

 private:
  struct Place {
    std::optional<PatientDose> of_all;  // where it is the same for everybody
    columns::Bitmap advised;
    PatientDose of_one;  // of the patient who was asked for last
  };

  PatientDose dose(Evaluator& evaluator, const model::DosePlace& place) const;
  void find_own_doses(std::size_t patient);
  bool is_range(std::size_t place) const { return places_[place].dose->high.has_value(); }

  const model::Model& model_;
  const std::vector<model::DosePlace> places_;
  std::vector<Place> doses_;  // by place
  const columns::Batch* batch_ = nullptr;
  columns::Bitmap looked_at_{};
  PatientDoses of_patient_;
};

}  // namespace waymark::cohort
