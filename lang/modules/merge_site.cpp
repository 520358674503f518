#include "lang/modules/merge_site.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "lang/model/verbs.hpp"
#include "lang/modules/adapt_attributes.hpp"
#include "lang/modules/pathway_parts.hpp"
#include "lang/modules/strike_actions.hpp"
#include "lang/text/listed.hpp"
#include "lang/text/one_line.hpp"
#include "lang/text/overloaded.hpp"
#include "lang/text/suggest.hpp"

namespace waymark {
namespace {

using Of = LocalChange::Of;
using Words = std::span<const std::string_view>;

// What a site may say of each; `because` and `cite` stand with all of them.
constexpr std::array<std::string_view, 0> nothing_but_a_value{};
constexpr auto of_fact = std::to_array<std::string_view>({"valid for", "code", "from", "otherwise no"});
constexpr auto of_action = std::to_array<std::string_view>({"code"});
constexpr auto of_recommendation =
    std::to_array<std::string_view>({"when", "until", "requires known", "dose", "route", "every", "for",
                                     "then", "within", "done when", "target", "precedes"});

bool contains(Words words, std::string_view word) { return std::ranges::find(words, word) != words.end(); }
bool is_reason(std::string_view word) { return word == "because" || word == "cite"; }
// Where something is found in a record needs no reason.
bool needs_reason(std::string_view word) { return !is_reason(word) && word != "code" && word != "from"; }

// Whether a recommendation asks for its actions; without a verb it does.
bool asks_for(const ast::Recommendation& recommendation) {
  const auto verb = recommendation.verb ? find_verb(recommendation.verb->text) : std::nullopt;
  return model::stance(recommendation.modality, verb.value_or(model::Verb::give)) == model::Stance::asks_for;
}

class SiteMerger {
 public:
  SiteMerger(Module& pathway, Module& site, AdaptedPathway& result, const Sources& sources,
             Diagnostics& diagnostics)
      : parts_{pathway.files},
        site_{site},
        result_{result},
        sources_{sources},
        diagnostics_{diagnostics},
        may_miss_names_{pathway.has_syntax_errors} {}

  void run() {
    for (auto& file : site_.files) {
      for (auto& item : file.own()->items) {
        if (auto* node = std::get_if<ast::Adapt>(&item.node)) adapt(*node);
        if (auto* node = std::get_if<ast::Withdraw>(&item.node)) withdraw(*node);
      }
    }
    strike_actions();
  }

  // Tables of the site that stand for the pathway's.
  const std::vector<const ast::Table*>& taken() const { return taken_; }

 private:
  void adapt(ast::Adapt& node) {
    const auto part = find(node.target, false);
    if (!part || node.damaged || !is_sound(node)) return;
    std::visit(overloaded{
                   [&](ast::Parameter* parameter) { this->parameter(*parameter, node); },
                   [&](ast::Define* define) { this->define(*define, node); },
                   [&](ast::Table* table) { this->table(*table, node); },
                   [&](ast::Fact* fact) { this->fact(*fact, node); },
                   [&](ast::Action* action) { this->action(*action, node); },
                   [&](ast::Recommendation* advice) { recommendation(*advice, node); },
                   [&](ast::Contraindication*) { refuse(node.target, "the contraindication"); },
                   [&](ast::NoteStatement*) { refuse(node.target, "the note"); },
                   [&](ast::Score*) { refuse(node.target, "the score"); },
               },
               *part);
  }

  void withdraw(ast::Withdraw& node) {
    const auto part = find(node.target, true);
    if (!part || node.damaged || !has_reason(node.target, "withdrawn", node.attributes)) return;
    for (const auto& word : node.words) {
      if (!is_reason(word.text))
        return refuse(word.span, fmt::format("`{}` of what it withdraws", word.text));
    }
    if (auto* const* advice = std::get_if<ast::Recommendation*>(&*part)) {
      (*advice)->withdrawn = node.target.span;
      add(Of::statement, node.target, {"withdrawn"}, "", node.attributes);
    } else if (std::holds_alternative<ast::Action*>(*part)) {
      withdrawn_.push_back(&node);
      add(Of::action, node.target, {"withdrawn"}, "", node.attributes);
    } else {
      refuse(node.target.span, "what is neither a recommendation nor an action by withdrawing it");
    }
  }

