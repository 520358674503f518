#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "doc_page.hpp"
#include "doc_playground.hpp"
#include "golden.hpp"
#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/facts/fhir/binding_file.hpp"
#include "interpreter/facts/fhir/fhir_patient.hpp"
#include "interpreter/facts/json/facts_json.hpp"
#include "interpreter/scenarios/scenario.hpp"
#include "lang/compile.hpp"
#include "lang/syntax/keywords.hpp"
#include "tools/report/expect_words.hpp"

// Whatever the documentation shows is tried, from the first block of a page to its last:
//   ```pathway                a whole pathway or library without errors, whose scenarios hold
//   ```pathway fragment       the same, of which the page's preamble is another file; statements of a section
//   may
//                             stand alone. The preamble is the nearest `<!-- preamble ... -->` or ```pathway
//                             preamble
//   ```pathway library NAME   a library that examples below the same heading use
//   ```pathway wrong          gets the code of its heading, and no other error; `alone`: without the preamble
//   ```eval                   `EXPR => VALUE` or `EXPR => CODE: message`, by the names of the last fragment
//   and the
//                             facts of the last patient below the same heading; `# at: MOMENT`
//   ```json facts             a patient that the last fragment, or the preamble, accepts
//   ```json wrong             gets the code of its heading
//   ```binding                a binding to FHIR of the last fragment without errors
//   ```binding wrong          gets the code of its heading
//   ```console                `$ COMMAND` and what it prints; `...` stands for any lines
//   ```json file NAME         is written to a file for the consoles below
//   ```diff FILE              a change to a file that the page has copied or makes
// WAYMARK_UPDATE_GOLDEN=1 writes anew what consoles show, but for those with `...`.
namespace waymark::docs_test {
namespace {

namespace fs = std::filesystem;
using docs::Block;
using docs::Page;

// --- what an example is

std::string first_word(const std::string& text) {
  for (const auto& line : docs::lines_of(text)) {
    const auto begin = line.find_first_not_of(" \t");
    if (begin == line.npos || line[begin] == '#') continue;
    return line.substr(begin, line.find_first_of(" {", begin) - begin);
  }
  return {};
}

bool is_whole(const Block& block) {
  const auto word = first_word(block.text);
  return word == "pathway" || word == "library" || word == "site" || block.info.ends_with("alone");
}

std::string example_text(const Block& block) {
  if (!begins_statement(Level::block, first_word(block.text))) return block.text;
  return fmt::format("section example {{\n{}}}\n", block.text);
}

// Of a page that is read against one code each, the code.
std::string code_of(const Block& block) { return block.heading.substr(0, block.heading.find(' ')); }

// --- a page

class PageTrial {
 public:
  explicit PageTrial(const Page& page) : page_{page} {}

  void run() {
    // From the last to the first, so that rewriting one leaves the others where they are.
    std::vector<std::pair<Block, std::string>> rewritten;
    for (const auto& block : page_.blocks) {
      INFO(fmt::format("{}:{}", page_.path.filename().string(), block.line));
      if (block.heading != heading_) begin_heading(block);
      if (auto anew = run(block)) rewritten.emplace_back(block, std::move(*anew));
    }
    for (const auto& pathway : playground_.pathways()) check_pathway(pathway);
    for (auto i = rewritten.rbegin(); i != rewritten.rend(); ++i)
      docs::rewrite(page_.path, i->first, i->second);
  }

 private:
  using Handler = void (PageTrial::*)(const Block&);

  void begin_heading(const Block& block) {
    heading_ = block.heading;
    playground_.forget_libraries();
    compilation_.reset();
  }

