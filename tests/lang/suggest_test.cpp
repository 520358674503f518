#include "lang/text/suggest.hpp"

#include <vector>

#include <catch2/catch.hpp>

#include "lang/text/listed.hpp"

namespace waymark::suggest_test {

TEST_CASE("the nearest word is suggested, upper and lower case aside", "[suggest]") {
  const std::vector<std::string> words{"spo2", "platelets", "mmHg", "kg", "g", "Kg"};
  CHECK(nearest("plateelts", words) == "platelets");
  CHECK(nearest("mmGh", words) == "mmHg");
  CHECK(nearest("SpO2", words) == "spo2");
  CHECK(nearest("KG", words) == "Kg");  // one letter nearer than `kg`
  CHECK(nearest("lactate", words) == std::nullopt);
  CHECK(nearest("", words) == std::nullopt);
}

TEST_CASE("names are listed up to a number of them", "[suggest]") {
  const std::vector<std::string> words{"a", "b", "c"};
  CHECK(listed(words) == "a, b, c");
  CHECK(listed(words, "`") == "`a`, `b`, `c`");
  CHECK(listed(words, "", 2) == "a, b and 1 more");
  CHECK(listed({}).empty());
}

}  // namespace waymark::suggest_test
