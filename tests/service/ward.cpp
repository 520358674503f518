#include "ward.hpp"

#include "lang/modules/standard_library.hpp"
#include "tools/report/present_moment.hpp"

namespace waymark::service {

const std::string ward_text = R"(
pathway ward "Care on the <b>ward</b>" {
  version "1.0.0"
  follows guide
  about "What to do about oxygen and infection"
}
source guide "A guide" {
  address "https://example.org/guide"
  section s "All of it" {
    statement 1 "Give *oxygen* to <i>those</i> who lack it"
    statement 2 "Treat infection" incomplete "no doses are given"
  }
}
fact spo2 "Oxygen saturation" : number in % within 0 to 100 valid for 1 day code loinc "59408-5"
fact infection "Infection is *likely*" : yes or no
fact allergies "Allergies" : any of {penicillin "Penicillin" code rxnorm "7984"} from allergy
fact surgery "Surgery" : event from procedure code snomed "387713003"
action oxygen "Oxygen" support code snomed "57485005"
action amoxicillin "Amoxicillin" drug code atc "J01CA04"
action cefuroxime "Cefuroxime" drug code atc "J01DC02"
action heparin "Heparin" drug code atc "B01AB01"
action smoking "Smoking" education
action review "Review of the chart" assessment
section care "Care" {
  must use oxygen { when spo2 < 90 % because "the blood lacks oxygen" cite guide.s.1 }
  should give one of {amoxicillin, cefuroxime} as antibiotic {
    dose 1 g route oral every 8 hours for 5 days
    when spo2 < 92 % cite guide.s.2
  }
  consider assess review as later { when infection cite guide.s.2 }
  must not give heparin { when surgery cite guide.s.1 }
  should counsel smoking { when spo2 < 90 % cite guide.s.1 }
  contraindicated amoxicillin {
    when allergies includes penicillin because "of the allergy" cite guide.s.2
  }
}
)";

PathwayLoader loader_of(const std::string& text) {
  return [text]() -> std::variant<LoadedPathway, std::string> {
    auto sources = standard_library();
    sources.put("ward.pathway", text);
    auto files = load_pathway("ward.pathway", sources);
    auto compilation =
        compile(std::get<std::vector<LoadedFile>>(std::move(files)), standard_library_folder, sources);
    if (!compilation.model) {
      std::string reason = "errors:";
      for (const auto& each : compilation.diagnostics.sorted()) reason += " " + each.message;
      return reason;
    }
    auto binding = binding_of(*compilation.model);
    // As `surgery list of procedures is complete` in a binding has it.
    for (std::size_t id = 0; id < binding.facts.size(); ++id) {
      if (compilation.model->facts[id].id == "surgery") binding.facts[id]->is_complete = true;
    }
    return LoadedPathway{"ward.pathway", std::move(compilation), std::move(binding), "<p>the page</p>"};
  };
}

Ward::Ward(ServiceOptions options, std::string text) {
  options.port = 0;
  options.log = [log = log_](const std::string& line) {
    const std::lock_guard lock{log->mutex};
    log->lines.push_back(line);
  };
  service_ = std::make_unique<Service>(std::move(options), std::vector{loader_of(text)});
  const auto came_of_it = service_->load();
  if (!came_of_it.refused.empty()) throw std::runtime_error{came_of_it.refused.front()};
  if (const auto problem = service_->start()) throw std::runtime_error{*problem};
}

std::vector<std::string> Ward::log() const {
  const std::lock_guard lock{log_->mutex};
  return log_->lines;
}

httplib::Client Ward::client() const {
  httplib::Client client{"127.0.0.1", port()};
  client.set_read_timeout(30);
  return client;
}

httplib::Result Ward::post(const std::string& path, const std::string& body) const {
  return client().Post(path, body, "application/json");
}

Json Ward::cards(const Json& request) const {
  const auto answer = post("/cds-services/ward", request.dump());
  if (!answer || answer->status != 200)
    throw std::runtime_error{answer ? answer->body : std::string{"no answer"}};
  return Json::parse(answer->body);
}

Json view_call() {
  return {{"hook", "patient-view"},
          {"hookInstance", "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"},
          {"context", {{"userId", "Practitioner/9"}, {"patientId", "p-1"}, {"encounterId", "e-1"}}}};
}

Json order_call(const std::vector<Json>& orders) {
  auto result = view_call();
  result["hook"] = "order-sign";
  result["context"]["draftOrders"] = bundle_of(orders);
  return result;
}

Json patient() { return {{"resourceType", "Patient"}, {"id", "p-1"}, {"gender", "female"}}; }

Json saturation(const std::string& id, const Json& value) {
  auto time = present_moment();
  time.microseconds -= 60 * microseconds_per_second;
  return {{"resourceType", "Observation"},
          {"id", id},
          {"status", "final"},
          {"code", {{"coding", {{{"system", "http://loinc.org"}, {"code", "59408-5"}}}}}},
          {"subject", {{"reference", "Patient/p-1"}}},
          {"effectiveDateTime", to_string(time)},
          {"valueQuantity",
           {{"value", value}, {"unit", "%"}, {"system", "http://unitsofmeasure.org"}, {"code", "%"}}}};
}

Json allergy_to_penicillin() { return allergy("http://www.nlm.nih.gov/research/umls/rxnorm", "7984"); }
Json no_known_allergy() { return allergy("http://snomed.info/sct", "716186003"); }

Json allergy(const std::string& system, const std::string& code) {
  const std::string terms = "http://terminology.hl7.org/CodeSystem/";
  return {{"resourceType", "AllergyIntolerance"},
          {"id", "a-1"},
          {"clinicalStatus",
           {{"coding", {{{"system", terms + "allergyintolerance-clinical"}, {"code", "active"}}}}}},
          {"verificationStatus",
           {{"coding", {{{"system", terms + "allergyintolerance-verification"}, {"code", "confirmed"}}}}}},
          {"code", {{"coding", {{{"system", system}, {"code", code}}}}}},
          {"patient", {{"reference", "Patient/p-1"}}},
          {"recordedDate", "2020-01-01"}};
}

Json bundle_of(const std::vector<Json>& resources) {
  Json result{{"resourceType", "Bundle"}, {"type", "searchset"}, {"entry", Json::array()}};
  for (const auto& resource : resources) result["entry"].push_back({{"resource", resource}});
  return result;
}

Json searched(Json call, const std::vector<Json>& observations, const std::vector<Json>& allergies) {
  call["prefetch"] = {{"patient", patient()},
                      {"observations", bundle_of(observations)},
                      {"allergies", bundle_of(allergies)},
                      {"procedures", bundle_of({})}};
  return call;
}

Json card_about(const Json& answer, const std::string& statement) {
  for (const auto& card : answer.at("cards")) {
    const auto& source = card.at("source");
    if (source.contains("topic") && source["topic"]["code"] == statement) return card;
  }
  return nullptr;
}

Json open_card(const Json& answer) {
  for (const auto& card : answer.at("cards")) {
    if (!card.at("source").contains("topic")) return card;
  }
  return nullptr;
}

}  // namespace waymark::service