  // What the block should say instead, where that is to be written.
  std::optional<std::string> run(const Block& block) {
    if (block.info == "console") return console(block);
    static const std::map<std::string, Handler> handlers = {{"pathway", &PageTrial::right},
                                                            {"pathway fragment", &PageTrial::right},
                                                            {"pathway preamble", &PageTrial::right},
                                                            {"pathway wrong", &PageTrial::wrong},
                                                            {"pathway wrong alone", &PageTrial::wrong},
                                                            {"eval", &PageTrial::values},
                                                            {"json facts", &PageTrial::facts},
                                                            {"json wrong", &PageTrial::wrong_facts},
                                                            {"binding", &PageTrial::binding},
                                                            {"binding wrong", &PageTrial::wrong_binding}};
    static const std::set<std::string> untried = {"",    "cpp", "ebnf", "elisp", "js",  "json",
                                                  "lua", "sh",  "text", "toml",  "yaml"};
    if (const auto handler = handlers.find(block.info); handler != handlers.end()) {
      (this->*handler->second)(block);
    } else if (block.info.starts_with("pathway library ")) {
      playground_.write("libraries/" + block.info.substr(16) + ".pathway", block.text);
    } else if (block.info.starts_with("json file ")) {
      playground_.write(block.info.substr(10), block.text);
    } else if (block.info.starts_with("diff ")) {
      playground_.change(block.info.substr(5), block.text);
    } else {
      INFO("```" + block.info);
      CHECK(untried.contains(block.info));
    }
    return std::nullopt;
  }

  // --- pathways

  Compilation compiled(const Block& block) const {
    std::vector<LoadedFile> files{{(playground_.folder() / "example.pathway").string(), example_text(block)}};
    if (!is_whole(block))
      files.push_back({(playground_.folder() / "preamble.pathway").string(), block.preamble});
    return compile(std::move(files), golden::stdlib());
  }

  // What is said about the example itself and the libraries it uses.
  static std::vector<const Diagnostic*> messages(const Compilation& compilation) {
    std::vector<const Diagnostic*> result;
    for (const auto& diagnostic : compilation.diagnostics.list()) {
      if (!compilation.sources.name(diagnostic.span).ends_with("preamble.pathway"))
        result.push_back(&diagnostic);
    }
    return result;
  }

  static std::string text_of(const std::vector<const Diagnostic*>& messages) {
    std::string result;
    for (const auto* message : messages) result += fmt::format("{}: {}\n", message->code, message->message);
    return result;
  }

  void right(const Block& block) {
    use(compiled(block));
    const auto found = messages(*compilation_);
    INFO(text_of(found));
    CHECK_FALSE(compilation_->diagnostics.has_errors());
    CHECK(std::ranges::count(found, code_of(block), &Diagnostic::code) == 0);
    if (compilation_->model) check_scenarios();
  }

  void wrong(const Block& block) {
    const auto compilation = compiled(block);
    const auto found = messages(compilation);
    INFO(text_of(found));
    CHECK(std::ranges::count(found, code_of(block), &Diagnostic::code) > 0);
    for (const auto* message : found) {
      const bool own = compilation.sources.name(message->span).ends_with("example.pathway");
      if (own && message->severity == Severity::error) CHECK(message->code == code_of(block));
    }
  }

  // Which the page has copied and changed.
  void check_pathway(const fs::path& folder) {
    auto loaded = load_pathway(folder);
    REQUIRE(std::holds_alternative<std::vector<LoadedFile>>(loaded));
    use(compile(std::get<std::vector<LoadedFile>>(std::move(loaded)), golden::stdlib()));
    INFO(text_of(messages(*compilation_)));
    REQUIRE(compilation_->model);
    check_scenarios();
  }

  void use(Compilation compilation) {
    compilation_ = std::make_unique<Compilation>(std::move(compilation));
    if (compilation_->model) patient_ = empty_patient(*compilation_->model);
  }

  void check_scenarios() {
    const auto& model = *compilation_->model;
    for (std::uint32_t i = 0; i < model.scenarios.size(); ++i) {
      for (const auto& expect : run_scenario(model, i).expects) {
        INFO(model.scenarios[i].name << ": " << unmet_words(model, expect));
        CHECK(expect.met);
      }
    }
  }

