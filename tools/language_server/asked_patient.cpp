#include "tools/language_server/asked_patient.hpp"

#include <fmt/format.h>

#include "interpreter/facts/json/facts_json.hpp"
#include "interpreter/facts/scenario_patient.hpp"
#include "tools/report/present_moment.hpp"

namespace waymark::lsp {

std::variant<const model::Model*, ResponseError> checked_model(const Request& request) {
  const auto& model = request.snapshot().compilation().model;
  if (!model) return ResponseError{ErrorCode::request_failed, "the pathway has errors"};
  return &*model;
}

bool is_own(const model::Model& model, std::uint32_t scenario) {
  return model.scenarios[scenario].library.empty() || model.is_library;
}

std::optional<std::uint32_t> scenario_named(const model::Model& model, const std::string& name) {
  for (std::uint32_t i = 0; i < model.scenarios.size(); ++i) {
    if (is_own(model, i) && model.scenarios[i].name == name) return i;
  }
  return std::nullopt;
}

std::variant<AskedPatient, std::vector<FactsProblem>, ResponseError> asked_patient(const model::Model& model,
                                                                                   const Json& params) {
  if (const auto name = find_text(params, {"scenario"})) {
    const auto scenario = scenario_named(model, *name);
    if (!scenario)
      return ResponseError{ErrorCode::invalid_params, fmt::format("there is no scenario \"{}\"", *name)};
    auto given = scenario_patient(model, *scenario);
    return AskedPatient{std::move(given.patient), given.at};
  }
  const auto* document = find(params, {"patient"});
  if (!document || !(document->is_object() || document->is_string()))
    return ResponseError{ErrorCode::invalid_params,
                         "neither `scenario` nor `patient` says who the patient is"};
  auto read =
      read_patient(document->is_string() ? document->get<std::string>() : document->dump(), model, {});
  if (auto* problems = std::get_if<std::vector<FactsProblem>>(&read)) return std::move(*problems);
  auto& patient = std::get<Patient>(read);
  const auto at = patient.at;
  return AskedPatient{std::move(patient), at.value_or(present_moment()), !at};
}

}  // namespace waymark::lsp
