// What recommendations, contraindications and notes say.
#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "interpreter/diff/declarations.hpp"
#include "lang/text/one_line.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark::diff {
namespace {

using model::ExprId;
using model::StatementKind;
using model::StatementReference;

std::string what(StatementKind kind) {
  switch (kind) {
    case StatementKind::recommendation: return "recommendation";
    case StatementKind::contraindication: return "contraindication";
    case StatementKind::note: break;
  }
  return "note";
}

std::string joined(const std::vector<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string actions_text(const model::Model& model, const std::vector<model::ActionId>& actions) {
  std::vector<std::string> ids;
  for (const auto action : actions) ids.push_back(model.actions[action].id);
  return joined(ids);
}

std::string target_text(const model::Model& model, const model::Target& target) {
  const auto* choice = std::get_if<model::Choice>(&target.node);
  if (!choice) return model.actions[std::get<model::ActionId>(target.node)].id;
  std::vector<std::string> options;
  for (const auto& option : choice->options) options.push_back(target_text(model, option));
  return fmt::format("{} ({})", choice->kind == ast::ChoiceKind::one_of ? "one of" : "all of",
                     joined(options));
}

std::string strength_text(const std::optional<ast::Strength>& strength) {
  if (!strength) return "";
  return *strength == ast::Strength::strong ? "strong" : "conditional";
}

std::string certainty_text(const std::optional<ast::Certainty>& certainty) {
  if (!certainty) return "";
  switch (*certainty) {
    case ast::Certainty::high: return "high";
    case ast::Certainty::moderate: return "moderate";
    case ast::Certainty::low: return "low";
    case ast::Certainty::very_low: break;
  }
  return "very low";
}

std::string citations_text(const model::StatementBase& statement) {
  std::vector<std::string> result;
  for (const auto& cite : statement.cites) result.push_back(cite.text);
  return joined(result);
}

std::string templates_text(const Side& side, const std::vector<model::Template>& templates) {
  std::vector<std::string> result;
  for (const auto& each : templates) result.push_back(one_line(side.sources.text(each.span)));
  return joined(result);
}

std::string precedes_text(const model::Model& model, const model::Recommendation& recommendation) {
  std::vector<std::string> ids;
  for (const auto id : recommendation.precedes) ids.push_back(model.recommendations[id].id);
  return joined(ids);
}

// Something that is worked out: how it is written, and what it means.
struct Computed {
  std::string text;
  std::vector<std::uint32_t> meanings;
};

class StatementChanges {
 public:
  StatementChanges(const Side& before, const Side& after, const Counterparts& counterparts,
                   const Meanings& meanings)
      : before_{before}, after_{after}, counterparts_{counterparts}, meanings_{meanings} {}

  std::vector<DeclarationChange> collect() {
    for (const auto& each : counterparts_.removed) whole(ChangeKind::removed, before_.model, each);
    for (const auto& each : counterparts_.added) whole(ChangeKind::added, after_.model, each);
    for (const auto& [from, to] : counterparts_.statements) pair(from, to);
    return std::move(result_);
  }

 private:
  void whole(ChangeKind kind, const model::Model& model, const StatementReference& statement) {
    result_.push_back({kind, what(statement.kind), model::statement(model, statement).id, "", "", ""});
  }

  void pair(const StatementReference& from, const StatementReference& to) {
    kind_ = from.kind;
    const auto& old = model::statement(before_.model, from);
    const auto& young = model::statement(after_.model, to);
    id_ = old.id;
    switch (from.kind) {
      case StatementKind::recommendation:
        recommendation(before_.model.recommendations[from.index], after_.model.recommendations[to.index]);
        break;
      case StatementKind::contraindication:
        contraindication(before_.model.contraindications[from.index],
                         after_.model.contraindications[to.index]);
        break;
      case StatementKind::note: {
        const auto says = [](const Side& side, const model::Note& note) {
          return note.says ? one_line(side.sources.text(note.says->span)) : "";
        };
        compare("says", says(before_, before_.model.notes[from.index]),
                says(after_, after_.model.notes[to.index]));
      }
    }
    compare("cite", citations_text(old), citations_text(young));
    compare("interprets", joined(old.interprets), joined(young.interprets));
    compare("silent", joined(old.silent), joined(young.silent));
  }

  void recommendation(const model::Recommendation& old, const model::Recommendation& young) {
    compare("modality", std::string{model::to_string(old.modality)},
            std::string{model::to_string(young.modality)});
    compare("verb", std::string{model::to_string(old.verb)}, std::string{model::to_string(young.verb)});
    compare("actions", target_text(before_.model, old.target), target_text(after_.model, young.target));
    regimens(old, young);
    plan(old, young);
    compare("promptly", old.promptly ? "yes" : "no", young.promptly ? "yes" : "no");
    compare("strength", strength_text(old.strength), strength_text(young.strength));
    compare("certainty", certainty_text(old.certainty), certainty_text(young.certainty));
    compare("because", templates_text(before_, old.because), templates_text(after_, young.because));
  }

  void plan(const model::Recommendation& old, const model::Recommendation& young) {
    const auto time = [](const auto& within) {
      return within ? std::optional{within->time} : std::optional<model::ExprRange>{};
    };
    const auto of = [](const auto& within) { return as_range(within ? within->of : std::nullopt); };
    computed("within", time(old.within), time(young.within));
    computed("within ... of", of(old.within), of(young.within));
    computed("done when", as_range(old.done), as_range(young.done));
    compare("precedes", precedes_text(before_.model, old), precedes_text(after_.model, young));
    computed("target", as_range(old.aim), as_range(young.aim));
  }

  // By what it is called: `dose`, `then dose`, `dose of heparin`. What only one of both says comes behind
  // what both say.
  void regimens(const model::Recommendation& old, const model::Recommendation& young) {
    const auto first = regimen_of(before_, meanings_.before, old);
    auto second = regimen_of(after_, meanings_.after, young);
    for (const auto& [attribute, computed] : first) {
      const auto found = std::ranges::find(second, attribute, &Named::first);
      compare_computed(attribute, computed, found == second.end() ? Computed{} : found->second);
      if (found != second.end()) second.erase(found);
    }
    for (const auto& [attribute, computed] : second) compare_computed(attribute, {}, computed);
  }

  using Named = std::pair<std::string, Computed>;

  static std::vector<Named> regimen_of(const Side& side, const std::vector<std::uint32_t>& meanings,
                                       const model::Recommendation& recommendation) {
    std::vector<Named> result;
    append_steps(side, meanings, recommendation.steps, "", result);
    append_alternatives(side, meanings, recommendation.target, result);
    return result;
  }

  static void append_alternatives(const Side& side, const std::vector<std::uint32_t>& meanings,
                                  const model::Target& target, std::vector<Named>& result) {
    const auto suffix = " of " + target_text(side.model, target);
    append_steps(side, meanings, target.steps, suffix, result);
    if (target.when) result.push_back({"when" + suffix, read(side, meanings, as_range(target.when))});
    const auto* choice = std::get_if<model::Choice>(&target.node);
    if (!choice) return;
    for (const auto& option : choice->options) append_alternatives(side, meanings, option, result);
  }

  static void append_steps(const Side& side, const std::vector<std::uint32_t>& meanings,
                           const std::vector<model::Regimen>& steps, const std::string& suffix,
                           std::vector<Named>& result) {
    std::string before;
    for (const auto& step : steps) {
      const auto name = [&](std::string_view attribute) {
        return fmt::format("{}{}{}", before, attribute, suffix);
      };
      if (step.dose) result.push_back({name("dose"), read(side, meanings, *step.dose)});
      if (step.every) result.push_back({name("every"), read(side, meanings, step.every)});
      if (step.duration) result.push_back({name("for"), read(side, meanings, step.duration)});
      if (step.route) result.push_back({name("route"), Computed{*step.route, {}}});
      before += "then ";
    }
  }

  // With its limits and its rounding, as it is written; plain ones without the word before them.
  static Computed read(const Side& side, const std::vector<std::uint32_t>& meanings,
                       const model::Dose& dose) {
    const bool is_plain = !dose.of && !dose.step && dose.at_least.empty() && dose.at_most.empty();
    auto result = read(side, meanings, std::optional<model::ExprRange>{dose});
    if (is_plain) return result;
    result.text = one_line(side.sources.text(dose.span));
    constexpr std::string_view word = "dose ";
    if (result.text.starts_with(word)) result.text.erase(0, word.size());
    return result;
  }

  void contraindication(const model::Contraindication& old, const model::Contraindication& young) {
    compare("actions", actions_text(before_.model, old.actions), actions_text(after_.model, young.actions));
    compare("because", templates_text(before_, old.because), templates_text(after_, young.because));
  }

  static std::optional<model::ExprRange> as_range(const std::optional<ExprId>& expr) {
    if (!expr) return std::nullopt;
    return model::ExprRange{*expr, std::nullopt};
  }

  static Computed read(const Side& side, const std::vector<std::uint32_t>& meanings,
                       const std::optional<model::ExprRange>& range) {
    Computed result;
    if (!range) return result;
    const auto add = [&](ExprId expr) {
      result.text += (result.text.empty() ? "" : " to ") + one_line(side.sources.text(side.model[expr].span));
      result.meanings.push_back(meanings[side.model[expr].canonical]);
    };
    add(range->low);
    if (range->high) add(*range->high);
    return result;
  }

  void computed(const std::string& attribute, const std::optional<model::ExprRange>& old,
                const std::optional<model::ExprRange>& young) {
    compare_computed(attribute, read(before_, meanings_.before, old), read(after_, meanings_.after, young));
  }

  // What is written the same may stand for something else now.
  void compare_computed(const std::string& attribute, const Computed& old, const Computed& young) {
    const bool is_word = old.meanings.empty() && young.meanings.empty();
    if (is_word ? old.text == young.text : old.meanings == young.meanings) return;
    if (old.text == young.text)
      result_.push_back({ChangeKind::changed, what(kind_), id_, attribute, old.text, young.text, true});
    compare(attribute, old.text, young.text);
  }

  void compare(const std::string& attribute, const std::string& old, const std::string& young) {
    const auto shown = [](const std::string& text) { return text.empty() ? std::string{"none"} : text; };
    if (old != young)
      result_.push_back({ChangeKind::changed, what(kind_), id_, attribute, shown(old), shown(young)});
  }

  const Side& before_;
  const Side& after_;
  const Counterparts& counterparts_;
  const Meanings& meanings_;
  StatementKind kind_ = StatementKind::recommendation;
  std::string id_;
  std::vector<DeclarationChange> result_;
};

}  // namespace

std::vector<DeclarationChange> statement_changes(const Side& before, const Side& after,
                                                 const Counterparts& counterparts, const Meanings& meanings) {
  return StatementChanges{before, after, counterparts, meanings}.collect();
}

}  // namespace waymark::diff
