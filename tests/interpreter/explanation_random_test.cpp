// Random pathways and random patients: the reason that is said leads to the answer by itself, whatever all
// else is, and the sentence says all of it in words.
#include <algorithm>
#include <memory>
#include <optional>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "golden.hpp"
#include "interpreter/explain/explanation.hpp"
#include "lang/compile.hpp"
#include "patient_generator.hpp"
#include "program_generator.hpp"
#include "random_source.hpp"
#include "share.hpp"
#include "tools/report/explanation_text.hpp"
#include "tools/report/plain_words.hpp"

namespace waymark::explanation_random_test {
namespace {

const std::uint64_t pathways = test::share(15);
constexpr std::uint64_t patients = 3;
constexpr int trials = 12;

const Moment at = generated::evaluation_moment();

// What is wrong with the explanations of one patient; empty where all is right.
class Examination {
 public:
  Examination(const Compilation& compilation, const Patient& patient, std::uint64_t seed)
      : compilation_{compilation}, patient_{patient}, random_{seed}, evaluator_{model(), patient_, at} {
    outcome_ = decide(evaluator_);
  }

  std::string mistake(const Subject& subject) {
    const auto wanted = answer(evaluator_, subject);
    if (wanted == "undetermined" || wanted == "unknown") return "";
    ++decided_;
    const auto reason = shortest_reason(model(), subject, patient_, at);
    if (answer_of(subject, reason.patient) != wanted) return "the facts alone do not lead there";
    if (auto text = turned_by_others(subject, reason, wanted); !text.empty()) return text;
    if (auto text = not_needed(subject, reason); !text.empty()) return text;
    return wrong_words(subject);
  }

  int decided() const { return decided_; }

 private:
  const model::Model& model() const { return *compilation_.model; }

  std::string answer_of(const Subject& subject, const Patient& patient) const {
    Evaluator evaluator{model(), patient, at};
    return answer(evaluator, subject);
  }

  static bool has_part(const ShortestReason& reason, const Variable& variable) {
    return std::ranges::find(reason.deciding, variable) != reason.deciding.end() ||
           std::ranges::find(reason.missing, variable.input) != reason.missing.end();
  }

  // All that has no part in the reason becomes something else.
  std::string turned_by_others(const Subject& subject, const ShortestReason& reason,
                               const std::string& wanted) {
    const auto values = representative_values(model(), {expression_of(model(), subject)}, patient_, at);
    for (int trial = 0; trial < trials; ++trial) {
      auto other = patient_;
      for (const auto& each : values) {
        const auto& value = random_.one_of(each.values);
        if (!has_part(reason, each.variable)) other = with_value(model(), other, each.variable, value, at);
      }
      if (answer_of(subject, other) != wanted)
        return "other values turn it: " + generated::facts_json(model(), other);
    }
    return "";
  }

  std::string not_needed(const Subject& subject, const ShortestReason& reason) const {
    for (std::size_t i = 0; i < reason.deciding.size(); ++i) {
      auto less = reason;
      less.deciding.erase(less.deciding.begin() + static_cast<std::ptrdiff_t>(i));
      if (leads_to_answer(model(), subject, patient_, at, less))
        return "not needed: " + declaration(model(), reason.deciding[i].input).id;
    }
    return "";
  }

  std::string wrong_words(const Subject& subject) {
    const auto found = explanation(evaluator_, subject, open_answer(evaluator_, subject));
    const RunReport report{compilation_, evaluator_, outcome_, true};
    const auto lines = ExplanationText{report, found}.reasons();
    auto text = fmt::format("{}", fmt::join(lines, "; "));
    for (const auto& each : statements(model())) {  // how the statements are called is no code
      const auto called = fmt::format("({})", each.id);
      for (auto found_at = text.find(called); found_at != text.npos; found_at = text.find(called))
        text.erase(found_at, called.size());
    }
    for (const auto* code : {"_", "=", "<", ">"}) {
      if (text.find(code) != text.npos) return fmt::format("code in: {}", text);
    }
    for (const auto& each : found.reason.deciding) {
      const auto title = short_title(declaration(model(), each.input));
      if (text.find(title) == text.npos) return fmt::format("{} is not in: {}", title, text);
    }
    for (const auto& each : found.reason.missing) {
      const auto title = short_title(declaration(model(), each));
      if (text.find(title) == text.npos) return fmt::format("{} is not in: {}", title, text);
    }
    return "";
  }

  const Compilation& compilation_;
  const Patient& patient_;
  generated::RandomSource random_;
  Evaluator evaluator_;
  Outcome outcome_;
  int decided_ = 0;
};

}  // namespace

// Statements, and tables of several outputs, of which the row is explained.
static std::vector<Subject> explained_subjects(const model::Model& model) {
  auto result = statements(model);
  for (const auto& table : model.tables) {
    if (table.outputs.size() > 1) result.push_back(*find_subject(model, table.id));
  }
  return result;
}

TEST_CASE("the reason of any status leads there by itself and is said in words", "[explain][random]") {
  int decided = 0;
  for (std::uint64_t seed = 0; seed < pathways; ++seed) {
    const auto compilation = compile({{"generated.pathway", generated::pathway(seed)}}, golden::stdlib());
    REQUIRE(compilation.model);
    const generated::PatientGenerator generator{*compilation.model};
    for (std::uint64_t person = 0; person < patients; ++person) {
      const auto patient = generator.patient(person);
      Examination examination{compilation, patient, seed};
      for (const auto& subject : explained_subjects(*compilation.model)) {
        INFO("pathway " << seed << ", patient " << person << ", " << subject.id << ": "
                        << generated::facts_json(*compilation.model, patient));
        CHECK(examination.mistake(subject) == "");
      }
      decided += examination.decided();
    }
  }
  CHECK(decided >= static_cast<int>(test::least(40)));
}

}  // namespace waymark::explanation_random_test
