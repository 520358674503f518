#include "tools/language_server/completion.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "lang/model/code.hpp"
#include "lang/model/verbs.hpp"
#include "tools/language_server/completion_names.hpp"

namespace waymark::lsp {
namespace {

using Words = std::initializer_list<std::string_view>;

bool is_one_of(std::string_view word, Words words) { return std::ranges::find(words, word) != words.end(); }

struct Form {
  Level level;
  std::string_view word, snippet;
};

// Whole forms, with places to fill.
constexpr std::array forms{
    Form{Level::file, "fact", "fact ${1:name} \"${2:Title}\" : ${3:yes or no}"},
    Form{Level::file, "parameter", "parameter ${1:name} \"${2:Title}\" : number in ${3:%} = ${4:0 %}"},
    Form{Level::file, "define", "define ${1:name} = ${2:condition}"},
    Form{Level::file, "action", "action ${1:name} \"${2:Title}\" ${3:drug}"},
    Form{Level::file, "section", "section ${1:name} \"${2:Title}\" {\n  $0\n}"},
    Form{Level::file, "scenario", "scenario \"${1:name}\" {\n  given ${2:fact} = ${3:yes}\n  expect $0\n}"},
    Form{Level::file, "score", "score ${1:name} \"${2:Title}\" {\n  ${3:1} when $0\n}"},
    Form{Level::file, "source",
         "source ${1:name} \"${2:Title}\" {\n  section ${3:first} {\n    statement 1 \"$0\"\n  }\n}"},
    Form{Level::block, "should", "should ${1:give} ${2:action} {\n  when ${3:condition}\n  cite $0\n}"},
    Form{Level::block, "must", "must ${1:give} ${2:action} {\n  when ${3:condition}\n  cite $0\n}"},
    Form{Level::block, "consider", "consider ${1:action} {\n  when ${2:condition}\n  cite $0\n}"},
    Form{Level::block, "contraindicated",
         "contraindicated ${1:action} {\n  when ${2:condition}\n  cite $0\n}"},
    Form{Level::block, "note", "note ${1:name} {\n  when ${2:condition}\n  says \"$0\"\n}"},
    Form{Level::block, "when", "when ${1:condition} {\n  $0\n}"},
};

class Completer {
 public:
  Completer(const Snapshot& snapshot, const WrittenBefore& before)
      : snapshot_{snapshot}, names_{snapshot}, before_{before}, here_{before.here()} {}

  std::vector<Completion> completions() {
    if (before_.in_text) return {};
    if (here_.empty() && here_.level != Level::list) {
      add_statement_words();
      return finished();
    }
    if (before_.at_line_start && last() == "}") {
      add_statement_words();
      return finished();
    }
    if (!after_opening() && !in_statement()) in_expression();
    if (before_.at_line_start && !wants_operand()) add_statement_words();
    return finished();
  }

 private:
  std::string_view last(std::size_t back = 0) const { return here_.from_end(back); }

  void add_words(Words words, int rank = 2) {
    for (const auto word : words)
      result_.push_back({std::string{word}, CompletionKind::keyword, "", "", "", rank});
  }

  void add_statement_words() {
    for (const auto word : statement_words(here_.level)) {
      const auto same_level = here_.level == Level::branch ? Level::block : here_.level;
      const auto form = std::ranges::find_if(
          forms, [&](const Form& each) { return each.level == same_level && each.word == word; });
      Completion each{std::string{word}, CompletionKind::keyword};
      if (form != forms.end()) each.snippet = form->snippet, each.kind = CompletionKind::snippet;
      result_.push_back(std::move(each));
    }
  }