  // What a site names, once; reports what is not there.
  std::optional<PathwayPart> find(const ast::Name& name, bool wants_action) {
    auto part = parts_.find(name.text, wants_action);
    if (!part) {
      report_unknown(name);
      return std::nullopt;
    }
    const auto [first, is_first] = places_.try_emplace(*part, name.span);
    if (is_first) return part;
    diagnostics_.report(name.span, diagnostics::adapted_twice, name.text)
        .note(first->second, "it is adapted here first");
    return std::nullopt;
  }

  void report_unknown(const ast::Name& name) {
    if (may_miss_names_) return;
    diagnostics_.report(name.span, diagnostics::adapts_nothing, result_.id, name.text)
        .did_you_mean(name.span,
                      diagnostics_.suggestions().find([&] { return nearest(name.text, parts_.names()); }));
  }

  // Whether it changes something, and says why.
  bool is_sound(const ast::Adapt& node) {
    const auto changes = [](const ast::Name& word) { return !is_reason(word.text); };
    const auto wants_reason = [](const ast::Name& word) { return needs_reason(word.text); };
    if (!node.value && std::ranges::none_of(node.words, changes)) {
      diagnostics_.report(node.target.span, diagnostics::changes_nothing, node.target.text);
      return false;
    }
    if (!node.value && std::ranges::none_of(node.words, wants_reason)) return true;
    return has_reason(node.target, "adapted", node.attributes);
  }

  bool has_reason(const ast::Name& target, std::string_view what, const ast::Attributes& attributes) {
    if (!attributes.because.empty()) return true;
    diagnostics_.report(target.span, diagnostics::adapted_without_reason, target.text, what)
        .help("write `because \"...\"` between the braces");
    return false;
  }

  void refuse(const ast::Name& target, std::string_view what) {
    refuse(target.span, fmt::format("{} `{}`", what, target.text));
  }
  void refuse(Span span, const std::string& what) {
    diagnostics_.report(span, diagnostics::not_adaptable, what);
  }

  // Whether the node says nothing else than what may be said of such a part.
  bool says_only(const ast::Adapt& node, Words words, bool has_value, std::string_view what) {
    if (!has_value && node.value) refuse(node.value->span, fmt::format("the value of {}", what));
    if (has_value && !node.value)
      diagnostics_.report(node.target.span, diagnostics::changes_nothing, node.target.text)
          .help(fmt::format("write its value: `adapt {} = ...`", node.target.text));
    bool is_sound = has_value == node.value.has_value();
    for (const auto& word : node.words) {
      if (is_reason(word.text) || contains(words, word.text)) continue;
      refuse(word.span, fmt::format("`{}` of {}", word.text, what));
      is_sound = false;
    }
    return is_sound;
  }

  void parameter(ast::Parameter& parameter, ast::Adapt& node) {
    if (!says_only(node, nothing_but_a_value, true, "a parameter")) return;
    add(Of::parameter, node.target, {"value"}, parameter.value ? written(parameter.value->span) : "",
        node.attributes);
    parameter.value = std::move(*node.value);
  }

  void define(ast::Define& define, ast::Adapt& node) {
    if (!says_only(node, nothing_but_a_value, true, "a definition")) return;
    if (define.has_parameter_list) return refuse(node.target, "the definition with arguments");
    auto& change = add(Of::definition, node.target, {"value"}, written(define.value.span), node.attributes);
    change.replaced = std::exchange(define.value, std::move(*node.value));
  }

