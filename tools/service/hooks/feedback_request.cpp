#include "tools/service/hooks/feedback_request.hpp"

#include <algorithm>
#include <cctype>

#include "lang/quantity/calendar.hpp"

namespace waymark::service {
namespace {

constexpr std::size_t most_entries = 1000, longest_code = 64;

// A code, and no text in which somebody could write about a patient.
bool is_code(std::string_view text) {
  const auto fits = [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_' || c == '.'; };
  return !text.empty() && text.size() <= longest_code && std::ranges::all_of(text, fits);
}

// The first problem; empty where there is none.
std::string read_outcome(const std::vector<json::Slice>& members, CardFeedback& result) {
  const auto outcome = json::text_at(members, "outcome");
  if (outcome != "accepted" && outcome != "overridden") return "`outcome` is neither accepted nor overridden";
  result.accepted = outcome == "accepted";
  const auto time = json::text_at(members, "outcomeTimestamp");
  const auto moment = time ? parse_moment(*time) : std::nullopt;
  if (!moment) return "`outcomeTimestamp` is missing, or no moment";
  result.time = to_string(Moment{moment->microseconds, 0});
  return "";
}

std::string read_suggestions(const std::vector<json::Slice>& members, CardFeedback& result) {
  const auto text = json::find(members, "acceptedSuggestions");
  if (text.empty() || json::is_null(text)) return "";
  if (!json::is_list(text)) return "`acceptedSuggestions` is no list";
  for (const auto suggestion : json::elements_of(text)) {
    auto id = json::text_at(json::members_of(suggestion), "id");
    if (!id || !is_uuid(*id)) return "an accepted suggestion has no `id` that is a UUID";
    result.suggestions.push_back(*std::move(id));
  }
  return "";
}

std::string read_reason(const std::vector<json::Slice>& members, CardFeedback& result) {
  const auto text = json::find(members, "overrideReason");
  if (text.empty() || json::is_null(text)) return "";
  if (!json::is_object(text)) return "`overrideReason` is no object";
  const auto reason = json::find(json::members_of(text), "reason");
  if (reason.empty() || json::is_null(reason)) return "";
  result.reason = json::text_at(json::members_of(reason), "code").value_or("");
  return is_code(result.reason) ? "" : "`overrideReason.reason.code` is missing, or no code";
}

std::variant<CardFeedback, BadRequest> read_one(std::string_view text) {
  const auto members = json::members_of(text);
  CardFeedback result;
  result.card = json::text_at(members, "card").value_or("");
  if (!is_uuid(result.card)) return BadRequest{"`card` is missing, or no UUID"};
  std::ranges::transform(result.card, result.card.begin(), [](unsigned char c) { return std::tolower(c); });
  for (const auto read : {read_outcome, read_suggestions, read_reason}) {
    if (auto problem = read(members, result); !problem.empty()) return BadRequest{std::move(problem)};
  }
  return result;
}

}  // namespace

std::variant<std::vector<CardFeedback>, BadRequest> read_feedback(std::string_view body) {
  if (json::json_fault(body, deepest_request) != json::JsonFault::none)
    return BadRequest{"the body is no JSON, or nested too deep"};
  const auto list = json::find(json::members_of(body), "feedback");
  if (!json::is_list(list)) return BadRequest{"`feedback` is missing, or no list"};
  const auto entries = json::elements_of(list);
  if (entries.empty()) return BadRequest{"`feedback` is empty"};
  if (entries.size() > most_entries) return BadRequest{"`feedback` has too many entries"};
  std::vector<CardFeedback> result;
  for (const auto entry : entries) {
    auto one = read_one(entry);
    if (auto* bad = std::get_if<BadRequest>(&one)) return std::move(*bad);
    result.push_back(std::get<CardFeedback>(std::move(one)));
  }
  return result;
}

}  // namespace waymark::service
