#include "lang/text/one_line.hpp"

#include <catch2/catch.hpp>

namespace waymark::one_line_test {

TEST_CASE("a piece of a pathway comes on one line", "[text]") {
  CHECK(one_line("a  and\n  (\n    b\n  )") == "a and (b)");
  CHECK(one_line("a # why\n  or b") == "a or b");
  CHECK(one_line("says \"two  blanks # stay\"") == "says \"two  blanks # stay\"");
}

TEST_CASE("a text between three quotes comes on one line", "[text]") {
  CHECK(one_line("\"\"\"\n    Not hypoxemic: the course\n    is more benign.\n  \"\"\"") ==
        "\"Not hypoxemic: the course is more benign.\"");
  CHECK(one_line("\"\"\" She said \"no\". \"\"\" and x") == "\"\"\"She said \"no\".\"\"\" and x");
  CHECK(one_line("\"\"\"\"\"\"") == "\"\"");
}

}  // namespace waymark::one_line_test
