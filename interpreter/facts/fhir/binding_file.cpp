#include "interpreter/facts/fhir/binding_file.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "interpreter/facts/input_names.hpp"
#include "lang/modules/code_list.hpp"
#include "lang/syntax/binding_parser.hpp"
#include "lang/text/suggest.hpp"

namespace waymark {

namespace {

using binding::ClauseKind;

constexpr std::array<std::pair<std::string_view, FhirSource>, 12> sources_by_word{{
    {"observation", FhirSource::observation},
    {"condition", FhirSource::condition},
    {"allergy", FhirSource::allergy},
    {"procedure", FhirSource::procedure},
    {"immunization", FhirSource::immunization},
    {"encounter", FhirSource::encounter},
    {"medication ordered", FhirSource::medication_ordered},
    {"medication given", FhirSource::medication_given},
    {"medication reported", FhirSource::medication_reported},
    {"birth_date", FhirSource::birth_date},
    {"sex", FhirSource::gender},
    {"deceased", FhirSource::deceased},
}};

constexpr std::array<std::pair<std::string_view, FhirSource>, 6> sources_by_list{{
    {"conditions", FhirSource::condition},
    {"allergies", FhirSource::allergy},
    {"procedures", FhirSource::procedure},
    {"immunizations", FhirSource::immunization},
    {"encounters", FhirSource::encounter},
    {"medications", FhirSource::medication_given},
}};

// With one blank between its words.
std::string in_one_line(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!is_blank) result += c;
    if (is_blank && !result.empty() && result.back() != ' ') result += ' ';
  }
  return result;
}

template <std::size_t Size>
std::optional<FhirSource> source_in(const std::array<std::pair<std::string_view, FhirSource>, Size>& words,
                                    std::string_view word) {
  for (const auto& [name, source] : words)
    if (name == word) return source;
  return std::nullopt;
}

bool is_statement(FhirSource source) {
  return source == FhirSource::condition || source == FhirSource::allergy;
}
bool is_of_person(FhirSource source) {
  return source == FhirSource::birth_date || source == FhirSource::gender || source == FhirSource::deceased;
}
bool is_deed(FhirSource source) {
  return source != FhirSource::observation && !is_statement(source) && !is_of_person(source);
}

bool goes_with(ClauseKind clause, FhirSource source) {
  switch (clause) {
    case ClauseKind::refuted_is_no:
    case ClauseKind::refuted_is_unknown: return is_statement(source);
    case ClauseKind::not_done_is_no:
    case ClauseKind::not_done_is_unknown: return is_deed(source) && source != FhirSource::encounter;
    case ClauseKind::preliminary_counts: return source == FhirSource::observation;
    case ClauseKind::in_progress_counts:
      return source == FhirSource::procedure || source == FhirSource::medication_given;
    case ClauseKind::list_is_complete: break;
  }
  return is_statement(source) || is_deed(source);
}

void apply(ClauseKind clause, FactSource& source) {
  switch (clause) {
    case ClauseKind::refuted_is_no: source.refuted_is_no = true; break;
    case ClauseKind::refuted_is_unknown: source.refuted_is_no = false; break;
    case ClauseKind::not_done_is_no: source.not_done_is_no = true; break;
    case ClauseKind::not_done_is_unknown: source.not_done_is_no = false; break;
    case ClauseKind::preliminary_counts: source.preliminary_counts = true; break;
    case ClauseKind::in_progress_counts: source.in_progress_counts = true; break;
    case ClauseKind::list_is_complete: source.is_complete = true; break;
  }
}

bool is_duration(const Unit& unit) { return unit.dimension == Dimension{{"time", 1}} || counts_months(unit); }

// Gives the words of one file their meaning.
class BindingCompiler {
 public:
  BindingCompiler(const model::Model& model, const SourceProvider& provider, std::filesystem::path folder,
                  Diagnostics& diagnostics, FhirBinding& result, std::set<model::FactId>& bound)
      : model_{model},
        names_{model},
        provider_{provider},
        folder_{std::move(folder)},
        diagnostics_{diagnostics},
        result_{result},
        bound_{bound} {}

  void compile(const binding::File& file) {
    const bool is_ours = !file.pathway || file.pathway->text == model_.id ||
                         (model_.site && file.pathway->text == model_.site->adapts);
    if (!is_ours) {
      diagnostics_.report(file.pathway->span, diagnostics::binding_of_other_pathway, file.pathway->text,
                          model_.id);
      return;
    }
    for (const auto& list : file.lists) read_list(list);
    if (file.zone) zone(*file.zone);
    for (const auto& each : file.units) unit_text(each, result_.unit_texts);
    for (const auto& each : file.lines) line(each);
  }

