#include "tools/service/hooks/prefetch.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <compare>
#include <utility>

#include <fmt/format.h>

#include "interpreter/evaluate/advice_roots.hpp"
#include "interpreter/values/elapsed.hpp"
#include "lang/model/code_system.hpp"

namespace waymark::service {
namespace {

constexpr std::string_view patient_token = "{{context.patientId}}";

// How a type of resource is searched: the parameters for codes and for the time. Where there is none for
// codes, all of it is asked for: a code may stand in a resource of its own, or what is absent has to be seen.
// `whole_code` is the parameter for codes of the resource as a whole, where `code` looks into its parts too.
struct Search {
  FhirSource source;
  std::string_view key, code, date, whole_code = {};
};
constexpr std::array searches{
    Search{FhirSource::observation, "observations", "combo-code", "date", "code"},
    Search{FhirSource::condition, "conditions", "", ""},
    Search{FhirSource::allergy, "allergies", "", ""},
    Search{FhirSource::procedure, "procedures", "code", ""},
    Search{FhirSource::immunization, "immunizations", "vaccine-code", ""},
    Search{FhirSource::encounter, "encounters", "", ""},
    Search{FhirSource::medication_ordered, "orders", "", ""},
    Search{FhirSource::medication_given, "administrations", "", ""},
    Search{FhirSource::medication_reported, "statements", "", ""},
};

// A fact, and where it is found.
struct FoundFact {
  const model::Fact* fact;
  const FactSource* source;
};

// What may stand in a query as it is; all other bytes are written as their numbers.
std::string in_query(std::string_view text) {
  std::string result;
  for (const unsigned char c : text) {
    const bool is_plain =
        std::isalnum(c) || std::string_view{"-._~:/|,"}.find(static_cast<char>(c)) != std::string_view::npos;
    result += is_plain ? std::string(1, static_cast<char>(c)) : fmt::format("%{:02X}", c);
  }
  return result;
}

std::vector<FoundFact> facts_in(const model::Model& model, const FhirBinding& binding,
                                const std::vector<model::FactId>& among, FhirSource source) {
  std::vector<FoundFact> result;
  for (const auto id : among) {
    const auto& found = binding.facts[id];
    if (found && found->source == source) result.push_back({&model.facts[id], &*found});
  }
  return result;
}

std::string codes_of(const std::vector<FoundFact>& facts) {
  std::vector<std::string> codes;
  for (const auto& found : facts) {
    for (const auto& code : found.source->codes) {
      auto token = in_query(fmt::format("{}|{}", model::uri_of_system(code.system), code.code));
      if (std::ranges::find(codes, token) == codes.end()) codes.push_back(std::move(token));
    }
  }
  return fmt::format("{}", fmt::join(codes, ","));
}

// So many days are no shorter than the time; none where it is longer than two centuries.
std::optional<std::int64_t> days_of(const Quantity& time) {
  constexpr std::int64_t most = 73'000;
  std::int64_t low = 1, high = most;
  while (low < high) {
    const auto days = (low + high) / 2;
    const Elapsed elapsed{std::pair{Moment{}, Moment{.microseconds = days * microseconds_per_day}}};
    const auto order = compare(elapsed, time);
    if (!order) return std::nullopt;
    if (*order == std::strong_ordering::less)
      low = days + 1;
    else
      high = days;
  }
  return low < most ? std::optional{low} : std::nullopt;
}

// One day more than what is asked for counts: a day begins earlier elsewhere, and months differ. nullopt
// where a fact counts however old it is, or its history does; or where it is no only if there is nothing of
// it at all, however old.
std::optional<std::int64_t> days_back(const std::vector<FoundFact>& facts) {
  std::int64_t result = 0;
  for (const auto& found : facts) {
    if (found.fact->has_history || found.fact->otherwise_no) return std::nullopt;
    const auto& time = found.source->within ? found.source->within : found.fact->valid_for;
    const auto days = time ? days_of(*time) : std::nullopt;
    if (!days) return std::nullopt;
    result = std::max(result, *days + 1);
  }
  return result;
}

std::string query_of(const Search& search, std::string_view code_parameter,
                     const std::vector<FoundFact>& facts) {
  auto query = fmt::format("{}?patient={}", resource_type(search.source), patient_token);
  const auto codes = code_parameter.empty() ? "" : codes_of(facts);
  if (!codes.empty()) query += fmt::format("&{}={}", code_parameter, codes);
  const auto days = search.date.empty() ? std::nullopt : days_back(facts);
  if (days) query += fmt::format("&{}=ge{{{{today() - {} days}}}}", search.date, *days);
  return query;
}

// Whether a fact may be a part of a resource that has another code: no binding names that code.
bool may_be_a_part(const FoundFact& found) {
  return !found.source->codes.empty() && found.source->components.empty();
}

PrefetchTemplate template_of(const Search& search, const std::vector<FoundFact>& facts) {
  PrefetchTemplate result{std::string{search.key}, std::string{resource_type(search.source)}, "", ""};
  const bool has_parts = !search.whole_code.empty() && std::ranges::any_of(facts, may_be_a_part);
  const auto whole_code = search.whole_code.empty() ? search.code : search.whole_code;
  result.query = query_of(search, has_parts ? search.code : whole_code, facts);
  if (has_parts) result.without_parts = query_of(search, whole_code, facts);
  return result;
}

bool has_next_page(const std::vector<json::Slice>& bundle) {
  return std::ranges::any_of(json::elements_of(json::find(bundle, "link")), [](std::string_view link) {
    return json::text_at(json::members_of(link), "relation") == "next";
  });
}

// What a token of a template stands for.
std::optional<std::string> value_of(std::string_view token, const std::string& patient, Date today) {
  if (token == "context.patientId") return in_query(patient);
  if (token == "today()") return to_string(today);
  constexpr std::string_view back = "today() - ", unit = " days";
  if (!token.starts_with(back) || !token.ends_with(unit)) return std::nullopt;
  token.remove_prefix(back.size());
  token.remove_suffix(unit.size());
  std::int32_t days = 0;
  if (std::from_chars(token.data(), token.data() + token.size(), days).ec != std::errc{}) return std::nullopt;
  const auto date = add_days(today, -days);
  return date ? std::optional{to_string(*date)} : std::nullopt;
}

}  // namespace

std::vector<PrefetchTemplate> prefetch_templates(const model::Model& model, const FhirBinding& binding) {
  std::vector<PrefetchTemplate> result{{"patient", "Patient", fmt::format("Patient/{}", patient_token), ""}};
  const auto among = facts_of_pathway(model);  // nobody sends more than is needed
  for (const auto& search : searches) {
    const auto facts = facts_in(model, binding, among, search.source);
    if (!facts.empty()) result.push_back(template_of(search, facts));
  }
  return result;
}

PrefetchState prefetch_state(std::string_view value) {
  if (value.empty()) return PrefetchState::not_tried;
  const auto members = json::members_of(value);
  const auto type = json::text_at(members, "resourceType");
  if (!type || *type == "OperationOutcome") return PrefetchState::failed;
  if (*type != "Bundle") return PrefetchState::found;
  if (has_next_page(members)) return PrefetchState::incomplete;
  return json::has_parts(json::find(members, "entry")) ? PrefetchState::found : PrefetchState::searched_none;
}

std::vector<Fetched> fetched(const std::vector<PrefetchTemplate>& templates,
                             const std::vector<json::Slice>& prefetch) {
  std::vector<Fetched> result;
  for (const auto& query : templates) {
    const auto value = json::find(prefetch, query.key);
    const auto state = prefetch_state(value);
    result.push_back({&query, state, has_come(state) ? value : std::string_view{}});
  }
  return result;
}

std::optional<std::string> filled_in(std::string_view query, const std::string& patient, Date today) {
  std::string result;
  std::string_view rest = query;
  for (auto begin = rest.find("{{"); begin != rest.npos; begin = rest.find("{{")) {
    const auto end = rest.find("}}", begin);
    if (end == rest.npos) return std::nullopt;
    const auto value = value_of(rest.substr(begin + 2, end - begin - 2), patient, today);
    if (!value) return std::nullopt;
    result += rest.substr(0, begin);
    result += *value;
    rest.remove_prefix(end + 2);
  }
  return result + std::string{rest};
}

}  // namespace waymark::service
