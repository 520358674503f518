// Clauses of CDS Hooks 2.0 about all that a service sends, and about its feedback endpoint; README.md has the
// list.
#include <regex>
#include <set>

#include <catch2/catch.hpp>

#include "ward.hpp"

namespace waymark::service {
namespace {

// Neither null nor empty: texts, lists and objects, all the way down.
bool is_whole(const Json& value) {
  if (value.is_null()) return false;
  if (value.is_string()) return !value.get<std::string>().empty();
  if (!value.is_structured()) return true;
  return !value.empty() && std::all_of(value.begin(), value.end(), is_whole);
}

std::vector<Json> calls() {
  const auto none = searched(view_call(), {}, {});
  const auto low = searched(view_call(), {saturation("o-1", 85)}, {no_known_allergy()});
  auto without_encounter = low;
  without_encounter["context"].erase("encounterId");
  return {none, low, without_encounter, searched(order_call({}), {saturation("o-1", 85)}, {})};
}

Json feedback_about(const std::string& card) {
  return {{"feedback",
           {{{"card", card}, {"outcome", "overridden"}, {"outcomeTimestamp", "2026-11-23T08:30:00Z"}}}}};
}

int status_of_feedback(const Ward& ward, const Json& feedback) {
  const auto answer = ward.post("/cds-services/ward/feedback", feedback.dump());
  REQUIRE(answer);
  return answer->status;
}

}  // namespace

TEST_CASE("nothing in an answer is null or empty, but a list of no cards", "[service]") {
  const Ward ward;
  const auto services = Json::parse(ward.client().Get("/cds-services")->body);
  CHECK(is_whole(services));
  for (const auto& call : calls()) {
    const auto answer = ward.cards(call);
    for (const auto& card : answer.at("cards")) {
      INFO(card.dump(2));
      CHECK(is_whole(card));
    }
  }
}

TEST_CASE("an answer has a list of cards and nothing else", "[service]") {
  const Ward ward;
  for (const auto& call : calls()) {
    const auto answer = ward.cards(call);
    CHECK(answer.size() == 1);
    CHECK(answer.at("cards").is_array());
  }
}

TEST_CASE("cards have no attributes but those of the standard, with the values that it allows", "[service]") {
  const std::set<std::string> of_card{
      "uuid",        "summary",           "detail",         "indicator", "source",
      "suggestions", "selectionBehavior", "overrideReasons"};
  const std::set<std::string> of_source{"label", "url", "topic"}, of_suggestion{"label", "uuid", "actions"},
      of_action{"type", "description", "resource"};
  const auto only = [](const Json& object, const std::set<std::string>& names) {
    for (const auto& [name, value] : object.items()) CHECK(names.contains(name));
  };
  const Ward ward;
  std::size_t suggestions = 0;
  for (const auto& call : calls()) {
    const auto answer = ward.cards(call);
    for (const auto& card : answer.at("cards")) {
      only(card, of_card);
      only(card.at("source"), of_source);
      if (card["source"].contains("url"))
        CHECK(std::regex_match(card["source"]["url"].get<std::string>(), std::regex{"https?://\\S+"}));
      if (!card.contains("suggestions")) continue;
      CHECK(std::set<std::string>{"at-most-one", "any"}.contains(card.at("selectionBehavior")));
      for (const auto& suggestion : card["suggestions"]) {
        ++suggestions;
        only(suggestion, of_suggestion);
        for (const auto& action : suggestion.at("actions")) {
          only(action, of_action);
          CHECK(action.at("type") == "create");
          CHECK(action.at("resource").contains("resourceType"));
        }
      }
    }
  }
  CHECK(suggestions > 3);
}

TEST_CASE("every id of a card and of a suggestion is there once", "[service]") {
  const Ward ward;
  for (const auto& call : calls()) {
    std::vector<std::string> ids;
    const auto answer = ward.cards(call);
    for (const auto& card : answer.at("cards")) {
      ids.push_back(card.at("uuid"));
      if (!card.contains("suggestions")) continue;
      for (const auto& suggestion : card["suggestions"]) ids.push_back(suggestion.at("uuid"));
    }
    CHECK(std::set(ids.begin(), ids.end()).size() == ids.size());
  }
}

TEST_CASE("prefetch templates have no tokens but those of the standard", "[service]") {
  const Ward ward;
  const auto services = Json::parse(ward.client().Get("/cds-services")->body).at("services");
  const std::regex token{"\\{\\{.*?\\}\\}"},
      allowed{"\\{\\{(context\\.patientId|today\\(\\)( - [0-9]+ days)?)\\}\\}"};
  std::size_t tokens = 0;
  for (const auto& service : services) {
    for (const auto& query : service.at("prefetch")) {
      const auto text = query.get<std::string>();
      for (std::sregex_iterator each{text.begin(), text.end(), token}, end; each != end; ++each) {
        ++tokens;
        CHECK(std::regex_match(each->str(), allowed));
      }
    }
  }
  CHECK(tokens >= 2 * 4);
}

TEST_CASE("a service answers JSON with UTF-8, whatever order members of a call stand in", "[service]") {
  const Ward ward;
  const auto call = searched(view_call(), {saturation("o-1", 85)}, {});
  auto turned = nlohmann::ordered_json::object();
  for (const auto* key : {"prefetch", "context", "hookInstance", "hook"}) turned[key] = call.at(key);
  turned["extension"] = {{"org.example", "not known here"}};
  const auto answer = ward.post("/cds-services/ward", turned.dump());
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(answer->get_header_value("Content-Type") == "application/json");
  CHECK(Json::parse(answer->body) == ward.cards(call));
}

TEST_CASE("feedback about a card is taken any number of times, and needs each field that is required",
          "[service]") {
  const Ward ward;
  const auto card = ward.cards(calls()[1])["cards"][0]["uuid"].get<std::string>();
  const auto sound = feedback_about(card);
  CHECK(status_of_feedback(ward, sound) == 200);
  CHECK(status_of_feedback(ward, sound) == 200);
  for (const auto* field : {"card", "outcome", "outcomeTimestamp"}) {
    INFO(field);
    auto without = sound;
    without["feedback"][0].erase(field);
    CHECK(status_of_feedback(ward, without) == 400);
  }
  auto other = sound;
  other["feedback"][0]["outcome"] = "ignored";
  CHECK(status_of_feedback(ward, other) == 400);
  CHECK(status_of_feedback(ward, sound["feedback"]) == 400);
}

}  // namespace waymark::service
