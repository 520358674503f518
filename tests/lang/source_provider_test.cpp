#include "lang/modules/source_provider.hpp"

#include <algorithm>
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "lang/compile.hpp"
#include "test_folder.hpp"

namespace waymark::source_provider_test {
namespace {

namespace fs = std::filesystem;

std::string names_in(const SourceProvider& provider, const fs::path& folder) {
  std::string result;
  const auto found = provider.entries(folder);
  REQUIRE(std::holds_alternative<std::vector<SourceEntry>>(found));
  for (const auto& entry : std::get<std::vector<SourceEntry>>(found))
    result += entry.name + (entry.is_folder ? "/ " : " ");
  return result;
}

std::string text_of(const SourceProvider& provider, const fs::path& file) {
  const auto text = provider.read(file);
  const auto* error = std::get_if<LoadError>(&text);
  if (!error) return std::get<std::string>(text);
  return error->is_absent ? "absent" : error->reason;
}

}  // namespace

TEST_CASE("texts in memory stand in the folders of their paths", "[sources]") {
  MemorySources memory;
  memory.put("care/b.pathway", "B");
  memory.put("care/./a.pathway", "A");
  memory.put("care/libraries/c.pathway", "C");
  memory.put("careful/d.pathway", "D");
  CHECK(names_in(memory, "care") == "a.pathway b.pathway libraries/ ");
  CHECK(names_in(memory, "care/libraries/") == "c.pathway ");
  CHECK(memory.is_folder("care"));
  CHECK(!memory.is_folder("care/a.pathway"));
  CHECK(!memory.is_folder("car"));
  CHECK(text_of(memory, "care/a.pathway") == "A");
  CHECK(text_of(memory, "a.pathway") == "absent");
}

TEST_CASE("texts in memory go before the disk", "[sources]") {
  const TestFolder folder;
  folder.write("care/a.pathway", "old");
  folder.write("care/c.pathway", "C");
  MemorySources memory;
  memory.put(folder.path("care/a.pathway"), "new");
  memory.put(folder.path("care/b.pathway"), "B");
  const LayeredSources both{memory, disk()};
  CHECK(names_in(both, folder.path("care")) == "a.pathway b.pathway c.pathway ");
  CHECK(text_of(both, folder.path("care/a.pathway")) == "new");
  CHECK(text_of(both, folder.path("care/c.pathway")) == "C");
  CHECK(text_of(both, folder.path("care/d.pathway")) == "absent");
}

TEST_CASE("what is no file is not read, and nothing waits for it", "[sources]") {
  const TestFolder folder;
  fs::create_symlink("nowhere", folder.path("link.pathway"));
  fs::create_directory(folder.path("folder.pathway"));
  fs::create_symlink("/dev/zero", folder.path("device.pathway"));
  fs::create_symlink("gone", folder.path("libraries"));
  REQUIRE(::mkfifo(folder.path("pipe.pathway").c_str(), 0600) == 0);
  CHECK(text_of(disk(), folder.path("link.pathway")) == "this is a link that leads nowhere");
  CHECK(text_of(disk(), folder.path("folder.pathway")) == "this is a folder, not a file");
  CHECK(text_of(disk(), folder.path("device.pathway")) == "this is a device, not a file");
  CHECK(text_of(disk(), folder.path("pipe.pathway")) == "this is a named pipe, not a file");
  CHECK(text_of(disk(), folder.path("libraries/x.pathway")) == "No such file or directory");
  CHECK(text_of(disk(), folder.path("none.pathway")) == "absent");
}

TEST_CASE("a pathway is not compiled without a library that is there and cannot be read", "[sources]") {
  const TestFolder folder;
  const auto file = folder.write("care.pathway", "pathway care \"Care\" { version \"1\" }\nuse limits\n");
  folder.write("stdlib/limits.pathway", "library limits \"Limits\" { version \"1\" }\n");
  fs::create_directory(folder.path("libraries"));
  fs::create_symlink("nowhere", folder.path("libraries/limits.pathway"));
  auto files = load_pathway(file);
  const auto compilation =
      compile(std::get<std::vector<LoadedFile>>(std::move(files)), folder.path("stdlib"));
  CHECK(!compilation.model);
  REQUIRE(compilation.unreadable);
  CHECK(compilation.unreadable->path == folder.path("libraries/limits.pathway"));
}

}  // namespace waymark::source_provider_test
