// Which files of a folder are one pathway.
#include "lang/modules/load.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace waymark::load_test {

// The first words of the files of each group: "site | site | pathway +fact".
static std::string groups_of(const std::vector<std::string>& texts) {
  std::vector<LoadedFile> files;
  for (const auto& text : texts) files.push_back({fmt::format("{}.pathway", files.size()), text});
  std::vector<std::string> result;
  for (const auto& group : split_by_header(std::move(files))) {
    std::vector<std::string> words;
    for (const auto& file : group) words.push_back(file.text.substr(0, file.text.find(' ')));
    result.push_back(fmt::format("{}", fmt::join(words, " + ")));
  }
  return fmt::format("{}", fmt::join(result, " | "));
}

TEST_CASE("the files of a folder belong together, but for libraries and sites", "[modules]") {
  CHECK(groups_of({}).empty());
  CHECK(groups_of({"pathway a", "fact b"}) == "pathway + fact");
  CHECK(groups_of({"library a", "fact b"}) == "library + fact");
  CHECK(groups_of({"library a", "library b", "fact c", "fact d"}) == "library | library | fact + fact");
  CHECK(groups_of({"site a", "fact b"}) == "site + fact");
  CHECK(groups_of({"site a", "site b"}) == "site | site");
  CHECK(groups_of({"pathway a", "site b", "site c"}) == "site | site | pathway");
  CHECK(groups_of({"site b", "pathway a"}) == "site | pathway");
}

TEST_CASE("sites that share a folder with pieces of a pathway are told of their second header", "[modules]") {
  CHECK(groups_of({"site a", "site b", "fact c"}) == "site + site + fact");
  CHECK(groups_of({"site a", "pathway b", "fact c"}) == "site + pathway + fact");
  CHECK(groups_of({"site a", "pathway b", "pathway c"}) == "site + pathway + pathway");
}

TEST_CASE("a header stands behind blanks, comments and a byte order mark", "[modules]") {
  CHECK(groups_of({"\xEF\xBB\xBF# A comment\r\n\r\nsite a", "site b"}).find(" | site") != std::string::npos);
}

}  // namespace waymark::load_test
