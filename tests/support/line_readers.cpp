#include "line_readers.hpp"

#include <utility>
#include <variant>

#include <catch2/catch.hpp>

namespace waymark {

cohort::CsvPatients table(const std::string& header, const model::Model& model) {
  auto read = cohort::CsvPatients::read_header(header, model);
  REQUIRE(std::holds_alternative<cohort::CsvPatients>(read));
  return std::get<cohort::CsvPatients>(std::move(read));
}

void compare(const cohort::Part& found, const cohort::Part& expected) {
  CHECK(difference(found, expected) == "");
}

}  // namespace waymark
