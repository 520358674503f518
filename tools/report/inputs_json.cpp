#include "tools/report/inputs_json.hpp"

#include <nlohmann/json.hpp>

#include "interpreter/facts/expected_form.hpp"
#include "interpreter/facts/input_names.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/needs_writer.hpp"
#include "tools/report/usual_units.hpp"
#include "tools/report/version.hpp"

namespace waymark {
namespace {

using Json = nlohmann::ordered_json;

std::string_view kind_of(TypeKind kind) {
  switch (kind) {
    case TypeKind::yes_no: return "yes_or_no";
    case TypeKind::number: return "number";
    case TypeKind::one_of: return "one_of";
    case TypeKind::any_of: return "any_of";
    case TypeKind::date: return "date";
    case TypeKind::moment: return "moment";
    case TypeKind::event: return "event";
    case TypeKind::elapsed: return "elapsed";
    case TypeKind::anything:
    case TypeKind::broken: break;
  }
  return "none";
}

void add_codes(Json& result, const std::vector<model::Code>& codes) {
  for (const auto& code : codes) result["codes"].push_back({{"system", code.system}, {"code", code.code}});
}

Json member_json(const Member& member) {
  Json result{{"id", member.id}};
  if (!member.title.empty()) result["title"] = member.title;
  add_codes(result, member.codes);
  return result;
}

void add_type(Json& result, const Type& type, const UnitTable& units) {
  result["type"] = kind_of(type.kind);
  if (type.kind == TypeKind::number || type.has_amounts) {
    if (!is_pure(*type.unit)) result["unit"] = to_string(*type.unit);
    if (const auto others = usual_units(type, units); others.size() > 1) result["units"] = others;
    if (type.whole) result["whole"] = true;
  }
  if (!type.members) return;
  result["members"] = Json::array();
  for (const auto& member : type.members->members) result["members"].push_back(member_json(member));
}

// What a fact and a parameter have in common.
template <typename Declaration>
Json declaration_json(const model::Model& model, const Declaration& declaration, const std::string& name) {
  Json result{{"name", name}};
  if (!declaration.title.empty()) result["title"] = declaration.title;
  if (!declaration.library.empty()) result["library"] = declaration.library;
  add_type(result, declaration.type, model.units);
  if (declaration.within) result["within"] = bounds_text(*declaration.within);
  result["form"] = expected_form(declaration.type, declaration.within);
  return result;
}

std::string parameter_name(const model::Model& model, model::ExprId expr) {
  const auto parameter = std::get<model::ParameterReference>(model[expr].operation).parameter;
  return InputNames{model}.name(model::Input{std::in_place_index<1>, parameter});
}

Json fact_json(const model::Model& model, const model::Fact& fact, const std::string& name) {
  auto result = declaration_json(model, fact, name);
  if (fact.plausible) result["plausible"] = bounds_text(*fact.plausible);
  if (fact.valid_for) result["valid_for"] = to_string(*fact.valid_for);
  if (fact.validity) result["valid_for"] = parameter_name(model, *fact.validity);
  add_codes(result, fact.codes);
  if (fact.from) result["from"] = model::resource_names[static_cast<std::size_t>(*fact.from)];
  return result;
}

template <typename Statement>
void add_needs(Json& list, NeedsWriter& needs, const std::vector<Statement>& statements,
               const std::vector<StatementOutcome>& outcomes) {
  for (std::size_t i = 0; i < statements.size(); ++i) {
    if (outcomes[i].status != Status::undetermined) continue;
    Json entry{{"id", statements[i].id}};
    needs.add(entry, statements[i].id, outcomes[i].needs);
    list.push_back(std::move(entry));
  }
}

}  // namespace

std::string inputs_json(const model::Model& model) {
  const InputNames names{model};
  auto facts = Json::array();
  for (model::FactId fact = 0; fact < model.facts.size(); ++fact)
    facts.push_back(
        fact_json(model, model.facts[fact], names.name(model::Input{std::in_place_index<0>, fact})));
  auto parameters = Json::array();
  for (model::ParameterId parameter = 0; parameter < model.parameters.size(); ++parameter)
    parameters.push_back(declaration_json(model, model.parameters[parameter],
                                          names.name(model::Input{std::in_place_index<1>, parameter})));
  return printed({{"waymark", version},
                  {"pathway", {{"id", model.id}, {"title", model.title}, {"version", model.version}}},
                  {"facts", std::move(facts)},
                  {"parameters", std::move(parameters)}});
}

std::string needs_json(const model::Model& model, const Outcome& outcome) {
  NeedsWriter needs{model};
  auto statements = Json::array();
  add_needs(statements, needs, model.recommendations, outcome.recommendations);
  add_needs(statements, needs, model.contraindications, outcome.contraindications);
  add_needs(statements, needs, model.notes, outcome.notes);
  return printed(
      {{"waymark", version}, {"undetermined", std::move(statements)}, {"needs", needs.names(outcome.needs)}});
}

}  // namespace waymark
