#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "interpreter/cohort/plain_patient.hpp"
#include "lang/model.hpp"

namespace waymark::cohort {

// So many bytes behind a line have to be readable, whatever they are.
inline constexpr std::size_t readable_behind_line = 64;

// Reads documents of facts in which every value is plain, one on a line.
class PlainNdjson {
 public:
  // The model must outlive it.
  explicit PlainNdjson(const model::Model& model);
  ~PlainNdjson();

  // False where the line is no document, or one that is not plain; then what was put of the patient has to be
  // dropped.
  bool read(std::string_view line, PlainPatient& patient, PlainLine& said);

 private:
  class Reader;
  std::unique_ptr<Reader> reader_;
};

}  // namespace waymark::cohort
