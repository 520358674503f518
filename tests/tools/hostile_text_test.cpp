// Whatever the texts of a pathway and of a patient hold, what is printed of them is text: one line each, no
// command to a terminal or to the log of a build, no markup.
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "command_runner.hpp"
#include "test_folder.hpp"
#include "tools/report/safe_text.hpp"

namespace waymark::hostile_text_test {
namespace {

using Catch::Contains;

// The same text as the language and as JSON write it.
const std::string hostile =
    R"(\n::error::x\u{1b}[8m\u{202e}\u{9b}\u{d} ##[error]y \u{2028}##vso[z] `|<b>@someone)";
const std::string hostile_in_json =
    R"(\n::error::x\u001b[8m\u202e\u009b\r ##[error]y \u2028##vso[z] `|<b>@someone)";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

const std::string plain_pathway = R"(pathway p "A@" { version "1@" follows guide }
source guide "G@" {
  section s "S@" {
    statement 1 "B@" refs 1
    statement 2 "C@" incomplete "I@"
    statement 3 "D@" outside "O@"
  }
}
fact shock "F@" : yes or no
fact lactate "L@" : number in mmol/L within 0 to 30
define bad "X@" = shock and lactate > 4 mmol/L
action fluid "E@" drug
action blood "H@" drug
section a "J@" {
  must give fluid as both { when bad because "K@" cite s.1 }
  must not give fluid as not_both { when lactate > 5 mmol/L because "M@" cite s.1 }
  should give blood as other { when lactate > 6 mmol/L cite s.2 }
  contraindicated blood as no_blood { when shock because "N@" cite s.1 }
  note say { when shock says "P@" cite s.1 }
}
never "Q@" : a.both is advised and a.other is advised
scenario "R@" { given shock = yes given lactate = 3 mmol/L expect a.both advised }
)";

// No line of the program begins with two colons, apart or together: they stand behind a line break of others.
bool is_harmless_line(const std::string& line) {
  for (const auto* sign : {"\x1b", "\r", "\u202e", "\u2028", "\u009b", "##[", "##vso["}) {
    if (line.find(sign) != std::string::npos) return false;
  }
  if (line.starts_with("::") || line.starts_with(": :")) return false;
  const auto begin = line.find_first_not_of(" \t");
  return begin == std::string::npos || line.compare(begin, 2, "::") != 0;
}

void check_harmless(const std::string& text) {
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    const auto line = text.substr(begin, end - begin);
    if (!is_harmless_line(line)) FAIL_CHECK(line);
    begin = end + 1;
  }
}

// The files of a pathway and of its patients with hostile text in every place that takes text.
struct HostileFiles {
  TestFolder folder;
  std::string pathway =
      folder.write("a\n::error::x\u202e\x1b[8m.pathway", replaced(plain_pathway, "@", hostile));
  std::string after =
      folder.write("after.pathway", replaced(replaced(plain_pathway, "@", hostile + "2"), "> 4", "> 5"));
  std::string passing = folder.write("passing.pathway", replaced(replaced(plain_pathway, "@", hostile),
                                                                 "a.both advised }", "a.both not advised }"));
  std::string patient =
      folder.write("b\n::error::x.json",
                   fmt::format(R"({{"patient": "i{}", "facts": {{"shock": true, "lactate": "7 mmol/L"}}}})",
                               hostile_in_json));
  std::string wrong = folder.write(
      "c\n::error::x.json",
      fmt::format(R"({{"patient": "i{0}", "facts": {{"shock{0}": true, "lactate": "7 {0}", "{0}": "{0}"}}}})",
                  hostile_in_json));
};

std::size_t printed(const std::vector<std::string>& arguments, const std::string& input = "") {
  const auto reply = run_in_process(arguments, input);
  INFO(fmt::format("{}\n{}{}", arguments.front(), reply.out, reply.err));
  check_harmless(reply.out);
  check_harmless(reply.err);
  CHECK(reply.exit_code != ExitCode::fault);
  return reply.out.size();
}

