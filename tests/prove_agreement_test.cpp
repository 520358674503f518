#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "compiled.hpp"
#include "golden.hpp"
#include "interpreter/outcome.hpp"
#include "interpreter/prove/symbolic_pathway.hpp"
#include "interpreter/representative_values.hpp"
#include "interpreter/scenario.hpp"
#include "random_source.hpp"

// There is one meaning: what the formulas say of a patient is what the interpreter says.
namespace waymark {
namespace {

namespace fs = std::filesystem;
using generated::RandomSource;

const Moment moments[] = {*parse_moment("2026-05-31T08:30Z"), *parse_moment("2024-02-29T00:00Z"),
                          *parse_moment("2023-03-01T23:59Z")};

// Each variable has one of the values that tell comparisons apart, or nothing is known of it.
Patient random_patient(const model::Model& model, const Moment& at, RandomSource& random) {
  static std::map<std::pair<const model::Model*, std::int64_t>, std::vector<RepresentativeValues>> known;
  const auto [values, is_new] = known.try_emplace({&model, at.seconds});
  if (is_new) {
    std::vector<model::ExprId> all;
    for (model::ExprId expr = 0; expr < model.expressions.size(); ++expr) all.push_back(expr);
    values->second = representative_values(model, at);
    const auto more = representative_values(model, all, empty_patient(model), at);
    values->second.insert(values->second.end(), more.begin(), more.end());
  }
  auto patient = empty_patient(model);
  for (const auto& variable : values->second) {
    const bool is_set = variable.variable.input.index() == 1 &&
                        model.parameters[std::get<1>(variable.variable.input)].value.has_value();
    if (is_set || variable.values.empty() || random.once_in(4)) continue;
    patient = with_value(model, std::move(patient), variable.variable, random.one_of(variable.values), at);
  }
  return patient;
}

std::string facts_of(const model::Model& model, const Patient& patient) {
  std::string text;
  for (std::size_t i = 0; i < model.facts.size(); ++i) {
    for (const auto& reading : patient.facts[i])
      text += fmt::format("{} = {}{}; ", model.facts[i].id, to_string(reading.value, model.facts[i].type),
                          reading.time ? " at " + to_string(*reading.time) : "");
  }
  for (std::size_t i = 0; i < model.parameters.size(); ++i) {
    if (patient.parameters[i])
      text += fmt::format("{} = {}; ", model.parameters[i].id,
                          to_string(*patient.parameters[i], model.parameters[i].type));
  }
  return text;
}

class Comparison {
 public:
  Comparison(const model::Model& model, const Sources& sources)
      : model_{model}, sources_{sources}, symbolic_{model} {}

  // What the two say differently of the patient; empty where they agree.
  std::string differences(const Patient& patient, const Moment& at) {
    text_.clear();
    Evaluator evaluator{model_, patient, at};
    const auto outcome = decide(evaluator);
    const auto solved = symbolic_.outcome(patient, at);
    if (!solved.is_possible) return "the formulas admit no such patient\n";
    statuses(model_.recommendations, outcome.recommendations, solved.recommendations);
    statuses(model_.contraindications, outcome.contraindications, solved.contraindications);
    statuses(model_.notes, outcome.notes, solved.notes);
    conflicts(outcome, solved);
    expressions(evaluator, solved);
    return text_;
  }

  std::size_t compared() const { return compared_; }

 private:
  template <typename Statement>
  void statuses(const std::vector<Statement>& statements, const std::vector<StatementOutcome>& outcomes,
                const std::vector<std::optional<Status>>& solved) {
    for (std::size_t i = 0; i < statements.size(); ++i) {
      compared_ += solved[i].has_value();
      if (!solved[i] || *solved[i] == outcomes[i].status) continue;
      text_ += fmt::format("{}: the interpreter says {}, the formulas {}\n", statements[i].id,
                           to_string(outcomes[i].status), to_string(*solved[i]));
    }
  }

  void conflicts(const Outcome& outcome, const prove::SolvedOutcome& solved) {
    std::set<std::pair<model::RecommendationId, model::RecommendationId>> found;
    for (const auto& conflict : outcome.conflicts) found.emplace(conflict.first, conflict.second);
    const std::set<std::pair<model::RecommendationId, model::RecommendationId>> said{solved.conflicts.begin(),
                                                                                     solved.conflicts.end()};
    if (found != said) text_ += fmt::format("{} conflicts, by the formulas {}\n", found.size(), said.size());
  }

  void expressions(Evaluator& evaluator, const prove::SolvedOutcome& solved) {
    for (model::ExprId expr = 0; expr < model_.expressions.size(); ++expr) {
      if (!solved.expressions[expr]) continue;
      ++compared_;
      const auto& value = evaluator.value(expr);
      const bool is_condition = model_[expr].type.kind == TypeKind::yes_no;
      const auto found = is_condition ? truth(value) : (is_known(value) ? Truth::yes : Truth::no);
      if (found == *solved.expressions[expr]) continue;
      text_ += fmt::format("{}: the interpreter says {}, the formulas {} (known)\n",
                           sources_.text(model_[expr].span), to_string(value, model_[expr].type),
                           to_string(*solved.expressions[expr]));
    }
  }

  const model::Model& model_;
  const Sources& sources_;
  prove::SymbolicPathway symbolic_;
  std::string text_;
  std::size_t compared_ = 0;
};

// What differs for `count` random patients; one per patient is enough.
std::string disagreements(const Compilation& compilation, int count, std::uint64_t seed) {
  const auto& model = *compilation.model;
  RandomSource random{seed};
  Comparison comparison{model, compilation.sources};
  for (std::uint32_t i = 0; i < model.scenarios.size(); ++i) {
    const auto given = scenario_patient(model, i);
    if (given.at.offset_minutes != 0) continue;
    const auto text = comparison.differences(given.patient, given.at);
    if (!text.empty()) return model.scenarios[i].name + ": " + text;
  }
  for (int i = 0; i < count; ++i) {
    const auto& at = moments[random.below(3)];
    const auto patient = random_patient(model, at, random);
    const auto text = comparison.differences(patient, at);
    if (!text.empty()) return to_string(at) + " " + facts_of(model, patient) + "\n" + text;
  }
  return {};
}

TEST_CASE("the formulas and the interpreter agree on the pathway and the libraries", "[prove][agreement]") {
  std::vector<fs::path> paths{golden::root() / "pathways" / "dah"};
  for (const auto& entry : fs::directory_iterator{golden::stdlib()}) {
    if (entry.path().extension() == ".pathway") paths.push_back(entry.path());
  }
  for (const auto& path : paths) {
    const auto compilation = golden::compiled(path);
    INFO(path.string());
    CHECK(disagreements(*compilation, 200, 1) == "");
  }
}

TEST_CASE("the formulas and the interpreter agree on every golden pathway that runs", "[prove][agreement]") {
  int compared = 0;
  for (const auto& path : golden::pathways()) {
    auto loaded = load_pathway(path);
    if (std::holds_alternative<LoadError>(loaded)) continue;
    const auto compilation = compile(std::get<std::vector<LoadedFile>>(std::move(loaded)), golden::stdlib());
    if (!compilation.model) continue;
    INFO(path.string());
    const bool has_all_forms = path.filename() == "forms.pathway";
    CHECK(disagreements(compilation, has_all_forms ? 200 : 20, 2) == "");
    ++compared;
  }
  CHECK(compared > 50);
}

}  // namespace
}  // namespace waymark