  // Within braces: members of a set, alternatives, arms.
  bool after_opening() {
    if (here_.level != Level::list) return false;
    const auto& outer = before_.around();
    if (outer.empty()) return false;
    const bool begins_element = here_.empty() || is_one_of(last(), {",", "<"});
    const auto set = outer.from_end(1) == "of";  // the last is the brace
    const auto first = outer.words.front().text;
    if (set && is_one_of(first, {"must", "should", "consider"}))
      return add_alternatives(outer, begins_element);
    if (set && is_one_of(first, {"fact", "parameter", "type"})) return here_.holds("cite") ? cited() : true;
    if (set && begins_element) return add_members_of_subject(outer, 3);
    if (first == "given" && begins_element)
      return add_members_of(outer.words.size() > 1 ? outer.words[1].text : "");
    if (outer.begins_with("score") && last() == "when") return false;
    return false;
  }

  bool add_alternatives(const OpenStatement& outer, bool begins_element) {
    if (begins_element) names_.add_actions(verb_of(outer), result_);
    return true;
  }

  static std::string_view verb_of(const OpenStatement& statement) {
    for (const auto& word : statement.words) {
      if (find_verb(word.text)) return word.text;
    }
    return {};
  }

  bool cited() {
    if (!is_one_of(last(), {"cite", ","})) return false;
    names_.add_citations(result_);
    return true;
  }

  // What the words of the statement itself ask for.
  bool in_statement() {
    if (is_one_of(last(), {"when", "until", "target"})) return false;
    if (here_.begins_with("cite") || last() == "cite") return cited() || true;
    switch (here_.level) {
      case Level::file: return in_declaration();
      case Level::header: return in_header();
      case Level::block:
      case Level::branch: return in_block();
      case Level::attributes:
      case Level::option:
      case Level::changes: return in_attributes();
      case Level::scenario: return in_scenario();
      case Level::source:
      case Level::source_section: return true;
      case Level::note:
      case Level::table:
      case Level::list: break;
    }
    return false;
  }

  bool in_header() {
    if (is_one_of(last(), {"follows", ","})) names_.add_sources(result_);
    if (last() == "applies") add_words({"when"});
    return !here_.begins_with("applies");
  }

  bool in_declaration() {
    if (here_.begins_with("use")) return add_libraries();
    if (here_.words.size() == 1 && !is_one_of(last(), {"always", "never", "adapt", "withdraw"})) return true;
    if (last() == ":" && !is_one_of(here_.words.front().text, {"always", "never"})) return add_types();
    if (here_.begins_with("scenario")) return in_scenario_head();
    if (here_.begins_with("action")) return in_action();
    if (is_one_of(last(), {"adapt", "withdraw"})) return add_adaptable();
    if (here_.begins_with("fact")) return in_fact();
    return here_.begins_with("codes") || here_.begins_with("unit");
  }

  bool add_types() {
    names_.add_types(result_);
    return true;
  }

  bool in_scenario_head() {
    if (last() == "extends")
      names_.add_scenarios(result_);
    else
      add_words({"extends"});
    return true;
  }

  bool in_action() {
    if (here_.words.back().kind == WrittenKind::text || here_.words.size() == 2) {
      for (const auto kind : {"drug", "procedure", "support", "assessment", "monitoring", "referral",
                              "specimen", "disposition", "education", "immunization"})
        result_.push_back({kind, CompletionKind::type, "kind of action"});
    } else if (last() == "code") {
      add_systems();
    } else {
      add_words({"any", "of", "code"});
    }
    return true;
  }

  bool add_adaptable() {
    names_.add_statements(result_);
    names_.add_inputs(result_);
    names_.add_actions({}, result_);
    return true;
  }

  bool in_fact() {
    if (last() == "code") return add_systems();
    if (last() == "from") return add_resources();
    if (is_one_of(last(), {"within", "plausible", "to", "for"}) || is_after_number()) return false;
    if (last() == "in") return add_units_of(nullptr);
    add_words({"within", "plausible", "valid", "for", "molar", "charge", "code", "from", "cite"});
    return true;
  }

  bool add_systems() {
    for (const auto system : model::named_systems)
      result_.push_back({std::string{system}, CompletionKind::name_space, "terminology"});
    return true;
  }