  // Of a table of the site everything but its name and its outputs is taken over.
  void table(ast::Table& table, ast::Adapt& node) {
    if (!says_only(node, nothing_but_a_value, true, "a table")) return;
    const auto* name = std::get_if<ast::Reference>(&node.value->node);
    auto* own = name ? own_table(name->name) : nullptr;
    if (!own) return refuse_table(node, "the name of a table of the site");
    if (outputs(*own) != outputs(table)) return refuse_table(node, "a table with the same outputs");
    add(Of::table, node.target, {"value"}, "", node.attributes);
    table.columns = std::move(own->columns);
    table.rows = std::move(own->rows);
    table.otherwise = std::move(own->otherwise);
    table.first = own->first;
    table.header = own->header;
    table.damaged = own->damaged;
    taken_.push_back(own);
  }

  void refuse_table(const ast::Adapt& node, std::string_view what) {
    diagnostics_.report(node.value->span, diagnostics::adapted_with_other_table, what, node.target.text);
  }

  ast::Table* own_table(const std::string& name) {
    for (auto& file : site_.files) {
      for (auto& item : file.own()->items) {
        auto* table = std::get_if<ast::Table>(&item.node);
        if (table && table->id.text == name) return table;
      }
    }
    return nullptr;
  }

  // Names and types, as they are written.
  std::vector<std::string> outputs(const ast::Table& table) const {
    std::vector<std::string> result;
    const auto type = [&](const std::optional<ast::TypeExpr>& written_type) {
      return written_type ? written(written_type->span) : std::string{};
    };
    for (const auto& output : table.outputs)
      result.push_back(fmt::format("{} : {}", output.id.text, type(output.type)));
    if (result.empty()) result.push_back(type(table.type));
    return result;
  }

  void fact(ast::Fact& fact, ast::Adapt& node) {
    if (!says_only(node, of_fact, false, "a fact")) return;
    std::vector<std::string> was;
    if (node.valid_for && fact.valid_for) was.push_back("valid for " + written(fact.valid_for->span));
    if (node.from && fact.from) was.push_back("from " + fact.from->text);
    if (node.valid_for) fact.valid_for = std::move(node.valid_for);
    if (node.from) fact.from = std::move(node.from);
    if (node.otherwise_no) fact.otherwise_no = node.target.span;
    std::ranges::move(node.codes, std::back_inserter(fact.codes));
    add(Of::fact, node.target, changed(node), listed(was), node.attributes);
  }

  void action(ast::Action& action, ast::Adapt& node) {
    if (!says_only(node, of_action, false, "an action")) return;
    std::ranges::move(node.codes, std::back_inserter(action.codes));
    add(Of::action, node.target, changed(node), "", node.attributes);
  }

  void recommendation(ast::Recommendation& advice, ast::Adapt& node) {
    if (!says_only(node, of_recommendation, false, "a recommendation")) return;
    const auto& steps = node.attributes.steps;
    if (!steps.empty() && steps.size() < advice.attributes.steps.size())
      return refuse(node.target.span, "some of several steps: write all of them, with `then` between");
    auto was = adapt_attributes(sources_, node.attributes, advice.attributes);
    add(Of::statement, node.target, changed(node), listed(was), node.attributes);
  }

  static std::vector<std::string> changed(const ast::Adapt& node) {
    std::vector<std::string> result;
    for (const auto& word : node.words) {
      const bool is_new = std::ranges::find(result, word.text) == result.end();
      if (!is_reason(word.text) && is_new && word.text != "then") result.push_back(word.text);
    }
    return result;
  }

  std::string written(Span span) const { return one_line(sources_.text(span)); }

  LocalChange& add(Of of, const ast::Name& target, std::vector<std::string> what, std::string was,
                   const ast::Attributes& why) {
    return result_.local.emplace_back(
        LocalChange{of, target.text, std::move(what), std::move(was), why.because, why.cites, target.span});
  }
  // A recommendation of which nothing is left is withdrawn itself.
  void strike_actions() {
    for (const auto* node : withdrawn_) {
      const WithdrawnActions struck{{node->target.text}, parts_.actions()};
      for (const auto& [id, advice] : parts_.recommendations()) {
        if (asks_for(*advice) && struck.concern(advice->target)) strike(struck, *node, id, *advice);
      }
    }
  }

