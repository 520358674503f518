#include "tools/report/cohort_doses_json.hpp"

#include <algorithm>

namespace waymark {

namespace {

using Json = nlohmann::ordered_json;

Json numbers_json(const cohort::ValueCounts& values) {
  Json result{{"minimum", values.least()->to_exact_string()}, {"quartiles", Json::array()}};
  for (const auto& quartile : values.quartiles()) result["quartiles"].push_back(quartile.to_exact_string());
  result["maximum"] = values.greatest()->to_exact_string();
  auto counts = Json::object();
  for (const auto& [number, patients] : values.counts()) counts[number.to_exact_string()] = patients;
  result["counts"] = std::move(counts);
  return result;
}

Decimal read_number(const std::string& text) {
  const auto number = Decimal::parse(text);
  if (!number) throw Json::other_error::create(501, "expected a number, found " + text, nullptr);
  return *number;
}

cohort::ValueCounts read_numbers(const Json& object) {
  std::map<Decimal, std::size_t> counts;
  for (const auto& [number, patients] : object.at("counts").items())
    counts[read_number(number)] = patients.get<std::size_t>();
  return cohort::ValueCounts::restored(std::move(counts),
                                       read_number(object.at("minimum").get<std::string>()),
                                       read_number(object.at("maximum").get<std::string>()));
}

DoseSummary read_dose(const Json& object) {
  DoseSummary dose;
  dose.name = object.at("name");
  dose.unit = object.at("unit");
  dose.is_range = object.at("range");
  dose.known = object.at("known");
  dose.unknown = object.at("unknown");
  for (const auto& missing : object.at("missing")) dose.missing[missing.at("name")] = missing.at("patients");
  dose.at_least = object.at("limited").at("at_least");
  dose.at_most = object.at("limited").at("at_most");
  dose.unrounded = object.at("unrounded");
  if (object.contains("low")) dose.low = read_numbers(object.at("low"));
  if (object.contains("high")) dose.high = read_numbers(object.at("high"));
  return dose;
}

}  // namespace

Json missing_json(const Missing& list) {
  std::vector<std::pair<std::string, std::size_t>> missing(list.begin(), list.end());
  std::ranges::stable_sort(missing, std::greater{}, &std::pair<std::string, std::size_t>::second);
  auto result = Json::array();
  for (const auto& [name, patients] : missing) result.push_back({{"name", name}, {"patients", patients}});
  return result;
}

Json doses_json(const std::vector<DoseSummary>& doses) {
  auto result = Json::array();
  for (const auto& dose : doses) {
    Json entry{{"name", dose.name},   {"unit", dose.unit},       {"range", dose.is_range},
               {"known", dose.known}, {"unknown", dose.unknown}, {"missing", missing_json(dose.missing)}};
    entry["limited"] = {{"at_least", dose.at_least}, {"at_most", dose.at_most}};
    entry["unrounded"] = dose.unrounded;
    if (!dose.low.empty()) entry["low"] = numbers_json(dose.low);
    if (!dose.high.empty()) entry["high"] = numbers_json(dose.high);
    result.push_back(std::move(entry));
  }
  return result;
}

std::vector<DoseSummary> read_doses(const Json& list) {
  std::vector<DoseSummary> result;
  for (const auto& dose : list) result.push_back(read_dose(dose));
  return result;
}

}  // namespace waymark
