// A document leaves nothing of the pathway out, says nothing of any patient, and is text whatever it holds.
#include <cstdlib>
#include <set>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "command_runner.hpp"
#include "compiled.hpp"
#include "environment_variable.hpp"
#include "golden.hpp"
#include "test_folder.hpp"
#include "tools/document/document_report.hpp"
#include "tools/document/policy_hash.hpp"
#include "tools/report/xml_text.hpp"
#include "tools/waymark/command_line.hpp"

namespace waymark::document_test {
namespace {

namespace fs = std::filesystem;
using Catch::Contains;

const std::string clinic = in_project("/tests/golden/graph/clinic.pathway");

std::string made(const std::vector<std::string>& call) {
  const auto reply = run_in_process(call);
  INFO(reply.err);
  REQUIRE(reply.exit_code == ExitCode::fine);
  return reply.out;
}

GuidelineDocument document_of_pathway(const Compilation& compilation) {
  const auto nobody = empty_patient(*compilation.model);
  Evaluator evaluator{*compilation.model, nobody, *parse_moment("2026-11-23T08:30:00Z")};
  const auto outcome = decide(evaluator);
  auto report = for_reading({compilation, evaluator, outcome});
  report.of_nobody = true;
  return guideline_document(report);
}

std::vector<std::string> all_pathways() {
  return {clinic,
          dah_folder,
          in_project("/pathways/sepsis"),
          in_project("/pathways/atrial_fibrillation"),
          in_project("/pathways/dah_st_elsewhere"),
          in_project("/tests/golden/doc/dose_table.pathway")};
}

std::size_t statements_of(const model::Source& source) {
  std::size_t count = 0;
  for (const auto& section : source.sections) count += section.statements.size();
  return count;
}

TEST_CASE("a document has every statement of what is followed, and every piece of advice", "[doc]") {
  for (const auto& path : all_pathways()) {
    INFO(path);
    const auto compilation = golden::compiled(path);
    const auto& model = *compilation->model;
    const auto document = document_of_pathway(*compilation);
    std::size_t wanted = 0, shown = 0;
    for (const auto source : model.follows) wanted += statements_of(model.sources[source]);
    std::set<std::size_t> advice{document.uncited.begin(), document.uncited.end()};
    for (const auto& source : document.sources) {
      for (const auto& section : source.sections) {
        if (source.is_followed) shown += section.statements.size();
        for (const auto& statement : section.statements)
          advice.insert(statement.advice.begin(), statement.advice.end());
      }
    }
    CHECK(shown == wanted);
    CHECK(document.advice.size() == model::all_statements(model).size());
    CHECK(advice.size() == document.advice.size());
    for (const auto& each : document.advice) CHECK(each.text != "");
    CHECK(document.properties.size() == model.properties.size());
  }
}

TEST_CASE("a document says nothing of a patient", "[doc]") {
  const auto document = document_of_pathway(*golden::compiled(clinic));
  for (const auto& each : document.advice) {
    if (each.id != "care.penicillin") continue;
    CHECK(each.text == "give penicillin a dose of 25 mg/kg of body weight, at most 2 g oral every 8 hours");
    CHECK(each.conditions == std::vector<std::string>{"when fever", "until not fever"});
  }
  for (const auto& path : all_pathways()) {
    const auto text = made({"doc", path});
    CHECK_THAT(text, !Contains("not known)") && !Contains("not set at this site") && !Contains("(needs "));
  }
}

TEST_CASE("what the source lacks is said beside it", "[doc]") {
  for (const auto* format : {"md", "html"}) {
    const auto text = made({"doc", clinic, "--format", format});
    CHECK_THAT(text, Contains("Source incomplete") && Contains("the list is absent from the source"));
    CHECK_THAT(text, Contains("Outside of this pathway") && Contains("left to another pathway"));
    CHECK_THAT(text, Contains("Source leaves open") && Contains("who everybody is"));
    CHECK_THAT(text, Contains("our reading: which antibiotic is our choice"));
    CHECK_THAT(text, Contains("no number in the source; each site sets it"));
  }
}

std::string between(const std::string& text, const std::string& before, const std::string& after) {
  const auto begin = text.find(before) + before.size();
  return text.substr(begin, text.find(after, begin) - begin);
}

TEST_CASE("a page allows its own style sheet and nothing else", "[doc]") {
  const auto html = made({"doc", clinic, "--format", "html"});
  const auto policy = between(html, "Content-Security-Policy\" content=\"", "\">");
  CHECK(policy == fmt::format("default-src 'none'; style-src {}; base-uri 'none'; form-action 'none'",
                              policy_hash(between(html, "<style>", "</style>"))));
  CHECK(policy_hash("") == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
  CHECK_THAT(html, !Contains("<script") && !Contains("http://") && !Contains(" style="));
  CHECK_THAT(html, Contains("<html lang=\"en\">") && Contains("<main>") && Contains("<nav aria-label="));
}

TEST_CASE("each link of a document leads to a place in it", "[doc]") {
  for (const auto& path : all_pathways()) {
    const auto html = made({"doc", path, "--format", "html"});
    std::size_t links = 0;
    for (auto at = html.find("href=\"#"); at != html.npos; at = html.find("href=\"#", at + 1)) {
      const auto id = html.substr(at + 7, html.find('"', at + 7) - at - 7);
      INFO(id);
      CHECK(html.find(fmt::format(" id=\"{}\"", id)) != html.npos);
      ++links;
    }
    CHECK(links > 3);
  }
}

TEST_CASE("a document says what is proved, and what is not", "[doc][prove]") {
  const auto document = made({"doc", clinic, "--prove"});
  CHECK_THAT(document, Contains("penicillin for whoever is allergic (**proved**)"));
  const TestFolder folder;
  auto text = golden::read_text(clinic);
  text.replace(text.find("allergic and care.penicillin is advised"), 8, "fever");
  const auto broken = made({"doc", folder.write("broken.pathway", text), "--prove"});
  CHECK_THAT(broken, Contains("(**refuted**)") && Contains("error Q6"));
}

TEST_CASE("a document says what changed", "[doc][diff]") {
  const TestFolder folder;
  auto text = golden::read_text(clinic);
  text.replace(text.find(">= 38 degC"), 10, ">= 37 degC");
  const auto before = folder.write("before.pathway", text);
  const auto changed = made({"doc", clinic, "--since", before});
  CHECK_THAT(changed, Contains("What changed since") && Contains("care.wait"));
  CHECK_THAT(changed, Contains("instead of") && Contains("for example for"));
  CHECK_THAT(made({"doc", clinic, "--since", clinic}), Contains("proved to change nothing"));
}

TEST_CASE("a document is printed as a PDF", "[doc]") {
  INFO("tools/packages tests installs weasyprint");
  const TestFolder folder;
  const auto file = folder.path("clinic.pdf");
  CHECK(made({"doc", clinic, "--format", "pdf", "--out", file}) == "");
  CHECK(folder.read("clinic.pdf").starts_with("%PDF-"));
  const TestFolder empty;
  const EnvironmentVariable path{"PATH", empty.path().string()};
  const auto reply = run_in_process({"doc", clinic, "--format", "pdf"});
  CHECK(reply.exit_code == ExitCode::unusable);
  CHECK(reply.out == "");
  CHECK_THAT(reply.err, Contains("weasyprint") && Contains("--format html"));
}

TEST_CASE("what cannot be a document is said", "[doc]") {
  const TestFolder folder;
  const auto pathway = folder.write("clinic.pathway", golden::read_text(clinic));
  const auto refused = [&](const std::vector<std::string>& call) {
    const auto reply = run_in_process(call);
    INFO(fmt::format("{}", fmt::join(call, " ")));
    CHECK(reply.exit_code == ExitCode::unusable);
    CHECK(reply.out == "");
    CHECK(reply.err != "");
  };
  for (const auto* command : {"doc", "page"}) {
    const auto out = folder.path("out");
    refused({command, folder.path("nothing.pathway"), "--out", out});
    refused({command, broken_pathway(), "--out", out});
    refused({command, pathway, "--since", folder.path("nothing.pathway"), "--out", out});
    refused({command, pathway, "--out", "/proc/no/such"});
  }
  refused({"doc", pathway, "--out", pathway});
  refused({"page", pathway, "--single", pathway});
  refused({"page", pathway});
  refused({"page", pathway, "--out", folder.path("a"), "--single", folder.path("b")});
  CHECK(folder.read("clinic.pathway") == golden::read_text(clinic));
  CHECK(run_in_shell(fmt::format("doc '{}'", dah_folder), "| head -1") == 0);
  CHECK(run_in_shell(fmt::format("doc '{}' >/dev/full", dah_folder), "") == 2);
}

// Below the pictures the same is said in words.
TEST_CASE("a page has the document, and a picture of each section", "[page]") {
  const TestFolder folder;
  made({"page", clinic, "--single", folder.path("one.html")});
  made({"page", clinic, "--out", folder.path("site")});
  const auto page = folder.read("one.html");
  CHECK(page == folder.read("site/index.html"));
  CHECK_THAT(folder.read("site/picture.svg"), Contains("<svg") && Contains("A clinic for fever"));
  for (const auto* text :
       {"<svg class=\"pathway\"", "The same in words", "What the source says", "Scenarios"})
    CHECK_THAT(page, Contains(text));
  CHECK_THAT(page, Contains(policy_hash(between(page, "<style>", "</style>"))));
  CHECK_THAT(page, !Contains("<script") && !Contains("<form") && !Contains("<input"));
  std::size_t drawings = 0;
  for (auto at = page.find("<svg "); at != page.npos; at = page.find("<svg ", at + 1)) ++drawings;
  CHECK(drawings == golden::compiled(clinic)->model->sections.size());
}

TEST_CASE("a page with a script has its data and its policy", "[page]") {
  const TestFolder folder;
  const auto app = folder.write("app.js", "start('</script><b>');");
  const auto path = folder.path("one.html");
  made({"page", clinic, "--single", path, "--app", app});
  const auto page = folder.read("one.html");
  CHECK_THAT(page,
             Contains("script-src " + policy_hash("start('<\\/script><b>');") + " 'wasm-unsafe-eval'; "));
  CHECK_THAT(page, Contains("<script>start('<\\/script><b>');</script>") && Contains("id=\"patient\""));
  const auto inputs = nlohmann::json::parse(between(page, "id=\"waymark-inputs\">", "</script>"));
  CHECK(inputs["facts"].size() == golden::compiled(clinic)->model->facts.size());
  const auto texts = nlohmann::json::parse(between(page, "id=\"waymark-texts\">", "</script>"));
  CHECK(texts["path"] == clinic);
  CHECK(texts["files"].size() == 1);
  CHECK(texts["files"][clinic] == golden::read_text(clinic));
  CHECK(run_in_process({"page", clinic, "--single", app, "--app", app}).exit_code == ExitCode::unusable);
  CHECK(run_in_process({"page", clinic, "--single", path, "--app", folder.path("none.js")}).exit_code ==
        ExitCode::unusable);
  CHECK(folder.read("app.js") == "start('</script><b>');");
}

TEST_CASE("a page has the script that comes with the program", "[page]") {
  const TestFolder folder;
  fs::create_directories(folder.path("bin"));
  for (const auto* place : {"share/waymark/page", "tools/page/dist"}) {
    fs::create_directories(folder.path(place));
    const auto script = folder.write(std::string{place} + "/app.js", fmt::format("start('{}');", place));
    Surroundings surroundings;
    surroundings.executable_folder = folder.path("bin");
    const auto page_of = [&](std::vector<std::string> call) {
      call.insert(call.end(), {"--single", folder.path("one.html"), "--stdlib", in_project("/stdlib")});
      REQUIRE(run_command_line(call, surroundings).exit_code == ExitCode::fine);
      return folder.read("one.html");
    };
    CHECK_THAT(page_of({"page", clinic}), Contains(fmt::format("<script>start('{}');</script>", place)));
    CHECK_THAT(page_of({"page", clinic, "--app", folder.write("other.js", "other();")}),
               Contains("<script>other();</script>") && !Contains("start("));
    CHECK_THAT(page_of({"page", clinic, "--no-app"}), !Contains("<script") && !Contains("<form"));
    fs::remove(script);
  }
}

TEST_CASE("a page holds the patients to begin with", "[page]") {
  const TestFolder folder;
  const auto app = folder.write("app.js", "start();");
  const auto path = folder.path("one.html");
  const auto patients = in_project("/pathways/dah/patients");
  made({"page", dah_folder, "--single", path, "--app", app, "--patients", patients});
  const auto cases =
      nlohmann::json::parse(between(folder.read("one.html"), "id=\"waymark-cases\">", "</script>"));
  const auto of_kind = [&](const char* kind) {
    return std::ranges::count(cases, kind, [](const auto& each) { return each["kind"]; });
  };
  CHECK(of_kind("file") == std::distance(fs::directory_iterator{patients}, fs::directory_iterator{}));
  CHECK(of_kind("scenario") == static_cast<long>(golden::compiled(dah_folder)->model->scenarios.size()));
  for (const auto& each : cases) CHECK(each["patient"].contains("facts"));
  const auto wrong = folder.write("wrong.json", R"({"facts": {"nothing_of_it": 1}})");
  for (const auto& call : std::vector<std::vector<std::string>>{
           {"page", clinic, "--single", path, "--app", app, "--patients", wrong},
           {"page", clinic, "--single", path, "--app", app, "--patients", folder.path("none")},
           {"page", clinic, "--single", path, "--patients", patients}})
    CHECK(run_in_process(call).exit_code == ExitCode::unusable);
}

TEST_CASE("a drawing in a page says which node is which, and leads to the document", "[page]") {
  const TestFolder folder;
  const auto path = folder.path("one.html");
  made({"page", clinic, "--single", path, "--app", folder.write("app.js", "start();")});
  const auto page = folder.read("one.html");
  const auto picture = nlohmann::json::parse(made({"graph", clinic, "--format", "json"}));
  for (std::size_t i = 0; i < picture["nodes"].size(); ++i) {
    CHECK_THAT(page, Contains(fmt::format("data-node=\"{}\"", i)));
    CHECK_THAT(page, Contains(fmt::format("data-words=\"{}\"", i)));
  }
  for (const auto& edge : picture["edges"])
    CHECK_THAT(page,
               Contains(fmt::format("data-edge=\"{}-{}\"", edge["from"].get<int>(), edge["to"].get<int>())));
  CHECK_THAT(page, Contains("<a href=\"#a-care.penicillin\">") && Contains("class=\"of-patient\"></text>"));
}

TEST_CASE("without Graphviz a page says what is missing", "[page]") {
  const TestFolder folder;
  const EnvironmentVariable path{"PATH", folder.path().string()};
  const auto reply = run_in_process({"page", clinic, "--single", folder.path("one.html")});
  CHECK(reply.exit_code == ExitCode::unusable);
  CHECK_THAT(reply.err, Contains("Graphviz"));
  CHECK_FALSE(folder.has("one.html"));
}

}  // namespace
}  // namespace waymark::document_test