  void strike(const WithdrawnActions& struck, const ast::Withdraw& node, const std::string& id,
              ast::Recommendation& advice) {
    const bool is_left = struck.leave_something(advice.target);
    const ast::Name name{id, node.target.span};
    add(Of::statement, name, {is_left ? "alternatives" : "withdrawn"}, written(advice.target.span),
        node.attributes);
    if (!is_left) {
      advice.withdrawn = node.target.span;
      return;
    }
    if (!advice.id) advice.id = ast::Name{id.substr(id.rfind('.') + 1), advice.target.span};
    struck.strike_from(advice.target);
  }

  PathwayParts parts_;
  Module& site_;
  AdaptedPathway& result_;
  const Sources& sources_;
  Diagnostics& diagnostics_;
  bool may_miss_names_;                    // some of the pathway could not be read
  std::map<PathwayPart, Span> places_;     // where each part is adapted
  std::vector<ast::Withdraw*> withdrawn_;  // that withdraw an action
  std::vector<const ast::Table*> taken_;
};

ast::Header* header_in(Module& module) {
  for (auto& file : module.files) {
    for (auto& item : file.own()->items) {
      if (auto* header = std::get_if<ast::Header>(&item.node)) return header;
    }
  }
  return nullptr;
}

// The pathway's stands before the site's.
template <typename T>
void put_before(std::vector<T>& site, std::vector<T>& pathway) {
  std::ranges::move(site, std::back_inserter(pathway));
  site = std::move(pathway);
}

void merge_headers(Module& pathway, Module& site, AdaptedPathway& result) {
  auto* of_site = header_in(site);
  auto* of_pathway = header_in(pathway);
  result.id = of_pathway->id.text;
  result.title = of_pathway->title ? of_pathway->title->value : "";
  result.version = of_pathway->version ? of_pathway->version->value : "";
  result.span = of_site->adapts->pathway.span;
  put_before(of_site->follows, of_pathway->follows);
  put_before(of_site->about, of_pathway->about);
  put_before(of_site->applies, of_pathway->applies);
}

bool is_merged(const ast::Item& item, bool is_of_site) {
  if (std::holds_alternative<ast::Adapt>(item.node) || std::holds_alternative<ast::Withdraw>(item.node))
    return true;
  return !is_of_site &&
         (std::holds_alternative<ast::Header>(item.node) || std::holds_alternative<ast::Scenario>(item.node));
}

}  // namespace

void merge_site(Module pathway, Module& site, const Sources& sources, Diagnostics& diagnostics) {
  AdaptedPathway result;
  merge_headers(pathway, site, result);
  for (const auto& file : pathway.files) result.files.insert(file.index());
  SiteMerger merger{pathway, site, result, sources, diagnostics};
  merger.run();
  const auto is_taken = [&](const ast::Item& item) {
    const auto* table = std::get_if<ast::Table>(&item.node);
    return table && std::ranges::find(merger.taken(), table) != merger.taken().end();
  };
  for (auto& file : site.files)
    std::erase_if(file.own()->items,
                  [&](const ast::Item& item) { return is_taken(item) || is_merged(item, true); });
  for (auto& file : pathway.files)
    std::erase_if(file.own()->items, [](const ast::Item& item) { return is_merged(item, false); });
  put_before(site.files, pathway.files);
  site.possible_names.merge(pathway.possible_names);
  site.has_syntax_errors |= pathway.has_syntax_errors;
  site.has_broken_sections |= pathway.has_broken_sections;
  site.has_broken_sources |= pathway.has_broken_sources;
  site.adapted = std::move(result);
}

void refuse_adaptations(const Module& module, Diagnostics& diagnostics) {
  for_each<ast::Adapt>(module, [&](const ast::Adapt& node, Span) {
    diagnostics.report(node.target.span, diagnostics::sites_only, "`adapt`");
  });
  for_each<ast::Withdraw>(module, [&](const ast::Withdraw& node, Span) {
    diagnostics.report(node.target.span, diagnostics::sites_only, "`withdraw`");
  });
}

}  // namespace waymark
