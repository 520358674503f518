// Random pathways and random patients: what holds for all of them.
#include <algorithm>
#include <memory>
#include <set>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "golden.hpp"
#include "interpreter/decide/outcome.hpp"
#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/facts/json/facts_json.hpp"
#include "lang/compile.hpp"
#include "patient_generator.hpp"
#include "program_generator.hpp"
#include "random_source.hpp"
#include "share.hpp"

namespace waymark::generated_pathway_test {
namespace {

constexpr std::size_t is_fact = 0, is_parameter = 1;  // of a model::Input

const std::uint64_t compiled_pathways = test::share(2000);
const std::uint64_t pathways_with_patients = test::share(300);
constexpr std::uint64_t patients = 10;

std::unique_ptr<Compilation> generated_pathway(std::uint64_t seed) {
  UNSCOPED_INFO("seed " << seed);
  auto result = std::make_unique<Compilation>(
      compile({{"generated.pathway", generated::pathway(seed)}}, golden::stdlib()));
  for (const auto& diagnostic : result->diagnostics.list()) {
    if (diagnostic.severity == Severity::error) {
      UNSCOPED_INFO(result->sources.position(diagnostic.span).line << ": " << diagnostic.message);
    }
  }
  REQUIRE(result->model);
  return result;
}

// All statements with what came of them.
struct Decided {
  model::ExprId condition;
  StatementOutcome outcome;
};

std::vector<Decided> decided(const model::Model& model, const Patient& patient) {
  Evaluator evaluator{model, patient, generated::evaluation_moment()};
  const auto outcome = decide(evaluator);
  std::vector<Decided> result;
  const auto append = [&](const auto& statements, const auto& outcomes) {
    for (std::size_t i = 0; i < statements.size(); ++i)
      result.push_back({statements[i].condition, outcomes[i]});
  };
  append(model.recommendations, outcome.recommendations);
  append(model.contraindications, outcome.contraindications);
  append(model.notes, outcome.notes);
  return result;
}

std::string statuses(const model::Model& model, const Patient& patient) {
  std::string result;
  for (const auto& each : decided(model, patient)) {
    result += fmt::format("{} needs {}\n", to_string(each.outcome.status), each.outcome.needs.size());
  }
  return result;
}

// Forms that look at what is recorded: what they give can change with any fact, known as it may be.
bool looks_at_record(const model::Operation& operation) {
  return std::holds_alternative<model::Knowledge>(operation) ||
         std::holds_alternative<model::IfUnknown>(operation) ||
         std::holds_alternative<model::AnyKnown>(operation) ||
         std::holds_alternative<model::FirstKnown>(operation);
}

std::set<model::Input> inputs_looked_at(const model::Model& model) {
  std::set<model::Input> result;
  for (const auto& expression : model.expressions) {
    if (!looks_at_record(expression.operation)) continue;
    const Dependencies dependencies{model, model::operands(expression.operation)};
    result.insert(dependencies.inputs().begin(), dependencies.inputs().end());
  }
  return result;
}

bool is_absent(const Patient& patient, const Variable& variable) {
  if (variable.input.index() == is_fact) return patient.facts[std::get<is_fact>(variable.input)].empty();
  const auto& value = patient.parameters[std::get<is_parameter>(variable.input)];
  return value && std::holds_alternative<Unknown>(*value);
}

bool needs(const StatementOutcome& outcome, const model::Input& input) {
  return std::ranges::find(outcome.needs, input) != outcome.needs.end();
}

// Whoever needs nothing of an input stays undetermined whatever it is.
void check_needs(const model::Model& model, const Patient& patient, const RepresentativeValues& values,
                 const RepresentativeValue& value) {
  if (!is_absent(patient, values.variable)) return;
  const auto before = decided(model, patient);
  const auto moment = generated::evaluation_moment();
  const auto after = decided(model, with_value(model, patient, values.variable, value, moment));
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i].outcome.status != Status::undetermined || needs(before[i].outcome, values.variable.input))
      continue;
    CHECK(after[i].outcome.status == Status::undetermined);
  }
}

}  // namespace

TEST_CASE("each generated pathway compiles", "[generated]") {
  std::size_t undetermined_forms = 0;
  for (std::uint64_t seed = 0; seed < compiled_pathways; ++seed) {
    const auto compilation = generated_pathway(seed);
    undetermined_forms += compilation->model->recommendations.size() + compilation->model->notes.size();
  }
  CHECK(undetermined_forms > 2 * compiled_pathways);
}

