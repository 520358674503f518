// Explanations are true: tried by brute force over the representative values.
#include <algorithm>
#include <cstdlib>
#include <fstream>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/catch.h>

#include "command_runner.hpp"
#include "compiled.hpp"
#include "golden.hpp"
#include "interpreter/explain/explanation.hpp"
#include "interpreter/facts/json/facts_json.hpp"

namespace waymark::explain_test {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;

const Moment now = *parse_moment("2026-11-23T08:30:00Z");
const std::string patients = dah_folder + "/patients/";

std::string answer_of(const Subject& subject, const Patient& patient) {
  Evaluator evaluator{golden::dah(), patient, now};
  return answer(evaluator, subject);
}

Patient with_changes(Patient patient, const std::vector<Change>& changes) {
  for (const auto& each : changes)
    patient = with_value(golden::dah(), std::move(patient), each.variable, each.to, now);
  return patient;
}

// What is false about the stated changes; empty where all is true.
class Trial {
 public:
  Trial(const Subject& subject, const Patient& patient)
      : subject_{subject},
        patient_{patient},
        stated_{smallest_changes(golden::dah(), subject, patient, now)},
        values_{representative_values(golden::dah(), {expression_of(golden::dah(), subject)}, patient, now)} {
  }

  std::string one_fact() const {
    for (const auto& turn : stated_.turns) {
      for (const auto& changes : turn.changes) {
        if (answer_of(subject_, with_changes(patient_, changes)) != turn.answer)
          return "does not turn: " + text(changes);
        if (const auto wrong = wrong_end(turn, changes); !wrong.empty()) return wrong;
      }
    }
    for (const auto& each : values_) {
      for (const auto& value : each.values) {
        if (const auto missed = missed_by(each.variable, value); !missed.empty()) return missed;
      }
    }
    return "";
  }

  // Whether two values lead to an answer that is said to be out of reach, or to take two other facts.
  std::string two_facts() const {
    for (std::size_t a = 0; a < values_.size(); ++a) {
      for (const auto& first : values_[a].values) {
        const auto patient = with_value(golden::dah(), patient_, values_[a].variable, first, now);
        for (std::size_t b = a + 1; b < values_.size(); ++b) {
          for (const auto& second : values_[b].values) {
            const auto turned =
                answer_of(subject_, with_value(golden::dah(), patient, values_[b].variable, second, now));
            const auto* turn = turn_to(turned);
            if (turn && !is_stated(*turn, a, b))
              return fmt::format("{} and {} lead to {}", to_string(golden::dah(), values_[a].variable, first),
                                 to_string(golden::dah(), values_[b].variable, second), turned);
          }
        }
      }
    }
    return "";
  }

  // Whether a number between what it is and the value that is stated as the nearest would do as well; tried
  // one by one, wherever edges are.
  std::string nearest() const {
    for (const auto& turn : stated_.turns) {
      for (const auto& changes : turn.changes) {
        if (changes.size() > 1) continue;
        if (const auto nearer = nearer_than(turn, changes.front()); !nearer.empty()) return nearer;
      }
    }
    return "";
  }

 private:
  std::string nearer_than(const Turn& turn, const Change& change) const {
    const auto to = known_number(change.to.value);
    const auto given = known_number(change.from);
    const auto from = to && given ? convert(*given, to->unit) : std::nullopt;
    if (!from) return "";
    const bool down = compare(*from, *to) < 0;
    auto tried = *to;
    for (int i = 0; i < 100; ++i) {
      tried.number = add(tried.number, Decimal{down ? -1 : 1}).value();
      if (down ? compare(tried, *from) <= 0 : compare(tried, *from) >= 0) return "";
      const RepresentativeValue value{Number{tried, tried}, change.to.time};
      if (answer_of(subject_, with_value(golden::dah(), patient_, change.variable, value, now)) ==
          turn.answer)
        return fmt::format("{} is nearer than {}", to_string(tried), to_string(*to));
    }
    return "";
  }

