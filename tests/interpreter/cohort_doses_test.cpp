// Doses of many patients: in the rows, in the figures, added up, and what a wrong one does to them.
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "command_runner.hpp"
#include "interpreter/cohort/value_counts.hpp"
#include "project_files.hpp"
#include "test_folder.hpp"

namespace waymark::cohort_doses_test {
namespace {

using Catch::Matchers::Contains;
using Json = nlohmann::json;

Decimal number(const std::string& text) { return Decimal::parse(text).value(); }

// A loading dose by weight, and another rule from 40 kg on.
std::string pathway(const std::string& per_kg = "150", const std::string& light = "weight < 40 kg",
                    const std::string& limit = "at most 15 g") {
  return fmt::format(R"(pathway antidote "Antidote" {{
  version "1.0.0"
  follows guideline
}}
source guideline "Guideline" {{ section all "All" {{ statement 1 "What is given" }} }}
fact weight "Body weight" : number in kg within 0.5 to 300
action acetylcysteine "Acetylcysteine" drug
action fluid "Fluid" drug
define per_kg "Fluid for each kilogram" = choose {{ 20 mL/kg when {}, 10 mL/kg otherwise }}
section treatment "Treatment" {{
  must give acetylcysteine as loading {{ dose {} mg/kg of weight {} cite all.1 }}
  must give fluid {{ dose per_kg of weight cite all.1 }}
}}
scenario "40 kg" {{
  given weight = 40 kg
  expect treatment.loading dose 6000 mg
  expect treatment.fluid dose 400 mL
}}
)",
                     light, per_kg, limit);
}

std::string weights(int first, int last) {
  std::string text = "patient,weight\n";
  for (int weight = first; weight <= last; ++weight) text += fmt::format("p{},{}\n", weight, weight);
  return text;
}

class Clinic {
 public:
  std::string write(const std::string& text) { return folder_.write("antidote.pathway", text); }
  Json summary(const std::string& text, const std::string& patients) {
    const auto reply =
        run_in_process({"cohort", write(text), "--facts", folder_.write("patients.csv", patients), "--format",
                        "json", "--out", folder_.path("rows.csv")});
    INFO(reply.err);
    CHECK(reply.exit_code == ExitCode::fine);
    return Json::parse(reply.out);
  }
  Json dose(const std::string& text, std::size_t recommendation = 0) {
    return summary(text, weights(31, 50))["recommendations"][recommendation]["doses"][0];
  }
  const TestFolder& folder() const { return folder_; }

 private:
  TestFolder folder_;
};

TEST_CASE("the doses of twenty patients", "[cohort][dose]") {
  Clinic clinic;
  const auto dose = clinic.dose(pathway());
  CHECK(dose["name"] == "treatment.loading.dose");
  CHECK(dose["unit"] == "mg");
  CHECK(dose["known"] == 20);
  CHECK(dose["low"]["minimum"] == "4650");
  CHECK(dose["low"]["quartiles"] == Json{"5250", "6000", "6750"});
  CHECK(dose["low"]["maximum"] == "7500");
  CHECK(dose["low"]["counts"].size() == 20);
  CHECK(dose["limited"] == Json{{"at_least", 0}, {"at_most", 0}});
}

TEST_CASE("a tenth of a dose is seen in the figures, and fails a scenario", "[cohort][dose]") {
  Clinic clinic;
  CHECK(clinic.dose(pathway("15"))["low"]["quartiles"] == Json{"525", "600", "675"});
  const auto tested = run_in_process({"test", clinic.write(pathway("15"))});
  CHECK(tested.exit_code == ExitCode::answer_is_no);
  CHECK_THAT(tested.out, Contains("treatment.loading dose 6000 mg") && Contains("dose 600 mg"));
  CHECK(run_in_process({"test", clinic.write(pathway())}).exit_code == ExitCode::fine);
}

TEST_CASE("one boundary of a dose rule is seen in the figures, and fails a scenario", "[cohort][dose]") {
  Clinic clinic;
  const auto wrong = pathway("150", "weight <= 40 kg");
  const auto right_figures = clinic.dose(pathway(), 1)["low"], figures = clinic.dose(wrong, 1)["low"];
  CHECK(right_figures["maximum"] == "780");
  CHECK(figures["maximum"] == "800");
  CHECK(right_figures["counts"] != figures["counts"]);
  CHECK_THAT(run_in_process({"test", clinic.write(wrong)}).out, Contains("dose 800 mL"));
}

TEST_CASE("a difference shows a patient whose dose is another one", "[diff][dose]") {
  const TestFolder folder;
  const auto right = folder.write("right.pathway", pathway());
  const auto shown = [&](const std::string& text) {
    return run_in_process({"diff", right, folder.write("wrong.pathway", text)}).out;
  };
  CHECK_THAT(shown(pathway("15")), Contains("treatment.loading") && Contains("weight"));
  CHECK_THAT(shown(pathway("150", "weight <= 40 kg")), Contains("treatment.fluid") && Contains("40 kg"));
}

