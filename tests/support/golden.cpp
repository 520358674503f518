#include "golden.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include "project_files.hpp"

namespace waymark::golden {

namespace fs = std::filesystem;

fs::path root() { return in_project(""); }
fs::path stdlib() { return root() / "stdlib"; }
fs::path folder() { return root() / "tests" / "golden"; }

std::vector<fs::path> files(std::string_view extension) {
  std::vector<fs::path> result;
  for (const auto& entry : fs::recursive_directory_iterator{folder()}) {
    if (entry.is_regular_file() && entry.path().extension() == extension) result.push_back(entry.path());
  }
  std::ranges::sort(result);
  return result;
}

std::vector<fs::path> pathways() {
  std::vector<fs::path> result;
  const auto is_part = [](const fs::path& path) {
    return std::ranges::any_of(path.parent_path(), [](const fs::path& part) {
      return part == "libraries" || part.extension() == ".d";
    });
  };
  for (const auto& entry : fs::recursive_directory_iterator{folder()}) {
    const auto& path = entry.path();
    const bool whole = entry.is_directory() ? path.extension() == ".d" : path.extension() == ".pathway";
    if (whole && !is_part(fs::relative(path, folder()))) result.push_back(path);
  }
  std::ranges::sort(result);
  return result;
}

std::string relative(const fs::path& path) { return fs::relative(path, folder()).string(); }

std::string read_text(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  INFO(path.string());
  REQUIRE(in);
  return {std::istreambuf_iterator<char>{in}, {}};
}

bool updates() { return std::getenv("WAYMARK_UPDATE_GOLDEN") != nullptr; }

void compare_or_update(const fs::path& expected, const std::string& actual) {
  if (updates()) {
    std::ofstream{expected, std::ios::binary} << actual;
    return;
  }
  CHECK(actual == read_text(expected));
}

}  // namespace waymark::golden
