#include "interpreter/explain/decision_path.hpp"

#include <catch2/catch.hpp>

#include "compiled_text.hpp"
#include "tools/report/remark_words.hpp"

namespace waymark::decision_path_test {
using namespace waymark::test;

namespace {

const std::string pathway = R"(
type grade : one of {mild, severe}
fact spo2 "Oxygen saturation" : number in % valid for 4 hours
fact causes : any of {aav, sle}
fact surgery : event
fact age : number
fact hot : yes or no
define low "Low saturation" = spo2 < 90 %
score risk "Risk" {
  2 when low "low saturation" otherwise 1 when hot,
  3 when age > 65 "older",
}
define ratio = age / (age - age)
action rest support
action oxygen support

section s {
  when low { must start oxygen }
  otherwise when causes includes sle { must start rest }
  otherwise { note calm { says "calm" } }
  if unknown { note unsure { says "unsure" } }
  should start rest as later { until risk >= 3 requires known age }
  consider rest as asked { when surgery and low is not known and ratio > 1 }
  contraindicated oxygen as fire { when hot }
}
)";

void append_lines(const ReasonNode& node, const std::string& indent, std::string& lines) {
  lines += indent + "- " + node.text + " = " + node.value;
  if (const auto why = why_unknown_words(node); !why.empty()) lines += " [" + why + "]";
  if (const auto remark = remark_words(node); !remark.empty()) lines += " <" + remark + ">";
  if (node.reading) {
    const auto age = age_words(*node.reading);
    lines += " (read " + node.reading->as_given + (age.empty() ? "" : ", " + age) + ")";
  }
  if (node.definition && !node.definition->title.empty()) lines += " " + node.definition->title;
  lines += "\n";
  for (const auto& child : node.children) append_lines(child, indent + "  ", lines);
}

void append_lines(const PathNode& node, const std::string& indent, std::string& lines) {
  lines += indent + node.kind + (node.id.empty() ? "" : " " + node.id) +
           (node.text.empty() ? "" : " `" + node.text + "`");
  lines += ": " + node.value + "\n";
  if (node.because) append_lines(*node.because, indent + "    ", lines);
  for (const auto& child : node.children) append_lines(child, indent + "  ", lines);
}

std::string path_of(const std::string& given) {
  const CompiledText text{pathway + "scenario \"s\" { at 2026-11-23T08:30:00Z\n" + given + "\n}"};
  const auto result = text.run("s");
  Evaluator evaluator{text.model(), result.given.patient, result.given.at};
  std::string lines = "\n";
  for (const auto& node : decision_path(evaluator, result.outcome, text.sources()))
    append_lines(node, "", lines);
  return lines;
}

}  // namespace

TEST_CASE("the path leads from every status down to the facts", "[path]") {
  CHECK(path_of(R"(
    given spo2 = 84 % 6 hours ago
    given causes = {aav}
    given age = 70
    given surgery = 2026-11-20T08:30:00Z
  )") == R"(
section s: yes
  when `low`: unknown
      - low = unknown Low saturation
        - spo2 < 90 % = unknown
          - spo2 = unknown [stale: read 6 h ago] (read 84 %, 6 h ago) Oxygen saturation
    recommendation s.oxygen: undetermined
      not_contraindicated: unknown
        contraindication s.fire: undetermined
  otherwise_when `causes includes sle`: no
      - causes includes sle = no <not in the list given>
        - causes = {aav} (read {aav})
    recommendation s.rest: not_advised
  otherwise: unknown
    note s.calm: undetermined
  if_unknown: yes
    note s.unsure: advised
  recommendation s.later: not_advised
    until `risk >= 3`: yes
        - risk >= 3 = yes <decided by the bounds 3 to 5>
          - risk = 3 to 5 Risk
            - low = unknown <may count 2 points: low saturation> Low saturation
              - spo2 < 90 % = unknown
                - spo2 = unknown [stale: read 6 h ago] (read 84 %, 6 h ago) Oxygen saturation
            - hot = unknown [not recorded] <may count 1 point>
            - age > 65 = yes <counts 3 points: older>
              - age = 70 (read 70)
    requires_known `age`: yes
        - age = 70 (read 70)
  recommendation s.asked: undetermined
    when `surgery and low is not known and ratio > 1`: unknown
        - surgery and low is not known and ratio > 1 = unknown
          - surgery = yes (read 2026-11-20T08:30:00Z)
          - low is not known = yes
            - low = unknown Low saturation
              - spo2 < 90 % = unknown
                - spo2 = unknown [stale: read 6 h ago] (read 84 %, 6 h ago) Oxygen saturation
          - ratio > 1 = unknown
            - ratio = unknown
              - age / (age - age) = unknown [division by zero]
                - age = 70 (read 70)
                - (age - age) = 0
                  - age = 70 (read 70)
                  - age = 70 (read 70)
  contraindication s.fire: undetermined
    when `hot`: unknown
        - hot = unknown [not recorded]
)");
}

}  // namespace waymark::decision_path_test
