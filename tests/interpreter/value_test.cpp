#include "interpreter/values/value.hpp"

#include <catch2/catch.hpp>

#include "lang/text/one_line.hpp"
#include "model_builder.hpp"

namespace waymark::value_test {
using namespace waymark::test;

TEST_CASE("values print as the language writes them", "[value]") {
  const auto levels = with_members(TypeKind::one_of, {"mild", "severe"});
  const auto causes = with_members(TypeKind::any_of, {"aav", "sle", "gbm"});
  CHECK(to_string(true, yes_no) == "yes");
  CHECK(to_string(Unknown{}, yes_no) == "unknown");
  CHECK(to_string(number("7.50", "mg"), number_in("mg")) == "7.5 mg");
  CHECK(to_string(Number{quantity("4"), quantity("6")}, pure_number) == "4 to 6");
  CHECK(to_string(Number{quantity("4", "mg"), quantity("6", "mg")}, number_in("mg")) == "4 to 6 mg");
  CHECK(to_string(Number{quantity("4", "mg"), quantity("1", "g")}, number_in("mg")) == "4 mg to 1 g");
  CHECK(to_string(Number{quantity("4"), std::nullopt}, pure_number) == "at least 4");
  CHECK(to_string(Number{std::nullopt, quantity("6")}, pure_number) == "at most 6");
  CHECK(to_string(model::MemberIndex{1}, levels) == "severe");
  CHECK(to_string(MemberStates{{Truth::yes, Truth::yes, Truth::no}, true}, causes) == "{aav, sle}");
  CHECK(to_string(MemberStates{{Truth::yes, Truth::unknown, Truth::no}, false}, causes) == "{aav, sle?}");
  CHECK(to_string(MemberStates{{Truth::no, Truth::no, Truth::no}, true}, causes) == "{}");
  CHECK(to_string(MemberStates{{Truth::unknown, Truth::unknown, Truth::unknown}, false}, causes) ==
        "unknown");
  CHECK(to_string(date("2026-05-31"), {.kind = TypeKind::date}) == "2026-05-31");
  CHECK(to_string(EventValue{}, {.kind = TypeKind::event}) == "not happened");
}

TEST_CASE("a number is known where its bounds meet", "[value]") {
  CHECK(is_known(Number{quantity("1", "g"), quantity("1000", "mg")}));
  CHECK_FALSE(is_known(Number{quantity("1"), quantity("2")}));
  CHECK_FALSE(is_known(Number{quantity("1"), std::nullopt}));
  CHECK(same_known_value(number("1", "g"), number("1000", "mg")));
  CHECK_FALSE(same_known_value(Unknown{}, Unknown{}));
}

TEST_CASE("a moment without an offset stands in that of the run", "[value]") {
  const auto at = moment("2026-11-23T08:30:00+02:00");
  const model::MomentConstant bare{moment("2026-11-23T07:30:00"), false};
  const model::MomentConstant full{moment("2026-11-23T07:30:00Z"), true};
  const Type type{.kind = TypeKind::moment};
  CHECK(to_string(value_of(bare, type, at), type) == "2026-11-23T07:30:00+02:00");
  CHECK(to_string(value_of(full, type, at), type) == "2026-11-23T07:30:00Z");
}

TEST_CASE("a condition of several lines is shown on one", "[value]") {
  CHECK(one_line("a\n    and b") == "a and b");
  CHECK(one_line("at least 1 of (\n  a,  # the first\n  b\n)") == "at least 1 of (a, b)");
  CHECK(one_line("x <  5 '10*9/L  # no'  ") == "x < 5 '10*9/L  # no'");
  CHECK(one_line("") == "");
}

}  // namespace waymark::value_test
