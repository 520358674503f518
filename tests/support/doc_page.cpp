#include "doc_page.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "golden.hpp"

namespace waymark::docs {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view fence = "```";
constexpr std::string_view preamble_begin = "<!-- preamble";
constexpr std::string_view preamble_end = "-->";

class PageReader {
 public:
  Page read(const fs::path& path) {
    page_.path = path;
    for (const auto& line : lines_of(golden::read_text(path))) {
      ++number_;
      if (in_block_)
        block_line(line);
      else if (in_preamble_)
        preamble_line(line);
      else
        text_line(line);
    }
    return std::move(page_);
  }

 private:
  void text_line(const std::string& line) {
    if (line.starts_with(preamble_begin)) {
      in_preamble_ = true;
      preamble_.clear();
    } else if (line.starts_with(fence)) {
      in_block_ = true;
      page_.blocks.push_back({line.substr(fence.size()), "", number_, heading_, preamble_});
    } else if (line.starts_with("#")) {
      heading_ = line.substr(line.find_first_not_of("# "));
      if (line.starts_with("## ")) page_.headings.push_back(heading_);
    }
  }

  void block_line(const std::string& line) {
    auto& block = page_.blocks.back();
    if (!line.starts_with(fence)) return void(block.text += line + '\n');
    in_block_ = false;
    if (block.info == "pathway preamble") preamble_ = block.text;
  }

  void preamble_line(const std::string& line) {
    if (line.starts_with(preamble_end))
      in_preamble_ = false;
    else
      preamble_ += line + '\n';
  }

  Page page_;
  int number_ = 0;
  bool in_block_ = false, in_preamble_ = false;
  std::string heading_, preamble_;
};

}  // namespace

std::vector<fs::path> page_paths() {
  std::vector<fs::path> result;
  if (const auto readme = golden::root() / "README.md"; fs::exists(readme)) result.push_back(readme);
  for (const auto& entry : fs::directory_iterator{golden::root() / "docs"}) {
    if (entry.path().extension() == ".md") result.push_back(entry.path());
  }
  std::ranges::sort(result);
  return result;
}

Page read_page(const fs::path& path) { return PageReader{}.read(path); }

void rewrite(const fs::path& page, const Block& block, const std::string& text) {
  const auto lines = lines_of(golden::read_text(page));
  std::ofstream out{page, std::ios::binary};
  const auto begin = static_cast<std::size_t>(block.line);
  const auto end = begin + lines_of(block.text).size();
  for (std::size_t i = 0; i < begin; ++i) out << lines[i] << '\n';
  out << text;
  for (auto i = end; i < lines.size(); ++i) out << lines[i] << '\n';
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> result;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);) result.push_back(line);
  return result;
}

}  // namespace waymark::docs