TEST_CASE("generated patients reach every status", "[generated]") {
  std::set<Status> reached;
  std::size_t determined = 0, all = 0;
  for (std::uint64_t seed = 0; seed < pathways_with_patients; ++seed) {
    const auto compilation = generated_pathway(seed);
    const generated::PatientGenerator generator{*compilation->model};
    for (std::uint64_t patient = 0; patient < patients; ++patient) {
      for (const auto& each : decided(*compilation->model, generator.patient(patient))) {
        reached.insert(each.outcome.status);
        determined += each.outcome.status != Status::undetermined ? 1 : 0;
        ++all;
      }
    }
  }
  CHECK(reached.size() == 3);
  CHECK(determined * 4 > all);        // neither do most of them say nothing
  CHECK(determined * 20 < all * 19);  // nor everything
}

// A pathway with the values that its variables are tried with.
struct Tried {
  std::unique_ptr<Compilation> compilation;
  std::vector<RepresentativeValues> values;
  std::set<model::Input> looked_at;
  generated::PatientGenerator generator;

  explicit Tried(std::uint64_t seed)
      : compilation{generated_pathway(seed)},
        values{representative_values(model(), generated::evaluation_moment())},
        looked_at{inputs_looked_at(model())},
        generator{model()} {
    std::erase_if(values, [&](const auto& each) { return looked_at.contains(each.variable.input); });
  }
  const model::Model& model() const { return *compilation->model; }
};

// Numbers keep bounds and not what makes them open, so a value may be settled that does not say so.
void check_settled(const Tried& tried, const Patient& patient) {
  for (const auto& each : tried.values) {
    for (const auto& value : each.values) check_needs(tried.model(), patient, each, value);
  }
}

TEST_CASE("what is undetermined needs something, or nothing can settle it", "[generated]") {
  for (std::uint64_t seed = 0; seed < pathways_with_patients; ++seed) {
    const Tried tried{seed};
    for (std::uint64_t number = 0; number < patients; ++number) {
      const auto patient = tried.generator.patient(number);
      INFO("seed " << seed << ", patient " << generated::facts_json(tried.model(), patient));
      Evaluator evaluator{tried.model(), patient, generated::evaluation_moment()};
      for (const auto& each : decided(tried.model(), patient)) {
        const bool open = each.outcome.status == Status::undetermined;
        if (!open) CHECK(each.outcome.needs.empty());
        const bool nothing_needed = open && each.outcome.needs.empty();
        if (nothing_needed && !is_settled(evaluator.value(each.condition))) check_settled(tried, patient);
      }
    }
  }
}

TEST_CASE("a fact that is not needed settles nothing", "[generated]") {
  for (std::uint64_t seed = 0; seed < pathways_with_patients; ++seed) {
    const Tried tried{seed};
    const InputNames names{tried.model()};
    generated::RandomSource random{seed};
    for (std::uint64_t number = 0; number < patients; ++number) {
      const auto patient = tried.generator.patient(number);
      INFO("seed " << seed << ", patient " << generated::facts_json(tried.model(), patient));
      for (const auto& each : tried.values) {
        const auto& value = random.one_of(each.values);
        INFO("then " << given_text(tried.model(), names, each.variable, value));
        check_needs(tried.model(), patient, each, value);
      }
    }
  }
}

TEST_CASE("a patient written as facts is decided alike", "[generated]") {
  for (std::uint64_t seed = 0; seed < pathways_with_patients; ++seed) {
    const auto compilation = generated_pathway(seed);
    const auto& model = *compilation->model;
    const generated::PatientGenerator generator{model};
    for (std::uint64_t number = 0; number < patients; ++number) {
      const auto patient = generator.patient(number);
      const auto document = generated::facts_json(model, patient);
      INFO(document);
      const auto read = read_patient(document, model, std::nullopt);
      if (const auto* problems = std::get_if<std::vector<FactsProblem>>(&read)) {
        for (const auto& problem : *problems) UNSCOPED_INFO(problem.path << ": " << problem.message);
      }
      REQUIRE(std::holds_alternative<Patient>(read));
      CHECK(statuses(model, std::get<Patient>(read)) == statuses(model, patient));
    }
  }
}

}  // namespace waymark::generated_pathway_test