 private:
  void read_list(const binding::CodesDeclaration& list) {
    const auto text = provider_.read(folder_ / list.file.text);
    if (const auto* error = std::get_if<LoadError>(&text)) {
      diagnostics_.report(list.file.span, diagnostics::unreadable_codes, list.file.text, error->reason);
      return;
    }
    const auto read = read_code_list(std::get<std::string>(text));
    if (const auto* reason = std::get_if<std::string>(&read)) {
      diagnostics_.report(list.file.span, diagnostics::unreadable_codes, list.file.text, *reason);
      return;
    }
    const auto& codes = std::get<CodeList>(read).codes;
    if (codes.empty()) diagnostics_.report(list.file.span, diagnostics::no_codes, list.file.text);
    lists_[list.name.text] = codes;
  }

  void zone(const binding::Word& zone) {
    const auto moment = parse_moment("2000-01-01T00:00" + zone.text);
    if (!moment || zone.text.empty()) {
      diagnostics_.report(zone.span, diagnostics::no_offset, zone.text);
      return;
    }
    result_.zone_minutes = moment->offset_minutes;
  }

  void unit_text(const binding::UnitText& text, std::map<std::string, UnitPtr>& meanings) {
    const auto unit = model_.units.parse(text.unit.text);
    if (const auto* known = std::get_if<UnitPtr>(&unit)) {
      meanings[text.written.text] = *known;
      return;
    }
    diagnostics_.report(text.unit.span, diagnostics::unknown_unit, text.unit.text)
        .did_you_mean(text.unit.span, std::get<UnitError>(unit).suggestion);
  }

  void line(const binding::Line& line) {
    const auto fact = fact_of(line.fact);
    if (!fact) return;
    if (!bound_.insert(*fact).second) {
      diagnostics_.report(line.fact.span, diagnostics::bound_twice, line.fact.text);
      return;
    }
    const auto& declared = model_.facts[*fact];
    auto source = result_.facts[*fact].value_or(FactSource{.codes = declared.codes});
    if (line.source) source.source = *source_in(sources_by_word, in_one_line(line.source->text));
    if (line.listed && !listed(line, source)) return;
    if (!tells(source.source, declared.type)) {
      diagnostics_.report(line.source ? line.source->span : line.fact.span, diagnostics::bound_to_other_type,
                          to_string(source.source), describe(declared.type));
      return;
    }
    if (!line.codes.empty()) source.codes = codes(line.codes);
    source.components = codes(line.components);
    if (!line.components.empty() && source.source != FhirSource::observation)
      diagnostics_.report(line.fact.span, diagnostics::clause_of_other_source, "component",
                          to_string(source.source));
    if (line.within) source.within = duration(*line.within);
    for (const auto& each : line.clauses) clause(each, source);
    for (const auto& each : line.units) unit_text(each, source.unit_texts);
    result_.facts[*fact] = std::move(source);
  }

  // `list of conditions` says by itself where the fact is found.
  bool listed(const binding::Line& line, FactSource& source) {
    const auto named = source_in(sources_by_list, line.listed->text);
    if (!named) {
      std::vector<std::string> words;
      for (const auto& [word, each] : sources_by_list) words.emplace_back(word);
      diagnostics_
          .report(line.listed->span, diagnostics::clause_of_other_source, "list is complete",
                  line.listed->text)
          .did_you_mean(line.listed->span, nearest(line.listed->text, words));
      return false;
    }
    const bool is_medication = *named == FhirSource::medication_given && is_deed(source.source);
    if (!line.source && !is_medication) source.source = *named;
    return true;
  }

  void clause(const binding::Clause& clause, FactSource& source) {
    if (goes_with(clause.kind, source.source)) return apply(clause.kind, source);
    diagnostics_.report(clause.span, diagnostics::clause_of_other_source, text_of(clause.kind),
                        to_string(source.source));
  }

  static std::string_view text_of(ClauseKind clause) {
    switch (clause) {
      case ClauseKind::refuted_is_no: return "refuted is no";
      case ClauseKind::refuted_is_unknown: return "refuted is unknown";
      case ClauseKind::not_done_is_no: return "not done is no";
      case ClauseKind::not_done_is_unknown: return "not done is unknown";
      case ClauseKind::preliminary_counts: return "preliminary counts";
      case ClauseKind::in_progress_counts: return "in progress counts";
      case ClauseKind::list_is_complete: break;
    }
    return "list is complete";
  }

  std::optional<model::FactId> fact_of(const binding::Word& word) {
    for (const auto& input : names_.find(word.text))
      if (const auto* fact = std::get_if<0>(&input)) return *fact;
    diagnostics_.report(word.span, diagnostics::bound_no_fact, word.text)
        .did_you_mean(word.span, nearest(word.text, names_.facts()));
    return std::nullopt;
  }

  std::vector<model::Code> codes(const std::vector<binding::Codes>& groups) {
    std::vector<model::Code> result;
    for (const auto& group : groups) {
      if (group.list) add_list(*group.list, result);
      if (!group.list) check_system(group.system);
      for (const auto& each : group.codes) result.push_back({group.system.text, each.text});
    }
    return result;
  }

  void check_system(const binding::Word& system) {
    const bool is_named = std::ranges::find(model::named_systems, system.text) != model::named_systems.end();
    if (is_named || system.text.find(':') != std::string::npos) return;
    const std::vector<std::string> names{model::named_systems.begin(), model::named_systems.end()};
    diagnostics_.report(system.span, diagnostics::unknown_code_system, system.text)
        .did_you_mean(system.span, nearest(system.text, names));
  }

