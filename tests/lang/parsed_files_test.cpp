#include "lang/modules/parsed_files.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "lang/compile.hpp"
#include "lang/modules/standard_library.hpp"

namespace waymark::parsed_files_test {
namespace {

constexpr auto library = "library scales \"Scales\" {}\nfact weight_seen : yes or no\n";

// A pathway that uses the library `scales` of this text.
Compilation compiled(const std::string& text, std::vector<LoadedFile> before = {}) {
  MemorySources beside;
  beside.put("care/libraries/scales.pathway", text);
  const LayeredSources sources{beside, standard_library()};
  std::vector<LoadedFile> files{{"care/care.pathway", "pathway care {}\nuse scales\n"}};
  std::ranges::move(before, std::back_inserter(files));
  return compile(std::move(files), standard_library_folder, sources);
}

const ModuleFile& file_of(const Compilation& compilation, std::string_view id) {
  const auto& all = modules(compilation);
  const auto found = std::ranges::find(all, id, &Module::id);
  REQUIRE(found != all.end());
  return found->files.front();
}

bool share(const Compilation& one, const Compilation& other, std::string_view id) {
  return &*file_of(one, id) == &*file_of(other, id);
}

std::shared_ptr<const ast::File> empty_file(std::uint32_t index) {
  return std::make_shared<const ast::File>(ast::File{.file = index, .items = {}});
}

}  // namespace

TEST_CASE("compilations share what a library says", "[parsed_files]") {
  const auto one = compiled(library), other = compiled(library);
  CHECK(share(one, other, "scales"));
  CHECK(share(one, other, "units"));
  CHECK(!share(one, other, "care"));
}

TEST_CASE("a library that has changed is parsed anew", "[parsed_files]") {
  const auto before = compiled(library);
  const auto after = compiled(std::string{library} + "fact height_seen : yes or no\n");
  CHECK(file_of(before, "scales")->items.size() == 2);
  CHECK(file_of(after, "scales")->items.size() == 3);
}

TEST_CASE("a library has its own place among the sources of each compilation", "[parsed_files]") {
  const auto alone = compiled(library);
  const auto second = compiled(library, {{"care/more.pathway", "fact cough : yes or no\n"}});
  for (const auto* compilation : {&alone, &second}) {
    const auto& file = file_of(*compilation, "scales");
    CHECK(file->file == file->items.front().span.file);
    CHECK(compilation->sources[file->file].name() == "care/libraries/scales.pathway");
  }
}

TEST_CASE("what is wrong with a library is said each time", "[parsed_files]") {
  const auto broken = std::string{library} + "fact height_seen : yes or\n";
  const auto first = compiled(broken), second = compiled(broken);
  REQUIRE(first.diagnostics.has_errors());
  CHECK(second.diagnostics.error_count() == first.diagnostics.error_count());
  CHECK(second.diagnostics.list().front().message == first.diagnostics.list().front().message);
}

TEST_CASE("of too many parsed files those are forgotten that were not asked for", "[parsed_files]") {
  ParsedFiles files{2};
  files.keep("a", empty_file(1));
  files.keep("b", empty_file(1));
  CHECK(files.find(1, "a"));
  files.keep("c", empty_file(1));
  CHECK(files.find(1, "a"));
  CHECK(files.find(1, "c"));
  CHECK(!files.find(1, "b"));
  CHECK(!files.find(2, "a"));
}

TEST_CASE("threads share what a library says", "[parsed_files]") {
  const auto expected = compiled(library);
  std::vector<int> differing(8);
  std::vector<std::thread> threads;
  for (auto& each : differing)
    threads.emplace_back([&each, &expected] {
      const auto own = compiled(library);
      each = own.diagnostics.has_errors() || modules(own).size() != modules(expected).size();
    });
  for (auto& thread : threads) thread.join();
  CHECK(std::ranges::count(differing, 0) == 8);
}

}  // namespace waymark::parsed_files_test
