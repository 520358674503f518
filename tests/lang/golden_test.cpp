#include "golden.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/facts/json/facts_json.hpp"
#include "lang/compile.hpp"

// A feature's tests are one folder of files, tests/golden/FEATURE:
//   x.pathway   `# EXPECT CODE: message` stands above the line that gets the message; the set must match
//   exactly.
//               A folder x.d is one pathway of several files. A folder `libraries` holds what they `use`.
//   x.eval      a line an expression: `EXPR => VALUE`, or `EXPR => CODE: message`; `# pathway: FILE`,
//               `# facts: FILE` and `# at: MOMENT` say in which scope the lines after them stand.
namespace waymark::golden_test {
namespace {

namespace fs = std::filesystem;
using golden::read_text;

constexpr std::string_view marker = "# EXPECT ";

// `# EXPECT PW0201: text` speaks of the next line that is no such comment.
std::vector<std::string> expected_messages(const std::string& name, const std::string& text) {
  std::vector<std::string> result, pending;
  int line = 0;
  std::istringstream lines{text};
  for (std::string content; std::getline(lines, content);) {
    ++line;
    if (!content.empty() && content.back() == '\r') content.pop_back();
    if (const auto at = content.find(marker); at != content.npos) {
      pending.push_back(content.substr(at + marker.size()));
      continue;
    }
    for (const auto& message : pending) result.push_back(fmt::format("{}:{}: {}", name, line, message));
    pending.clear();
  }
  for (const auto& message : pending) result.push_back(fmt::format("{}:{}: {}", name, line + 1, message));
  return result;
}

std::vector<std::string> actual_messages(const Compilation& compilation) {
  std::vector<std::string> result;
  for (const auto& d : compilation.diagnostics.sorted()) {
    const auto name = fs::path{compilation.sources.name(d.span)}.filename().string();
    result.push_back(
        fmt::format("{}:{}: {}: {}", name, compilation.sources.position(d.span).line, d.code, d.message));
  }
  return result;
}

Compilation compile_path(const fs::path& path) {
  auto loaded = load_pathway(path);
  REQUIRE(std::holds_alternative<std::vector<LoadedFile>>(loaded));
  return compile(std::get<std::vector<LoadedFile>>(std::move(loaded)), golden::stdlib());
}

std::string joined(std::vector<std::string> lines) {
  std::ranges::sort(lines);
  return fmt::format("{}", fmt::join(lines, "\n"));
}

// Of every file that took part, the libraries beside the pathway among them.
void check_messages(const fs::path& path) {
  const auto compilation = compile_path(path);
  std::vector<std::string> expected;
  for (std::uint32_t file = 0; file < compilation.sources.size(); ++file) {
    const auto& source = compilation.sources[file];
    const auto name = fs::path{source.name()}.filename().string();
    if (source.name().starts_with("stdlib/")) continue;
    const auto part = expected_messages(name, std::string{source.text()});
    expected.insert(expected.end(), part.begin(), part.end());
  }
  CHECK(joined(actual_messages(compilation)) == joined(expected));
}

TEST_CASE("each golden file gets exactly the messages it expects", "[golden]") {
  for (const auto& path : golden::pathways()) {
    DYNAMIC_SECTION(golden::relative(path)) { check_messages(path); }
  }
}

// Expressions -------------------------------------------------------------------

// The scope that the lines of an .eval file stand in.
class EvalScope {
 public:
  explicit EvalScope(fs::path folder) : folder_{std::move(folder)} { set_pathway(""); }

  void set_pathway(const std::string& file) {
    compilation_ = std::make_unique<Compilation>(file.empty() ? compile({}, golden::stdlib())
                                                              : compile_path(folder_ / file));
    INFO(joined(actual_messages(*compilation_)));
    REQUIRE(compilation_->model);
    patient_ = empty_patient(*compilation_->model);
  }

  void set_facts(const std::string& file) {
    auto read = read_patient(read_text(folder_ / file), *compilation_->model, std::nullopt);
    if (const auto* problems = std::get_if<std::vector<FactsProblem>>(&read)) FAIL(problems->front().message);
    patient_ = std::get<Patient>(std::move(read));
  }

  void set_at(const std::string& moment) { at_ = *parse_moment(moment); }

  std::string value(const std::string& text) {
    const auto before = compilation_->diagnostics.list().size();
    const auto expr = compile_expression(*compilation_, "<expression>", text);
    if (!expr) {
      std::vector<std::string> messages;
      const auto& list = compilation_->diagnostics.list();
      for (auto i = before; i < list.size(); ++i)
        messages.push_back(fmt::format("{}: {}", list[i].code, list[i].message));
      return fmt::format("{}", fmt::join(messages, " | "));
    }
    const auto& model = *compilation_->model;
    Evaluator evaluator{model, patient_, patient_.at.value_or(at_)};
    return to_string(evaluator.value(*expr), model[*expr].type);
  }