TEST_CASE("who has no weight is told, with what their dose needs", "[cohort][dose]") {
  Clinic clinic;
  const auto summary = clinic.summary(pathway(), weights(1, 2) + "x,\ny,\n");
  const auto dose = summary["recommendations"][0]["doses"][0];
  CHECK(dose["known"] == 2);
  CHECK(dose["unknown"] == 2);
  CHECK(dose["missing"] == Json::parse(R"([{"name": "weight", "patients": 2}])"));
  CHECK(clinic.folder().read("rows.csv") ==
        "patient,treatment.loading,treatment.fluid,treatment.loading.dose [mg],treatment.fluid.dose [mL]\n"
        "p1,advised,advised,150,20\np2,advised,advised,300,40\n"
        "x,advised,advised,unknown,unknown\ny,advised,advised,unknown,unknown\n");
}

TEST_CASE("a limit that decides is counted", "[cohort][dose]") {
  Clinic clinic;
  const auto dose = clinic.dose(pathway("150", "weight < 40 kg", "at least 4800 mg at most 7 g"));
  CHECK(dose["limited"] == Json{{"at_least", 1}, {"at_most", 4}});
  CHECK(dose["low"]["minimum"] == "4800");
  CHECK(dose["low"]["maximum"] == "7000");
}

TEST_CASE("a dose that no patient is advised has no figures", "[cohort][dose]") {
  Clinic clinic;
  const auto dose = clinic.summary(pathway(), "patient,weight\n")["recommendations"][0]["doses"][0];
  CHECK(dose["known"] == 0);
  CHECK_FALSE(dose.contains("low"));
}

TEST_CASE("doses of parts add up to those of the whole", "[cohort][dose]") {
  const TestFolder folder;
  const auto antidote = folder.write("antidote.pathway", pathway());
  const auto summarize = [&](const std::string& name, const std::string& patients) {
    run_in_process({"cohort", antidote, "--facts", folder.write(name + ".csv", patients), "--summary",
                    folder.path(name), "--group-by", "weight < 40 kg"});
    return folder.path(name);
  };
  const auto first = summarize("first", weights(2, 30) + "x,\n"),
             second = summarize("second", weights(31, 99));
  summarize("whole", weights(2, 30) + "x,\n" + weights(31, 99).substr(15));
  const auto merged = run_in_process({"cohort", "--merge", first, second, "--format", "json"});
  CHECK(merged.out == folder.read("whole"));
  const auto other = folder.write("other.pathway", pathway("150", "weight < 40 kg", "then dose 1 g"));
  run_in_process({"cohort", other, "--facts", folder.path("first.csv"), "--summary", folder.path("other"),
                  "--group-by", "weight < 40 kg"});
  CHECK_THAT(run_in_process({"cohort", "--merge", first, folder.path("other")}).err,
             Contains("it has other statements than the ones before"));
}

TEST_CASE("numbers are counted with four digits, their ends as they are", "[cohort][dose]") {
  cohort::ValueCounts counts;
  CHECK(counts.empty());
  for (const auto* each : {"12345.6", "12344", "0.00123456", "0"}) counts.add(number(each));
  counts.add(number("7"), 0);
  CHECK(*counts.greatest() == number("12345.6"));
  CHECK(*counts.least() == number("0"));
  CHECK(counts.counts().at(number("12340")) == 1);
  CHECK(counts.counts().at(number("12350")) == 1);
  CHECK(counts.counts().at(number("0.001235")) == 1);
  CHECK(counts.quartiles()[1] == number("0.001235"));
  CHECK(counts.quartiles()[2] == number("12340"));
}

TEST_CASE("the middle is off by less than one part in two thousand", "[cohort][dose]") {
  cohort::ValueCounts counts;
  std::vector<Decimal> all;
  for (int i = 1; i <= 4000; ++i) all.push_back(number(fmt::format("{}.{:05}", 1 + i * i % 7919, i)));
  for (const auto& each : all) counts.add(each);
  std::ranges::sort(all);
  const auto quartiles = counts.quartiles();
  for (std::size_t quarter = 1; quarter <= 3; ++quarter) {
    const auto exact = all[all.size() * quarter / 4 - 1], found = quartiles[quarter - 1];
    const auto off = absolute(subtract(found, exact).value());
    CHECK(multiply(off, Decimal{2000}).value() <= exact);
  }
}

TEST_CASE("numbers that are counted in parts are those of the whole, in any order", "[cohort][dose]") {
  cohort::ValueCounts whole, parts, odd, even;
  for (int i = 0; i < 1000; ++i) {
    const auto value = number(fmt::format("{}e-2", i * 7919 % 10'007));
    whole.add(value);
    (i % 2 == 0 ? even : odd).add(value);
  }
  parts.add(odd);
  parts.add(cohort::ValueCounts{});
  parts.add(even);
  CHECK(parts.counts() == whole.counts());
  CHECK(*parts.least() == *whole.least());
  CHECK(*parts.greatest() == *whole.greatest());
}

}  // namespace
}  // namespace waymark::cohort_doses_test
