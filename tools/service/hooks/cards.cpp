#include "tools/service/hooks/cards.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "lang/text/display_text.hpp"
#include "tools/report/fhir_draft.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/needs_words.hpp"
#include "tools/report/progress_text.hpp"
#include "tools/report/safe_text.hpp"
#include "tools/report/source_words.hpp"
#include "tools/report/stable_uuid.hpp"
#include "tools/report/statement_details.hpp"
#include "tools/report/statement_text.hpp"
#include "tools/service/hooks/ordered_codes.hpp"

namespace waymark::service {
namespace {

using Json = nlohmann::ordered_json;

// A summary has fewer than 140 characters.
constexpr std::size_t most_characters = 139;

std::string_view indicator(ast::Modality modality) {
  switch (modality) {
    case ast::Modality::must:
    case ast::Modality::must_not: return "critical";
    case ast::Modality::should:
    case ast::Modality::should_not: return "warning";
    case ast::Modality::consider: break;
  }
  return "info";
}

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }

// Cut at a character, with dots where something is left out.
std::string summary_text(std::string text) {
  text = within_line(text);
  const auto count = static_cast<std::size_t>(std::ranges::count_if(text, begins_character));
  if (count <= most_characters) return text;
  std::size_t characters = 0, end = 0;
  for (; end < text.size(); ++end) {
    if (begins_character(text[end]) && ++characters == most_characters) break;
  }
  return text.substr(0, end) + "…";
}

// The first letter as a heading has it.
std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

// What a page says, a line for each entry of it.
std::vector<std::string> lines_of(const Page& page) {
  std::vector<std::string> result;
  std::string_view text = page.text();
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    const auto begin = line.find_first_not_of(' ');
    if (begin != line.npos) result.emplace_back(line.substr(begin));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

std::string markdown_list(const std::vector<std::string>& lines) {
  std::string result;
  for (const auto& line : lines) result += fmt::format("- {}\n", markdown_text(line));
  return result;
}

constexpr std::string_view override_system = "urn:waymark:override-reasons";

Json override_reasons() {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> reasons{{
      {"already-done", "It has been done, or is under way"},
      {"patient-declined", "The patient does not want it"},
      {"not-suitable", "It does not suit this patient"},
      {"record-wrong", "The record on which it rests is wrong or incomplete"},
      {"later", "Not now; to be decided later"},
  }};
  auto result = Json::array();
  for (const auto& [code, display] : reasons)
    result.push_back({{"code", code}, {"system", override_system}, {"display", display}});
  return result;
}

// The ids of a call are those of the client's own resources.
FhirSubject subject_of(const HookRequest& request) {
  FhirSubject result{{{"reference", "Patient/" + request.patient}}, nullptr};
  if (!request.encounter.empty()) result.encounter = {{"reference", "Encounter/" + request.encounter}};
  return result;
}

class CardWriter {
 public:
  CardWriter(const RunReport& report, const HookRequest& request, const RecordRemarks& remarks)
      : report_{for_reading(report)},
        request_{request},
        remarks_{remarks},
        wording_{report_},
        subject_{subject_of(request)},
        ordered_{ordered_actions(model(), request.draft_orders)} {}

  CardsAnswer write() {
    if (!outcome().applies || outcome().applies->value != Truth::no) {
      write_advised();
      write_contraindicated();
      write_cannot_say();
    }
    answer_.document = printed({{"cards", std::move(cards_)}}, JsonLayout::line);
    return std::move(answer_);
  }

 private:
  const model::Model& model() const { return report_.model(); }
  const Outcome& outcome() const { return report_.outcome; }

  // The strongest first, then in document order.
  void write_advised() {
    using enum ast::Modality;
    for (const auto modality : {must, must_not, should, should_not, consider}) {
      for (std::size_t i = 0; i < model().recommendations.size(); ++i) {
        const auto& recommendation = model().recommendations[i];
        const auto& its = outcome().recommendations[i];
        if (recommendation.modality != modality || !its.asks_for_something()) continue;
        ++answer_.advised;
        if (!is_being_ordered(recommendation)) write_advice(recommendation, its);
      }
    }
  }

  // Nobody has to be told of what they are about to order: one of a choice, or all of what belongs together.
  bool is_being_ordered(const model::Recommendation& recommendation) const {
    if (ordered_.empty() || !can_be_ordered(recommendation)) return false;
    const auto* choice = std::get_if<model::Choice>(&recommendation.target.node);
    const auto targets = model::single_targets(recommendation.target);
    const auto is_ordered = [&](const model::Target* target) {
      return ordered_.contains(std::get<model::ActionId>(target->node));
    };
    const bool one_is_enough = choice && choice->kind == ast::ChoiceKind::one_of;
    return one_is_enough ? std::ranges::any_of(targets, is_ordered)
                         : std::ranges::all_of(targets, is_ordered);
  }

  void write_advice(const model::Recommendation& recommendation, const StatementOutcome& its) {
    const auto text = fmt::format("{}: {}", capital(std::string{model::to_string(recommendation.modality)}),
                                  advice_text(wording_, model(), recommendation));
    const auto detail = detail_of(recommendation, [&](StatementDetails& details, Page& page) {
      for (const auto& line : plan_lines(report_, wording_, recommendation, its)) page.detail(line);
      details.advice(recommendation, its);
    });
    auto card = begin_card(recommendation, text, indicator(recommendation.modality), detail);
    add_suggestions(card, recommendation, its);
    finish(std::move(card), recommendation.id);
  }

  // Of what is being ordered, or all that holds where nothing is.
  void write_contraindicated() {
    for (std::size_t i = 0; i < model().contraindications.size(); ++i) {
      const auto& contraindication = model().contraindications[i];
      if (outcome().contraindications[i].status != Status::advised) continue;
      if (!std::ranges::any_of(contraindication.actions,
                               [&](model::ActionId action) { return ordered_.contains(action); }))
        continue;
      const auto text =
          fmt::format("Contraindicated, and being ordered: {}", actions_text(wording_, contraindication));
      const auto detail = detail_of(contraindication, [&](StatementDetails& details, Page&) {
        details.reasons(contraindication);
        details.because(contraindication.because);
        details.source_gaps(contraindication);
      });
      finish(begin_card(contraindication, text, "critical", detail), contraindication.id);
    }
  }

  template <typename Function>
  std::string detail_of(const model::StatementBase& statement, Function write) const {
    constexpr int one_line = 1'000'000;
    Page page{false, one_line};
    StatementDetails details{page, report_, wording_};
    write(details, page);
    auto result = markdown_list(lines_of(page));
    for (const auto& cited : statement.cites) result += "\n" + source_line(cited.statement) + "\n";
    return result;
  }

  std::string source_line(const model::CitedStatement& cited) const {
    const auto& said = model::statement(model(), cited);
    return fmt::format("> {} — {}", markdown_text(said.text), markdown_text(wording_.statement_name(cited)));
  }

  Json begin_card(const model::StatementBase& statement, const std::string& text, std::string_view sign,
                  const std::string& detail) const {
    auto summary = summary_text(text);
    Json card{
        {"uuid", stable_uuid({model().id, model().version, request_.patient, statement.id, text, detail})},
        {"summary", summary}};
    const auto whole = within_line(text);
    card["detail"] = (summary == whole ? "" : markdown_text(whole) + "\n\n") + detail;
    card["indicator"] = sign;
    card["source"] = source_json(statement);
    card["overrideReasons"] = override_reasons();
    return card;
  }

  Json source_json(const model::StatementBase& statement) const {
    Json result{{"label", within_line(model().title.empty() ? model().id : model().title)}};
    if (!statement.cites.empty()) {
      const auto& source = model().sources[statement.cites.front().statement.source];
      result["label"] = within_line(source_title(source));
      if (source.address.starts_with("https://") || source.address.starts_with("http://"))
        result["url"] = source.address;
    }
    result["topic"] = {{"system", "urn:waymark:" + model().id}, {"code", statement.id}};
    return result;
  }

  void add_suggestions(Json& card, const model::Recommendation& recommendation, const StatementOutcome& its) {
    if (!can_be_ordered(recommendation)) return;
    const auto* choice = std::get_if<model::Choice>(&recommendation.target.node);
    const bool all = choice && choice->kind != ast::ChoiceKind::one_of;
    auto suggestions = Json::array();
    for (const auto* target : model::single_targets(recommendation.target)) {
      const auto action = std::get<model::ActionId>(target->node);
      if (!is_open_alternative(report_, recommendation, action, its) || ordered_.contains(action)) continue;
      suggestions.push_back(suggestion(card, recommendation, *target));
    }
    if (suggestions.empty()) return;
    card["suggestions"] = std::move(suggestions);
    card["selectionBehavior"] = all ? "any" : "at-most-one";
  }

  Json suggestion(const Json& card, const model::Recommendation& recommendation,
                  const model::Target& target) const {
    const auto action = std::get<model::ActionId>(target.node);
    const auto label = summary_text(
        capital(fmt::format("{} {}", model::to_string(recommendation.verb), wording_.action(action))));
    auto resource = draft_resource(report_, wording_, recommendation, target, subject_);
    Json create{{"type", "create"}, {"description", label}, {"resource", std::move(resource)}};
    const auto uuid = stable_uuid({card["uuid"].get_ref<const std::string&>(), model().actions[action].id});
    return {{"label", label}, {"uuid", uuid}, {"actions", Json::array({std::move(create)})}};
  }

  // What would settle the most comes first; what a `must` waits for counts most.
  std::vector<model::Input> ranked_needs() const {
    std::map<model::Input, std::size_t> weights;
    for (std::size_t i = 0; i < model().recommendations.size(); ++i) {
      const auto& its = outcome().recommendations[i];
      if (its.status != Status::undetermined) continue;
      const auto modality = model().recommendations[i].modality;
      const std::size_t weight = indicator(modality) == "critical"  ? 9
                                 : indicator(modality) == "warning" ? 3
                                                                    : 1;
      for (const auto& input : its.needs) weights[input] += weight;
    }
    if (outcome().applies) {
      for (const auto& input : outcome().applies->needs) weights[input] += 100;
    }
    std::vector<model::Input> result;
    for (const auto& [input, weight] : weights) result.push_back(input);
    std::ranges::stable_sort(result, [&](const auto& a, const auto& b) { return weights[a] > weights[b]; });
    return result;
  }

  void write_cannot_say() {
    const auto undetermined = [](const StatementOutcome& its) { return its.status == Status::undetermined; };
    const auto count =
        static_cast<std::size_t>(std::ranges::count_if(outcome().recommendations, undetermined));
    answer_.undetermined = count;
    if (count == 0 && remarks_.lines.empty()) return;
    const auto text =
        count == 0 ? std::string{"The record was read in part"}
                   : fmt::format("Cannot be said yet: {} recommendation{}", count, count == 1 ? "" : "s");
    Json card{{"uuid", ""}, {"summary", summary_text(text)}, {"detail", cannot_say_detail(count)}};
    card["uuid"] = stable_uuid(
        {model().id, model().version, request_.patient, "", card["detail"].get_ref<const std::string&>()});
    card["indicator"] = "info";
    card["source"] = {{"label", within_line(model().title.empty() ? model().id : model().title)}};
    finish(std::move(card), "");
  }

  std::string cannot_say_detail(std::size_t count) const {
    std::string result;
    const auto needs = count == 0 ? std::vector<model::Input>{} : ranked_needs();
    if (!needs.empty()) result += "**To be recorded, what settles most first**\n\n";
    for (std::size_t i = 0; i < needs.size(); ++i)
      result += fmt::format("{}. {}\n", i + 1, markdown_text(missing_words(report_, needs[i])));
    if (count > 0) result += "\n**Not settled**\n\n" + undetermined_list();
    if (!remarks_.lines.empty()) result += "\n**About the record**\n\n" + markdown_list(remarks_.lines);
    return result;
  }

  std::string undetermined_list() const {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < model().recommendations.size(); ++i) {
      const auto& recommendation = model().recommendations[i];
      if (outcome().recommendations[i].status != Status::undetermined) continue;
      lines.push_back(fmt::format("{} {}", model::to_string(recommendation.modality),
                                  advice_text(wording_, model(), recommendation)));
    }
    return markdown_list(lines);
  }

  void finish(Json card, const std::string& statement) {
    answer_.shown.push_back({card["uuid"].get<std::string>(), statement});
    cards_.push_back(std::move(card));
  }

  RunReport report_;
  const HookRequest& request_;
  const RecordRemarks& remarks_;
  Wording wording_;
  FhirSubject subject_;
  std::set<model::ActionId> ordered_;
  Json cards_ = Json::array();
  CardsAnswer answer_;
};

}  // namespace

CardsAnswer cards(const RunReport& report, const HookRequest& request, const RecordRemarks& remarks) {
  return CardWriter{report, request, remarks}.write();
}

}  // namespace waymark::service
