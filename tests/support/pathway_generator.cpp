#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "condition_generator.hpp"
#include "program_generator.hpp"
#include "table_generator.hpp"

namespace waymark::generated {
namespace {

struct Action {
  const char* name;
  const char* declaration;
  std::vector<std::string> verbs;
};

const std::vector<Action>& actions() {
  static const std::vector<std::string> for_drugs{"give", "use",   "start",  "continue",
                                                  "stop", "delay", "reduce", "switch to"};
  static const std::vector<Action> all{
      {"heparin", "action heparin \"Heparin\" drug code atc \"B01AB01\"", for_drugs},
      {"apixaban", "action apixaban \"Apixaban\" drug", for_drugs},
      {"anticoagulation", "action anticoagulation \"Anticoagulation\" drug any of {heparin, apixaban}",
       for_drugs},
      {"thinner", "action thinner \"Thinner\" drug any of {aspirin, anticoagulation}", for_drugs},
      {"oral", "action oral \"Oral\" drug any of {aspirin, apixaban}", for_drugs},
      {"aspirin", "action aspirin \"Aspirin\" drug", for_drugs},
      {"dialysis", "action dialysis \"Dialysis\" procedure", {"use", "start", "stop", "delay"}},
      {"oxygen", "action oxygen \"Oxygen\" support", {"use", "give", "reduce"}},
      {"blood_gas", "action blood_gas \"Blood gas analysis\" assessment", {"assess", "measure"}},
      {"symptoms", "action symptoms \"Symptoms\" monitoring", {"monitor", "stop"}},
      {"ultrasound", "action ultrasound \"Ultrasound\" procedure", {"perform", "use", "delay"}},
      {"cultures", "action cultures \"Blood cultures\" specimen", {"obtain", "draw", "delay"}},
      {"home", "action home \"Home\" disposition", {"discharge to", "admit to", "delay"}},
      {"smoking", "action smoking \"Smoking\" education", {"counsel", "give"}},
      {"vaccine", "action vaccine \"Vaccine\" immunization", {"vaccinate", "give", "delay", "stop"}},
      {"center", "action center \"Center\" referral", {"refer to", "admit to", "delay"}},
  };
  return all;
}

class PathwayGenerator {
 public:
  explicit PathwayGenerator(std::uint64_t seed)
      : random_{seed}, conditions_{random_, vocabulary_}, tables_{random_, vocabulary_, conditions_} {}

  std::string pathway(bool has_tables) {
    line(
        "source guide \"Guide\" { section general \"General\" { statement 1 \"One\" refs 1, 2 statement 2a "
        "\"Two\" incomplete \"no threshold\" } }");
    line(
        "\ntype grade \"Grade\" : one of {mild \"Mild\" = 0 < moderate \"Moderate\" = 1 < severe \"Severe\" "
        "= 3}");
    for (const auto& action : actions()) line(action.declaration);
    facts();
    numbers();
    if (has_tables) tables(2);
    const int definitions = random_.below(4);
    for (int i = 0; i < definitions; ++i) definition(i);
    const int sections = 1 + random_.below(3);
    for (int i = 0; i < sections; ++i) section(i);
    for (int i = random_.below(3); i > 0; --i) property();
    return header() + text_;
  }

  // Tables, and what is made of them.
  std::string pathway_of_tables() {
    line("\ntype grade \"Grade\" : one of {mild = 0 < moderate = 1 < severe = 3}");
    line("action heparin \"Heparin\" drug");
    facts();
    numbers();
    vocabulary_.conditions = {"ill_0"};
    tables(3);
    line("section part \"Part\" {");
    for (int i = 0; i < 4; ++i)
      line(fmt::format("should give heparin as r{} {{ when {} }}", i, conditions_.condition(2)));
    line("}");
    return "pathway tables \"Tables\" { version \"1.0.0\" }\n" + text_;
  }

 private:
  std::string header() {
    return fmt::format("pathway generated \"Generated\" {{ version \"1.0.0\"{}{} }}\n",
                       optional(" applies when " + condition(), 5),
                       optional(" applies when " + condition(), 8));
  }
  void line(const std::string& text) { text_ += text + '\n'; }
  std::string condition() { return conditions_.condition(1 + random_.below(2)); }
  std::string optional(const std::string& text, int chance = 2) {
    return random_.once_in(chance) ? text : "";
  }

