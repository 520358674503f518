#include "tools/report/bind_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "interpreter/facts/input_names.hpp"
#include "tools/report/fhir_words.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/statement_text.hpp"
#include "tools/report/text_layout.hpp"
#include "tools/report/version.hpp"

namespace waymark {

namespace {

using Json = nlohmann::ordered_json;

std::string code_text(const model::Code& code) { return fmt::format("{} {}", code.system, code.code); }

// "observation loinc 2160-0"
std::string looked_for(const FactSource& source) {
  constexpr std::size_t most_codes = 4;
  std::vector<std::string> codes;
  for (const auto& code : source.codes) {
    if (codes.size() == most_codes) break;
    codes.push_back(code_text(code));
  }
  auto result = std::string{to_string(source.source)};
  if (!codes.empty()) result += fmt::format(" {}", fmt::join(codes, ", "));
  if (source.codes.size() > most_codes)
    result += fmt::format(" and {} more", source.codes.size() - most_codes);
  if (!source.components.empty())
    result += fmt::format(", component {}", code_text(source.components.front()));
  return result;
}

std::string used_text(const UsedReading& reading) {
  const auto place =
      reading.element.empty() ? reading.resource : fmt::format("{} {}", reading.resource, reading.element);
  const auto when = reading.time ? fmt::format(", {}", moment_text(*reading.time)) : "";
  return fmt::format("{} from {}{}", reading.as_given, place, when);
}

class BindWriter {
 public:
  explicit BindWriter(const BindReport& report) : report_{report}, names_{report.model} {}

  std::string text(bool color) const {
    Page page{color};
    const auto& model = report_.model;
    const auto& patient = report_.record.patient.id;
    page.title(fmt::format("{} {}  {}", model.id, model.version, model.title),
               patient.empty() ? moment_text(report_.at)
                               : fmt::format("{} at {}", patient, moment_text(report_.at)));
    used(page);
    missing(page);
    unused(page);
    return page.text();
  }

  Json json() const {
    const auto& model = report_.model;
    Json result{{"waymark", version},
                {"pathway", {{"id", model.id}, {"title", model.title}, {"version", model.version}}}};
    if (!report_.record.patient.id.empty()) result["patient"] = report_.record.patient.id;
    result["at"] = to_string(report_.at);
    result["resources"] = report_.record.resources;
    add_not_used(result, model, &report_.record);
    result["facts"] = Json::array();
    for (model::FactId fact = 0; fact < model.facts.size(); ++fact)
      result["facts"].push_back(fact_json(fact));
    result["unused_codes"] = Json::array();
    for (const auto& each : report_.record.unused_codes) result["unused_codes"].push_back(code_json(each));
    result["other_resources"] = report_.record.other_resources;
    return result;
  }

 private:
  std::string name(model::FactId fact) const {
    return names_.name(model::Input{std::in_place_index<0>, fact});
  }

  template <typename Function>
  void each_used(model::FactId fact, Function function) const {
    for (const auto& reading : report_.record.used)
      if (reading.fact == fact) function(reading);
  }

  std::vector<std::string> reasons(model::FactId fact) const {
    std::vector<std::string> result;
    for (const auto& reading : report_.record.not_used) {
      if (reading.fact != fact) continue;
      result.push_back(fmt::format("{}: {}", reading.resource, not_used_reason(reading)));
    }
    return result;
  }

  void used(Page& page) const {
    bool has_heading = false;
    for (model::FactId fact = 0; fact < report_.model.facts.size(); ++fact) {
      std::vector<std::string> lines;
      each_used(fact, [&](const UsedReading& reading) { lines.push_back(used_text(reading)); });
      if (lines.empty()) continue;
      if (!std::exchange(has_heading, true)) page.heading("FROM THE RECORD");
      page.entry({"", name(fact), ""});
      for (const auto& line : lines) page.detail(line);
      for (const auto& line : reasons(fact)) page.detail("not used: " + line);
    }
  }

  void missing(Page& page) const {
    std::vector<std::string> unbound;
    bool has_heading = false;
    for (model::FactId fact = 0; fact < report_.model.facts.size(); ++fact) {
      bool is_used = false;
      each_used(fact, [&](const UsedReading&) { is_used = true; });
      const auto& source = report_.binding.facts[fact];
      if (!source) unbound.push_back(name(fact));
      if (is_used || !source) continue;
      if (!std::exchange(has_heading, true)) page.heading("NOT IN THE RECORD");
      page.entry({"", name(fact), ""});
      page.detail("looked for " + looked_for(*source));
      for (const auto& line : reasons(fact)) page.detail("not used: " + line);
    }
    if (unbound.empty()) return;
    page.heading("NEVER READ FROM FHIR");
    page.entry({"", fmt::format("{}", fmt::join(unbound, ", ")), ""});
  }

  void unused(Page& page) const {
    if (!report_.record.unused_codes.empty()) page.heading("CODES THAT NOTHING USES");
    for (const auto& each : report_.record.unused_codes) {
      const auto display = each.display.empty() ? "" : fmt::format(" \"{}\"", each.display);
      page.entry({"",
                  fmt::format("{} {}{}, {}", each.resource, code_text(each.code), display,
                              each.count == 1 ? "once" : fmt::format("{} times", each.count)),
                  ""});
    }
    if (!report_.record.other_resources.empty()) page.heading("RESOURCES THAT ARE NOT READ");
    for (const auto& [type, count] : report_.record.other_resources)
      page.entry({"", fmt::format("{} {}", count, type), ""});
  }

  Json fact_json(model::FactId fact) const {
    Json result{{"fact", name(fact)}};
    const auto& source = report_.binding.facts[fact];
    result["source"] = source ? Json(to_string(source->source)) : Json(nullptr);
    result["codes"] = Json::array();
    for (const auto& code : source ? source->codes : std::vector<model::Code>{})
      result["codes"].push_back({{"system", code.system}, {"code", code.code}});
    result["used"] = Json::array();
    each_used(fact, [&](const UsedReading& reading) {
      Json used{{"resource", reading.resource}};
      if (!reading.element.empty()) used["element"] = reading.element;
      used["value"] = reading.as_given;
      if (reading.time) used["time"] = to_string(*reading.time);
      result["used"].push_back(std::move(used));
    });
    return result;
  }

  static Json code_json(const UnusedCode& unused) {
    Json result{{"resource", unused.resource}, {"system", unused.code.system}, {"code", unused.code.code}};
    if (!unused.display.empty()) result["display"] = unused.display;
    result["count"] = unused.count;
    return result;
  }

  const BindReport& report_;
  InputNames names_;
};

}  // namespace

std::string bind_text(const BindReport& report, bool color) { return BindWriter{report}.text(color); }

std::string bind_json(const BindReport& report) { return printed(BindWriter{report}.json()); }

}  // namespace waymark
