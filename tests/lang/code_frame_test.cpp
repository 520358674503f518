#include "lang/text/code_frame.hpp"

#include <sstream>

#include <catch2/catch.hpp>

#include "lang/text/display_text.hpp"

namespace waymark::code_frame_test {
namespace {

// The frame of the first place where the text holds `marked`.
std::string frame(const std::string& text, const std::string& marked, FrameStyle style = {}) {
  Sources sources;
  const auto begin = static_cast<std::uint32_t>(text.find(marked));
  const auto file = sources.add("a.pathway", text);
  const auto end = begin + static_cast<std::uint32_t>(marked.size());
  Diagnostics diagnostics;
  diagnostics.report({file, begin, end}, diagnostics::unknown_name, "x");
  return render(diagnostics.list().front(), sources, style);
}

std::string line(const std::string& text, int number) {
  std::istringstream stream{text};
  std::string result;
  for (int i = 0; i < number; ++i) std::getline(stream, result);
  return result;
}

}  // namespace

TEST_CASE("a message shows its line with carets under the place", "[code_frame]") {
  Sources sources;
  const auto file = sources.add("dah/plasma_exchange.pathway", "\n\n\n  when hypoxemai {\n");
  Diagnostics diagnostics;
  diagnostics.report({file, 10, 19}, diagnostics::unknown_name, "hypoxemai")
      .did_you_mean({file, 10, 19}, std::string{"hypoxemia"});
  CHECK(render(diagnostics.list().front(), sources) ==
        "error[PW0201]: unknown name `hypoxemai`\n"
        "  --> dah/plasma_exchange.pathway:4:8\n"
        "   |\n"
        " 4 |   when hypoxemai {\n"
        "   |        ^^^^^^^^^\n"
        "   = help: did you mean `hypoxemia`?\n");
}

TEST_CASE("carets stand below what they mark, whatever stands before it", "[code_frame]") {
  CHECK(line(frame("\tx", "x"), 5) == "   |     ^");
  CHECK(line(frame("日本 x", "x"), 5) == "   |      ^");
  CHECK(line(frame("e\u0301 x", "x"), 5) == "   |   ^");
  CHECK(line(frame("日本", "本"), 5) == "   |   ^^");
}

TEST_CASE("an empty place has one caret, also at the ends", "[code_frame]") {
  CHECK(line(frame("", ""), 5) == "   | ^");
  Sources sources;
  const auto file = sources.add("a.pathway", "ab\ncd\n");
  Diagnostics diagnostics;
  diagnostics.report({file, 2, 2}, diagnostics::unknown_name, "x");
  diagnostics.report({file, 6, 6}, diagnostics::unknown_name, "x");
  CHECK(line(render(diagnostics.list()[0], sources), 5) == "   |   ^");
  const auto end = render(diagnostics.list()[1], sources);
  CHECK(line(end, 2) == "  --> a.pathway:3:1");
  CHECK(line(end, 5) == "   | ^");
}

TEST_CASE("a place of several lines shows its first and its last", "[code_frame]") {
  const auto text = frame("when a {\n  b\n  c\n}\n", "when a {\n  b\n  c\n}\n");
  CHECK(text ==
        "error[PW0201]: unknown name `x`\n"
        "  --> a.pathway:1:1\n"
        "   |\n"
        " 1 | when a {\n"
        "   | ^^^^^^^^\n"
        " ...\n"
        " 4 | }\n"
        "   | ^\n");
}

TEST_CASE("line breaks of Windows do not show", "[code_frame]") {
  CHECK(line(frame("ab\r\ncd\r\n", "cd\r\n"), 4) == " 2 | cd");
  CHECK(line(frame("ab\r\ncd\r\n", "cd\r\n"), 5) == "   | ^^");
}

TEST_CASE("long lines are cut around the place", "[code_frame]") {
  const std::string before(300, 'a'), after(300, 'b');
  for (const auto& text : {before + " xyz " + after, "xyz " + after, before + " xyz"}) {
    const auto shown = frame(text, "xyz");
    const auto source = line(shown, 4), marks = line(shown, 5);
    CHECK(display_width(source) <= 100);
    CHECK(marks.ends_with("^^^"));
    CHECK(display_width(source.substr(0, source.find("xyz"))) + 3 == display_width(marks));
  }
  CHECK(display_width(line(frame(before, before), 5)) <= 100);
}

TEST_CASE("a source cannot command the terminal", "[code_frame]") {
  const auto shown = frame("\x1b[2J x \xff", "x");
  CHECK(shown.find('\x1b') == std::string::npos);
  CHECK(line(shown, 4) == " 1 | \uFFFD[2J x \uFFFD");
}

TEST_CASE("color is there where it is asked for", "[code_frame]") {
  CHECK(frame("x", "x").find('\x1b') == std::string::npos);
  CHECK(frame("x", "x", {.color = true}).find("\x1b[1;31m^") != std::string::npos);
}

TEST_CASE("notes have their own frames", "[code_frame]") {
  Sources sources;
  const auto file = sources.add("a.pathway", "a\nb\n");
  Diagnostics diagnostics;
  diagnostics.report({file, 2, 3}, diagnostics::doubled_name, "b").note({file, 0, 1}, "it is declared here");
  CHECK(render(diagnostics.list().front(), sources)
            .ends_with("note: it is declared here\n"
                       "  --> a.pathway:1:1\n"
                       "   |\n"
                       " 1 | a\n"
                       "   | ^\n"));
}

}  // namespace waymark::code_frame_test