  // Some of each type.
  void facts() {
    declare(3, "ill", "yes or no", vocabulary_.conditions);
    declare(1, "color", "one of {red \"Red\", green, blue}", vocabulary_.choices);
    declare(2, "stage", "grade", vocabulary_.levels);
    declare(1, "causes", "any of {aav \"Vasculitis\", sle, infection}", vocabulary_.sets);
    declare(2, "day", "date", vocabulary_.dates);
    declare(1, "seen", "moment", vocabulary_.moments);
    declare(1, "stroke", "event", vocabulary_.events);
  }

  void declare(int most, const std::string& name, const std::string& type, std::vector<std::string>& names) {
    const int count = 1 + random_.below(most);
    for (int i = 0; i < count; ++i) {
      names.push_back(fmt::format("{}_{}", name, i));
      const auto valid_for = type == "yes or no" ? optional(" valid for 2~days", 5) : "";
      line(fmt::format("fact {} \"{} {}\" : {}{}", names.back(), name, i, type, valid_for));
    }
  }

  void numbers() {
    const int count = 2 + random_.below(3);
    for (int i = 0; i < count; ++i) {
      const auto measure = static_cast<std::size_t>(random_.below(static_cast<int>(measures().size())));
      const auto& [name, type, thresholds, step, other_unit] = measures()[measure];
      const bool goes_stale = random_.once_in(3);
      const auto id = fmt::format("{}_{}", name, i);
      line(fmt::format("fact {} \"{}\" : {}{}{}", id, name, type, plausible(thresholds),
                       goes_stale ? " valid for 4~hours" : ""));
      vocabulary_.numbers.push_back({id, measure, true, goes_stale});
      if (random_.once_in(3)) parameter(measure, i);
    }
    if (random_.flip()) {
      line("parameter policy \"Policy\" : yes or no" + optional(" = yes"));
      vocabulary_.conditions.emplace_back("policy");
    }
  }

  // From the lowest of its thresholds to the highest, so that readings lie on both sides.
  std::string plausible(const std::vector<std::string>& thresholds) {
    return optional(fmt::format(" plausible {} to {}", thresholds.front(), thresholds.back()), 4);
  }

  void tables(int most) {
    for (int i = random_.below(most); i >= 0; --i)
      line(tables_.table(fmt::format("table_{}", table_count_++)));
  }

  void parameter(std::size_t measure, int i) {
    const auto& type = measures()[measure].type;
    const auto id = fmt::format("{}_target_{}", measures()[measure].name, i);
    const auto value = optional(" = " + measures()[measure].thresholds.back());
    line(fmt::format("parameter {} : {}{}", id, type.substr(0, type.find(" molar")), value));
    vocabulary_.numbers.push_back({id, measure});
  }

  void definition(int i) {
    switch (random_.below(4)) {
      case 0: return number_definition(i);
      case 2: return level_definition(i);
      case 1: return score(i);
      default:
        line(fmt::format("define known_{} \"Known {}\"{} = {}", i, i, optional(" : yes or no"),
                         conditions_.condition(2)));
        vocabulary_.conditions.push_back(fmt::format("known_{}", i));
    }
  }

  void number_definition(int i) {
    const auto measure = random_.one_of(vocabulary_.numbers).measure;
    line(fmt::format("define amount_{} = {}", i, conditions_.number(measure, 2)));
    vocabulary_.numbers.push_back({fmt::format("amount_{}", i), measure});
  }

  void level_definition(int i) {
    const auto value = random_.flip()
                           ? conditions_.level(2)
                           : fmt::format("choose {{ severe when {}, moderate when {}, mild{} }}", condition(),
                                         condition(), random_.flip() ? " otherwise" : " when " + condition());
    line(fmt::format("define level_{} : grade = {}", i, value));
    vocabulary_.levels.push_back(fmt::format("level_{}", i));
  }

  void score(int i) {
    std::string rows = fmt::format("2 when {} \"two\" otherwise 1 when {} \"one\"", condition(), condition());
    for (int row = random_.below(3); row > 0; --row) {
      rows += fmt::format(", {} when {}", random_.one_of({"1", "2", "-1", "0.5"}), condition());
    }
    line(fmt::format("score score_{} \"Score\" {{ {} }}", i, rows));
    vocabulary_.scores.push_back(fmt::format("score_{}", i));
  }