  // --- values and patients

  void open_scope(const Block& block) {
    if (compilation_) return;
    use(block.preamble.empty() ? compile({}, golden::stdlib())
                               : compile({{"preamble.pathway", block.preamble}}, golden::stdlib()));
    INFO(text_of(messages(*compilation_)));
    REQUIRE(compilation_->model);
  }

  void values(const Block& block) {
    open_scope(block);
    at_ = *parse_moment("2026-11-23T08:30:00Z");
    for (const auto& line : docs::lines_of(block.text)) {
      constexpr std::string_view at_mark = "# at: ";
      if (line.starts_with(at_mark)) at_ = *parse_moment(line.substr(at_mark.size()));
      if (line.empty() || line.front() == '#') continue;
      INFO(line);
      const auto arrow = line.find(" => ");
      REQUIRE(arrow != line.npos);
      const auto value = line.find_first_not_of(' ', arrow + 4);
      CHECK(value_of(line.substr(0, line.find_last_not_of(' ', arrow) + 1)) == line.substr(value));
    }
  }

  std::string value_of(const std::string& text) {
    const auto before = compilation_->diagnostics.list().size();
    const auto expr = compile_expression(*compilation_, "<expression>", text);
    const auto& list = compilation_->diagnostics.list();
    if (!expr)
      return list.size() > before ? fmt::format("{}: {}", list[before].code, list[before].message) : "";
    const auto& model = *compilation_->model;
    Evaluator evaluator{model, patient_, patient_.at.value_or(at_)};
    return to_string(evaluator.value(*expr), model[*expr].type);
  }

  std::string codes_of(const FactsResult& result) {
    const auto* problems = std::get_if<std::vector<FactsProblem>>(&result);
    std::string codes;
    for (const auto& problem : problems ? *problems : std::vector<FactsProblem>{})
      codes += problem.code + ": " + problem.message;
    return codes;
  }

  // The codes PW085x are those of FHIR.
  FactsResult read(const Block& block) {
    const auto& model = *compilation_->model;
    const bool is_fhir = looks_like_fhir(block.text) || block.heading.starts_with("PW085");
    if (!is_fhir) return read_patient(block.text, model, std::nullopt);
    auto result = read_fhir(block.text, model, binding_of(model), std::nullopt);
    if (auto* problems = std::get_if<std::vector<FactsProblem>>(&result)) return std::move(*problems);
    return std::move(std::get<FhirPatient>(result).patient);
  }

  Diagnostics bound(const Block& block) {
    open_scope(block);
    Sources sources;
    Diagnostics diagnostics;
    compile_binding(*compilation_->model, {{"example.binding", block.text, playground_.folder()}}, sources,
                    disk(), diagnostics);
    return diagnostics;
  }

  void binding(const Block& block) {
    const auto diagnostics = bound(block);
    for (const auto& each : diagnostics.list()) FAIL_CHECK(each.code << ": " << each.message);
  }

  void wrong_binding(const Block& block) {
    const auto diagnostics = bound(block);
    CHECK_FALSE(diagnostics.list().empty());
    for (const auto& each : diagnostics.list()) CHECK(each.code == code_of(block));
  }

  void facts(const Block& block) {
    open_scope(block);
    auto result = read(block);
    CHECK(codes_of(result) == "");
    if (auto* patient = std::get_if<Patient>(&result)) patient_ = std::move(*patient);
  }

  void wrong_facts(const Block& block) {
    open_scope(block);
    const auto result = read(block);
    const auto* problems = std::get_if<std::vector<FactsProblem>>(&result);
    REQUIRE(problems);
    INFO(codes_of(result));
    CHECK(
        std::ranges::all_of(*problems, [&](const auto& problem) { return problem.code == code_of(block); }));
  }

  // --- the command

