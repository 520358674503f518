// What the solver gives up on is never counted as proved.
#include <catch2/catch.hpp>

#include "golden.hpp"
#include "interpreter/prove/prove.hpp"
#include "lang/compile.hpp"

namespace waymark {
namespace {

const std::string chain = R"(pathway chain "Chain" { version "1.0.0" }
fact age "Age" : number in years within 0 to 130
action scan "Scan" assessment
section s "S" {
  when age >= 40 years { should assess scan as old {} }
  otherwise when age < 40 years { should not assess scan as young {} }
}
)";

struct Counted {
  int proved = 0, not_proved = 0, refuted = 0;
};

Counted counted(std::uint32_t most_steps) {
  const auto compilation = compile({{"chain.pathway", chain}}, golden::stdlib());
  REQUIRE(compilation.model);
  const auto report = prove::prove(*compilation.model, compilation.sources,
                                   {.only = {prove::Question::boundary}, .most_steps = most_steps});
  Counted result;
  for (const auto& count : report.counts) {
    result.proved += static_cast<int>(count.proved);
    result.not_proved += static_cast<int>(count.not_proved);
    result.refuted += static_cast<int>(count.refuted);
  }
  return result;
}

}  // namespace

TEST_CASE("a chain of branches on which the solver gives up is not proved", "[prove]") {
  const auto with_few = counted(1), with_enough = counted(5'000'000);
  CHECK(with_enough.not_proved == 0);
  CHECK(with_few.not_proved > 0);
  CHECK(with_few.proved < with_enough.proved);
}

}  // namespace waymark
