// What stands at a position, and where else it stands.
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "golden.hpp"
#include "lang/compile.hpp"

namespace waymark::symbol_index_test {
namespace {

const std::string with_mistakes = R"(pathway hypoxemia "Hypoxemia" { version "1.0.0" }
fact spo2 "SpO2" : number in % within 0 to 100
fact cause "Cause" : one of {aav "Vasculitis", other "Other"}
action oxygen "Oxygen" support
define low = spo2 < 90 %
define mistaken = spo2 < 90 mmHg
section care "Care" {
  should use oxygen as first_help { when low and cause is aav }
  note said { when nothing_known says "{spo2}" }
}
scenario "low" { given spo2 = 80 % given cause = aav expect care.first_help advised }
scenario "lower" extends "low" { given spo2 = 70 % expect low is yes }
)";

std::vector<std::string> lines_of(const Compilation& compilation, const std::vector<Occurrence>& places) {
  std::vector<std::string> result;
  for (const auto& each : places) {
    const auto [line, column] = compilation.sources.position(each.name);
    result.push_back(fmt::format("{}:{} {}", line, column, compilation.sources.text(each.name)));
  }
  return result;
}

// Where the name at the first occurrence of `text` stands.
std::vector<std::string> places_of(const Compilation& compilation, std::string_view text) {
  const auto file = modules(compilation).back().files.front().index();
  const auto offset = compilation.sources[file].text().find(text);
  const auto found = compilation.index.at(file, static_cast<std::uint32_t>(offset));
  if (!found) return {};
  return lines_of(compilation, compilation.index.places_of(found->declaration));
}

using Lines = std::vector<std::string>;

TEST_CASE("names are found in a pathway with mistakes", "[index]") {
  const auto compilation = compile({{"mistakes.pathway", with_mistakes}}, golden::stdlib());
  CHECK_FALSE(compilation.model);
  CHECK(compilation.diagnostics.error_count() == 2);
  CHECK(places_of(compilation, "spo2") ==
        Lines{"2:6 spo2", "5:14 spo2", "6:19 spo2", "9:41 spo2", "11:24 spo2", "12:40 spo2"});
  CHECK(places_of(compilation, "low =") == Lines{"5:8 low", "8:42 low", "12:59 low"});
  CHECK(places_of(compilation, "aav") == Lines{"3:30 aav", "8:59 aav", "11:50 aav"});
  CHECK(places_of(compilation, "first_help {") == Lines{"8:24 first_help", "11:66 first_help"});
  CHECK(places_of(compilation, "\"low\"") == Lines{"11:10 \"low\"", "12:26 \"low\""});
  CHECK(places_of(compilation, "version") == Lines{});
}

TEST_CASE("a pathway with mistakes has declarations, but no model", "[index]") {
  const auto compilation = compile({{"mistakes.pathway", with_mistakes}}, golden::stdlib());
  const auto declared = declarations(compilation);
  REQUIRE(declared);
  CHECK(declared->title() == "Hypoxemia");
  const auto spo2 = std::ranges::find(declared->facts(), "spo2", &model::Fact::id);
  REQUIRE(spo2 != declared->facts().end());
  CHECK(spo2->title == "SpO2");
  CHECK(declared->recommendations().size() == 1);
  CHECK(declared->notes().size() == 1);
}

// A section's and an action's name is part of other names, and so is a library's.
bool can_be_renamed_alone(const Occurrence& declared, std::string_view text) {
  const bool is_part = declared.kind == NameKind::section || declared.kind == NameKind::action ||
                       declared.kind == NameKind::library || declared.kind == NameKind::source_statement;
  return !is_part && text.find_first_of(" \n{.") == std::string_view::npos;
}

std::string renamed(std::string text, const std::vector<Occurrence>& places, const std::string& name) {
  for (auto place = places.rbegin(); place != places.rend(); ++place)
    text.replace(place->name.begin, place->name.end - place->name.begin, name);
  return text;
}

std::size_t check_names(const std::string& name, const std::string& text) {
  const auto compilation = compile({{name, text}}, golden::stdlib());
  if (!compilation.model) return 0;
  const auto file = modules(compilation).back().files.front().index();
  std::size_t checked = 0;
  const auto all = compilation.index.declarations(file);
  for (std::size_t i = 0; i < all.size(); i += 1 + all.size() / 4) {
    const auto written = compilation.sources.text(all[i].name);
    if (!can_be_renamed_alone(all[i], written)) continue;
    const auto other = written.starts_with('"')        ? "\"renamed\""
                       : all[i].kind == NameKind::unit ? "renamed"
                                                       : "renamed_elsewhere";
    const auto changed = renamed(text, compilation.index.places_of(all[i].declaration), other);
    INFO(name << ": " << to_string(all[i].kind) << ' ' << written << '\n' << changed);
    const auto again = compile({{name, changed}}, golden::stdlib());
    for (const auto& diagnostic : again.diagnostics.list())
      if (diagnostic.severity == Severity::error) CHECK(diagnostic.message == "");
    CHECK(again.model.has_value());
    ++checked;
  }
  return checked;
}

TEST_CASE("a pathway in which a name is changed in all its places is as sound as before", "[index][golden]") {
  std::size_t checked = 0;
  for (const auto& path : golden::files(".pathway")) {
    if (golden::relative(path).find("libraries") == std::string::npos)
      checked += check_names(path.filename().string(), golden::read_text(path));
  }
  CHECK(checked > 300);
}

}  // namespace
}  // namespace waymark::symbol_index_test