  void add_list(const binding::Word& name, std::vector<model::Code>& result) {
    const auto own = lists_.find(name.text);
    if (own != lists_.end()) {
      result.insert(result.end(), own->second.begin(), own->second.end());
      return;
    }
    const auto found = std::ranges::find(model_.code_lists, name.text, &model::CodeList::id);
    if (found == model_.code_lists.end()) {
      diagnostics_.report(name.span, diagnostics::unknown_codes, name.text);
      return;
    }
    result.insert(result.end(), found->codes.begin(), found->codes.end());
  }

  std::optional<Quantity> duration(const std::pair<binding::Word, binding::Word>& within) {
    const auto& [number, unit] = within;
    const auto parsed = model_.units.parse(unit.text);
    const auto* known = std::get_if<UnitPtr>(&parsed);
    const auto digits = Decimal::parse(number.text);
    if (known && digits && is_duration(**known)) return Quantity{*digits, *known};
    diagnostics_.report(join(number.span, unit.span), diagnostics::expected_duration,
                        fmt::format("`{} {}`", number.text, unit.text));
    return std::nullopt;
  }

  const model::Model& model_;
  InputNames names_;
  const SourceProvider& provider_;
  std::filesystem::path folder_;
  Diagnostics& diagnostics_;
  FhirBinding& result_;
  std::set<model::FactId>& bound_;
  std::map<std::string, std::vector<model::Code>> lists_;
};

bool needs_codes(const FactSource& source) {
  return !is_of_person(source.source) && source.source != FhirSource::encounter;
}

// Where a code of several systems or components stands for a fact.
struct CodeUse {
  FhirSource source;
  std::string system, code, component;
  auto operator<=>(const CodeUse&) const = default;
};

}  // namespace

bool tells(FhirSource source, const Type& type) {
  const bool plain_event = type.kind == TypeKind::event && !type.has_amounts;
  const bool happened = type.kind == TypeKind::yes_no || plain_event;
  switch (source) {
    case FhirSource::observation: return type.kind != TypeKind::any_of && !type.has_amounts;
    case FhirSource::condition:
    case FhirSource::allergy: return happened || type.kind == TypeKind::any_of;
    case FhirSource::medication_given: return happened || type.kind == TypeKind::event;
    case FhirSource::procedure:
    case FhirSource::immunization:
    case FhirSource::encounter:
    case FhirSource::medication_ordered:
    case FhirSource::medication_reported:
    case FhirSource::deceased: return happened;
    case FhirSource::birth_date: return type.kind == TypeKind::date;
    case FhirSource::gender: break;
  }
  return type.kind == TypeKind::one_of;
}

FhirBinding compile_binding(const model::Model& model, const std::vector<BindingText>& files,
                            Sources& sources, const SourceProvider& provider, Diagnostics& diagnostics) {
  auto result = binding_of(model);
  std::set<model::FactId> bound;
  for (const auto& file : files) {
    const auto number = sources.add(file.name, file.text);
    const auto read = parse_binding(sources[number].text(), number, diagnostics);
    BindingCompiler{model, provider, file.folder, diagnostics, result, bound}.compile(read);
  }
  return result;
}

static void report_shared_codes(const model::Model& model, model::FactId id, const FactSource& source,
                                std::map<CodeUse, model::FactId>& uses, Diagnostics& diagnostics) {
  for (const auto& code : source.codes) {
    const auto component = source.components.empty() ? std::string{} : source.components.front().code;
    const auto [use, is_new] = uses.try_emplace({source.source, code.system, code.code, component}, id);
    if (!is_new)
      diagnostics.report(model.facts[id].span, diagnostics::shared_code, code.system, code.code,
                         model.facts[use->second].id, model.facts[id].id);
  }
}

void check_binding(const model::Model& model, const FhirBinding& binding, const std::set<model::FactId>& used,
                   Diagnostics& diagnostics) {
  std::map<CodeUse, model::FactId> uses;
  for (model::FactId id = 0; id < model.facts.size(); ++id) {
    const auto& fact = model.facts[id];
    const auto& source = binding.facts[id];
    if (!fact.library.empty() && !used.contains(id)) continue;
    const bool is_set = fact.type.kind == TypeKind::any_of;
    const bool is_reached = source && (is_set || !source->codes.empty() || !needs_codes(*source));
    if (!is_reached) {
      diagnostics.report(fact.span, diagnostics::unreached_fact, fact.id);
      continue;
    }
    const bool is_coded =
        is_set || (fact.type.kind == TypeKind::one_of && source->source == FhirSource::observation);
    for (const auto& member : is_coded ? fact.type.members->members : std::vector<Member>{})
      if (member.codes.empty())
        diagnostics.report(member.span, diagnostics::member_without_code, member.id, fact.id);
    report_shared_codes(model, id, *source, uses, diagnostics);
  }
}

}  // namespace waymark
