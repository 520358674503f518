#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lang/ast/ast.hpp"
#include "lang/model/citation.hpp"
#include "lang/model/code.hpp"
#include "lang/model/operations.hpp"
#include "lang/model/site.hpp"
#include "lang/model/template.hpp"
#include "lang/model/type.hpp"
#include "lang/quantity/quantity.hpp"
#include "lang/text/source.hpp"

// What a pathway declares: facts, parameters, definitions, scores, tables, actions and sources. An index is a
// position in the vector of `Model` that has all of its kind.
namespace waymark::model {

struct Bounds {
  Quantity low, high;
  bool below = false;  // the high one is left out
};
// Whether `value`, which measures the same, is neither too low nor too high.
bool is_within(const Quantity& value, const Bounds& bounds);

// What all declarations have. `library` is empty for those of the pathway itself.
struct Declaration {
  std::string id;
  std::string title;  // empty where none is given
  std::string library;
  Span span;  // of the declared name
  std::vector<Citation> cites = {};
  std::vector<std::string> interprets = {};  // what its authors decided
  std::vector<LocalRuleId> local = {};       // what a site changes of it
};

struct Fact : Declaration {
  Type type;
  std::optional<Bounds> within;
  std::optional<Bounds> plausible;     // a reading outside is used, and questioned
  std::optional<ExprId> is_plausible;  // whether the reading that counts lies there
  std::optional<Quantity> valid_for;
  std::optional<ExprId> validity;  // the parameter that says how long, in place of `valid_for`
  std::vector<Code> codes;
  std::optional<Resource> from;  // where it is found in a record
  bool has_history = false;      // something asks for more than its latest reading
  bool otherwise_no = false;     // at a site: no where nothing is recorded of it
};

struct Parameter : Declaration {
  Type type;
  std::optional<Bounds> within;
  std::optional<ExprId> value;
};

struct Define : Declaration {
  Type type;
  std::optional<ExprId> value;  // none for a define with arguments: each DefineCall has its own body
  std::optional<TableId> table = std::nullopt;  // of which it is an output
};

struct ScoreAlternative {
  Decimal points;
  ExprId when;
  std::string why;
  Span span;
};
struct ScoreRow {
  std::vector<ScoreAlternative> alternatives;
};  // the first that holds counts
struct Score : Declaration {
  std::vector<ScoreRow> rows;
};

// A decision table. Each of its outputs is a definition, whose value chooses among the rows.
struct TableColumn {
  ExprId value;  // as the cells compare it, without the unit that the header names
  Span span;
};
struct TableCell {
  std::optional<ExprId> holds;  // none: it is `any`
  Span span;
};
struct TableRow {
  std::vector<TableCell> cells;
  ExprId holds;
  Span span;
};
struct Table : Declaration {
  HitPolicy policy = HitPolicy::unique;
  std::vector<TableColumn> columns;
  std::vector<TableRow> rows;
  std::optional<Span> otherwise;  // the last row, where it is that
  std::vector<DefineId> outputs;
  bool covers = false;  // some row holds, whatever the values of the columns are
};

enum class ActionKind {
  drug,
  procedure,
  support,
  assessment,
  monitoring,
  referral,
  specimen,
  disposition,
  education,
  immunization
};
struct Action : Declaration {
  ActionKind kind = ActionKind::drug;
  std::vector<ActionId> members;  // of a group; direct ones
  std::vector<ActionId> groups;   // all groups that it belongs to, directly or through another
  std::vector<Code> codes;
};

struct Statement {
  std::string number;
  std::string text;
  std::vector<std::string> refs;
  std::optional<std::string> incomplete, outside;
  std::vector<std::string> open;  // what it leaves without a meaning
  Span span;
};
struct SourceSection {
  std::string id, title;
  std::string heading;  // as printed; empty where it is not said
  std::vector<Statement> statements;
};
struct Source : Declaration {
  std::string heading, edition, address;  // empty where they are not said
  std::optional<Date> retrieved;
  std::vector<SourceSection> sections;
};

// A list of codes that stands in a file of its own; what uses it has the codes.
struct CodeList : Declaration {
  std::string file;     // as it is written
  std::string version;  // that the file says; empty where it says none
  std::string sha256;   // of the file
  std::vector<Code> codes;
};

}  // namespace waymark::model
