// A unit that can be read is displayed so that it can be read again, and is the same then: alone, multiplied
// and divided.
#include "fuzz.hpp"
#include "lang/quantity/unit.hpp"

namespace waymark::fuzz {
namespace {

const UnitTable& table() { return every_form().model->units; }

void check_displayed(const UnitPtr& unit) {
  if (is_pure(*unit)) return;
  const auto shown = to_string(*unit);
  const auto again = table().parse(shown);
  const auto* same = std::get_if<UnitPtr>(&again);
  if (!same) fail("what is displayed cannot be read: " + shown);
  if (!same_unit(**same, *unit)) fail("what is displayed is another unit: " + shown);
  if (to_string(**same) != shown) fail(shown + " is displayed as " + to_string(**same) + " then");
}

void check_result(const UnitResult& result, std::string_view text) {
  if (const auto* error = std::get_if<UnitError>(&result)) {
    if (error->offset + error->symbol.size() > text.size()) fail("an error behind the end of the unit");
    return;
  }
  const auto& unit = std::get<UnitPtr>(result);
  check_displayed(unit);
  for (const auto* other : {"mg", "/h", "10*9/L", "Cel"}) {
    const auto by = std::get<UnitPtr>(parse_ucum(other));
    check_displayed(multiply(unit, by));
    check_displayed(divide(by, unit));
  }
  if (const auto root = square_root(unit)) check_displayed(root);
}

void check(std::string_view text) {
  check_result(table().parse_code(text), text);
  check_result(table().parse(text), text);
}

}  // namespace
}  // namespace waymark::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  waymark::fuzz::check(waymark::fuzz::text_of(data, size));
  return 0;
}