  void section(int i) {
    constexpr std::array words{"dose", "no", "when"};  // reserved, and told apart by the point behind them
    section_ = random_.flip() ? words[static_cast<std::size_t>(i)] : fmt::format("part_{}", i);
    line(fmt::format("section {} \"Part\"{} {{", section_, optional(" when " + condition(), 3)));
    block(2);
    line("}");
  }

  void block(int depth) {
    for (int count = 1 + random_.below(3); count > 0; --count) {
      if (depth > 0 && random_.once_in(3)) {
        branches(depth - 1);
      } else {
        statement();
      }
    }
  }

  void branches(int depth) {
    line(fmt::format("when {} {{", condition()));
    block(depth);
    while (random_.once_in(3)) {
      line(fmt::format("}} otherwise when {} {{", condition()));
      block(depth);
    }
    if (random_.once_in(3)) {
      line("} otherwise {");
      block(depth);
    }
    if (random_.once_in(3)) {
      line("} if unknown {");
      block(depth);
    }
    line("}");
  }

  void statement() {
    switch (random_.below(8)) {
      case 0:
      case 1: return contraindication();
      case 2: return note();
      default: return recommendation();
    }
  }

  std::string new_id() {
    const auto id = fmt::format("{}.{}", section_, random_.one_of({"first", "until", "no", "dose"}));
    const bool is_new = random_.once_in(4) && std::ranges::find(ids_, id) == ids_.end();
    ids_.push_back(is_new ? id : fmt::format("{}.r{}", section_, ids_.size()));
    return ids_.back().substr(ids_.back().find('.') + 1);
  }

  std::string cite() {
    return random_.one_of(
        {"cite guide.general.1", "cite guide.general.2a", "cite guide.general.1, guide.general.2a"});
  }

  void contraindication() {
    line(fmt::format("contraindicated {} as {} {{ when {} because \"harm\" {} }}",
                     random_.one_of({"heparin", "apixaban", "aspirin", "anticoagulation", "thinner", "oral",
                                     "heparin, dialysis", "heparin, apixaban", "aspirin, apixaban"}),
                     new_id(), condition(), cite()));
  }

  void note() {
    line(fmt::format("note {} {{ when {} says \"it is {{{}{}}}\" {} }}", new_id(), condition(),
                     random_.one_of(vocabulary_.numbers).name, optional(" to 1 places", 3), cite()));
  }

  void recommendation() {
    const auto& action = random_.one_of(actions());
    const bool is_drug = action.verbs.size() > 5;
    const bool chooses = random_.once_in(5);
    const auto target = chooses ? choice() : std::string{action.name};
    const auto verb = chooses ? random_.one_of({"give", "start"}) : random_.one_of(action.verbs);
    const auto modality = random_.one_of({"must", "should", "consider", "must not", "should not"});
    const auto id = new_id();
    const auto attributes = condition_attributes();
    const auto given = is_drug ? regimen() : "";
    line(fmt::format("{} {} {} as {} {{ {}{}{}{} }}", modality, verb, target, id, attributes, given, plan(),
                     reasons()));
    advice_.push_back(section_ + '.' + id);
    if ((target + ' ' + given).find(" dose ") != std::string::npos) dosed_.push_back(advice_.back());
  }

  std::string choice() {
    if (random_.flip())
      return random_.one_of({"one of {heparin, apixaban}", "all of {heparin, apixaban}",
                             "one of {heparin, all of {apixaban, anticoagulation}}", "one of {oral, heparin}",
                             "all of {oral, heparin}"});
    const auto own = [this] {
      return random_.once_in(3)
                 ? ""
                 : fmt::format(" {{ {}{}}}", optional(dose()), optional("when " + condition() + ' '));
    };
    switch (random_.below(4)) {
      case 0: return fmt::format("all of {{heparin{}, apixaban{}}}", own(), own());
      case 1:
        return fmt::format("one of {{all of {{heparin{}, aspirin{}}}, apixaban{}}}", own(), own(), own());
      case 2: return fmt::format("one of {{oral{}, heparin{}}}", own(), own());
      default: return fmt::format("one of {{heparin{}, apixaban{}}}", own(), own());
    }
  }