TEST_CASE("hostile text is printed as text by each command", "[hostile]") {
  const HostileFiles files;
  for (const auto& file : {files.pathway, files.after})
    REQUIRE(run_in_process({"check", file}).exit_code == ExitCode::fine);
  const auto& pathway = files.pathway;
  CHECK(printed({"check", pathway, "--prove"}) > 0);
  CHECK(printed({"run", pathway, "--facts", files.patient, "--all", "--trace"}) > 1000);
  CHECK(printed({"run", pathway, "--facts", files.patient, "--exact"}) > 0);
  for (const auto* id : {"a.both", "a.other", "a.no_blood", "a.say", "bad"})
    CHECK(printed({"explain", pathway, "--facts", files.patient, id}) > 0);
  CHECK(printed({"test", pathway, "--coverage"}) > 0);
  CHECK(printed({"test", pathway, "--coverage", "--format", "lcov"}) > 0);
  CHECK(printed({"mutate", files.passing}) > 0);
  CHECK(printed({"prove", pathway}) > 0);
  CHECK(printed({"cohort", pathway, "--facts", files.patient, "--where", "shock", "--group-by", "shock"}) >
        0);
  CHECK(printed({"diff", pathway, files.after}) > 0);
  CHECK(printed({"fmt", pathway, "--check"}) > 0);
  CHECK(printed({"fmt", pathway, "--diff"}) > 0);
  CHECK(printed({"eval", "shock", "--pathway", pathway, "--facts", files.patient}) > 0);
  CHECK(printed({"repl", pathway, "--facts", files.patient, "--script", "-"},
                "show\nwhy a.both\nwhynot a.other\npath\nneeds\nask\nshock\n\x1b[8m\u202e\n") > 0);
}

TEST_CASE("hostile text in what is refused is printed as text", "[hostile]") {
  const HostileFiles files;
  const std::string word = "\n::error::x\x1b[8m\u202e";
  for (const auto* command : {"run", "cohort"}) printed({command, files.pathway, "--facts", files.wrong});
  printed({"check", files.folder.write("d\n::error::y.pathway", "pathway \x1b[8m \u202e\n::error::x\n")});
  printed({"run", files.pathway, "--facts", "/nowhere" + word, "--set", word});
  printed({"run", files.pathway, "--facts", files.patient, "--set", word, "--at", word});
  printed({"eval", word});
  printed({word});
  printed({"check", "--" + word});
  printed({"check", word});
  printed({"test", files.pathway, "--filter", word});
}

// One call for each document that programs read.
const std::vector<std::vector<std::string>> calls_for_programs(const HostileFiles& files) {
  const auto& pathway = files.pathway;
  return {{"check", pathway, "--prove", "--format", "json"},
          {"check", pathway, "--format", "sarif"},
          {"run", pathway, "--facts", files.patient, "--all", "--trace", "--format", "json"},
          {"run", pathway, "--facts", files.wrong, "--format", "json"},
          {"explain", pathway, "--facts", files.patient, "a.both", "--format", "json"},
          {"test", pathway, "--coverage", "--format", "json"},
          {"mutate", files.passing, "--format", "json"},
          {"prove", pathway, "--format", "json"},
          {"prove", pathway, "--format", "sarif"},
          {"cohort", pathway, "--facts", files.patient, "--where", "shock", "--format", "json"},
          {"diff", pathway, files.after, "--format", "json"},
          {"fmt", pathway, "--diff", "--format", "json"},
          {"eval", "shock", "--pathway", pathway, "--facts", files.patient, "--format", "json"}};
}

TEST_CASE("documents for programs hold hostile text as escapes", "[hostile]") {
  const HostileFiles files;
  for (const auto& call : calls_for_programs(files)) {
    CHECK(printed(call) > 0);
    CHECK(nlohmann::json::accept(run_in_process(call).out));
  }
  const auto read = nlohmann::json::parse(
      run_in_process({"run", files.pathway, "--facts", files.patient, "--format", "json"}).out);
  CHECK_THAT(read.dump(), Contains("\u202e") && Contains("##[error]") && Contains("\\u001b"));
  const auto rows = files.folder.path("rows");
  CHECK(printed({"cohort", files.pathway, "--facts", files.patient, "--out", rows}) > 0);
  check_harmless(files.folder.read("rows"));
}

// What is written anew in the language is read as it was.
TEST_CASE("scenarios keep hostile names", "[hostile]") {
  const HostileFiles files;
  const auto written = files.folder.path("written");
  const auto broken =
      replaced(files.folder.read("passing.pathway"), "a.both is advised and a.other is advised",
               "a.other is not advised and shock");
  const auto pathway = files.folder.write("broken.pathway", broken);
  REQUIRE(run_in_process({"prove", pathway, "--emit-scenarios", written}).exit_code ==
          ExitCode::answer_is_no);
  const auto both = files.folder.write("both.pathway", broken + files.folder.read("written"));
  CHECK(run_in_process({"check", both}).exit_code == ExitCode::fine);
  CHECK_THAT(files.folder.read("written"), Contains("never \\\"Q\\n::error::x\\u{1b}[8m\\u{202e}"));
}

