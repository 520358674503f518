#include "interpreter/facts/json/json_document.hpp"

#include <random>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "lang/text/overloaded.hpp"

namespace waymark::json_document_test {

namespace {

std::string printed(const json::Node& node);

template <typename Parts, typename Print>
std::string printed_parts(const Parts& parts, Print print) {
  std::string result;
  for (const auto& part : parts) result += (result.empty() ? "" : ",") + print(part);
  return result;
}

std::string printed(const json::Node& node) {
  return std::visit(
      overloaded{
          [](json::Null) -> std::string { return "null"; },
          [](bool value) -> std::string { return value ? "true" : "false"; },
          [](const json::NumberText& number) { return number.text; },
          [](const std::string& text) { return nlohmann::json(text).dump(); },
          [](const json::Array& array) {
            return "[" + printed_parts(array, [](const json::Node& each) { return printed(each); }) + "]";
          },
          [](const json::Object& object) {
            return "{" +
                   printed_parts(object,
                                 [](const json::Entry& each) {
                                   return nlohmann::json(each.key).dump() + ":" + printed(each.value);
                                 }) +
                   "}";
          },
      },
      node.value);
}

// By which the place of a value is known.
bool begins_a(const json::Node& node, char c) {
  return std::visit(overloaded{
                        [&](json::Null) { return c == 'n'; },
                        [&](bool value) { return c == (value ? 't' : 'f'); },
                        [&](const json::NumberText& number) { return c == number.text[0]; },
                        [&](const std::string&) { return c == '"'; },
                        [&](const json::Array&) { return c == '['; },
                        [&](const json::Object&) { return c == '{'; },
                    },
                    node.value);
}

void check_places(const json::Node& node, std::string_view text) {
  REQUIRE(begins_a(node, text.at(node.offset)));
  if (const auto* array = std::get_if<json::Array>(&node.value)) {
    for (const auto& each : *array) check_places(each, text);
  }
  const auto* object = std::get_if<json::Object>(&node.value);
  if (!object) return;
  for (const auto& each : *object) {
    REQUIRE(text.at(each.offset) == '"');
    check_places(each.value, text);
  }
}

constexpr std::string_view sound_text =
    R"( {"a": [1, -0.5e3, true, null, "b\n\"\\ \u00e4\ud83d\ude00 ä😀, long enough for several words"], )"
    "\r\n\t"
    R"("c": {"d": [], "e": {}, "d": [[false], {"f": "01234567"}]}, "": 12.25E-1} )";

}  // namespace

TEST_CASE("a document is read as another parser reads it, with mistakes too", "[json]") {
  const std::string bytes = "{}[]\",:0123456789.-+eEtrufalsn \\\n\x01/\x80\xc3";
  std::mt19937 random{20261130};
  std::size_t sound = 0, unsound = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text{sound_text};
    for (auto changes = random() % 3; changes > 0; --changes)
      text[random() % text.size()] = bytes[random() % bytes.size()];
    INFO(text);
    const auto theirs = nlohmann::json::parse(text, nullptr, false);
    const auto ours = json::parse(text);
    const auto* root = std::get_if<json::Node>(&ours);
    const bool has_large_number = root && theirs.is_discarded();
    if (has_large_number) {
      REQUIRE(text.find_first_of("eE") != std::string::npos);
      continue;
    }
    REQUIRE((root != nullptr) == !theirs.is_discarded());
    ++(root ? sound : unsound);
    if (!root) {
      CHECK(!std::get<json::ParseError>(ours).detail.empty());
      continue;
    }
    REQUIRE(nlohmann::json::parse(printed(*root)) == theirs);
    check_places(*root, text);
  }
  CHECK(sound > 5000);
  CHECK(unsound > 5000);
}

TEST_CASE("what is nested too deep is said where it begins", "[json]") {
  const auto nested = [](int depth) { return std::string(static_cast<std::size_t>(depth), '['); };
  const auto close = [](int depth) { return std::string(static_cast<std::size_t>(depth), ']'); };
  CHECK(std::holds_alternative<json::Node>(
      json::parse(nested(json::deepest_level) + close(json::deepest_level))));
  const auto refused = json::parse(nested(json::deepest_level + 5));
  const auto& error = std::get<json::ParseError>(refused);
  CHECK(error.reason == json::ParseError::Reason::too_deep);
  CHECK(error.offset == json::deepest_level);
}

}  // namespace waymark::json_document_test
