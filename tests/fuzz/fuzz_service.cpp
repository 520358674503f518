// Bodies of requests to the service: a call of CDS Hooks is answered with cards that keep to its rules, the
// same each time, or refused in words; feedback is read or refused; what is sound JSON is told as another
// reader tells it.
#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "fuzz.hpp"
#include "interpreter/facts/json/json_slices.hpp"
#include "lang/quantity/calendar.hpp"
#include "tools/service/answer_hook.hpp"
#include "tools/service/hooks/feedback_request.hpp"

namespace waymark::fuzz {
namespace {

using Json = nlohmann::json;

constexpr std::string_view ward = R"(pathway ward "Care on the <b>ward</b>" { version "1.0.0" }
fact spo2 "Oxygen *saturation*" : number in % within 0 to 100 valid for 1 day code loinc "59408-5"
fact infection "Infection" : yes or no code snomed "40733004" from condition
fact allergies "Allergies" : any of {penicillin "Penicillin" code rxnorm "7984"} from allergy
fact surgery "Surgery" : event from procedure code snomed "387713003"
fact sex "Sex" : one of {female "Female", male "Male"} from sex
action oxygen "Oxygen" support code snomed "57485005"
action amoxicillin "Amoxicillin" drug code atc "J01CA04"
action cefuroxime "Cefuroxime" drug code atc "J01DC02"
action heparin "Heparin" drug code atc "B01AB01"
section care "Care" {
  must use oxygen { when spo2 < 90 % because "the blood lacks oxygen: {spo2}" }
  should give one of {amoxicillin, cefuroxime} as antibiotic { dose 1 g route oral every 8 hours for 5 days when infection }
  must not give heparin { when surgery and sex is male }
  contraindicated amoxicillin { when allergies includes penicillin }
}
)";

const service::ServedPathway& pathway() {
  static const service::ServedPathway served{[] {
    auto compilation = compiled(std::string{ward});
    if (!compilation->model) fail("the ward has errors");
    auto binding = binding_of(*compilation->model);
    for (auto& source : binding.facts)
      if (source && source->source == FhirSource::procedure) source->is_complete = true;
    return service::LoadedPathway{"ward.pathway", std::move(*compilation), std::move(binding), ""};
  }()};
  return served;
}

std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

void check_card(const Json& card) {
  const std::set<std::string> indicators{"info", "warning", "critical"};
  const auto summary = card.at("summary").get<std::string>();
  if (summary.empty() || characters(summary) >= 140) fail("a summary of another length: " + summary);
  if (!indicators.contains(card.at("indicator").get<std::string>())) fail("another indicator");
  if (!service::is_uuid(card.at("uuid").get<std::string>())) fail("an id that is none");
  if (card.at("source").at("label").get<std::string>().empty()) fail("a source without a label");
  if (card.contains("suggestions") != card.contains("selectionBehavior"))
    fail("suggestions without a behavior");
}

// Neither null nor empty, but for the list of cards itself.
void check_whole(const Json& value) {
  const bool is_empty = value.is_null() || (value.is_structured() && value.empty()) ||
                        (value.is_string() && value.get<std::string>().empty());
  if (is_empty) fail("a value that is null or empty");
  if (value.is_structured())
    for (const auto& each : value) check_whole(each);
}

void check_hook(const std::string& body) {
  static const service::FhirFetcher nobody{{}};
  const service::HookSupport support{nobody, nullptr, *parse_moment("2026-11-23T08:30:00Z")};
  const auto answer = service::answer_hook(pathway(), body, support);
  if (answer.status != 200) {
    if (answer.status != 400 && answer.status != 412) fail(fmt::format("status {}", answer.status));
    if (Json::parse(answer.body, nullptr, false).is_discarded()) fail("a refusal that is no JSON");
    return;
  }
  const auto document = Json::parse(answer.body);
  for (const auto& card : document.at("cards")) check_card(card), check_whole(card);
  if (answer.body != service::answer_hook(pathway(), body, support).body)
    fail("another answer the second time");
}

void check_feedback(const std::string& body) {
  const auto read = service::read_feedback(body);
  const auto* list = std::get_if<std::vector<service::CardFeedback>>(&read);
  if (!list) return;
  for (const auto& each : *list)
    if (each.card.empty() || each.time.empty()) fail("feedback of no card, or without a time");
}

void check(std::string_view text) {
  const bool is_sound = json::json_fault(text, service::deepest_request) == json::JsonFault::none;
  const auto read = Json::parse(text, nullptr, false);
  // The other reader refuses what is no UTF-8, which the pieces pass on to their readers, and takes a NUL for
  // the end of the text.
  const bool has_nul = text.find('\0') != std::string_view::npos;
  if (!is_sound && !has_nul && !read.is_discarded() &&
      json::json_fault(text, 1'000'000) != json::JsonFault::none)
    fail("sound JSON is refused");
  check_hook(std::string{text});
  check_feedback(std::string{text});
}

}  // namespace
}  // namespace waymark::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  waymark::fuzz::check(waymark::fuzz::text_of(data, size));
  return 0;
}