  const Turn* turn_to(const std::string& answer) const {
    const auto found = std::ranges::find(stated_.turns, answer, &Turn::answer);
    return found == stated_.turns.end() ? nullptr : &*found;
  }

  // Where one fact is enough, two are no smallest change.
  bool is_stated(const Turn& turn, std::size_t first, std::size_t second) const {
    return std::ranges::any_of(turn.changes, [&](const std::vector<Change>& changes) {
      return changes.size() == 1 || (changes.front().variable == values_[first].variable &&
                                     changes.back().variable == values_[second].variable);
    });
  }

  // Both ends of each range, together with both ends of the other one.
  std::string wrong_end(const Turn& turn, const std::vector<Change>& changes) const {
    for (unsigned ends = 0; ends < 4; ++ends) {
      auto at_ends = changes;
      for (std::size_t i = 0; i < at_ends.size(); ++i)
        at_ends[i].to = (ends >> i & 1U) != 0 ? at_ends[i].last : at_ends[i].first;
      if (answer_of(subject_, with_changes(patient_, at_ends)) != turn.answer)
        return "range goes too far: " + text(at_ends);
    }
    return "";
  }

  std::string missed_by(const Variable& variable, const RepresentativeValue& value) const {
    const auto turned = answer_of(subject_, with_value(golden::dah(), patient_, variable, value, now));
    const auto* turn = turn_to(turned);
    if (!turn) return "";
    const auto states_it = [&](const std::vector<Change>& changes) {
      return changes.size() == 1 && changes.front().variable == variable;
    };
    if (std::ranges::any_of(turn->changes, states_it)) return "";
    return fmt::format("{} would do for {}", to_string(golden::dah(), variable, value), turned);
  }

  static std::string text(const std::vector<Change>& changes) {
    std::string result;
    for (const auto& each : changes)
      result += given_text(golden::dah(), InputNames{golden::dah()}, each.variable, each.to) + "; ";
    return result;
  }

  const Subject& subject_;
  const Patient& patient_;
  Turns stated_;
  std::vector<RepresentativeValues> values_;
};

// The shortest reason leads to the answer by itself, and nothing of it can be left out.
std::string wrong_reason(const Subject& subject, const Patient& patient) {
  const auto& model = golden::dah();
  const auto reason = shortest_reason(model, subject, patient, now);
  const auto wanted = answer_of(subject, patient);
  if (answer_of(subject, reason.patient) != wanted) return "the reason does not lead to " + wanted;
  if (!leads_to_answer(model, subject, patient, now, reason)) return "something else can turn " + wanted;
  for (std::size_t i = 0; i < reason.deciding.size(); ++i) {
    auto less = reason;
    less.deciding.erase(less.deciding.begin() + static_cast<std::ptrdiff_t>(i));
    if (leads_to_answer(model, subject, patient, now, less))
      return "not needed: " + declaration(model, reason.deciding[i].input).id;
  }
  return "";
}

Patient read(const fs::path& path) {
  return std::get<Patient>(read_patient(golden::read_text(path), golden::dah(), now));
}

Patient varied(Patient patient) {
  const auto all = representative_values(golden::dah(), now);
  const auto count = *rc::gen::inRange(0, 12);
  for (int i = 0; i < count; ++i) {
    const auto& each = all[*rc::gen::inRange<std::size_t>(0, all.size())];
    const auto& value = each.values[*rc::gen::inRange<std::size_t>(0, each.values.size())];
    patient = with_value(golden::dah(), std::move(patient), each.variable, value, now);
  }
  return patient;
}

// All that can be explained.
std::vector<Subject> subjects() {
  std::vector<Subject> result;
  for (const auto& id : subject_ids(golden::dah())) result.push_back(*find_subject(golden::dah(), id));
  return result;
}

std::vector<fs::path> patient_files() {
  std::vector<fs::path> result;
  for (const auto& entry : fs::directory_iterator{patients}) result.push_back(entry.path());
  std::ranges::sort(result);
  return result;
}

std::string explained(const std::string& patient, const std::string& id, const std::string& format = "text") {
  const auto reply = run_in_process(
      {"explain", dah_folder, "--facts", patients + patient + ".json", id, "--format", format});
  INFO(reply.err);
  CHECK(reply.exit_code == ExitCode::fine);
  return reply.out;
}

}  // namespace