  bool add_resources() {
    for (const auto name : model::resource_names)
      result_.push_back({std::string{name}, CompletionKind::name_space, "resource of a record"});
    return true;
  }

  bool add_libraries() {
    if (here_.words.size() > 1) return true;
    for (const auto& name : snapshot_.libraries())
      result_.push_back({name, CompletionKind::name_space, "library"});
    return true;
  }

  bool in_block() {
    const auto first = here_.words.front().text;
    if (first == "note") return true;
    if (first == "contraindicated") {
      if (is_one_of(last(), {"contraindicated", ","}))
        names_.add_actions({}, result_);
      else
        add_words({"as"});
      return true;
    }
    if (!is_one_of(first, {"must", "should", "consider"})) return false;
    if (last() == "as") return true;
    if (is_one_of(last(), {"must", "should", "consider", "not"})) return add_verbs(first);
    if (find_verb(last()) || last() == "to") {
      names_.add_actions(verb_of(here_), result_);
      add_words({"one of", "all of"});
    } else {
      add_words({"as"});
    }
    return true;
  }

  bool add_verbs(std::string_view modality) {
    for (const auto verb : all_verbs())
      result_.push_back({std::string{model::to_string(verb)}, CompletionKind::verb, "verb"});
    if (last() != "not" && modality != "consider") add_words({"not"});
    if (modality == "consider") names_.add_actions({}, result_);
    return true;
  }

  bool in_attributes() {
    const auto first = here_.words.front().text;
    if (first == "precedes")
      names_.add_recommendations(result_);
    else if (first == "requires" && last() == "requires")
      add_words({"known"});
    else if (first == "requires")
      names_.add_inputs(result_);
    else if (first == "strength")
      add_words({"strong", "conditional"}, 0);
    else if (first == "certainty")
      add_words({"high", "moderate", "low", "very low"}, 0);
    else if (first == "route")
      add_words({"oral", "intravenous", "intramuscular", "subcutaneous", "inhaled"}, 0);
    else if (first == "done" && last() == "done")
      add_words({"when"}, 0);
    else if (is_one_of(first, {"every", "for", "within"}) && is_after_number())
      add_time_units();
    else
      return is_one_of(first, {"because", "interprets", "silent", "promptly"});
    return true;
  }

  void add_time_units() {
    if (!snapshot_.declared()) return;
    const auto hour = snapshot_.declared()->units().parse("h");
    if (const auto* unit = std::get_if<UnitPtr>(&hour)) names_.add_units(unit->get(), result_);
  }

  bool in_scenario() {
    const auto first = here_.words.front().text;
    if (first == "given") return in_given();
    if (first != "expect") return true;
    if (last() == "expect") {
      names_.add_statements(result_);
      add_words({"conflict"});
      return false;
    }
    if (here_.holds("needs")) {
      names_.add_inputs(result_);
      return true;
    }
    if (here_.words.size() == 2)
      add_words({"advised", "not advised", "undetermined", "dose", "open", "due", "overdue", "done"}, 0);
    if (last() == "undetermined") add_words({"needs"}, 0);
    if (last() == "conflict" || here_.holds("conflict")) names_.add_recommendations(result_);
    return last() == "undetermined" || here_.holds("conflict");
  }

  bool in_given() {
    if (last() == "given")
      names_.add_inputs(result_);
    else if (here_.words.size() == 2)
      add_words({"=", "includes"}, 0);
    else if (is_after_number())
      return add_units_of(names_.type_named(here_.words[1].text));
    else if (last() == "includes")
      return add_members_of(here_.words[1].text);
    else if (last() == "=")
      return add_value_of(here_.words[1].text);
    else if (last() == "ago" || here_.words.back().kind == WrittenKind::unit)
      return true;
    else
      add_words({"ago", "at"});
    return true;
  }

