// Each result says where it comes from: what it cites is in its list of sources, and so is each threshold.
#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "command_runner.hpp"

namespace waymark::sources_test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Names = std::set<std::string>;

std::vector<fs::path> patients() {
  std::vector<fs::path> result;
  for (const auto& entry : fs::directory_iterator{dah_folder + "/patients"}) result.push_back(entry.path());
  return result;
}

Json result_of(const fs::path& patient) {
  const auto reply = run_in_process({"run", dah_folder, "--facts", patient.string(), "--format", "json"});
  INFO(reply.err);
  return Json::parse(reply.out);
}

// The words of each statement, by its id.
std::map<std::string, std::string> words_of(const Json& document) {
  std::map<std::string, std::string> result;
  for (const auto& each : document["sources"])
    result[each["statement"].get<std::string>()] = each["text"].get<std::string>();
  return result;
}

Names names_in(const Json& node) { return node.contains("cites") ? node["cites"].get<Names>() : Names{}; }

std::map<std::string, Names> cites_by_statement(const Json& document) {
  std::map<std::string, Names> result;
  for (const auto* kind : {"recommendations", "notes", "contraindications"}) {
    for (const auto& each : document[kind]) result[each["id"].get<std::string>()] = names_in(each);
  }
  return result;
}

// A known comparison with a number that an author wrote.
bool is_threshold(const Json& node) {
  static const std::regex comparison{R"(^[^(]*[<>=]=? *[0-9][0-9.]* ?[^ ]*$)"};
  return node["value"] != "unknown" && std::regex_match(node["text"].get<std::string>(), comparison);
}

// What thresholds rest on: the definition of a library that they stand in, else the statements they decide.
class Thresholds {
 public:
  explicit Thresholds(const Json& document) : statements_{cites_by_statement(document)} {
    for (const auto& node : document["path"]) visit(node);
  }

  std::map<std::string, Names> cites;  // by how a threshold is written

 private:
  Names decided_by(const Json& node) const {
    Names result;
    if (node.contains("id") && statements_.contains(node["id"])) result = statements_.at(node["id"]);
    for (const auto& child : node["children"]) result.merge(decided_by(child));
    return result;
  }

  void visit(const Json& node) {
    const auto names = decided_by(node);
    if (node.contains("because")) visit_reason(node["because"], names.empty() ? of_parent_ : names);
    const auto before = std::exchange(of_parent_, names.empty() ? of_parent_ : names);
    for (const auto& child : node["children"]) visit(child);
    of_parent_ = before;
  }

  void visit_reason(const Json& reason, Names names) {
    const bool is_of_library = reason.contains("definition") && reason["definition"].contains("library");
    if (is_of_library || reason.contains("cites")) names = names_in(reason);
    if (is_threshold(reason)) cites[reason["text"].get<std::string>()].merge(Names{names});
    for (const auto& child : reason["children"]) visit_reason(child, names);
  }

  std::map<std::string, Names> statements_;
  Names of_parent_;
};

}  // namespace

TEST_CASE("what a result cites stands in its sources, in the source's words", "[sources]") {
  for (const auto& patient : patients()) {
    INFO(patient);
    const auto document = result_of(patient);
    const auto words = words_of(document);
    for (const auto& [statement, names] : cites_by_statement(document)) {
      INFO(statement);
      CHECK(!names.empty());
      for (const auto& name : names) CHECK((words.contains(name) && !words.at(name).empty()));
    }
  }
}

TEST_CASE("each threshold that decides something has a citation in the sources", "[sources]") {
  std::set<std::string> seen;
  for (const auto& patient : patients()) {
    INFO(patient);
    const auto document = result_of(patient);
    const auto words = words_of(document);
    for (const auto& [threshold, names] : Thresholds{document}.cites) {
      INFO(threshold);
      seen.insert(threshold);
      CHECK(!names.empty());
      for (const auto& name : names) CHECK(words.contains(name));
    }
  }
  for (const auto* known : {"spo2 < 90 %", "pao2 < 60 mmHg", "time since remission_since >= 6 months"})
    CHECK(seen.contains(known));
}

}  // namespace waymark::sources_test
