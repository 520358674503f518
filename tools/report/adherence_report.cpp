#include "tools/report/adherence_report.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "tools/report/json_parts.hpp"
#include "tools/report/text_layout.hpp"
#include "tools/report/version.hpp"

namespace waymark {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array all_ends = {RoundEnd::before, RoundEnd::in_time, RoundEnd::late,   RoundEnd::missed,
                                 RoundEnd::lapsed, RoundEnd::open,    RoundEnd::unknown};
constexpr int lower_quartile = 25, median = 50, upper_quartile = 75;

std::string words(RoundEnd end) {
  switch (end) {
    case RoundEnd::before: return "done before";
    case RoundEnd::in_time: return "in time";
    case RoundEnd::late:
    case RoundEnd::missed:
    case RoundEnd::lapsed: break;
    case RoundEnd::open: return "open when the record ended";
    case RoundEnd::unknown: return "not known";
  }
  return std::string{to_string(end)};
}

// The two largest parts: `27 days 8 h`, `50 min`.
std::string duration_text(std::int64_t seconds) {
  constexpr std::int64_t minute = 60, hour = 60 * minute, day = 24 * hour;
  constexpr std::array<std::pair<std::int64_t, std::string_view>, 4> units{
      {{day, "days"}, {hour, "h"}, {minute, "min"}, {1, "s"}}};
  std::string result = seconds < 0 ? "-" : "";
  auto rest = seconds < 0 ? -seconds : seconds;
  const auto first = std::ranges::find_if(units, [&](const auto& unit) { return rest >= unit.first; });
  if (first == units.end()) return "0 s";
  result += fmt::format("{} {}", rest / first->first,
                        first->first == day && rest < 2 * day ? "day" : first->second);
  rest %= first->first;
  const auto second = std::next(first);
  if (second == units.end() || rest < second->first) return result;
  return result + fmt::format(" {} {}", rest / second->first, second->second);
}

std::string counts_text(const AdherenceCount& count) {
  std::vector<std::string> parts;
  for (const auto end : all_ends) {
    if (count.of(end) > 0) parts.push_back(fmt::format("{} {}", count.of(end), words(end)));
  }
  if (count.out_of_order > 0) parts.push_back(fmt::format("{} out of order", count.out_of_order));
  return fmt::format("{}", fmt::join(parts, ", "));
}

class AdherencePage {
 public:
  AdherencePage(const AdherenceReport& report, bool color) : report_{report}, page_{color} {}

  std::string write() {
    const auto& model = report_.model;
    page_.title(
        fmt::format("{} {}  {}", model.id, model.version, model.title),
        fmt::format("{} {}", report_.whole.patients, report_.whole.patients == 1 ? "patient" : "patients"));
    page_.blank_line();
    counts(report_.whole);
    for (const auto& [value, sum] : report_.groups) {
      page_.heading(fmt::format("{} = {} ({})", *report_.group_by, value, sum.patients));
      counts(sum);
    }
    return page_.text();
  }

 private:
  void counts(const Adherence& sum) {
    bool any = false;
    for (std::size_t i = 0; i < sum.recommendations.size(); ++i) {
      const auto& count = sum.recommendations[i];
      if (count.rounds == 0) continue;
      any = true;
      page_.entry({"", report_.model.recommendations[i].id, ""});
      page_.detail(counts_text(count), 2);
      if (const auto middle = count.to_done.percentile(median)) {
        page_.detail(fmt::format("done after {} (median; quartiles {} and {})", duration_text(*middle),
                                 duration_text(*count.to_done.percentile(lower_quartile)),
                                 duration_text(*count.to_done.percentile(upper_quartile))),
                     2);
      }
    }
    if (!any) page_.entry({"", "Nothing whose progress can be told was advised to anybody.", ""});
  }

