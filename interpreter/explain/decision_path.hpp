#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/explain/remark.hpp"
#include "lang/text/source.hpp"

namespace waymark {

// One subexpression with its value, down to the facts.
struct ReasonNode {
  std::string text;   // as the author wrote it, on one line
  std::string value;  // as the language writes it
  Span span;          // where it stands
  WhyUnknown why_unknown;
  // Of a fact: what was read.
  struct Reading {
    std::string fact, title, as_given;
    std::optional<Moment> time;
    Moment at;  // of the evaluation
    bool stale = false;
  };
  std::optional<Reading> reading;
  // Of what is named: where it is declared.
  struct Definition {
    std::string id, title, library;
    Span span;
  };
  std::optional<Definition> definition;
  Remark remark;
  // Of what is named, and of the member that is its value: the statements that it cites, and what its authors
  // decided.
  std::vector<std::string> cites, interprets;
  bool is_local = false;  // of what is named: a site changes it
  std::vector<ReasonNode> children;
};

// Who the pathway is for, a section, branch or statement, in the order in which it stands.
struct PathNode {
  // applies; section; when, otherwise_when, otherwise, if_unknown: branches; recommendation,
  // contraindication, note: statements; below a statement its own conditions: withdrawn, when, until,
  // requires_known, not_contraindicated, open; below `open` the conditions of alternatives: alternative
  std::string kind;
  std::string id;    // of a section or statement
  std::string text;  // of a condition, as written
  // Of a branch whether it is taken, also where its own condition alone would hold; of a statement its
  // status; of `until` what it waits for; of another condition its value. yes, no or unknown; a section
  // without a condition is yes.
  std::string value;
  Span span;
  std::optional<ReasonNode> because;
  std::vector<PathNode> children;
};

// The traceable way to every status: nothing that decided one is left out.
std::vector<PathNode> decision_path(Evaluator& evaluator, const Outcome& outcome, const Sources& sources);

// What the trees before have shown. A definition that many statements share would be written out for each of
// them: a thousand facts under ten thousand statements. So beyond a first twenty thousand nodes, a
// definition that was shown is "explained above".
struct ShownBefore {
  std::size_t nodes = 0;
  std::set<model::ExprId> definitions;  // canonical
};

// The tree of one expression. `before` is brought up to date.
ReasonNode explain(Evaluator& evaluator, model::ExprId expr, const Sources& sources, ShownBefore& before);
ReasonNode explain(Evaluator& evaluator, model::ExprId expr, const Sources& sources);

}  // namespace waymark