 private:
  fs::path folder_;
  std::unique_ptr<Compilation> compilation_;
  Patient patient_;
  Moment at_ = *parse_moment("2026-11-23T08:30:00Z");
};

bool set_scope(EvalScope& scope, const std::string& line) {
  const std::map<std::string, void (EvalScope::*)(const std::string&)> settings = {
      {"# pathway: ", &EvalScope::set_pathway},
      {"# facts: ", &EvalScope::set_facts},
      {"# at: ", &EvalScope::set_at}};
  for (const auto& [prefix, set] : settings) {
    if (line.starts_with(prefix)) return (scope.*set)(line.substr(prefix.size())), true;
  }
  return line.empty() || line.front() == '#';
}

void check_values(const fs::path& path) {
  EvalScope scope{path.parent_path()};
  std::istringstream lines{read_text(path)};
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (set_scope(scope, line)) continue;
    const auto arrow = line.rfind(" => ");
    INFO(fmt::format("line {}: {}", number, line));
    REQUIRE(arrow != line.npos);
    CHECK(scope.value(line.substr(0, arrow)) == line.substr(arrow + 4));
  }
}

TEST_CASE("each expression has the value it should have", "[golden]") {
  for (const auto& path : golden::files(".eval")) {
    DYNAMIC_SECTION(golden::relative(path)) { check_values(path); }
  }
}

// Coverage ------------------------------------------------------------------------

std::set<std::string> headings_of_the_language() {
  std::istringstream page{read_text(golden::root() / "docs" / "language.md")};
  std::set<std::string> result;
  bool is_code = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("```")) is_code = !is_code;
    const auto level = line.find_first_not_of('#');
    if (!is_code && level > 0 && level != line.npos && line[level] == ' ')
      result.insert(line.substr(level + 1));
  }
  // Which have no rules of their own.
  for (const auto* heading : {"The pathway language", "At a glance", "Declarations", "Values"})
    result.erase(heading);
  return result;
}

// What stands between backquotes.
std::vector<std::string> quoted_names(const std::string& text) {
  std::vector<std::string> result;
  for (auto begin = text.find('`'); begin != text.npos;) {
    const auto end = text.find('`', begin + 1);
    result.push_back(text.substr(begin + 1, end - begin - 1));
    begin = text.find('`', end + 1);
  }
  return result;
}

TEST_CASE("each section of the language has its golden folders, and each folder its section", "[golden]") {
  std::istringstream page{read_text(golden::folder() / "README.md")};
  std::set<std::string> sections, folders;
  for (std::string line; std::getline(page, line);) {
    const bool is_row = line.starts_with("| ") && !line.starts_with("| section");
    if (is_row) sections.insert(line.substr(2, line.find(" |") - 2));
    if (!is_row && !line.starts_with("The commands")) continue;
    const auto names = quoted_names(is_row ? line.substr(line.rfind("| ", line.size() - 3)) : line);
    folders.insert(names.begin(), names.end());
  }
  folders.erase("check");
  folders.erase("run");
  CHECK(sections == headings_of_the_language());
  std::set<std::string> found;
  for (const auto& entry : fs::directory_iterator{golden::folder()}) {
    if (entry.is_directory()) found.insert(entry.path().filename());
  }
  CHECK(folders == found);
}

TEST_CASE("each diagnostic is expected by some golden file", "[golden]") {
  std::string all;
  for (const auto& path : golden::files(".pathway")) all += read_text(path);
  for (const auto& path : golden::files(".eval")) all += read_text(path);
  for (const auto& path : golden::files(".out")) all += read_text(path);
  // Documents too large for a golden file are made by tests/interpreter/facts_json_test.cpp and
  // parser_test.cpp.
  const std::set<std::string_view> too_large = {"PW0103", "PW0118", "PW0804"};
  for (const auto& entry : diagnostics::registry) {
    CAPTURE(entry.code, entry.name);
    const bool expected = all.find(fmt::format("EXPECT {}:", entry.code)) != all.npos ||
                          all.find(fmt::format("=> {}:", entry.code)) != all.npos ||
                          all.find(fmt::format("[{}]", entry.code)) != all.npos;
    CHECK((expected || too_large.contains(entry.code)));
  }
}

}  // namespace
}  // namespace waymark::golden_test