TEST_CASE("reports and drawings hold hostile text as text", "[hostile]") {
  const HostileFiles files;
  for (const auto* format : {"junit", "html", "lcov"}) {
    std::vector<std::string> call{"test", files.pathway, "--format", format};
    if (call.back() != "junit") call.emplace_back("--coverage");
    CHECK(printed(call) > 0);
    CHECK_THAT(run_in_process(call).out, !Contains("<b>@") && !Contains("<b>\xEF"));
  }
  for (const auto* id : {"a.both", "a.no_blood", "bad"})
    CHECK(printed({"explain", files.pathway, "--facts", files.patient, id, "--format", "dot"}) > 0);
  CHECK(json_to_print("\"\u009b\u202e\U000E0001 ##[a]\n\"") == R"("\u009b\u202e\udb40\udc01 \u0023#[a])"
                                                               "\n\"");
}

// A document that is not for a terminal, but may be shown in one.
TEST_CASE("pictures and documents hold hostile text as text", "[hostile]") {
  const HostileFiles files;
  const auto page = files.folder.path("page.html");
  REQUIRE(run_in_process({"page", files.pathway, "--single", page}).exit_code == ExitCode::fine);
  check_harmless(files.folder.read("page.html"));
  std::string all = files.folder.read("page.html");
  for (const std::vector<std::string>& format : {std::vector<std::string>{"graph", "dot"},
                                                 {"graph", "mermaid"},
                                                 {"graph", "svg"},
                                                 {"doc", "md"},
                                                 {"doc", "html"}}) {
    const std::vector<std::string> call{format[0], files.pathway, "--format", format[1]};
    CHECK(printed(call) > 0);
    if (format[1] != "dot") all += run_in_process(call).out;
    if (format[0] != "graph") continue;
    CHECK(printed({"graph", files.pathway, "--facts", files.patient, "--format", format[1]}) > 0);
  }
  CHECK_THAT(all, !Contains("<b>") && !Contains("\u202e") && !Contains(" @someone"));
}

TEST_CASE("annotations for a build hold hostile text within their lines", "[hostile]") {
  const HostileFiles files;
  for (const std::vector<std::string>& command : {std::vector<std::string>{"check", "--prove"}, {"prove"}}) {
    auto call = command;
    call.insert(call.end(), {files.pathway, "--format", "github"});
    const auto reply = run_in_process(call);
    CHECK(!reply.out.empty());
    CHECK_THAT(reply.out, !Contains("##[") && !Contains("\x1b") && !Contains("\u202e"));
    for (std::size_t begin = 0; begin < reply.out.size(); begin = reply.out.find('\n', begin) + 1)
      CHECK((reply.out.compare(begin, 13, "::error file=") == 0 ||
             reply.out.compare(begin, 15, "::warning file=") == 0));
  }
}

TEST_CASE("Markdown shows hostile text as it is", "[hostile]") {
  const HostileFiles files;
  const auto reply = run_in_process({"diff", files.pathway, files.after, "--format", "markdown"});
  check_harmless(reply.out);
  CHECK_THAT(reply.out, Contains("| statement |") && !Contains("| <b>") && !Contains(" @someone"));
  CHECK(markdown_text("a|b `c` <!-- @d #1 https://e www.f\n# g") ==
        R"(a\|b \`c\` &lt;\!-- @<!-- -->d #<!-- -->1 https\://e www\.f #<!-- --> g)");
  CHECK(markdown_code("a`b") == "``a`b``");
  CHECK(markdown_code("`") == "`` ` ``");
  CHECK(markdown_block("```\nx") == "````\n```\nx\n````\n");
}

TEST_CASE("lines keep the colors of the program and nothing else that a terminal obeys", "[hostile]") {
  CHECK(lines_to_read("\x1b[1;31merror\x1b[0m: a\n\tb\r\n") == "\x1b[1;31merror\x1b[0m: a\n\tb\r\n");
  CHECK(lines_to_read("\x1b[2Ja\x1b]0;b\a") == "\uFFFD[2Ja\uFFFD]0;b\uFFFD");
  CHECK(lines_to_read(" \x1b[1m::error::a\n") == " \x1b[1m: :error::a\n");
  CHECK(lines_to_read("a::b ##[c]###[d]") == "a::b # #[c]## #[d]");
}

}  // namespace
}  // namespace waymark::hostile_text_test
