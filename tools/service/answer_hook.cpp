#include "tools/service/answer_hook.hpp"

#include <algorithm>
#include <deque>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/evaluate/evaluator.hpp"
#include "tools/report/fhir_words.hpp"
#include "tools/report/json_parts.hpp"

namespace waymark::service {
namespace {

using Json = nlohmann::ordered_json;

// What a client has to do or to know so that the cards say more.
std::string usage_requirements(const ServedPathway& pathway) {
  std::string result =
      "Without the prefetch a FHIR server that this service may ask is needed, with authorization.";
  if (!pathway.never_sent.empty())
    result += fmt::format(" No code ties these facts to FHIR, so they stay unknown: {}.",
                          fmt::join(pathway.never_sent, "; "));
  return result;
}

Json service_json(const ServedPathway& pathway, Hook hook) {
  const auto& model = pathway.model();
  const auto title = model.title.empty() ? model.id : model.title;
  const auto description =
      model.about.empty() ? fmt::format("What the pathway {} advises", model.id) : model.about.front();
  auto prefetch = Json::object();
  for (const auto& each : pathway.templates) prefetch[each.key] = each.query;
  return {{"hook", to_string(hook)},
          {"id", model.id},
          {"title", title},
          {"description", description},
          {"usageRequirements", usage_requirements(pathway)},
          {"prefetch", std::move(prefetch)}};
}

// What has come for each template; what the service asked for itself is kept here.
class Collected {
 public:
  Collected(const ServedPathway& pathway, const HookRequest& request)
      : parts_{fetched(pathway.templates, request.prefetch)} {}

  // Asks the server for what is missing, where that is allowed.
  void fetch_missing(const HookRequest& request, const HookSupport& support) {
    if (!request.fhir_server || !support.fetcher.is_allowed(*request.fhir_server)) return;
    Asking asking{request, support, support.fetcher.end_of_call(), support.fetcher.most_requests()};
    for (auto& part : parts_) {
      if (has_come(part.state)) continue;
      fetch(part, part.query->query, asking);
      if (has_come(part.state) || part.query->without_parts.empty()) continue;
      fetch(part, part.query->without_parts, asking);
      if (has_come_whole(part.state)) part.state = PrefetchState::without_parts;
    }
  }

  bool is_empty() const {
    return std::ranges::none_of(parts_, [](const Fetched& part) { return has_come(part.state); });
  }

  // Only what was searched in full says that there is none of something.
  FhirInput input() const {
    FhirInput result{{}, std::set<std::string>{}};
    for (const auto& part : parts_) {
      if (!has_come(part.state)) continue;
      result.texts.push_back(part.text);
      if (has_come_whole(part.state)) result.searched->insert(part.query->resource);
    }
    return result;
  }

  RecordRemarks remarks() const {
    RecordRemarks result;
    for (const auto& part : parts_) {
      const auto what = part.query->resource;
      if (part.state == PrefetchState::incomplete)
        result.lines.push_back(fmt::format("Only a part of the {} resources was given", what));
      if (part.state == PrefetchState::without_parts)
        result.lines.push_back(
            fmt::format("{}: not looked for among the components of panels, since the server "
                        "does not search by `combo-code`",
                        what));
      if (!has_come(part.state)) result.lines.push_back(fmt::format("{} was not looked at", what));
    }
    return result;
  }

 private:
  // A call in which a server is asked: until when, and how many requests are left.
  struct Asking {
    const HookRequest& request;
    const HookSupport& support;
    FhirFetcher::Clock::time_point until;
    std::size_t left;
  };

  void fetch(Fetched& part, std::string_view query, Asking& asking) {
    if (asking.left == 0) return;
    --asking.left;
    const auto& request = asking.request;
    const auto& fetcher = asking.support.fetcher;
    const auto filled = filled_in(query, request.patient, date_of(asking.support.now));
    auto text = filled ? fetcher.fetch(*request.fhir_server, *filled, request.access_token, asking.until)
                       : std::nullopt;
    if (!text || json::json_fault(*text, deepest_request) != json::JsonFault::none) return;
    texts_.push_back(*std::move(text));
    part.state = prefetch_state(texts_.back());
    part.text = has_come(part.state) ? std::string_view{texts_.back()} : std::string_view{};
  }

  std::vector<Fetched> parts_;
  std::deque<std::string> texts_;  // that the parts refer to
};

HttpAnswer refused_record(const std::vector<FactsProblem>& problems) {
  return {400, refusal_json(problems, JsonLayout::line)};
}

void add_not_used(const model::Model& model, const FhirPatient& record, RecordRemarks& remarks) {
  constexpr std::size_t most = 20;
  const auto count = std::min(most, record.not_used.size());
  for (std::size_t i = 0; i < count; ++i)
    remarks.lines.push_back("Not used: " + not_used_words(model, record.not_used[i]));
  if (record.not_used.size() > most)
    remarks.lines.push_back(fmt::format("Not used: {} more", record.not_used.size() - most));
  if (record.has_further_pages) remarks.lines.emplace_back(further_pages_words);
}

HttpAnswer cards_for(const ServedPathway& pathway, const HookRequest& request, const FhirPatient& record,
                     RecordRemarks remarks, const HookSupport& support) {
  add_not_used(pathway.model(), record, remarks);
  Evaluator evaluator{pathway.model(), record.patient, support.now};
  const auto outcome = decide(evaluator);
  auto answer = cards({pathway.checked.compilation, evaluator, outcome, true}, request, remarks);
  if (support.store)
    support.store->note_shown(pathway.id(), answer.shown, support.now.microseconds / microseconds_per_second);
  HttpAnswer result{200, std::move(answer.document)};
  result.counted = {pathway.id(), request.instance, answer.advised, answer.undetermined,
                    record.not_used.size()};
  return result;
}

}  // namespace

HttpAnswer answer_services(const ServedPathways& pathways) {
  auto services = Json::array();
  for (const auto& pathway : pathways) {
    for (const auto hook : {Hook::patient_view, Hook::order_sign})
      services.push_back(service_json(*pathway, hook));
  }
  return {200, printed({{"services", std::move(services)}})};
}

HttpAnswer answer_hook(const ServedPathway& pathway, const std::string& body, const HookSupport& support) {
  const auto read = read_hook_request(body);
  if (const auto* bad = std::get_if<BadRequest>(&read)) return refusal(400, bad->message);
  const auto& request = std::get<HookRequest>(read);
  Collected collected{pathway, request};
  collected.fetch_missing(request, support);
  if (collected.is_empty())
    return refusal(412, "nothing is known of the patient: no prefetch, and no FHIR server that may be asked");
  const auto record = pathway.checked.fhir_reader.read(collected.input(), support.now);
  if (const auto* problems = std::get_if<std::vector<FactsProblem>>(&record))
    return refused_record(*problems);
  const auto& patient = std::get<FhirPatient>(record);
  if (!patient.patient.id.empty() && patient.patient.id != request.patient)
    return refusal(400, "the record is not that of `context.patientId`");
  return cards_for(pathway, request, patient, collected.remarks(), support);
}

HttpAnswer answer_feedback(const ServedPathway& pathway, const std::string& body, FeedbackStore* store) {
  const auto read = read_feedback(body);
  if (const auto* bad = std::get_if<BadRequest>(&read)) return refusal(400, bad->message);
  if (store && !store->keep(pathway.id(), std::get<std::vector<CardFeedback>>(read)))
    return refusal(503, "the feedback could not be kept; please send it again");
  return {200, "{}\n"};
}

}  // namespace waymark::service