  bool add_value_of(std::string_view name) {
    const auto* type = names_.type_named(name);
    if (type && type->members) names_.add_members(*type, result_);
    if (!type || type->kind == TypeKind::yes_no || type->kind == TypeKind::event) add_words({"yes", "no"}, 0);
    add_words({"unknown"}, 0);
    return true;
  }

  bool add_members_of(std::string_view name) {
    if (const auto* type = names_.type_named(name)) names_.add_members(*type, result_);
    return true;
  }

  // The name before `is`, `includes` or a comparison; the last words are between it and the place.
  bool add_members_of_subject(const OpenStatement& statement, std::size_t from) {
    for (auto back = from; back < statement.words.size(); ++back) {
      const auto word = statement.from_end(back);
      if (is_one_of(word, {"is", "not", "one", "any", "all", "of", "includes"})) continue;
      return add_members_of(word);
    }
    return true;
  }

  bool add_units_of(const Type* type) {
    const bool measures =
        type && (type->kind == TypeKind::number || type->has_amounts) && !is_pure(*type->unit);
    names_.add_units(measures ? type->unit.get() : nullptr, result_);
    return true;
  }

  bool is_after_number() const { return !here_.empty() && here_.words.back().kind == WrittenKind::number; }

  bool wants_operand() const {
    return is_one_of(last(), {"and", "or", "not",      "when",    "implies", "(",  ",",  "=",
                              "<",   ">",  "<=",       ">=",      "!=",      "+",  "-",  "*",
                              "/",   "is", "includes", "between", "of",      "in", "to", "until"});
  }

  // The type of the last name before the place that has one.
  const Type* type_compared() const {
    for (std::size_t back = 0; back < here_.words.size(); ++back) {
      const auto& word = here_.words[here_.words.size() - 1 - back];
      if (word.kind != WrittenKind::word) continue;
      if (const auto* type = names_.type_named(word.text)) return type;
      if (is_one_of(word.text, {"and", "or", "when"})) return nullptr;
    }
    return nullptr;
  }

  void in_expression() {
    if (is_after_number() || last() == "in") {
      add_units_of(type_compared());
      return;
    }
    if (last() == "includes" || (last() == "is" || (last() == "not" && last(1) == "is")))
      return add_predicates();
    if (is_one_of(last(), {"=", "!=", "<", ">", "<=", ">="})) {
      if (const auto* type = type_compared()) names_.add_members(*type, result_);
    }
    if (here_.empty() || wants_operand()) {
      names_.add_values(result_);
      add_words({"not",        "yes",       "no",           "unknown",        "at least",
                 "at most",    "exactly",   "any known of", "first known of", "latest",
                 "highest",    "lowest",    "average",      "earliest",       "previous",
                 "total",      "number of", "time since",   "years since",    "months since",
                 "days since", "points of", "choose"});
      return;
    }
    add_words({"and", "or", "is", "is not", "between", "includes", "in", "implies", "over", "since"});
  }

  void add_predicates() {
    const bool negated = last() == "not";
    const bool includes = last() == "includes";
    add_members_of_subject(here_, negated ? 2 : 1);
    if (includes) return add_words({"any of", "all of"});
    add_words({"yes", "no", "unknown", "known", "stale", "one of", "confirmed", "ruled out", "empty"});
    if (!negated) add_words({"not"});
    add_words({"advised", "undetermined"}, 3);
  }

  std::vector<Completion> finished() {
    std::set<std::string> seen;
    std::erase_if(result_, [&](const Completion& each) { return !seen.insert(each.text).second; });
    return std::move(result_);
  }

  const Snapshot& snapshot_;
  NamesOf names_;
  const WrittenBefore& before_;
  const OpenStatement& here_;
  std::vector<Completion> result_;
};

}  // namespace

std::vector<Completion> completions(const Snapshot& snapshot, const WrittenBefore& before) {
  return Completer{snapshot, before}.completions();
}

}  // namespace waymark::lsp