  const AdherenceReport& report_;
  Page page_;
};

Json count_json(const std::string& id, const AdherenceCount& count) {
  Json result{{"id", id}, {"patients", count.patients}, {"rounds", count.rounds}};
  for (const auto end : all_ends) result[std::string{to_string(end)}] = count.of(end);
  result["out_of_order"] = count.out_of_order;
  if (count.to_done.size() > 0) {
    result["seconds_to_done"] = {{"lower_quartile", *count.to_done.percentile(lower_quartile)},
                                 {"median", *count.to_done.percentile(median)},
                                 {"upper_quartile", *count.to_done.percentile(upper_quartile)}};
  }
  return result;
}

Json counts_json(const model::Model& model, const Adherence& sum) {
  auto result = Json::array();
  for (std::size_t i = 0; i < sum.recommendations.size(); ++i) {
    if (has_progress(model.recommendations[i]))
      result.push_back(count_json(model.recommendations[i].id, sum.recommendations[i]));
  }
  return result;
}

Json round_json(const model::Model& model, const Round& round, const Moment& at) {
  Json result{{"id", model.recommendations[round.recommendation].id}, {"begins", to_string(round.begins)}};
  if (round.opens) result["opens"] = planned_text(*round.opens, at);
  if (round.due) result["due"] = planned_text(*round.due, at);
  result["outcome"] = to_string(round.end);
  if (round.ends) result["ends"] = to_string(*round.ends);
  if (const auto late = round.microseconds_late()) result["seconds_late"] = *late / microseconds_per_second;
  if (round.out_of_order) result["out_of_order"] = true;
  return result;
}

std::string quoted_cell(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == text.npos) return text;
  std::string result = "\"";
  for (const char c : text) result += c == '"' ? std::string{"\"\""} : std::string{c};
  return result + '"';
}

std::string round_cells(const model::Model& model, const std::string& patient, const Round& round,
                        const Moment& at) {
  const auto planned = [&](const std::optional<PlannedMoment>& moment) {
    return moment ? planned_text(*moment, at) : "";
  };
  const auto late = round.microseconds_late();
  return fmt::format(
      "{},{},{},{},{},{},{},{},{}\n", quoted_cell(patient), model.recommendations[round.recommendation].id,
      to_string(round.begins), planned(round.opens), planned(round.due), to_string(round.end),
      round.ends ? to_string(*round.ends) : "", late ? std::to_string(*late / microseconds_per_second) : "",
      round.out_of_order ? "yes" : "no");
}

}  // namespace

std::string adherence_text(const AdherenceReport& report, bool color) {
  return AdherencePage{report, color}.write();
}

std::string adherence_json(const AdherenceReport& report) {
  const auto& model = report.model;
  Json result{{"waymark", version},
              {"pathway", {{"id", model.id}, {"title", model.title}, {"version", model.version}}},
              {"patients", report.whole.patients},
              {"rejected", report.rejected},
              {"recommendations", counts_json(model, report.whole)}};
  if (report.group_by) {
    result["group_by"] = *report.group_by;
    result["groups"] = Json::array();
    for (const auto& [value, sum] : report.groups) {
      result["groups"].push_back(
          {{"value", value}, {"patients", sum.patients}, {"recommendations", counts_json(model, sum)}});
    }
  }
  return printed(result);
}

RoundRows round_rows(const std::string& file) {
  if (!file.ends_with(".csv")) return {};
  return {"patient,id,begins,opens,due,outcome,ends,seconds_late,out_of_order\n", true};
}

std::string RoundRows::patient(const model::Model& model, const std::string& patient,
                               const std::vector<Round>& rounds, const Moment& at) const {
  if (is_table) {
    std::string result;
    for (const auto& round : rounds) result += round_cells(model, patient, round, at);
    return result;
  }
  auto list = Json::array();
  for (const auto& round : rounds) list.push_back(round_json(model, round, at));
  return printed(Json{{"patient", patient}, {"rounds", std::move(list)}}, JsonLayout::line);
}

}  // namespace waymark
