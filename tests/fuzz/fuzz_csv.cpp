// A table of patients: the fast reader says of each line what the careful one says. The first line is the
// header.
#include "careful_lines.hpp"
#include "fuzz.hpp"

namespace waymark::fuzz {
namespace {

void check(std::string_view text) {
  const auto& model = *every_form().model;
  const auto end = std::min(text.find('\n'), text.size());
  const auto header = cohort::CsvPatients::read_header(text.substr(0, end), model);
  const auto* table = std::get_if<cohort::CsvPatients>(&header);
  if (!table) {
    if (std::get<std::vector<FactsProblem>>(header).empty()) fail("a header is refused without a problem");
    return;
  }
  const auto question = table_question(*table, model);
  const std::string rows{text.substr(std::min(end + 1, text.size()))};
  expect_none(difference(evaluated(question, rows), one_by_one(question, rows)));
}

}  // namespace
}  // namespace waymark::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  waymark::fuzz::check(waymark::fuzz::text_of(data, size));
  return 0;
}
