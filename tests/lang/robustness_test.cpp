#include <algorithm>
#include <array>
#include <filesystem>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiled.hpp"
#include "golden.hpp"
#include "interpreter/explain/decision_path.hpp"
#include "interpreter/scenarios/scenario.hpp"
#include "lang/ast/lower.hpp"
#include "lang/compile.hpp"
#include "lang/syntax/syntax_tree.hpp"
#include "lang/text/code_frame.hpp"
#include "mutation.hpp"

// Whatever a file holds, it is read or refused; and what is read can be run.
namespace waymark::robustness_test {
namespace {

namespace fs = std::filesystem;
using mutation::Random;

constexpr std::uint64_t seed = 20261123;

// Every pathway of the project that is at hand: its own, its libraries', and the tests'.
const std::vector<std::string>& corpus() {
  static const auto texts = [] {
    std::vector<fs::path> paths;
    for (const auto* folder : {"pathways", "stdlib", "tests/golden"}) {
      for (const auto& entry : fs::recursive_directory_iterator{golden::root() / folder}) {
        if (entry.path().extension() == ".pathway") paths.push_back(entry.path());
      }
    }
    std::ranges::sort(paths);
    std::vector<std::string> result;
    for (const auto& path : paths) result.push_back(golden::read_text(path));
    return result;
  }();
  return texts;
}

// A node holds its children, and they stand in the order of the text.
bool is_well_formed(const SyntaxNode& node) {
  auto end = node.span.begin;
  for (const auto& child : node.children) {
    if (child.span.begin < end || child.span.end < child.span.begin || child.span.end > node.span.end) {
      return false;
    }
    if (!is_well_formed(child)) return false;
    end = child.span.end;
  }
  return true;
}

// What a text shows of itself: whether it has errors, and that each of them can be shown.
void check_messages(const Diagnostics& diagnostics, const Sources& sources) {
  std::size_t shown = 0;
  for (const auto& diagnostic : diagnostics.sorted()) {
    if (++shown > 100) break;
    const auto size = sources[diagnostic.span.file].text().size();
    if (diagnostic.message.empty() || diagnostic.span.begin > diagnostic.span.end ||
        diagnostic.span.end > size || render(diagnostic, sources).empty()) {
      FAIL_CHECK(diagnostic.code << ": " << diagnostic.message << " at " << diagnostic.span.begin);
    }
  }
}

void parse_and_lower(std::string text) {
  Sources sources;
  Diagnostics diagnostics;
  const auto file = sources.add("any.pathway", std::move(text));
  const auto tree = parse(sources, file, diagnostics);
  if (!is_well_formed(*tree)) FAIL_CHECK("a node is not where its parent is");
  lower(*tree, sources, file, diagnostics);
  check_messages(diagnostics, sources);
}

Compilation compile_text(std::string text) {
  return compile({LoadedFile{"any.pathway", std::move(text)}}, golden::stdlib());
}

void run_everything(const Compilation& compilation) {
  const auto& model = *compilation.model;
  const auto patient = empty_patient(model);
  Evaluator evaluator{model, patient, *parse_moment("2026-11-23T08:30:00Z")};
  const auto outcome = decide(evaluator);
  decision_path(evaluator, outcome, compilation.sources);
  for (std::uint32_t i = 0; i < model.scenarios.size(); ++i) run_scenario(model, i);
}

void compile_and_run(std::string text) {
  const auto compilation = compile_text(std::move(text));
  check_messages(compilation.diagnostics, compilation.sources);
  if (compilation.model.has_value() == compilation.diagnostics.has_errors()) FAIL_CHECK("a model and errors");
  if (compilation.model) run_everything(compilation);
}

// The text stands in the message of a test that fails, so that it can be tried again.
void survive(const std::string& text, bool whole) {
  INFO(fmt::format("{:?}", text.substr(0, 4000)));
  whole ? compile_and_run(text) : parse_and_lower(text);
}

TEST_CASE("random texts are read or refused", "[robustness]") {
  Random random{seed};
  for (int i = 0; i < 10'000; ++i) {
    const auto text = i % 2 == 0 ? mutation::random_bytes(random, 300) : mutation::random_words(random, 60);
    survive(text, i % 20 == 0);
  }
}

TEST_CASE("pathways with faults are read or refused", "[robustness]") {
  Random random{seed + 1};
  for (int i = 0; i < 10'000; ++i) {
    const auto& text = corpus()[random() % corpus().size()];
    survive(mutation::mutated(random, mutation::some_lines(random, text, 30)), false);
  }
}

TEST_CASE("whole pathways with faults are compiled and run, or refused", "[robustness]") {
  Random random{seed + 2};
  std::vector<std::string> small;
  std::ranges::copy_if(corpus(), std::back_inserter(small),
                       [](const auto& text) { return text.size() < 3000; });
  for (int i = 0; i < 600; ++i) {
    survive(mutation::mutated(random, small[random() % small.size()]), true);
  }
}

TEST_CASE("any part of a pathway is read or refused", "[robustness]") {
  const auto text = golden::read_text(golden::root() / "pathways" / "dah" / "initial.pathway");
  for (std::size_t length = 0; length <= text.size(); ++length) survive(text.substr(0, length), false);
}

// Depth and length ---------------------------------------------------------------------

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  result.reserve(text.size() * times);
  for (; times > 0; --times) result += text;
  return result;
}

std::vector<std::string> codes(const Compilation& compilation) {
  std::vector<std::string> result;
  for (const auto& diagnostic : compilation.diagnostics.sorted()) result.emplace_back(diagnostic.code);
  return result;
}

bool reports(const Compilation& compilation, std::string_view code) {
  const auto& list = compilation.diagnostics.list();
  return std::ranges::find(list, code, &Diagnostic::code) != list.end();
}

constexpr std::string_view header = "library deep \"Deep\" { version \"1.0.0\" }\nfact a \"A\" : yes or no\n";

struct Nested {
  std::string_view name, before, opening, inside, closing;
};

constexpr std::array nested{
    Nested{"parentheses", "define x = ", "(", "a", ")"},
    Nested{"not", "define x = ", "not ", "a", ""},
    Nested{"not in parentheses", "define x = ", "not (", "a", ")"},
    Nested{"minus", "define x = ", "-", "1", ""},
    Nested{"calls", "define x = ", "min(1, ", "2", ")"},
    Nested{"choose", "define x = ", "choose { ", "1 otherwise", " otherwise }"},
    Nested{"counting", "define x = ", "at least 1 of (", "a", ")"},
    Nested{"implies", "define x = ", "(a implies ", "a", ")"},
    Nested{"when", "section s { ", "when a { ", "", "} "},
    Nested{"otherwise", "section s { ", "when a { } otherwise { ", "", "} "},
    Nested{"targets", "section s { should give ", "one of {", "a", "} "},
    Nested{"sections", "", "section s { ", "", "} "},
    Nested{"braces", "", "{", "", "}"},
};

TEST_CASE("a hundred thousand brackets in each other are refused", "[robustness]") {
  for (const auto& [name, before, opening, inside, closing] : nested) {
    DYNAMIC_SECTION(name) {
      constexpr std::size_t times = 100'000;
      const auto text = fmt::format("{}{}{}{}{}\n", header, before, repeated(opening, times), inside,
                                    repeated(closing, times));
      const auto compilation = compile_text(text);
      CHECK_FALSE(compilation.model);
      CHECK(compilation.diagnostics.list().size() < 300);
    }
  }
}

TEST_CASE("brackets that nobody closes are refused", "[robustness]") {
  for (const auto& [name, before, opening, inside, closing] : nested) {
    DYNAMIC_SECTION(name) {
      const auto compilation =
          compile_text(fmt::format("{}{}{}", header, before, repeated(opening, 100'000)));
      CHECK_FALSE(compilation.model);
    }
  }
}

TEST_CASE("fifty conditions in each other are compiled and run", "[robustness]") {
  const auto text = fmt::format(
      "pathway deep \"Deep\" {{ version \"1.0.0\" }}\nfact a \"A\" : yes or no\n"
      "section s {{ {} note n {{ says \"Deep.\" }} {} }}\n",
      repeated("when not a { } otherwise { ", 50), repeated("} ", 50));
  const auto compilation = compile_text(text);
  REQUIRE(compilation.model);
  run_everything(compilation);
}

struct Long {
  std::string_view name, first, again;
};

constexpr std::array chains{
    Long{"sum", "define x : number = b", "\n  + b"},
    Long{"product", "define x : number = b", "\n  * b"},
    Long{"and", "define x = a", "\n  and a"},
    Long{"or", "define x = a", "\n  or a"},
    Long{"arms", "define x : number = choose { 1 when a", ",\n  1 when a"},
    Long{"arguments", "define x = at least 2 of (a, a", ",\n  a"},
    Long{"rows", "score x \"X\" { 1 when a \"a\"", ",\n  1 when a \"a\""},
    Long{"alternatives of a row", "score x \"X\" { 1 when a \"a\"", "\n  otherwise 1 when a \"a\""},
};

// Whether it is compiled or refused is for the language to say; that it takes no more than the stack has is
// not.
TEST_CASE("chains of ten thousand are compiled and run, or refused", "[robustness]") {
  for (const auto& [name, first, again] : chains) {
    DYNAMIC_SECTION(name) {
      std::string_view closing = "";
      if (first.ends_with("(a, a")) closing = ")";
      if (first.find('{') != first.npos) closing = "}";
      compile_and_run(
          fmt::format("{}fact b \"B\" : number\n{}{}{}\n", header, first, repeated(again, 10'000), closing));
    }
  }
}

TEST_CASE("a chain of ten thousand definitions is worked out", "[robustness]") {
  std::string text{header};
  text += "define x0 = a\n";
  for (int i = 1; i <= 10'000; ++i) text += fmt::format("define x{} = not x{}\n", i, i - 1);
  auto compilation = compile_text(text);
  REQUIRE(compilation.model);
  run_everything(compilation);
  const auto last = compile_expression(compilation, "<expression>", "x10000");
  REQUIRE(last);
  const auto patient = empty_patient(*compilation.model);
  Evaluator evaluator{*compilation.model, patient, Moment{}};
  CHECK(evaluator.truth(*last) == Truth::unknown);
  CHECK(evaluator.needs(*last).size() == 1);
  explain(evaluator, *last, compilation.sources);
}

std::string chain_of_branches(int count) {
  auto text =
      std::string{"pathway long \"Long\" { version \"1.0.0\" }\nfact b \"B\" : number\nsection s {\n  "};
  for (int i = 0; i < count; ++i) {
    text += fmt::format("when b = {} {{ note n{} {{ says \"{}\" }} }}\n  otherwise ", i, i, i);
  }
  return text + "{ note other { says \"Other.\" } } }\n";
}

TEST_CASE("a chain of five hundred branches is compiled and run, and a longer one refused", "[robustness]") {
  const auto compilation = compile_text(chain_of_branches(500));
  CHECK(codes(compilation) == std::vector<std::string>{"PW0521"});
  REQUIRE(compilation.model);
  run_everything(compilation);
  CHECK(codes(compile_text(chain_of_branches(5'000))) == std::vector<std::string>{"PW0114"});
}

// Files -----------------------------------------------------------------------------------

TEST_CASE("a file is read up to 16 MB", "[robustness]") {
  const auto filled = [](std::size_t size) {
    std::string text{header};
    text += "define x = a\n#";
    text.resize(size, 'x');
    return text;
  };
  CHECK(compile_text(filled(maximum_file_size)).model);
  const auto larger = compile_text(filled(maximum_file_size + 1));
  CHECK_FALSE(larger.model);
  CHECK(reports(larger, "PW0103"));
}

TEST_CASE("bytes that are no text are refused at their place", "[robustness]") {
  const auto code_of = [](std::string_view bytes) {
    const auto compilation = compile_text(std::string{header} + "define x = a #" + std::string{bytes} + "\n");
    return fmt::format("{}", fmt::join(codes(compilation), " "));
  };
  CHECK(code_of({"\0", 1}) == "PW0104");
  for (const auto* before : {"1", "1 ", "1 mg", "'", "\""}) {
    INFO(before);
    const auto text = std::string{header} + "define x = " + before + std::string{"\0", 1};
    CHECK(codes(compile_text(text)) == std::vector<std::string>{"PW0104"});
    auto compilation = compile_text(std::string{header} + "define x = 1\n");
    CHECK_FALSE(compile_expression(compilation, "<expression>", before + std::string{"\0", 1}));
    CHECK(reports(compilation, "PW0104"));
  }
  CHECK(code_of("\xFF") == "PW0101");
  CHECK(code_of("\xC3") == "PW0101");
  CHECK(code_of("\xC0\x80") == "PW0101");          // an overlong NUL
  CHECK(code_of("\xED\xA0\x80") == "PW0101");      // half a surrogate pair
  CHECK(code_of("\xF4\x90\x80\x80") == "PW0101");  // beyond the last code point
  CHECK(reports(compile_text(std::string{"\xFF\xFE p", 4}), "PW0102"));
}

TEST_CASE("an empty file is no pathway", "[robustness]") {
  for (const std::string_view text : {"", "\n", "# nothing\n", "\xEF\xBB\xBF", "\r\n\r\n"}) {
    CAPTURE(text);
    CHECK(codes(compile_text(std::string{text})) == std::vector<std::string>{"PW0213"});
  }
}

// A file from Windows says the same.
TEST_CASE("line ends and a byte order mark change no message", "[robustness]") {
  for (const auto& text : corpus()) {
    INFO(text.substr(0, 200));
    std::string windows{"\xEF\xBB\xBF"};
    for (const char c : text) {
      if (c == '\n') windows += '\r';
      windows += c;
    }
    if (text.find('\r') != text.npos || text.starts_with("\xEF\xBB\xBF")) continue;
    const auto plain = compile_text(text);
    const auto other = compile_text(windows);
    CHECK(codes(plain) == codes(other));
    if (plain.model && other.model) CHECK(plain.model->expressions.size() == other.model->expressions.size());
  }
}

}  // namespace
}  // namespace waymark::robustness_test
