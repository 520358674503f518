#pragma once

#include <cstddef>
#include <string_view>

#include "interpreter/cohort/fast_names.hpp"
#include "interpreter/cohort/fast_patient.hpp"
#include "interpreter/cohort/moment_text.hpp"
#include "lang/model/model.hpp"

namespace waymark::cohort {

// So many bytes behind a line have to be readable. The first of them is no part of a JSON text.
inline constexpr std::size_t readable_behind_line = 64;
static_assert(readable_behind_line >= longest_plain_name);

// Reads documents of facts in which every value is plain, one on a line: no escapes, nothing beyond ASCII.
// All that it accepts is what `read_patient` makes of it; what it does not accept may still be right.
class PlainNdjson {
 public:
  // The model must outlive it.
  explicit PlainNdjson(const model::Model& model) : names_{model} {}

  // False where the line is no document, or one that is not plain; then what was put of the patient has to be
  // dropped.
  bool read(std::string_view line, PlainPatient& patient, PlainLine& said);

 private:
  PlainNames names_;
  MomentText moments_;
};

}  // namespace waymark::cohort
