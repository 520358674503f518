// What the solver settles of a patient stays so however their record is completed, and what it does not ask
// for makes no difference.
#include <algorithm>

#include <catch2/catch.hpp>

#include "agreement.hpp"
#include "compiled.hpp"
#include "golden.hpp"
#include "interpreter/prove/exact_outcome.hpp"
#include "lang/compile.hpp"
#include "patient_generator.hpp"
#include "program_generator.hpp"
#include "random_source.hpp"
#include "share.hpp"

namespace waymark::exact_needs_test {
namespace {

const std::uint64_t pathways = test::share(30);
constexpr std::uint64_t patients = 2;
constexpr std::uint64_t completions = 30;

bool is_missing(const model::Model& model, const Patient& patient, model::FactId fact) {
  const auto current = current_reading(model, patient, fact, generated::evaluation_moment());
  return !current.reading || current.stale || !is_known(current.reading->value);
}

bool has_day_to_come(const std::vector<FactReading>& readings) {
  return std::ranges::any_of(readings,
                             [](const FactReading& reading) { return waymark::is_partial(reading.value); });
}

// Takes what is missing from another patient. A set of which something is stated stays as it is; of a date of
// which the month is known some day of it is taken.
Patient completed(const model::Model& model, Patient patient, const Patient& other, std::uint64_t seed) {
  for (model::FactId fact = 0; fact < model.facts.size(); ++fact) {
    const bool is_partial = !patient.facts[fact].empty() && model.facts[fact].type.kind == TypeKind::any_of;
    if (has_day_to_come(patient.facts[fact])) {
      for (auto& reading : patient.facts[fact])
        reading.value = generated::some_day_of(reading.value, seed + fact);
      continue;
    }
    if (is_missing(model, patient, fact) && !is_partial && !other.facts[fact].empty())
      patient.facts[fact] = {{other.facts[fact].back().value, std::nullopt, {}}};
  }
  for (std::size_t i = 0; i < model.parameters.size(); ++i) {
    if (!model.parameters[i].value && !patient.parameters[i]) patient.parameters[i] = other.parameters[i];
  }
  return patient;
}

Truth truth_for(const model::Model& model, const Patient& patient, model::ExprId condition) {
  return Evaluator{model, patient, generated::evaluation_moment()}.truth(condition);
}

class Check {
 public:
  explicit Check(const model::Model& model) : model_{model}, generator_{model} {}

  void patient(std::uint64_t seed) {
    auto patient = in_utc(generator_.patient(seed));
    for (std::size_t i = 0; i < model_.parameters.size(); ++i) {
      if (model_.parameters[i].value) patient.parameters[i].reset();
    }
    Evaluator evaluator{model_, patient, generated::evaluation_moment()};
    prove::ExactNeeds exact{evaluator};
    for (std::uint32_t i = 0; i < model_.recommendations.size(); ++i) {
      const auto condition = model_.recommendations[i].condition;
      if (evaluator.truth(condition) != Truth::unknown) continue;
      const auto open = exact.of(condition);
      if (!open.is_decided) continue;
      ++decided_;
      INFO(model_.recommendations[i].id << " of " << generated::facts_json(model_, patient));
      against_completions(patient, condition, open, evaluator.needs(condition).list(), seed);
    }
  }

  std::size_t decided() const { return decided_; }
  std::size_t settled() const { return settled_; }
  std::size_t not_asked() const { return not_asked_; }

 private:
  void against_completions(const Patient& patient, model::ExprId condition, const prove::OpenCondition& open,
                           const std::vector<model::Input>& kleene, std::uint64_t seed) {
    settled_ += open.settled ? 1 : 0;
    std::vector<model::Input> idle;
    for (const auto& input : kleene) {
      if (!open.settled && std::ranges::find(open.needs, input) == open.needs.end()) idle.push_back(input);
    }
    for (const auto& input : open.needs) CHECK(std::ranges::find(kleene, input) != kleene.end());
    not_asked_ += idle.size();
    for (std::uint64_t number = 0; number < completions; ++number) {
      const auto other = generator_.patient(1'000'000 + seed * completions + number);
      const auto complete = completed(model_, patient, other, seed * completions + number);
      const auto truth = truth_for(model_, complete, condition);
      if (open.settled && truth != Truth::unknown) CHECK(truth == *open.settled);
      for (const auto& input : idle) check_idle(patient, complete, input, condition, truth, seed + number);
    }
  }

  // Another value of this one fact, or another day of what is known of it.
  void check_idle(const Patient& before, Patient patient, const model::Input& input, model::ExprId condition,
                  Truth truth, std::uint64_t seed) {
    const auto* fact = std::get_if<0>(&input);
    if (!fact || truth == Truth::unknown || is_missing(model_, patient, *fact)) return;
    const auto other = generator_.patient(2'000'000 + seed);
    if (other.facts[*fact].empty() || model_.facts[*fact].type.kind == TypeKind::any_of) return;
    if (has_day_to_come(before.facts[*fact])) {
      patient.facts[*fact] = {before.facts[*fact].front()};
      patient.facts[*fact].front().value = generated::some_day_of(patient.facts[*fact].front().value, seed);
    } else {
      patient.facts[*fact] = {{other.facts[*fact].back().value, std::nullopt, {}}};
    }
    const auto turned = truth_for(model_, patient, condition);
    if (turned != Truth::unknown) CHECK(turned == truth);
  }

  const model::Model& model_;
  generated::PatientGenerator generator_;
  std::size_t decided_ = 0, settled_ = 0, not_asked_ = 0;
};

TEST_CASE("what is settled stays so however the record is completed", "[prove][exact]") {
  std::size_t decided = 0, settled = 0, not_asked = 0;
  for (std::uint64_t seed = 0; seed < pathways; ++seed) {
    const auto compilation = compile({{"generated.pathway", generated::pathway(seed)}}, golden::stdlib());
    REQUIRE(compilation.model);
    INFO("seed " << seed << '\n' << generated::pathway(seed));
    Check check{*compilation.model};
    for (std::uint64_t number = 0; number < patients; ++number) check.patient(seed * patients + number);
    decided += check.decided();
    settled += check.settled();
    not_asked += check.not_asked();
  }
  CHECK(decided >= test::least(50));
  CHECK(settled >= test::least(1));
  CHECK(not_asked >= test::least(1));
}

}  // namespace
}  // namespace waymark::exact_needs_test
