#include "tools/document/document_words.hpp"

#include <fmt/format.h>

namespace waymark {

namespace {

void append(std::vector<AdviceLine>& lines, std::string_view kind, std::string_view lead,
            const std::vector<std::string>& texts) {
  for (const auto& text : texts) lines.push_back({kind, fmt::format("{}{}", lead, text)});
}

}  // namespace

std::vector<AdviceLine> lines_of(const DocumentAdvice& advice) {
  std::vector<AdviceLine> result;
  append(result, "condition", "", advice.conditions);
  append(result, "reason", "because ", advice.reasons);
  append(result, "detail", "", advice.details);
  append(result, "reading", "our reading: ", advice.readings);
  append(result, "silent", "the source does not speak of: ", advice.silent);
  append(result, "local", "", advice.local);
  append(result, "changed", "", advice.changes);
  return result;
}

std::vector<StatementGap> gaps_of(const DocumentStatement& statement) {
  std::vector<StatementGap> result;
  if (statement.incomplete) result.push_back({"incomplete", "Source incomplete", *statement.incomplete});
  if (statement.outside) result.push_back({"outside", "Outside of this pathway", *statement.outside});
  for (const auto& term : statement.open) result.push_back({"open", "Source leaves open", term});
  return result;
}

std::string references_of(const DocumentStatement& statement) {
  return statement.refs.empty() ? "" : fmt::format("[{}]", fmt::join(statement.refs, ", "));
}

std::string_view no_advice_words(const DocumentStatement& statement) {
  if (statement.outside) return "Nothing is advised for it: it is outside of this pathway.";
  return "Nothing is advised for it.";
}

std::string property_words(const DocumentProperty& property) {
  return fmt::format("{}: {}", property.is_never ? "never" : "always", property.text);
}

std::string proof_words(const DocumentProof& proof) {
  return fmt::format("{} proved, {} refuted, {} not proved; asked {}", proof.proved, proof.refuted,
                     proof.not_proved, proof.asked);
}

std::string value_words(const DocumentParameter& parameter) {
  return parameter.value ? *parameter.value : "no number in the source; each site sets it";
}

}  // namespace waymark
