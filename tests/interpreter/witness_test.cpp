#include "interpreter/search/witness.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "compiled_text.hpp"

namespace waymark::witness_test {
namespace {

// A chain of scenarios, of which one changes what was given, one plays later, and one adds a member.
const test::CompiledText& chain() {
  static const test::CompiledText text{R"(
source guide { section s { statement 1 "..." } }
fact weight : number in kg within 0.2 to 650
fact bleeding : yes or no
fact causes : any of { aav, sle, infection }
action drug drug
section s {
  must give drug { when bleeding or weight > 80 kg or causes includes aav cite guide.s.1 }
}
scenario "0" { at 2026-08-31T08:00 given bleeding = yes given weight = 90 kg }
scenario "1" extends "0" { given causes includes aav }
scenario "2" extends "1" { given weight = 70 kg }
scenario "3" extends "2" { given causes includes sle }
scenario "4" extends "3" { at 2026-08-31T09:00 }
)"};
  return text;
}

std::set<model::Input> inputs(const std::vector<std::string>& names) {
  std::set<model::Input> result;
  const auto& facts = chain().model().facts;
  for (std::uint32_t i = 0; i < facts.size(); ++i) {
    if (std::ranges::find(names, facts[i].id) != names.end()) result.emplace(std::in_place_index<0>, i);
  }
  return result;
}

using Scenarios = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("of scenarios whose patients are alike where it counts the first one stands for all",
          "[coverage][witness]") {
  const SearchBases bases{chain().model()};
  CHECK(bases.that_know(inputs({"bleeding"})) == Scenarios{0, 4});
  CHECK(bases.that_know(inputs({"weight"})) == Scenarios{0, 2, 4});
  CHECK(bases.that_know(inputs({"causes"})) == Scenarios{1, 3, 4});
  CHECK(bases.that_know(inputs({"bleeding", "weight", "causes"})) == Scenarios{0, 1, 2, 3, 4});
  CHECK(bases.that_know({}).empty());
  CHECK(bases.known_in(0) == inputs({"bleeding", "weight"}));
  CHECK(bases.known_in(3) == inputs({"bleeding", "weight", "causes"}));
}

}  // namespace waymark::witness_test