TEST_CASE("the smallest changes of each patient turn each status, and no other change does", "[explain]") {
  for (const auto& path : patient_files()) {
    const auto patient = read(path);
    for (const auto& subject : subjects()) {
      INFO(path.filename() << " " << subject.id);
      const Trial trial{subject, patient};
      CHECK(trial.one_fact() == "");
      CHECK(trial.two_facts() == "");
      CHECK(trial.nearest() == "");
      CHECK(wrong_reason(subject, patient) == "");
    }
  }
}

TEST_CASE("explanations hold for any patient", "[explain]") {
  const auto files = patient_files();
  rc::prop("what is stated is true and nothing is missing", [&] {
    const auto patient = varied(read(*rc::gen::elementOf(files)));
    const auto all = subjects();
    for (int i = 0; i < 4; ++i) {
      const auto& subject = all[*rc::gen::inRange<std::size_t>(0, all.size())];
      RC_LOG() << subject.id << '\n';
      const Trial trial{subject, patient};
      RC_ASSERT(trial.one_fact() == "");
      RC_ASSERT(trial.two_facts() == "");
      RC_ASSERT(trial.nearest() == "");
      RC_ASSERT(wrong_reason(subject, patient) == "");
    }
  });
}

TEST_CASE("explanations read as expected", "[explain][golden]") {
  const std::vector<std::pair<std::string, std::string>> asked{
      {"aav_hypoxemic", "plasma_exchange.exchange"},   {"aav_hypoxemic", "adjunctive.platelets"},
      {"aav_hypoxemic", "special.delay_transplant"},   {"aav_hypoxemic", "hypoxemia"},
      {"remission_2_years", "monitoring.maintenance"}, {"infection", "immunosuppression.induction"},
      {"nothing_known", "prognosis.aav_risk"},         {"lupus_refractory", "pf_ratio"}};
  for (const auto& [patient, id] : asked) {
    DYNAMIC_SECTION(patient << " " << id) {
      const auto path = golden::folder() / "explain" / fmt::format("{}.{}.out", patient, id);
      golden::compare_or_update(path, explained(patient, id));
    }
  }
}

TEST_CASE("what is not known is never stated as if it held", "[explain]") {
  int open = 0;
  for (const auto* patient : {"nothing_known", "sparse", "aav_hypoxemic"}) {
    for (const auto& subject : statements(golden::dah())) {
      const auto document = nlohmann::json::parse(explained(patient, subject.id, "json"));
      for (const auto& obstacle : document["why_not"]) {
        if (obstacle["value"] != "unknown") continue;
        ++open;
        CHECK_FALSE(obstacle["because"].empty());
        for (const auto& line : obstacle["because"])
          CHECK_THAT(line.get<std::string>(), Contains("not known"));
      }
    }
  }
  CHECK(open > 30);
}

