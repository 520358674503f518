#include "lang/syntax/grammar.hpp"

#include <catch2/catch.hpp>
#include <tao/pegtl/contrib/analyze.hpp>

namespace waymark::grammar_test {

TEST_CASE("no rule of the grammar can loop without reading on", "[grammar]") {
  CHECK(tao::pegtl::analyze<grammar::document>(-1) == 0);
}

}  // namespace waymark::grammar_test