  // With limits and rounding, of the weight where there is one.
  std::string dose() {
    const auto weight = std::ranges::find_if(vocabulary_.numbers, [](const NumberName& each) {
      return measures()[each.measure].name == "weight";
    });
    const bool has_weight = weight != vocabulary_.numbers.end();
    return fmt::format("dose {}{}{}{} ", has_weight ? "2 to 4~mg/kg of " + weight->name : "300 to 700~mg",
                       optional(" at least 50~mg"), optional(" at most 500~mg"),
                       optional(random_.one_of({" rounded to 50~mg", " rounded down to 20~mg"})));
  }

  std::string condition_attributes() {
    const auto required = random_.flip() ? vocabulary_.numbers.front().name : vocabulary_.conditions.front();
    return optional("when " + condition() + ' ') + optional("when " + condition() + ' ', 6) +
           optional("until " + condition() + ' ', 5) + optional("requires known " + required + ' ', 5);
  }

  std::string regimen() {
    if (random_.once_in(3)) return dose() + optional("then " + dose()) + optional("route oral ");
    return optional(random_.one_of(
               {"dose 500~mg/day ", "dose 500 to 1000~mg/day ", "dose max(100~mg, 250~mg) "})) +
           optional("route oral ") + optional(random_.one_of({"every 8~hours ", "every 6 to 8~hours "})) +
           optional(random_.one_of({"for 3~days ", "for 18~months to 4~years "}));
  }

  // What comes before something comes behind it in the text, so that nothing comes before itself.
  std::string plan() {
    const auto precedes = advice_.empty() ? "" : "precedes " + random_.one_of(advice_) + ' ';
    return optional(within(), 3) + optional("done when " + condition() + ' ', 3) + optional(precedes, 4) +
           optional("target " + condition() + ' ', 6);
  }

  std::string within() {
    const auto& number = random_.one_of(vocabulary_.numbers);
    switch (random_.below(5)) {
      case 0: return "within 3~hours ";
      case 1: return "within 1 to 2~days of day_0 ";
      case 2: return fmt::format("within {}~hours of stroke_0 ", random_.one_of({"1", "2 to 4", "0.5"}));
      case 3: return "within 1~weeks to 2~months of seen_0 ";
      default: return number.is_fact ? fmt::format("within 90~min of {} ", number.name) : "";
    }
  }

  std::string reasons() {
    return optional("promptly ", 6) + optional("because \"it is \\\"so\\\"\" ") +
           optional("strength strong ", 4) + optional("certainty very low ", 4) + cite();
  }

  void property() {
    const auto status = [this] {
      return random_.one_of(ids_) + random_.one_of({" is advised", " is not advised", " is undetermined"});
    };
    const auto second = random_.flip()                     ? status()
                        : dosed_.empty() || random_.flip() ? condition()
                                                           : dose_test();
    line(fmt::format("{} \"property\" : {}{}{}", random_.one_of({"always", "never"}), status(),
                     random_.one_of({" implies ", " and ", " or "}), second));
  }

  // Every dose is a mass for each day, whether it is given once, so often, or all the time.
  std::string dose_test() {
    return fmt::format("{}daily dose of {}{}{}~mg", random_.one_of({"highest ", "lowest "}),
                       random_.one_of(dosed_), random_.one_of({" <= ", " < ", " >= ", " > "}),
                       random_.one_of({"100", "300", "500", "750", "1500"}));
  }

  RandomSource random_;
  Vocabulary vocabulary_;
  ConditionGenerator conditions_;
  TableGenerator tables_;
  std::string text_;
  std::string section_;
  std::vector<std::string> ids_;
  std::vector<std::string> advice_;  // the ids of recommendations
  std::vector<std::string> dosed_;   // of those that say how much
  int table_count_ = 0;
};

// Every fourth pathway has decision tables.
constexpr std::uint64_t with_tables = 4;

}  // namespace

std::string pathway_template(std::uint64_t seed) {
  return PathwayGenerator{seed}.pathway(seed % with_tables == 1);
}

static std::string in_plain_layout(std::string text) {
  std::ranges::replace(text, '~', ' ');
  std::ranges::replace(text, '`', ' ');
  return text;
}

std::string pathway(std::uint64_t seed) { return in_plain_layout(pathway_template(seed)); }
std::string tables(std::uint64_t seed) { return in_plain_layout(PathwayGenerator{seed}.pathway_of_tables()); }

}  // namespace waymark::generated