TEST_CASE("what is stale, and what stays open whatever is recorded, is said", "[explain]") {
  const auto pathway = written_pathway(R"(pathway open "Open" { version "1" follows guide }
source guide "A guide" { section s "All" { statement 1 "What to do" refs 1 } }
fact lactate "Lactate" : number in mmol/L within 0 to 40 valid for 4 hours
fact stroke "Stroke" : event
action fluid "Fluid" drug
section a "First" {
  should give fluid as high { when lactate >= 4 mmol/L cite s.1 }
  consider fluid as late { when time since stroke > 90 days cite s.1 }
}
score risk "Risk" { 1 when lactate >= 2 mmol/L }
)");
  const auto say = [&](const std::string& line) {
    return run_in_process({"repl", pathway, "--at", "2026-11-23T08:30Z"}, line).out;
  };
  const auto stale = say("set lactate = 5 mmol/L 6 hours ago\nwhy a.high\n");
  CHECK_THAT(stale, Contains("because lactate (its reading, 6 h ago, is stale) is not known\n"));
  CHECK_THAT(stale, Contains("if lactate below 4 mmol/L (its reading is stale)"));
  const auto open = say("set stroke = no\nwhy a.late\n");
  CHECK_THAT(open, Contains("because not known whether time since stroke is above 90 days (s.1\n"));
  CHECK_THAT(open, Contains("(it has not happened)"));
  CHECK_THAT(open, Contains("It stays undetermined whatever else is recorded."));
  const auto facts = patients + "nothing_known.json";
  CHECK_THAT(run_in_process({"explain", pathway, "--facts", facts, "risk"}).err,
             Contains("nothing uses the score `risk`"));
}

TEST_CASE("what only has to be read again is said to be enough as it is", "[explain]") {
  const auto line = [](const std::string& session) {
    return run_in_process({"repl", dah_folder, "--at", "2026-11-23T08:30Z"}, session).out;
  };
  const auto said =
      line("set pao2 = 490.8 mmHg 90 minutes ago\nset fio2 = 60 % 20 minutes ago\nwhy oxygenation_band\n");
  CHECK_THAT(said, Contains("if PaO2 above 180 mmHg, read now (it is 490.8 mmHg)") &&
                       Contains("if PaO2 60 mmHg or less (it is 490.8 mmHg)"));
}

TEST_CASE("what cannot matter any more is not asked for, and what is settled is said", "[explain][exact]") {
  const auto pathway = (golden::folder() / "prove/settled.pathway").string();
  const auto facts = (golden::folder() / "prove/settled.json").string();
  const auto explained = [&](const std::string& id) {
    return nlohmann::json::parse(
        run_in_process({"explain", pathway, "--facts", facts, id, "--format", "json"}).out);
  };
  const auto reviewed = explained("care.always_reviewed");
  CHECK(reviewed["answer"] == "undetermined");
  CHECK(reviewed["settled"] == "advised");
  CHECK(reviewed["questions"].empty());
  CHECK_THAT(reviewed["why"]["sentence"].get<std::string>(), Contains("because stage is not known"));
  const auto either = explained("care.either_way");
  CHECK_FALSE(either.contains("settled"));
  REQUIRE(either["questions"].size() == 1);
  CHECK(either["questions"][0]["fact"] == "shock");
  CHECK_THAT(either["why"]["sentence"].get<std::string>(), !Contains("saturation"));
  CHECK_FALSE(explained("care.urgent").contains("settled"));
  const auto answered = run_in_process({"repl", pathway}, "set saturation = 93 %\nset shock = no\nask\n").out;
  CHECK_THAT(answered, Contains("settled whatever is missing: care.always_reviewed is advised\n") &&
                           EndsWith("  nothing is left to ask\n"));
}

