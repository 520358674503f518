// Documents, pages, health, the description; reading pathways anew; ending.
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "tools/report/inputs_json.hpp"
#include "tools/service/feedback_store.hpp"
#include "tools/service/routes.hpp"
#include "ward.hpp"

namespace waymark::service {
namespace {

const std::string patient_document =
    R"({"patient": "p-1", "at": "2026-11-23T08:30:00Z", "facts": {"spo2": 85}})";

// The example for a path of the description.
std::string filled(std::string path) {
  const auto place = path.find("{id}");
  return place == path.npos ? path : path.replace(place, 4, "ward");
}

std::string new_store() {
  static std::atomic<int> count = 0;
  const auto file = std::filesystem::temp_directory_path() /
                    ("waymark_feedback_" + std::to_string(::getpid()) + "_" + std::to_string(count++));
  std::filesystem::remove(file);
  return file.string();
}

}  // namespace

TEST_CASE("documents are those of the engine, byte for byte", "[service]") {
  const Ward ward;
  const CheckedPathway pathway{std::get<LoadedPathway>(loader_of(ward_text)()).compilation};
  const PatientQuestion question{patient_document};
  const auto run = ward.post("/pathways/ward/run", patient_document);
  REQUIRE(run);
  CHECK(run->status == 200);
  CHECK(run->body == run_document(pathway, question).text);
  CHECK(run->get_header_value("Waymark-Exit-Code") == "0");
  CHECK(ward.post("/pathways/ward/needs", patient_document)->body == needs_document(pathway, question).text);
  CHECK(ward.post("/pathways/ward/explain?id=care.oxygen", patient_document)->body ==
        explain_document(pathway, question, "care.oxygen").text);
  CHECK(ward.post("/pathways/ward/check", "")->body ==
        check_document("ward.pathway", pathway.compilation).text);
  CHECK(ward.client().Get("/pathways/ward/inputs")->body == inputs_json(*pathway.compilation.model));
  const auto later = ward.post("/pathways/ward/run?at=2026-12-01", patient_document);
  CHECK(later->body == run_document(pathway, {patient_document, "2026-12-01"}).text);
}

TEST_CASE("a record in FHIR is a patient's document too", "[service]") {
  const Ward ward;
  const auto answer = ward.post("/pathways/ward/run", bundle_of({patient(), saturation("o-1", 85)}).dump());
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(Json::parse(answer->body)["recommendations"][0]["status"] == "advised");
}

TEST_CASE("what cannot be used is answered with 422 and the document that says why", "[service]") {
  const Ward ward;
  const auto answer = ward.post("/pathways/ward/run", R"({"facts": {"spo3": 85}})");
  REQUIRE(answer);
  CHECK(answer->status == 422);
  CHECK(answer->get_header_value("Waymark-Exit-Code") == "2");
  CHECK(Json::parse(answer->body).contains("problems"));
  CHECK(ward.post("/pathways/ward/run?at=tomorrow", patient_document)->status == 422);
  CHECK(ward.post("/pathways/ward/explain", patient_document)->status == 422);
  CHECK(ward.post("/pathways/ward/explain?id=care.nothing", patient_document)->status == 422);
  CHECK(ward.post("/pathways/elsewhere/run", patient_document)->status == 404);
}

TEST_CASE("every route of the description answers, and every route is described", "[service]") {
  const Ward ward;
  const auto description = ward.client().Get("/openapi.json");
  REQUIRE(description);
  const auto document = Json::parse(description->body);
  CHECK(document.at("openapi") == "3.1.0");
  std::size_t described = 0;
  for (const auto& [path, operations] : document.at("paths").items()) {
    for (const auto& [method, operation] : operations.items()) {
      INFO(method << " " << path);
      ++described;
      CHECK(operation.contains("operationId"));
      CHECK(operation.contains("responses"));
      const auto answer = method == "get" ? ward.client().Get(filled(path)) : ward.post(filled(path), "{}");
      REQUIRE(answer);
      CHECK(answer->status != 404);
      CHECK(answer->status != 405);
      CHECK(operation["responses"].contains(std::to_string(answer->status)));
    }
  }
  CHECK(described == routes().size());
}

TEST_CASE("health, readiness, counts and pages", "[service]") {
  const Ward ward;
  auto client = ward.client();
  CHECK(client.Get("/health")->status == 200);
  CHECK(client.Get("/ready")->status == 200);
  CHECK(client.Get("/pathways/ward/")->body == "<p>the page</p>");
  const auto index = client.Get("/")->body;
  CHECK(index.find("href=\"/pathways/ward/\"") != index.npos);
  CHECK(index.find("<b>ward") == index.npos);
  CHECK(Json::parse(client.Get("/pathways")->body)["pathways"][0]["id"] == "ward");
  CHECK(Json::parse(client.Get("/pathways/ward")->body)["recommendations"] == 5);
  const auto metrics = client.Get("/metrics")->body;
  CHECK(metrics.find("waymark_requests_total{route=\"health\",status=\"200\"} 1\n") != metrics.npos);
  CHECK(metrics.find("waymark_request_seconds_count{route=\"health\"} 1\n") != metrics.npos);
}

TEST_CASE("a pathway with errors does not take the place of the one that is served", "[service]") {
  std::string text = ward_text;
  std::vector<std::string> log;
  ServiceOptions options;
  options.port = 0;
  options.log = [&](const std::string& line) { log.push_back(line); };
  Service service{options, {[&] { return loader_of(text)(); }}};
  REQUIRE(service.load().refused.empty());
  const auto version_now = [&] {
    return Json::parse(service.answer({"GET", "/pathways/ward", "", "", "", {}, {}, ""}).body)["version"];
  };
  CHECK(version_now() == "1.0.0");
  text.replace(text.find("1.0.0"), 5, "2.0.0");
  auto broken = text;
  broken.replace(broken.find("spo2 < 90"), 9, "spo3 < 90");
  std::swap(text, broken);
  const auto refused = service.load();
  CHECK(refused.taken == 0);
  REQUIRE(refused.refused.size() == 1);
  CHECK(log.back().find("spo3") != std::string::npos);
  CHECK(version_now() == "1.0.0");
  std::swap(text, broken);
  CHECK(service.load().taken == 1);
  CHECK(version_now() == "2.0.0");
}

TEST_CASE("two pathways of one id are not both served", "[service]") {
  Service service{{}, {loader_of(ward_text), loader_of(ward_text)}};
  const auto result = service.load();
  CHECK(result.taken == 1);
  CHECK(result.refused == std::vector<std::string>{"two pathways are called `ward`"});
}

TEST_CASE("what is begun is finished, and nothing new is taken", "[service]") {
  Ward ward;
  std::atomic<int> fine = 0;
  std::vector<std::thread> clients;
  const auto body = searched(view_call(), {saturation("o-1", 85)}, {}).dump();
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back([&] {
      for (;;) {
        const auto answer = ward.post("/cds-services/ward", body);
        if (!answer) return;
        fine += answer->status == 200 ? 1 : 1'000'000;
      }
    });
  }
  while (fine < 20) std::this_thread::yield();
  ward.running().finish();
  for (auto& client : clients) client.join();
  CHECK(fine < 1'000'000);
}

