#pragma once

#include <filesystem>
#include <string>
#include <vector>

// The pages of the documentation, as far as the tests read them.
namespace waymark::docs {

// What stands between two fences.
struct Block {
  std::string info;      // behind the opening fence: "pathway fragment"
  std::string text;      // the lines, without the fences
  int line = 0;          // of the opening fence
  std::string heading;   // the nearest above: "PW0201 unknown_name"
  std::string preamble;  // the nearest `<!-- preamble ... -->` or ```pathway preamble above
};

struct Page {
  std::filesystem::path path;
  std::vector<std::string> headings;  // of the second level: `## ...`
  std::vector<Block> blocks;
};

// README.md and docs/*.md, as far as they are there.
std::vector<std::filesystem::path> page_paths();
Page read_page(const std::filesystem::path& path);

// Writes the block's lines anew. Blocks above it keep their places.
void rewrite(const std::filesystem::path& page, const Block& block, const std::string& text);

std::vector<std::string> lines_of(const std::string& text);

}  // namespace waymark::docs
