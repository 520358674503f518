#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "agreement.hpp"
#include "compiled.hpp"
#include "golden.hpp"
#include "interpreter/decide/outcome.hpp"
#include "interpreter/scenarios/scenario.hpp"
#include "interpreter/search/representative_values.hpp"
#include "random_source.hpp"
#include "share.hpp"

// There is one meaning: what the formulas say of a patient is what the interpreter says.
namespace waymark::prove_agreement_test {
namespace {

namespace fs = std::filesystem;
using generated::RandomSource;

const Moment moments[] = {*parse_moment("2026-05-31T08:30Z"), *parse_moment("2024-02-29T00:00Z"),
                          *parse_moment("2023-03-01T23:59:59.75Z")};

// Makes patients: each variable has one of the values that tell comparisons apart, or nothing is known of it.
class RandomPatients {
 public:
  explicit RandomPatients(const model::Model& model) : model_{model} {
    std::vector<model::ExprId> all;
    for (model::ExprId expr = 0; expr < model.expressions.size(); ++expr) all.push_back(expr);
    for (const auto& at : moments) {
      auto& values = values_[at.microseconds];
      values = representative_values(model, at);
      const auto more = representative_values(model, all, empty_patient(model), at);
      values.insert(values.end(), more.begin(), more.end());
    }
  }

  Patient patient(const Moment& at, RandomSource& random) const {
    auto patient = empty_patient(model_);
    for (const auto& variable : values_.at(at.microseconds)) {
      const auto* parameter = std::get_if<1>(&variable.variable.input);
      const bool is_set = parameter && model_.parameters[*parameter].value.has_value();
      if (is_set || variable.values.empty() || random.once_in(4)) continue;
      patient = with_value(model_, std::move(patient), variable.variable, random.one_of(variable.values), at);
    }
    return in_utc(std::move(patient));
  }

 private:
  const model::Model& model_;
  std::map<std::int64_t, std::vector<RepresentativeValues>> values_;  // by moment
};

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

// The formulas speak of the pathway as it stands: what it sets itself no patient sets again.
bool sets_again(const model::Model& model, const Patient& patient) {
  for (std::size_t i = 0; i < model.parameters.size(); ++i) {
    if (patient.parameters[i] && model.parameters[i].value) return true;
  }
  return false;
}

// What differs for as many random patients as `usual`, or a share of them; one per patient is enough.
// `compared` counts what was held against each other.
std::string disagreements(const Compilation& compilation, std::uint64_t usual, std::uint64_t seed,
                          std::size_t& compared) {
  const auto& model = *compilation.model;
  RandomSource random{seed};
  const RandomPatients patients{model};
  Agreement comparison{model, compilation.sources, compared};
  for (std::uint32_t i = 0; i < model.scenarios.size(); ++i) {
    const auto given = scenario_patient(model, i);
    if (given.at.offset_minutes != 0 || sets_again(model, given.patient) || !formulas_speak_of(given.patient))
      continue;
    const auto text = comparison.differences(given.patient, given.at);
    if (!text.empty()) return model.scenarios[i].name + ": " + text;
  }
  for (std::uint64_t i = 0; i < test::share(usual); ++i) {
    const auto& at = moments[random.below(3)];
    const auto patient = patients.patient(at, random);
    if (!formulas_speak_of(patient)) continue;
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
    std::size_t compared = 0;
    INFO(path.string());
    CHECK(disagreements(*compilation, 200, 1, compared) == "");
    CHECK((compared > 0 || compilation->model->expressions.empty()));
  }
}

TEST_CASE("the formulas and the interpreter agree on every golden pathway that runs", "[prove][agreement]") {
  std::size_t compared = 0;
  for (const auto& path : golden::pathways()) {
    auto loaded = load_pathway(path);
    if (std::holds_alternative<LoadError>(loaded)) continue;
    const auto compilation = compile(std::get<std::vector<LoadedFile>>(std::move(loaded)), golden::stdlib());
    if (!compilation.model) continue;
    INFO(path.string());
    const bool has_all_forms = path.filename() == "forms.pathway";
    CHECK(disagreements(compilation, has_all_forms ? 60 : 20, 2, compared) == "");
  }
  CHECK(compared >= test::least(5'000));
}

}  // namespace
}  // namespace waymark::prove_agreement_test