TEST_CASE("feedback is kept and counted by recommendation", "[service]") {
  ServiceOptions options;
  options.store = new_store();
  std::string oxygen;
  {
    const Ward ward{options};
    const auto call = searched(view_call(), {saturation("o-1", 85)}, {no_known_allergy()});
    oxygen = card_about(ward.cards(call), "care.oxygen")["uuid"];
    const auto antibiotic = card_about(ward.cards(call), "care.antibiotic");
    const Json feedback{
        {"feedback",
         {{{"card", oxygen},
           {"outcome", "overridden"},
           {"overrideReason",
            {{"reason", {{"code", "already-done"}, {"system", "urn:waymark:override-reasons"}}},
             {"userComment", "Mrs Secret has it already"}}},
           {"outcomeTimestamp", "2026-11-23T08:30:00Z"}},
          {{"card", antibiotic["uuid"]},
           {"outcome", "accepted"},
           {"acceptedSuggestions", {{{"id", antibiotic["suggestions"][0]["uuid"]}}}},
           {"outcomeTimestamp", "2026-11-23T08:31:00+01:00"}}}}};
    for (int i = 0; i < 2; ++i)  // the same again is one
      CHECK(ward.post("/cds-services/ward/feedback", feedback.dump())->status == 200);
  }
  const auto counts = feedback_counts(*options.store);
  const auto about = [&](const std::string& statement) {
    const auto found = std::ranges::find(counts, statement, &FeedbackCount::statement);
    REQUIRE(found != counts.end());
    return *found;
  };
  CHECK(about("care.oxygen").shown == 2);
  CHECK(about("care.oxygen").overridden == 1);
  REQUIRE(about("care.oxygen").reasons.size() == 1);
  CHECK(about("care.oxygen").reasons[0].code == "already-done");
  CHECK(about("care.antibiotic").accepted == 1);
  CHECK(about("care.antibiotic").overridden == 0);
  std::ifstream file{*options.store, std::ios::binary};
  const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
  CHECK(bytes.find("Secret") == bytes.npos);
  CHECK(bytes.find("p-1") == bytes.npos);
}

TEST_CASE("feedback that is none is answered with 400", "[service]") {
  const Ward ward;
  const std::string card = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea";
  const Json sound{{"card", card}, {"outcome", "accepted"}, {"outcomeTimestamp", "2026-11-23T08:30:00Z"}};
  const auto status = [&](const Json& body) {
    return ward.post("/cds-services/ward/feedback", body.dump())->status;
  };
  CHECK(status({{"feedback", {sound}}}) == 200);
  CHECK(status(Json::object()) == 400);
  CHECK(status({{"feedback", Json::array()}}) == 400);
  for (const auto* field : {"card", "outcome", "outcomeTimestamp"}) {
    auto without = sound;
    without.erase(field);
    CHECK(status({{"feedback", {without}}}) == 400);
    auto wrong = sound;
    wrong[field] = "something";
    CHECK(status({{"feedback", {wrong}}}) == 400);
  }
  auto talks = sound;
  talks["overrideReason"] = {{"reason", {{"code", "the patient told me so"}}}};
  CHECK(status({{"feedback", {talks}}}) == 400);
}

}  // namespace waymark::service