  std::optional<std::string> console(const Block& block) {
    const auto shown = playground_.console(block.text);
    const bool has_gap = block.text.find("\n...\n") != block.text.npos;
    if (golden::updates() && !has_gap) return shown == block.text ? std::nullopt : std::optional{shown};
    INFO("--- it shows\n" << shown << "--- the page says\n" << block.text);
    CHECK(docs::shows(shown, block.text));
    return std::nullopt;
  }

  const Page& page_;
  docs::Playground playground_;
  std::string heading_;
  std::unique_ptr<Compilation> compilation_;  // the last one below this heading
  Patient patient_;
  Moment at_;
};

TEST_CASE("what the documentation shows is so", "[docs]") {
  for (const auto& path : docs::page_paths()) {
    DYNAMIC_SECTION(path.filename().string()) {
      const auto page = docs::read_page(path);
      PageTrial{page}.run();
    }
  }
}

// --- docs/diagnostics.md

// What a page cannot show: bytes that are no text, and files of many megabytes or thousands of lines; and
// what only `check --binding` says of a pathway.
const std::set<std::string_view> not_shown = {"PW0101", "PW0102", "PW0103", "PW0104", "PW0114", "PW0118",
                                              "PW0803", "PW0804", "PW0826", "PW0827", "PW0828", "PW0829",
                                              "PW0830", "PW0866", "PW0867", "PW0868"};

Page diagnostics_page() { return docs::read_page(golden::root() / "docs" / "diagnostics.md"); }

TEST_CASE("each diagnostic has its section", "[docs]") {
  std::vector<std::string> expected, actual;
  for (const auto& entry : diagnostics::registry)
    expected.push_back(fmt::format("{} {}", entry.code, entry.name));
  for (const auto& heading : diagnostics_page().headings) {
    if (heading.starts_with("PW")) actual.push_back(heading);
  }
  CHECK(fmt::format("{}", fmt::join(actual, "\n")) == fmt::format("{}", fmt::join(expected, "\n")));
}

TEST_CASE("each section on a diagnostic shows what is wrong and what is right", "[docs]") {
  std::map<std::string, std::pair<int, int>> examples;  // by code: wrong ones, right ones
  for (const auto& block : diagnostics_page().blocks) {
    const bool is_wrong = block.info.find(" wrong") != block.info.npos;
    auto& [wrong, right] = examples[code_of(block)];
    ++(is_wrong ? wrong : right);
  }
  for (const auto& entry : diagnostics::registry) {
    if (not_shown.contains(entry.code)) continue;
    CAPTURE(entry.code, entry.name);
    const auto& [wrong, right] = examples[std::string{entry.code}];
    CHECK(wrong > 0);
    CHECK(right > 0);
  }
}

// --- what is said about the code

TEST_CASE("the files that the documentation speaks of are there", "[docs]") {
  const std::regex file{
      "`((?:lang|interpreter|tools|tests|stdlib|docs|pathways)(?:/[a-z_0-9]+)*(?:\\.[a-z]+)?)`"};
  for (const auto* page : {"docs/architecture.md", "docs/adding_a_feature.md"}) {
    const auto text = golden::read_text(golden::root() / page);
    for (std::sregex_iterator found{text.begin(), text.end(), file}, end; found != end; ++found) {
      CAPTURE(page, found->str(1));
      CHECK(fs::exists(golden::root() / found->str(1)));
    }
  }
}

// --- docs/language.md

TEST_CASE("the grammar in the reference has every word of the language", "[docs]") {
  std::string grammar;
  for (const auto& block : docs::read_page(golden::root() / "docs" / "language.md").blocks) {
    if (block.info == "ebnf") grammar += block.text;
  }
  for (const auto word : reserved_words()) {
    CAPTURE(word);
    CHECK(grammar.find(fmt::format("\"{}\"", word)) != grammar.npos);
  }
}

}  // namespace
}  // namespace waymark::docs_test
