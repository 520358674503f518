// The canonical layout: what it is, and that it changes nothing but the layout.
#include "lang/format/format.hpp"

#include <algorithm>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "doc_page.hpp"
#include "golden.hpp"
#include "lang/ast/ast_dump.hpp"
#include "lang/ast/lower.hpp"
#include "lang/syntax/scan.hpp"
#include "lang/syntax/syntax_tree.hpp"
#include "program_generator.hpp"
#include "share.hpp"

namespace waymark::format_test {
namespace {

namespace fs = std::filesystem;

struct Formatted {
  Sources sources;
  Diagnostics diagnostics;
  std::optional<std::string> text;

  explicit Formatted(std::string source) {
    sources.add("test.pathway", std::move(source));
    text = format(sources, 0, diagnostics);
  }

  std::string messages() const {
    std::string result;
    for (const auto& diagnostic : diagnostics.sorted()) {
      result += fmt::format("{}: {}\n", diagnostic.message, sources[0].line(diagnostic.span.begin));
    }
    return result;
  }
};

std::string ast_of(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  const auto file = sources.add("test.pathway", text);
  return dump(lower(*parse(sources, file, diagnostics), sources, file, diagnostics));
}

std::string without_carriage_returns(std::string text) {
  std::erase(text, '\r');
  return text;
}

std::string canonical_token(std::string_view token) {
  const std::string_view signs[][2] = {{"≤", "<="}, {"≥", ">="}, {"≠", "!="}};
  for (const auto& [sign, written] : signs) {
    if (token == sign) return std::string{written};
  }
  if (token.starts_with('#')) token = token.substr(0, token.find_last_not_of(" \t\r") + 1);
  return without_carriage_returns(std::string{token});
}

// One sign at a time, and a number without its unit, so that what touches makes no difference.
void append_tokens(std::string_view token, std::string& result) {
  const auto written = canonical_token(token);
  const bool is_sign = written == "<=" || written == ">=" || written == "!=";
  for (const char sign : is_sign ? written : "") result += fmt::format("{}\n", sign);
  if (is_sign) return;
  const auto digits = std::min(written.find_first_not_of("0123456789"), written.size());
  if (digits > 0) result += written.substr(0, digits) + '\n';
  if (digits < written.size()) result += written.substr(digits) + '\n';
}

// Everything but blanks, and commas, which the layout may write or leave out.
std::string tokens_and_comments(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = scan::token_end(text, at);
    const auto token = text.substr(at, end - at);
    const bool is_blank = token.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos;
    if (!is_blank && token != "," && token != "\xEF\xBB\xBF") append_tokens(token, result);
    at = end;
  }
  return result;
}

bool lines_are_clean(const std::string& text) {
  return text.find(" \n") == std::string::npos && text.find("\n\n\n") == std::string::npos &&
         (text.empty() || (text.ends_with('\n') && !text.ends_with("\n\n") && text.front() != '\n'));
}

// Where two long texts part; empty where they are the same.
std::string difference(const std::string& actual, const std::string& expected) {
  const auto parted = std::ranges::mismatch(actual, expected);
  if (parted.in1 == actual.end() && parted.in2 == expected.end()) return {};
  const auto at = static_cast<std::size_t>(parted.in1 - actual.begin());
  const auto begin = at - std::min<std::size_t>(at, 150);
  return fmt::format("{}\n--- instead of ---\n{}", actual.substr(begin, 300), expected.substr(begin, 300));
}

// Whether only the layout has changed; long texts are the author's.
void check_layout_only(const std::string& text) {
  const Formatted once{text};
  INFO(once.messages());
  REQUIRE(once.text);
  const Formatted twice{*once.text};
  REQUIRE(twice.text);
  CHECK(difference(*twice.text, *once.text) == "");
  CHECK(difference(ast_of(*once.text), ast_of(text)) == "");
  CHECK(difference(tokens_and_comments(*once.text), tokens_and_comments(text)) == "");
  if (text.find("\"\"\"") == std::string::npos) CHECK(lines_are_clean(*once.text));
}

bool parses(const std::string& text) { return Formatted{text}.text.has_value(); }

std::vector<fs::path> pathway_files(const fs::path& folder) {
  std::vector<fs::path> result;
  for (const auto& entry : fs::recursive_directory_iterator{folder}) {
    if (entry.path().extension() == ".pathway") result.push_back(entry.path());
  }
  std::ranges::sort(result);
  return result;
}

}  // namespace

TEST_CASE("each golden file becomes what stands beside it", "[format]") {
  for (const auto& path : golden::files(".formatted")) {
    INFO(path);
    const auto source = fs::path{path}.replace_extension(".pathway");
    const Formatted result{golden::read_text(source)};
    REQUIRE(result.text);
    golden::compare_or_update(path, *result.text);
  }
}

TEST_CASE("the project's own pathways are formatted", "[format]") {
  for (const auto* folder : {"stdlib", "pathways"}) {
    for (const auto& path : pathway_files(golden::root() / folder)) {
      INFO(path);
      const auto text = golden::read_text(path);
      CHECK(Formatted{text}.text == text);
    }
  }
}

TEST_CASE("of each file that parses only the layout changes", "[format]") {
  int count = 0;
  for (const auto& path : pathway_files(golden::root() / "tests" / "golden")) {
    const auto text = golden::read_text(path);
    if (!parses(text)) continue;
    INFO(path);
    check_layout_only(text);
    ++count;
  }
  CHECK(count > 50);
}

TEST_CASE("of each example of the documentation only the layout changes", "[format]") {
  int count = 0;
  for (const auto& path : docs::page_paths()) {
    for (const auto& block : docs::read_page(path).blocks) {
      if (!block.info.starts_with("pathway") || !parses(block.text)) continue;
      INFO(path << ':' << block.line);
      check_layout_only(block.text);
      ++count;
    }
  }
  CHECK(count > 20);
}

TEST_CASE("of any program only the layout changes", "[format][property]") {
  for (std::uint64_t seed = 0; seed < test::share(5000); ++seed) {
    const auto text = generated::syntax(seed);
    INFO("seed " << seed << '\n' << text);
    check_layout_only(text);
  }
}

TEST_CASE("of any pathway only the layout changes", "[format][property]") {
  for (std::uint64_t seed = 0; seed < test::share(1000); ++seed) {
    INFO("seed " << seed);
    check_layout_only(generated::pathway(seed));
    check_layout_only(generated::with_random_layout(generated::pathway_template(seed), seed));
  }
}

TEST_CASE("line ends are plain, and no byte order mark stays", "[format]") {
  const Formatted result{
      "\xEF\xBB\xBF"
      "use a # one \r\n\r\n\r\n# two\r\nuse b"};
  CHECK(result.text == "use a    # one\n\n# two\nuse b\n");
  CHECK(Formatted{""}.text == "");
  CHECK(Formatted{"\n\n"}.text == "");
  CHECK(Formatted{"\n\n# only this"}.text == "# only this\n");
}

TEST_CASE("a file with syntax errors is not formatted", "[format]") {
  const Formatted result{"use a\nfact :"};
  CHECK_FALSE(result.text);
  CHECK(result.diagnostics.has_errors());
}

}  // namespace waymark::format_test
