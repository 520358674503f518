#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "golden.hpp"
#include "lang/ast/ast_dump.hpp"
#include "lang/ast/lower.hpp"
#include "lang/ast/operators.hpp"
#include "lang/compile.hpp"
#include "lang/syntax/scan.hpp"
#include "lang/syntax/syntax_tree.hpp"

namespace waymark::parser_test {
namespace {

namespace fs = std::filesystem;

struct Parsed {
  Sources sources;
  Diagnostics diagnostics;
  std::unique_ptr<SyntaxNode> tree;
  ast::File file;

  explicit Parsed(std::string text) {
    sources.add("test.pathway", std::move(text));
    tree = parse(sources, 0, diagnostics);
    file = lower(*tree, sources, 0, diagnostics);
  }

  std::string messages() const {
    std::string result;
    for (const auto& d : diagnostics.sorted()) result += fmt::format("{} {}\n", d.code, d.message);
    return result;
  }
};

std::string repeated(std::string_view part, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += part;
  return result;
}

// Pathways as they are written: the library and the examples.
std::vector<std::string> real_files() {
  std::vector<std::string> texts;
  for (const auto* folder : {"stdlib", "pathways"}) {
    for (const auto& entry : fs::recursive_directory_iterator{golden::root() / folder}) {
      if (entry.path().extension() == ".pathway") texts.push_back(golden::read_text(entry.path()));
    }
  }
  return texts;
}

// The text put together again from the leaves of the tree and from what lies between siblings.
void append_text(const SyntaxNode& node, std::string_view text, std::string& result) {
  if (node.children.empty()) {
    result += text.substr(node.span.begin, node.span.end - node.span.begin);
    return;
  }
  auto at = node.span.begin;
  for (const auto& child : node.children) {
    REQUIRE(child.span.begin >= at);
    result += text.substr(at, child.span.begin - at);
    append_text(child, text, result);
    at = child.span.end;
  }
  REQUIRE(node.span.end >= at);
  result += text.substr(at, node.span.end - at);
}

void collect_comments(const SyntaxNode& node, std::string_view text, std::string& result) {
  if (node.kind == SyntaxKind::trivia) {
    result += text.substr(node.span.begin, node.span.end - node.span.begin);
  }
  for (const auto& child : node.children) collect_comments(child, text, result);
}

void check_reproduces(const Parsed& parsed) {
  const auto text = parsed.sources[0].text();
  std::string again;
  append_text(*parsed.tree, text, again);
  CHECK(again == text);
}

std::vector<std::pair<std::size_t, std::size_t>> tokens_of(std::string_view text) {
  std::vector<std::pair<std::size_t, std::size_t>> tokens;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = scan::token_end(text, at);
    const bool is_layout = text[at] == ' ' || text[at] == '\n' || text[at] == '#';
    if (!is_layout) tokens.emplace_back(at, end);
    at = end;
  }
  return tokens;
}

std::string in_section(std::string_view body) { return fmt::format("section a \"A\" {{\n{}\n}}\n", body); }

}  // namespace

TEST_CASE("the tree leaves nothing of the text out", "[parser]") {
  for (const auto& text : real_files()) {
    const Parsed parsed{text};
    CHECK(parsed.messages() == "");
    check_reproduces(parsed);
    std::string comments;
    collect_comments(*parsed.tree, text, comments);
    CHECK(std::ranges::count(comments, '#') == std::ranges::count(text, '#'));
  }
}

TEST_CASE("a node reaches from its first token to its last", "[parser]") {
  const Parsed parsed{"# first\nfact a \"A\" : yes or no   # behind\n\n# before\ndefine b = a   \n"};
  std::vector<std::string_view> texts;
  for (const auto& child : parsed.tree->children) texts.push_back(parsed.sources.text(child.span));
  CHECK(texts == std::vector<std::string_view>{"# first\n", "fact a \"A\" : yes or no",
                                               "   # behind\n\n# before\n", "define b = a", "   \n"});
}

TEST_CASE("an empty file and a file of comments have no items", "[parser]") {
  for (const auto* text : {"", "\n\n", "# nothing", "\xEF\xBB\xBF", "\xEF\xBB\xBF# nothing\r\n"}) {
    const Parsed parsed{text};
    CHECK(parsed.messages() == "");
    CHECK(parsed.file.items.empty());
  }
}

