// A picture shows what the model says, and what was evaluated; each writer's text is one that its readers
// take.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <regex>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "command_runner.hpp"
#include "compiled.hpp"
#include "environment_variable.hpp"
#include "golden.hpp"
#include "patient_generator.hpp"
#include "program_generator.hpp"
#include "share.hpp"
#include "test_folder.hpp"
#include "tools/document/picture_report.hpp"

namespace waymark::graph_test {
namespace {

namespace fs = std::filesystem;
using Catch::Contains;

const std::string clinic = in_project("/tests/golden/graph/clinic.pathway");
const std::string allergic = in_project("/tests/golden/graph/allergic.facts");

std::string drawn(const std::string& format, const std::string& pathway = clinic,
                  const std::vector<std::string>& more = {}) {
  std::vector<std::string> call{"graph", pathway, "--format", format};
  call.insert(call.end(), more.begin(), more.end());
  const auto reply = run_in_process(call);
  INFO(reply.err);
  REQUIRE(reply.exit_code == ExitCode::fine);
  return reply.out;
}

// What stands in an SVG and in which order, without where it is drawn: that depends on the fonts there are.
std::string outline(const std::string& svg) {
  static const std::regex part{R"(<g class="([^"]*)\"|<g id="[^"]*" class="([^"]*)\"|<title>([^<]*)</title>)"
                               R"(|class="(cross)\"|stroke-dasharray="([^"]*)\")"};
  std::string result;
  for (std::sregex_iterator found{svg.begin(), svg.end(), part}, end; found != end; ++found) {
    for (std::size_t i = 1; i < found->size(); ++i) {
      if ((*found)[i].matched) result += found->str(i) + "\n";
    }
  }
  return result;
}

bool is_well_formed(const std::string& xml) {
  const TestFolder folder;
  const auto file = folder.write("drawing.svg", xml);
  return std::system(fmt::format("xmllint --noout --nonet '{}'", file).c_str()) == 0;
}

// The picture of one patient of a generated pathway, and what was decided of them.
struct DrawnPatient {
  DrawnPatient(const Compilation& compilation, const Patient& patient, const Moment& at)
      : evaluator{*compilation.model, patient, at},
        outcome{decide(evaluator)},
        picture{pathway_picture(for_reading({compilation, evaluator, outcome}))} {}

  Evaluator evaluator;
  Outcome outcome;
  PathwayPicture picture;
};

const StatementOutcome& outcome_of(const Outcome& outcome, const model::StatementReference& reference) {
  switch (reference.kind) {
    case model::StatementKind::recommendation: return outcome.recommendations[reference.index];
    case model::StatementKind::contraindication: return outcome.contraindications[reference.index];
    case model::StatementKind::note: break;
  }
  return outcome.notes[reference.index];
}

PictureState expected_state(const StatementOutcome& outcome) {
  if (outcome.status == Status::undetermined) return PictureState::unknown;
  if (outcome.status == Status::advised) return PictureState::taken;
  return outcome.blocked_by.empty() ? PictureState::ruled_out : PictureState::blocked;
}

// Whether the patient comes to a statement: all conditions but those that end or forbid it.
Truth reached(Evaluator& evaluator, const model::StatementBase& statement) {
  using enum model::ConditionKind;
  auto result = Truth::yes;
  for (const auto& condition : statement.conditions) {
    if (condition.kind == until || condition.kind == open || condition.kind == not_contraindicated) continue;
    result = std::min(result, evaluator.truth(condition.expr));
  }
  return result;
}

PictureState state_of_way(Truth reached) {
  if (reached == Truth::unknown) return PictureState::unknown;
  return reached == Truth::yes ? PictureState::taken : PictureState::ruled_out;
}

// Each statement is a node with the status that was decided, and the last step to it is lit where the patient
// comes to it.
std::size_t check_picture(DrawnPatient& drawn) {
  const auto& model = drawn.evaluator.model();
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < drawn.picture.nodes.size(); ++i) {
    if (!drawn.picture.nodes[i].id.empty()) places[drawn.picture.nodes[i].id] = i;
  }
  const auto all = model::all_statements(model);
  CHECK(places.size() == all.size());
  for (const auto& reference : all) {
    const auto& statement = model::statement(model, reference);
    INFO(statement.id);
    REQUIRE(places.contains(statement.id));
    const auto place = places[statement.id];
    CHECK(drawn.picture.nodes[place].state == expected_state(outcome_of(drawn.outcome, reference)));
    for (const auto& edge : drawn.picture.edges) {
      if (edge.to == place && edge.kind == PictureEdgeKind::way && !model::is_withdrawn(statement))
        CHECK(edge.state == state_of_way(reached(drawn.evaluator, statement)));
    }
  }
  return all.size();
}

TEST_CASE("a picture says of each statement what was decided", "[graph]") {
  std::size_t checked = 0;
  for (std::uint64_t seed = 0; seed < test::share(60); ++seed) {
    INFO("seed " << seed);
    const auto compilation = compile({{"generated.pathway", generated::pathway(seed)}}, golden::stdlib());
    REQUIRE(compilation.model);
    const generated::PatientGenerator patients{*compilation.model};
    for (std::uint64_t number = 0; number < 5; ++number) {
      const auto patient = patients.patient(number);
      DrawnPatient drawn{compilation, patient, generated::evaluation_moment()};
      checked += check_picture(drawn);
    }
  }
  CHECK(checked >= test::least(1000));
}

TEST_CASE("a picture of nobody says nothing of anybody", "[graph]") {
  for (const auto& path : {clinic, dah_folder, in_project("/pathways/sepsis")}) {
    const auto compilation = golden::compiled(path);
    const auto nobody = empty_patient(*compilation->model);
    Evaluator evaluator{*compilation->model, nobody, *parse_moment("2026-11-23T08:30:00Z")};
    const auto outcome = decide(evaluator);
    auto report = for_reading({*compilation, evaluator, outcome});
    report.of_nobody = true;
    const auto picture = pathway_picture(report);
    for (const auto& node : picture.nodes) {
      CHECK(node.state == PictureState::plain);
      CHECK(node.word + node.reading == "");
      CHECK(node.label != "");
    }
    for (const auto& edge : picture.edges) CHECK(edge.state == PictureState::plain);
    CHECK(picture.sections.size() == compilation->model->sections.size());
  }
}

TEST_CASE("the parts of a picture are its sections", "[graph]") {
  const auto compilation = golden::compiled(clinic);
  const auto nobody = empty_patient(*compilation->model);
  Evaluator evaluator{*compilation->model, nobody, *parse_moment("2026-11-23T08:30:00Z")};
  const auto outcome = decide(evaluator);
  const auto picture = pathway_picture(for_reading({*compilation, evaluator, outcome}));
  std::size_t nodes = 0;
  for (std::size_t i = 0; i < picture.sections.size(); ++i) {
    const auto part = section_picture(picture, i);
    REQUIRE(part.sections.size() == 1);
    CHECK(part.sections.front().nodes.size() == picture.sections[i].nodes.size());
    nodes += part.sections.front().nodes.size();
    for (const auto& edge : part.edges) CHECK(std::max(edge.from, edge.to) < part.nodes.size());
  }
  CHECK(nodes + 1 == picture.nodes.size());  // one stands before all sections
}

TEST_CASE("Graphviz draws each pathway", "[graph]") {
  INFO("tools/packages tests installs Graphviz");
  for (const auto& path :
       {clinic, dah_folder, in_project("/pathways/sepsis"), in_project("/pathways/atrial_fibrillation"),
        in_project("/pathways/dah_st_elsewhere")}) {
    const auto svg = drawn("svg", path);
    CHECK(is_well_formed(svg));
    CHECK_THAT(svg, Contains("<style>") && Contains("role=\"img\"") && !Contains("<title>n0"));
  }
}

TEST_CASE("a drawing shows states by lines and words as well as by color", "[graph]") {
  const auto svg = drawn("svg", clinic, {"--facts", allergic});
  CHECK(std::count(svg.begin(), svg.end(), '\n') > 50);
  CHECK_THAT(svg, Contains("class=\"cross\"") && Contains("stroke-dasharray") &&
                      Contains("contraindicated") && Contains("not advised") &&
                      Contains("thick: the way taken"));
  CHECK(is_well_formed(svg));
}

TEST_CASE("drawings have what is expected in them", "[graph][golden]") {
  const InProjectFolder in_project_folder;
  const auto patient = "pathways/dah/patients/aav_hypoxemic.json";
  const auto folder = golden::folder() / "graph";
  golden::compare_or_update(folder / "dah.svg.outline", outline(drawn("svg", "pathways/dah")));
  golden::compare_or_update(folder / "dah_patient.svg.outline",
                            outline(drawn("svg", "pathways/dah", {"--facts", patient})));
  golden::compare_or_update(folder / "clinic.svg.outline", outline(drawn("svg")));
  golden::compare_or_update(folder / "clinic_allergic.svg.outline",
                            outline(drawn("svg", clinic, {"--facts", allergic})));
}

TEST_CASE("without Graphviz it is said what is missing", "[graph]") {
  const TestFolder empty;
  const EnvironmentVariable path{"PATH", empty.path().string()};
  const auto reply = run_in_process({"graph", clinic, "--format", "svg"});
  CHECK(reply.exit_code == ExitCode::unusable);
  CHECK(reply.out == "");
  CHECK_THAT(reply.err, Contains("`dot` of Graphviz") && Contains("--format mermaid"));
  CHECK(run_in_process({"graph", clinic}).exit_code == ExitCode::fine);
  CHECK(run_in_process({"graph", clinic, "--format", "mermaid"}).exit_code == ExitCode::fine);
}

TEST_CASE("what cannot be drawn is said", "[graph]") {
  const TestFolder folder;
  const auto refused = [&](const std::vector<std::string>& call) {
    const auto reply = run_in_process(call);
    INFO(call.back());
    CHECK(reply.exit_code == ExitCode::unusable);
    CHECK(reply.out == "");
    CHECK(reply.err != "");
  };
  refused({"graph", folder.path("nothing.pathway")});
  refused({"graph", folder.path().string()});
  refused({"graph", broken_pathway()});
  refused({"graph", clinic, "--facts", folder.path().string()});
  refused({"graph", clinic, "--facts", folder.write("empty.json", "")});
  refused({"graph", clinic, "--at", "2026-11-23"});
  refused({"graph", clinic, "--set", "no_such = 1"});
  const auto empty = run_in_process({"graph", folder.write("empty.pathway", "")});
  CHECK(empty.exit_code != ExitCode::fault);
}

TEST_CASE("a reader of a picture that goes away ends nothing", "[graph]") {
  const auto call = fmt::format("graph '{}'", dah_folder);
  CHECK(run_in_shell(call, "| head -1") == 0);
  CHECK(run_in_shell(call + " >/dev/full", "") == 2);
}

}  // namespace
}  // namespace waymark::graph_test