TEST_CASE("changes on a scale with a zero point of its own go just over the threshold", "[explain]") {
  const auto pathway = written_pathway(R"(pathway warm "Warm" { version "1" follows guide }
use units
source guide "A guide" { section s "All" { statement 1 "What to do" refs 1 } }
fact temperature "Temperature" : number in degC within -40 to 60
fact earlier "Earlier" : number in degC within -40 to 60
action review "Review" assessment
section a "First" {
  should assess review as mean { when (temperature + earlier) / 2 >= 38 degC cite s.1 }
  should assess review as twice { when temperature * 2 >= 77 degC cite s.1 }
  should assess review as risen { when temperature - earlier > 2.5 degC cite s.1 }
  should assess review as mirrored { when -temperature > 10.5 degC cite s.1 }
  should assess review as far { when abs(temperature) >= 39.5 degC cite s.1 }
}
)");
  const auto advised_if = [&](const std::string& id) {
    const auto facts = R"({"facts": {"temperature": {"value": 98.6, "unit": "degF"}, "earlier": 36}})";
    const auto document = nlohmann::json::parse(
        run_in_process({"explain", pathway, "--facts", "-", id, "--format", "json"}, facts).out);
    CHECK(document["complete"] == true);
    std::vector<std::string> result;
    for (const auto& turn : document["changes"]) {
      if (turn["answer"] != "advised") continue;
      for (const auto& changes : turn["smallest"]) result.push_back(changes[0]["to"]);
    }
    return result;
  };
  using Values = std::vector<std::string>;
  CHECK(advised_if("a.mean") == Values{"40 degC", "39 degC"});
  CHECK(advised_if("a.twice") == Values{"38.5 degC"});
  CHECK(advised_if("a.risen") == Values{"38.6 degC", "34.4 degC"});
  CHECK(advised_if("a.mirrored") == Values{"-10.6 degC"});
  CHECK(advised_if("a.far") == Values{"-39.5 degC", "39.5 degC"});
}

TEST_CASE("an id of which a part is missing is found", "[explain]") {
  const auto facts = patients + "aav_hypoxemic.json";
  const auto part = run_in_process({"explain", dah_folder, "--facts", facts, "exchange"});
  CHECK(part.exit_code == ExitCode::unusable);
  CHECK_THAT(part.err, Contains("did you mean `plasma_exchange.exchange`?"));
  const auto fact = run_in_process({"explain", dah_folder, "--facts", facts, "spo2"});
  CHECK(fact.exit_code == ExitCode::unusable);
  CHECK_THAT(fact.err, Contains("`spo2` is a fact: it is what is given"));
}

TEST_CASE("the reason as a graph is what Graphviz reads", "[explain]") {
  const auto dot = explained("aav_hypoxemic", "plasma_exchange.exchange", "dot");
  CHECK_THAT(dot, Contains("digraph reason {") && Contains("n0 -> n1;") && Contains("advised"));
  const auto boxes = std::count(dot.begin(), dot.end(), '[') - 1;  // one is the style of all
  const auto arrows = static_cast<std::ptrdiff_t>([&] {
    std::size_t count = 0;
    for (auto at = dot.find(" -> "); at != std::string::npos; at = dot.find(" -> ", at + 1)) ++count;
    return count;
  }());
  CHECK(boxes == arrows + 1);  // a tree
  INFO("tools/packages tests installs Graphviz");
  REQUIRE(std::system("dot -V >/dev/null 2>&1") == 0);
  const auto path = fs::temp_directory_path() / fmt::format("waymark_explain_{}.dot", std::rand());
  std::ofstream{path} << dot;
  CHECK(std::system(fmt::format("dot -Tsvg {0} >{0}.svg 2>/dev/null", path.string()).c_str()) == 0);
  fs::remove(path);
  fs::remove(path.string() + ".svg");
}

TEST_CASE("what explain cannot use is said", "[explain]") {
  const auto facts = patients + "aav_hypoxemic.json";
  const auto misspelled =
      run_in_process({"explain", dah_folder, "--facts", facts, "plasma_exchange.exchnge"});
  CHECK(misspelled.exit_code == ExitCode::unusable);
  CHECK(misspelled.out == "");
  CHECK_THAT(misspelled.err, Contains("did you mean `plasma_exchange.exchange`?"));
  CHECK(run_in_process({"explain", dah_folder, "initial.pulse"}).exit_code == ExitCode::unusable);
  CHECK(run_in_process({"explain", broken_pathway(), "--facts", facts, "a.b"}).exit_code ==
        ExitCode::unusable);
}

}  // namespace waymark::explain_test