TEST_CASE("line ends of other systems are accepted", "[parser]") {
  const Parsed unix_file{
      "fact a \"A\" : number in mg\ndefine b = a # comment\ndefine c = \"\"\"\n  x\n  y\"\"\"\n"};
  std::string text{unix_file.sources[0].text()};
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) text.insert(at, "\r");
  CHECK(dump(Parsed{text}.file) == dump(unix_file.file));
  CHECK(Parsed{"fact a \"A\" : yes or no\rdefine b = a\r"}.messages() == "");
}

TEST_CASE("nesting that is too deep is told and not followed", "[parser]") {
  const int depth = GENERATE(201, 5000, 100'000);
  const auto deep = [&](std::string_view open, std::string_view inner, std::string_view close) {
    return repeated(open, depth) + std::string{inner} + repeated(close, depth);
  };
  const std::vector<std::string> texts{
      "define a = " + deep("(", "b", ")"),
      "define a = " + deep("f(", "b", ")"),
      "define a = " + deep("choose { ", "b", " otherwise }"),
      "define a = " + deep("at least 1 of (", "b", ")"),
      in_section(deep("when a {\n", "", "}\n")),
      in_section("must give " + deep("one of { ", "a", " }") + " as b"),
      "define a = b between " + deep("(b between 1 and ", "2", ")") + " and 3",
  };
  for (const auto& text : texts)
    CHECK(Parsed{text}.messages().starts_with("PW0114 nested more than 200 deep\n"));
}

TEST_CASE("runs of operators do not make the tree too deep", "[parser]") {
  CHECK(Parsed{"define a = " + repeated("b + ", 400) + "b"}.messages() == "");
  CHECK(Parsed{"define a = " + repeated("b and ", 100'000) + "b"}.messages() == "");
  CHECK(Parsed{"define a = " + repeated("b + ", 100'000) + "b"}.messages() ==
        "PW0114 nested more than 500 deep\n");
  CHECK(Parsed{"define a = " + repeated("not ", 100'000) + "b"}.messages() ==
        "PW0114 nested more than 500 deep\n");
  CHECK(Parsed{"define a = " + repeated("-", 100'000) + "b"}.messages() ==
        "PW0114 nested more than 500 deep\n");
  const auto nested = repeated("(b + ", 199) + "b" + repeated(" + b * b - b)", 199);
  CHECK(Parsed{"define a = " + nested}.messages().starts_with("PW0114"));
}

TEST_CASE("a chain of branches has an end", "[parser]") {
  const auto chain = [](int count) {
    return "section s { when a { note n { says \"n\" } }" +
           repeated(" otherwise when a { note n { says \"n\" } }", count - 1) + " }";
  };
  CHECK(Parsed{chain(500)}.messages() == "");
  CHECK(Parsed{chain(501)}.messages() == "PW0114 nested more than 500 deep\n");
  CHECK(Parsed{chain(3000)}.messages() == "PW0114 nested more than 500 deep\n");
}

TEST_CASE("brackets without end are read to their end, with messages", "[parser]") {
  for (const auto* sign :
       {"{", "(", "}", ")", "\"", "\"\"\"", "'", "choose { ", "when a { ", "{ ( ", "one of { ", "fact ",
        "must give ", "\"\"\" \\\"", "define a = (b\n", "section a {\n", "when a (b\n"}) {
    CAPTURE(sign);
    CHECK_FALSE(Parsed{repeated(sign, 100'000)}.messages().empty());
    CHECK_FALSE(Parsed{in_section(repeated(sign, 100'000))}.messages().empty());
  }
}

TEST_CASE("a file with one token left out is read to its end, with few messages", "[parser]") {
  for (const auto& text : real_files()) {
    const auto tokens = tokens_of(text);
    const auto step = std::max<std::size_t>(1, tokens.size() / 40);
    for (std::size_t i = 0; i < tokens.size(); i += step) {
      const auto [begin, end] = tokens[i];
      CAPTURE(text.substr(begin, end - begin), begin);
      const Parsed parsed{text.substr(0, begin) + text.substr(end)};
      check_reproduces(parsed);
      CHECK(parsed.diagnostics.error_count() <= 3);
    }
  }
}

TEST_CASE("any text can be read", "[parser]") {
  std::mt19937 random{2026};
  const auto texts = real_files();
  const auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>{0, limit - 1}(random);
  };
  for (int i = 0; i < 400; ++i) {
    auto text = texts[below(texts.size())];
    for (std::size_t changes = below(8) + 1; changes > 0; --changes) {
      const auto at = below(text.size());
      const auto& other = texts[below(texts.size())];
      const auto from = below(other.size());
      text.replace(at, below(20), other.substr(from, below(30)));
    }
    const Parsed parsed{text};
    check_reproduces(parsed);
  }
  for (int i = 0; i < 200; ++i) {
    std::string bytes(below(500), '\0');
    for (auto& byte : bytes) byte = static_cast<char>(below(256));
    check_reproduces(Parsed{bytes});
    for (auto& byte : bytes) byte = static_cast<char>(32 + below(95));
    check_reproduces(Parsed{bytes});
  }
}

TEST_CASE("every form of the language means what its dump says", "[parser]") {
  const auto path = golden::folder() / "syntax" / "everything.pathway";
  const Parsed parsed{golden::read_text(path)};
  CHECK(parsed.messages() == "");
  check_reproduces(parsed);
  golden::compare_or_update(fs::path{path}.replace_extension(".ast"), dump(parsed.file));
}

TEST_CASE("every operator of the table is read", "[parser]") {
  for (const auto& op : operators) {
    CAPTURE(op.text);
    const Parsed parsed{fmt::format("define a = b {} c", op.text)};
    CHECK(parsed.messages() == "");
    CHECK(dump(parsed.file).find("broken") == std::string::npos);
  }
}

TEST_CASE("texts of several lines lose their layout", "[parser]") {
  const auto value = [](std::string_view written) {
    const Parsed parsed{fmt::format("fact a \"\"\"{}\"\"\" : yes or no", written)};
    CHECK(parsed.messages() == "");
    return std::get<ast::Fact>(parsed.file.items.at(0).node).title->value;
  };
  CHECK(value("\n  a\n    b\n\n  c\n  ") == "a\n  b\n\nc");
  CHECK(value("\n  a\n  ") == "a");
  CHECK(value("a\n  b\n   c") == "a\nb\n c");
  CHECK(value("a") == "a");
  CHECK(value("") == "");
  CHECK(value("\n") == "");
  CHECK(value("  a  ") == "  a  ");
  CHECK(value("\r\n  a\r\n  b\r\n") == "a\nb");
  CHECK(value("\n  \\\"\\\"\\\" \\u{B5}\\n\n") == "\"\"\" \u00B5\n");
}

TEST_CASE("what is no text is told with its first byte", "[parser]") {
  CHECK(Parsed{"\xFF\xFE"
               "f\0a\0"}
            .messages() == "PW0102 this file is saved as UTF-16\n");
  CHECK(Parsed{"# \xC0\xAF"}.messages() == "PW0101 the byte C0 here is not UTF-8\n");
  CHECK(Parsed{"# \xE0\x9F\xBF"}.messages() == "PW0101 the byte E0 here is not UTF-8\n");
  CHECK(Parsed{"# \xF4\x90\x80\x80"}.messages() == "PW0101 the byte F4 here is not UTF-8\n");
  CHECK(Parsed{"# \xE2\x82"}.messages() == "PW0101 the byte E2 here is not UTF-8\n");
  CHECK(Parsed{"# \xEF\xBF\xBD \xF4\x8F\xBF\xBF \xED\x9F\xBF \xC2\x80"}.messages() == "");
  CHECK(Parsed{std::string(maximum_file_size, '\n')}.messages() == "");
  CHECK(Parsed{std::string(maximum_file_size + 1, '\n')}.messages() ==
        "PW0103 this file is larger than the 16 MB that are read\n");
}

TEST_CASE("what many mistakes cost is limited", "[parser]") {
  const Parsed parsed{repeated("fact\n", 10'000)};
  CHECK(parsed.diagnostics.error_count() == 201);
  check_reproduces(parsed);
}

}  // namespace waymark::parser_test
