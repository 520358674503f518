// Each clause of CDS Hooks 2.0 that binds a service, by a call and its answer.
#include <regex>

#include <catch2/catch.hpp>

#include "tools/report/stable_uuid.hpp"
#include "tools/service/hooks/prefetch.hpp"
#include "ward.hpp"

namespace waymark::service {
namespace {

const std::string path = "/cds-services/ward";

int status_of(const Ward& ward, const Json& call) {
  const auto answer = ward.post(path, call.dump());
  REQUIRE(answer);
  return answer->status;
}

Json low_saturation() { return searched(view_call(), {saturation("o-1", 85)}, {}); }

std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

}  // namespace

TEST_CASE("discovery lists each pathway under its id, once for each hook, with what is required",
          "[service]") {
  const Ward ward;
  const auto answer = ward.client().Get("/cds-services");
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(answer->get_header_value("Content-Type") == "application/json");
  const auto services = Json::parse(answer->body).at("services");
  REQUIRE(services.size() == 2);
  std::vector<std::string> hooks;
  for (const auto& service : services) {
    CHECK(service.at("id") == "ward");
    CHECK_FALSE(service.at("description").get<std::string>().empty());
    CHECK(service.at("title") == "Care on the <b>ward</b>");
    CHECK(service.at("prefetch").is_object());
    CHECK(service.at("usageRequirements").get<std::string>().find("stay unknown: Infection is *likely*.") !=
          std::string::npos);
    hooks.push_back(service.at("hook"));
  }
  CHECK(hooks == std::vector<std::string>{"patient-view", "order-sign"});
}

TEST_CASE("prefetch templates are made from the codes of the facts, one for each type of resource",
          "[service]") {
  const Ward ward;
  const auto answer = ward.client().Get("/cds-services");
  REQUIRE(answer);
  const auto prefetch = Json::parse(answer->body)["services"][0]["prefetch"];
  CHECK(prefetch == Json{{"patient", "Patient/{{context.patientId}}"},
                         {"observations",
                          "Observation?patient={{context.patientId}}&combo-code=http://loinc.org|59408-5"
                          "&date=ge{{today() - 2 days}}"},
                         {"allergies", "AllergyIntolerance?patient={{context.patientId}}"},
                         {"procedures",
                          "Procedure?patient={{context.patientId}}&code=http://snomed.info/sct|387713003"}});
}

TEST_CASE("components of panels are searched for, but where a binding names the panel", "[service]") {
  const auto loaded = std::get<LoadedPathway>(loader_of(ward_text)());
  auto binding = loaded.binding;
  const auto observations = [&] { return prefetch_templates(*loaded.compilation.model, binding).at(1); };
  const std::string begin = "Observation?patient={{context.patientId}}&",
                    end = "=http://loinc.org|59408-5&date=ge{{today() - 2 days}}";
  CHECK(observations().query == begin + "combo-code" + end);
  CHECK(observations().without_parts == begin + "code" + end);
  for (auto& source : binding.facts)
    if (source && source->source == FhirSource::observation) source->components = {{"loinc", "8480-6"}};
  CHECK(observations().query == begin + "code" + end);
  CHECK(observations().without_parts.empty());
}

TEST_CASE("a template is filled in with the patient and the day", "[service]") {
  const auto today = *parse_date("2026-03-01");
  CHECK(filled_in("Observation?patient={{context.patientId}}&date=ge{{today() - 2 days}}", "p-1", today) ==
        "Observation?patient=p-1&date=ge2026-02-27");
  CHECK(filled_in("P/{{userId}}", "p-1", today) == std::nullopt);
  CHECK(filled_in("P/{{context.patientId", "p", today) == std::nullopt);
}

TEST_CASE("the five states of prefetch are told apart", "[service]") {
  CHECK(prefetch_state("") == PrefetchState::not_tried);
  CHECK(prefetch_state("null") == PrefetchState::failed);
  CHECK(prefetch_state(R"({"resourceType": "OperationOutcome"})") == PrefetchState::failed);
  CHECK(prefetch_state("[]") == PrefetchState::failed);
  CHECK(prefetch_state(R"({"resourceType": "Bundle"})") == PrefetchState::searched_none);
  CHECK(prefetch_state(R"({"resourceType": "Bundle", "entry": []})") == PrefetchState::searched_none);
  CHECK(prefetch_state(R"({"resourceType": "Bundle", "entry": [{}]})") == PrefetchState::found);
  CHECK(prefetch_state(R"({"resourceType": "Patient"})") == PrefetchState::found);
  CHECK(prefetch_state(R"({"resourceType": "Bundle", "entry": [{}], "link": [{"relation": "next"}]})") ==
        PrefetchState::incomplete);
  CHECK(prefetch_state(R"({"resourceType": "Bundle", "entry": [{}], "link": [{"relation": "self"}]})") ==
        PrefetchState::found);
}

TEST_CASE("a call without a field that is required is answered with 400", "[service]") {
  const Ward ward;
  const auto sound = low_saturation();
  CHECK(status_of(ward, sound) == 200);
  for (const auto* field : {"hook", "hookInstance", "context"}) {
    INFO(field);
    auto call = sound;
    call.erase(field);
    CHECK(status_of(ward, call) == 400);
  }
  for (const auto* field : {"userId", "patientId"}) {
    INFO(field);
    auto call = sound;
    call["context"].erase(field);
    CHECK(status_of(ward, call) == 400);
  }
  auto order = searched(order_call(), {}, {});
  CHECK(status_of(ward, order) == 200);
  order["context"].erase("draftOrders");
  CHECK(status_of(ward, order) == 400);
}

TEST_CASE("a call with a field of the wrong form is answered with 400", "[service]") {
  const Ward ward;
  const auto refuses = [&](const std::string& pointer, const Json& value) {
    INFO(pointer << " " << value);
    auto call = low_saturation();
    call[Json::json_pointer{pointer}] = value;
    CHECK(status_of(ward, call) == 400);
  };
  refuses("/hook", "encounter-start");
  refuses("/hook", 1);
  refuses("/hookInstance", "not a uuid");
  refuses("/context", "p-1");
  refuses("/context/patientId", "../Patient/2");
  refuses("/context/encounterId", "a b");
  refuses("/prefetch", Json::array());
  refuses("/fhirServer", 3);
  refuses("/fhirAuthorization", {{"access_token", "t"}, {"token_type", "Bearer"}});  // without a server
  for (const auto* body :
       {"", "{", "[]", "null", "{} {}", R"({"hook": "patient-view", "hook": "order-sign"})"}) {
    INFO(body);
    const auto answer = ward.post(path, body);
    REQUIRE(answer);
    CHECK(answer->status == 400);
    CHECK(Json::parse(answer->body).contains("error"));
  }
}

TEST_CASE("a call of a service that is not there is answered with 404", "[service]") {
  const Ward ward;
  const auto answer = ward.post("/cds-services/nothing", low_saturation().dump());
  REQUIRE(answer);
  CHECK(answer->status == 404);
}

TEST_CASE("412 where neither prefetch nor a server that may be asked gives anything", "[service]") {
  const Ward ward;
  CHECK(status_of(ward, view_call()) == 412);
  auto call = view_call();
  call["prefetch"] = Json::object();
  CHECK(status_of(ward, call) == 412);
  call["prefetch"] = {{"patient", nullptr}, {"observations", {{"resourceType", "OperationOutcome"}}}};
  CHECK(status_of(ward, call) == 412);
  call["fhirServer"] = "https://fhir.example.org/r4";  // nobody allowed it
  call["fhirAuthorization"] = {{"access_token", "t"}, {"token_type", "Bearer"}};
  CHECK(status_of(ward, call) == 412);
}

TEST_CASE("what cannot be a service's answer is refused: the record of another patient", "[service]") {
  const Ward ward;
  auto call = low_saturation();
  call["context"]["patientId"] = "p-2";
  CHECK(status_of(ward, call) == 400);
}

TEST_CASE("every card has what is required of a card", "[service]") {
  const Ward ward;
  const auto answer = ward.cards(low_saturation());
  REQUIRE(answer.at("cards").size() >= 3);
  CHECK_FALSE(answer.contains("systemActions"));
  for (const auto& card : answer["cards"]) {
    INFO(card.dump(2));
    const auto summary = card.at("summary").get<std::string>();
    CHECK(characters(summary) < 140);
    CHECK(std::set<std::string>{"info", "warning", "critical"}.contains(card.at("indicator")));
    CHECK_FALSE(card.at("source").at("label").get<std::string>().empty());
    CHECK(
        std::regex_match(card.at("uuid").get<std::string>(),
                         std::regex{"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"}));
    if (card.contains("suggestions")) CHECK(card.contains("selectionBehavior"));
  }
}

TEST_CASE("a card's indicator follows its modality, the strongest come first", "[service]") {
  const Ward ward;
  const auto answer = ward.cards(low_saturation());
  CHECK(card_about(answer, "care.oxygen").at("indicator") == "critical");
  CHECK(card_about(answer, "care.antibiotic").at("indicator") == "warning");
  CHECK(answer["cards"][0]["source"]["topic"]["code"] == "care.oxygen");
  CHECK(card_about(answer, "care.heparin").is_null());  // no surgery
}

TEST_CASE("a detail has reasons and citation, and nothing of a text becomes markup", "[service]") {
  const Ward ward;
  const auto answer = ward.cards(low_saturation());
  const auto card = card_about(answer, "care.oxygen");
  const auto detail = card.at("detail").get<std::string>();
  CHECK(detail.find("the blood lacks oxygen") != std::string::npos);
  CHECK(detail.find("85 %") != std::string::npos);
  CHECK(detail.find("<i>") == std::string::npos);
  CHECK(detail.find("*oxygen*") == detail.npos);
  CHECK(card.at("source") == Json{{"label", "A guide"},
                                  {"url", "https://example.org/guide"},
                                  {"topic", {{"system", "urn:waymark:ward"}, {"code", "care.oxygen"}}}});
  const auto incomplete = card_about(answer, "care.antibiotic").at("detail").get<std::string>();
  CHECK(incomplete.find("source incomplete: no doses are given") != std::string::npos);
}

TEST_CASE("override reasons are codings with a display", "[service]") {
  const Ward ward;
  const auto card = card_about(ward.cards(low_saturation()), "care.oxygen");
  REQUIRE(card.at("overrideReasons").size() > 2);
  for (const auto& reason : card["overrideReasons"]) {
    CHECK_FALSE(reason.at("code").get<std::string>().empty());
    CHECK_FALSE(reason.at("system").get<std::string>().empty());
    CHECK_FALSE(reason.at("display").get<std::string>().empty());
  }
}

TEST_CASE("a suggestion creates a draft of what is advised, for this patient", "[service]") {
  const Ward ward;
  const auto answer = ward.cards(searched(view_call(), {saturation("o-1", 85)}, {no_known_allergy()}));
  const auto choice = card_about(answer, "care.antibiotic");
  CHECK(choice.at("selectionBehavior") == "at-most-one");
  REQUIRE(choice.at("suggestions").size() == 2);
  const auto& suggestion = choice["suggestions"][0];
  CHECK(suggestion.at("label") == "Give amoxicillin");
  REQUIRE(suggestion.at("actions").size() == 1);
  const auto& action = suggestion["actions"][0];
  CHECK(action.at("type") == "create");
  CHECK_FALSE(action.at("description").get<std::string>().empty());
  const auto& resource = action.at("resource");
  CHECK(resource.at("resourceType") == "MedicationRequest");
  CHECK(resource.at("status") == "draft");
  CHECK(resource.at("intent") == "proposal");
  CHECK(resource.at("subject") == Json{{"reference", "Patient/p-1"}});
  CHECK(resource.at("encounter") == Json{{"reference", "Encounter/e-1"}});
  CHECK(resource.at("medicationCodeableConcept").at("coding") ==
        Json::parse(R"([{"system": "http://www.whocc.no/atc", "code": "J01CA04"}])"));
  CHECK(resource.at("dosageInstruction").at(0).at("text") == "1 g oral every 8 hours for 5 days");
  CHECK(card_about(answer, "care.oxygen")["suggestions"][0]["actions"][0]["resource"]["resourceType"] ==
        "ServiceRequest");
  const auto task = card_about(answer, "care.smoking")["suggestions"][0]["actions"][0]["resource"];
  CHECK(task["resourceType"] == "Task");
  CHECK(task["for"] == Json{{"reference", "Patient/p-1"}});
}

TEST_CASE("what is contraindicated, or may be, is not suggested", "[service]") {
  const Ward ward;
  const auto unknown = card_about(ward.cards(low_saturation()), "care.antibiotic");
  REQUIRE(unknown.at("suggestions").size() == 1);
  CHECK(unknown["suggestions"][0]["label"] == "Give cefuroxime");
  const auto stuck =
      card_about(ward.cards(searched(view_call(), {saturation("o-1", 85)}, {allergy_to_penicillin()})),
                 "care.antibiotic");
  REQUIRE(stuck.at("suggestions").size() == 1);
  CHECK(stuck["suggestions"][0]["label"] == "Give cefuroxime");
}

TEST_CASE("advice against something suggests nothing", "[service]") {
  const Ward ward;
  auto call = low_saturation();
  auto surgery = Json{{"resourceType", "Procedure"},
                      {"id", "s-1"},
                      {"status", "completed"},
                      {"code", {{"coding", {{{"system", "http://snomed.info/sct"}, {"code", "387713003"}}}}}},
                      {"subject", {{"reference", "Patient/p-1"}}},
                      {"performedDateTime", saturation("o", 1)["effectiveDateTime"]}};
  call["prefetch"]["procedures"] = bundle_of({surgery});
  const auto card = card_about(ward.cards(call), "care.heparin");
  REQUIRE(card.is_object());
  CHECK(card.at("indicator") == "critical");
  CHECK_FALSE(card.contains("suggestions"));
}

TEST_CASE("what was not searched stays unknown, what was searched and not found has not happened",
          "[service]") {
  const Ward ward;
  auto call = low_saturation();
  CHECK(open_card(ward.cards(call)).at("detail").get<std::string>().find("urgery") == std::string::npos);
  for (const auto& given : {Json(nullptr), Json{{"resourceType", "OperationOutcome"}}}) {
    call["prefetch"]["procedures"] = given;
    const auto detail = open_card(ward.cards(call)).at("detail").get<std::string>();
    CHECK(detail.find("urgery") != std::string::npos);
    CHECK(detail.find("Procedure was not looked at") != std::string::npos);
  }
  call["prefetch"].erase("procedures");
  CHECK(open_card(ward.cards(call)).at("detail").get<std::string>().find("urgery") != std::string::npos);
  call["prefetch"]["procedures"] = bundle_of({});
  call["prefetch"]["procedures"]["link"] = Json::parse(R"([{"relation": "next", "url": "https://x.org"}])");
  const auto detail = open_card(ward.cards(call)).at("detail").get<std::string>();
  CHECK(detail.find("urgery") != std::string::npos);
  CHECK(detail.find("Only a part of the Procedure resources was given") != std::string::npos);
}

TEST_CASE("one card lists what to record, what settles most first", "[service]") {
  const Ward ward;
  const auto card = open_card(ward.cards(searched(view_call(), {}, {})));
  REQUIRE(card.is_object());
  CHECK(card.at("summary").get<std::string>().starts_with("Cannot be said yet: "));
  const auto detail = card.at("detail").get<std::string>();
  const auto saturation_at = detail.find("1. "), infection_at = detail.find("2. ");
  REQUIRE(saturation_at != detail.npos);
  REQUIRE(infection_at != detail.npos);
  CHECK(detail.substr(saturation_at, 30).find("xygen saturation") != detail.npos);
  CHECK(detail.find("*likely*") == detail.npos);
}

TEST_CASE("a reading that was not used is named, with its reason", "[service]") {
  const Ward ward;
  auto wrong = saturation("o-7", 85);
  wrong["status"] = "entered-in-error";
  const auto answer = ward.cards(searched(view_call(), {wrong}, {}));
  CHECK(card_about(answer, "care.oxygen").is_null());
  CHECK(open_card(answer).at("detail").get<std::string>().find("Observation/o") != std::string::npos);
}

TEST_CASE("the same patient with the same data gets the same ids, other data others", "[service]") {
  const Ward ward;
  auto call = low_saturation();
  const auto first = ward.cards(call);
  call["hookInstance"] = "aaaaaaaa-dfbe-44ad-ba6d-3e05e953b2ea";
  CHECK(first == ward.cards(call));
  const auto other = ward.cards(searched(view_call(), {saturation("o-1", 80)}, {}));
  CHECK(card_about(first, "care.oxygen")["uuid"] != card_about(other, "care.oxygen")["uuid"]);
  CHECK(stable_uuid({"a", "bc"}) != stable_uuid({"ab", "c"}));
  CHECK(stable_uuid({"a", "bc"}) == stable_uuid({"a", "bc"}));
}

TEST_CASE("order-sign says nothing of what is being ordered, and warns of what is contraindicated",
          "[service]") {
  const Ward ward;
  const auto order = [](const std::string& code) {
    return Json{{"resourceType", "MedicationRequest"},
                {"status", "draft"},
                {"medicationCodeableConcept",
                 {{"coding", {{{"system", "http://www.whocc.no/atc"}, {"code", code}}}}}}};
  };
  const auto answer = ward.cards(
      searched(order_call({order("J01CA04")}), {saturation("o-1", 85)}, {allergy_to_penicillin()}));
  const auto warning = card_about(answer, "care.contraindicated_amoxicillin");
  REQUIRE(warning.is_object());
  CHECK(warning.at("indicator") == "critical");
  CHECK(warning.at("summary").get<std::string>().find("moxicillin") != std::string::npos);
  const auto oxygen =
      Json{{"resourceType", "ServiceRequest"},
           {"status", "draft"},
           {"code", {{"coding", {{{"system", "http://snomed.info/sct"}, {"code", "57485005"}}}}}}};
  const auto ordered = ward.cards(searched(order_call({oxygen}), {saturation("o-1", 85)}, {}));
  CHECK(card_about(ordered, "care.oxygen").is_null());
  CHECK(card_about(ordered, "care.antibiotic").is_object());
  const auto chosen = ward.cards(searched(order_call({order("J01DC02")}), {saturation("o-1", 85)}, {}));
  CHECK(card_about(chosen, "care.antibiotic").is_null());  // one of the choice
}

TEST_CASE("a long summary is cut at a character, and stands whole in the detail", "[service]") {
  std::string title = "Ärger";
  for (int i = 0; i < 60; ++i) title += " größer";
  auto text = ward_text;
  text.replace(text.find("\"Oxygen\""), 8, "\"" + title + "\"");
  const Ward ward{{}, text};
  const auto card = card_about(ward.cards(low_saturation()), "care.oxygen");
  const auto summary = card.at("summary").get<std::string>();
  CHECK(characters(summary) == 139);
  CHECK(summary.ends_with("…"));
  CHECK(card.at("detail").get<std::string>().find(title.substr(title.size() - 100)) != std::string::npos);
}

TEST_CASE("nobody for whom the pathway is not gets a card", "[service]") {
  auto text = ward_text;
  text.replace(text.find("follows guide"), 13, "follows guide\n  applies when spo2 < 50 %");
  const Ward ward{{}, text};
  CHECK(ward.cards(low_saturation()).at("cards").empty());
}

}  // namespace waymark::service
