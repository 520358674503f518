#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lang/ast/expressions.hpp"
#include "lang/ast/scenarios.hpp"
#include "lang/quantity/calendar.hpp"
#include "lang/quantity/decimal.hpp"
#include "lang/text/source.hpp"

// What a pathway file says, free of how it was laid out. Names are not resolved and nothing is typed yet:
// that is the model's business. The expressions stand in expressions.hpp.
namespace waymark::ast {

struct Citation {
  std::vector<Name> parts;  // {section, number} or {source, section, number}
  Span span;
};

struct Code {
  Name system;     // as a word, or the text of a URI
  bool is_quoted;  // it is a URI
  std::vector<Text> codes;
  std::optional<Name> list{};  // in place of all that: `code in NAME`
};

// Types -----------------------------------------------------------------------

struct MemberDeclaration {
  Name name;
  std::optional<Text> title;
  std::optional<Decimal> points;
  std::vector<Citation> cites;
  std::vector<Code> codes;
};
struct YesNoType {};
struct NumberType {
  bool whole;
  std::optional<UnitText> unit;
};
struct OneOfType {
  std::vector<MemberDeclaration> members;
  bool ordered;
};
struct AnyOfType {
  std::vector<MemberDeclaration> members;
};
struct DateType {};
struct MomentType {};
struct EventType {
  std::optional<UnitText> unit;  // of the amount that it has each time
};
struct NamedType {
  Name name;
};
struct BrokenType {};

struct TypeExpr {
  Span span;
  std::variant<YesNoType, NumberType, OneOfType, AnyOfType, DateType, MomentType, EventType, NamedType,
               BrokenType>
      node;
};

// Declarations ------------------------------------------------------------------

enum class HeaderKind { pathway, library, site };
// `adapts sepsis "1.2.0"`
struct Adapts {
  Name pathway;
  Text version;
};
struct Header {
  HeaderKind kind;
  Name id;
  std::optional<Text> title, version;
  std::vector<Name> follows;
  std::vector<Text> about;
  std::vector<Expr> applies;     // `applies when`
  std::optional<Adapts> adapts;  // of a site
};

struct Use {
  Name library;
};

struct Statement {
  std::string number;  // "5", "5a"
  Span span;           // of the whole statement
  Span number_span;
  Text text;
  std::vector<std::string> refs;
  std::optional<Text> incomplete, outside;
  std::vector<Text> open;  // what it leaves without a meaning
};
struct SourceSection {
  Name id;
  std::optional<Text> title, heading;
  std::vector<Statement> statements;
};
struct SourceDeclaration {
  Name id;
  std::optional<Text> title, heading, edition, address;
  std::optional<Date> retrieved;
  std::vector<SourceSection> sections;
};

struct Fact {
  Name id;
  std::optional<Text> title;
  TypeExpr type;
  std::optional<Range> within;
  std::optional<Range> plausible;
  std::optional<Expr> valid_for;
  std::optional<Expr> molar_mass;
  std::optional<Expr> charge;
  std::vector<Code> codes;
  std::optional<Name> from;          // the resource of a record in which it is found
  std::optional<Span> otherwise_no;  // where a site says that what is not recorded is no
  std::vector<Citation> cites;
};

struct Parameter {
  Name id;
  std::optional<Text> title;
  TypeExpr type;
  std::optional<Range> within;
  std::optional<Expr> value;
  std::vector<Citation> cites;
};

// What a definition rests on: what its source says, and what its authors decided.
struct Basis {
  std::vector<Citation> cites;
  std::vector<Text> interprets;
};

struct DefineParameter {
  Name name;
  TypeExpr type;
};
struct Define {
  Name id;
  bool has_parameter_list = false;
  std::vector<DefineParameter> parameters;
  std::optional<Text> title;
  std::optional<TypeExpr> type;
  Expr value;
  Basis basis;
};

struct ScoreAlternative {
  Decimal points;
  Span points_span;
  Expr when;
  std::optional<Text> why;
};
struct ScoreRow {
  std::vector<ScoreAlternative> alternatives;
  Span span;
};  // two or more where `otherwise` joins them
struct Score {
  Name id;
  std::optional<Text> title;
  std::vector<ScoreRow> rows;
  Basis basis;
};

// A cell of a table, as it is held against its column.
struct AnyCell {};
struct ComparedCell {
  ComparisonOperator op;
  Expr value;
  Span op_span;
};
struct RangeCell {
  Expr low, high;
  bool above, below;  // the low end is left out; the high one is
};
struct ListedCell {
  std::vector<Expr> values;
};
struct TableCell {
  Span span;
  std::variant<AnyCell, ComparedCell, RangeCell, ListedCell> node;
};
struct TableRow {
  std::vector<TableCell> cells;  // none where it is `otherwise`
  std::vector<Expr> values;      // behind `=>`
  Span span;                     // without its values
};
struct TableOutput {
  Name id;
  std::optional<Text> title;
  std::optional<TypeExpr> type;
};
struct Table {
  Name id;
  std::optional<Text> title;
  std::optional<TypeExpr> type;
  bool first;
  std::vector<Expr> columns;
  std::vector<TableOutput> outputs;  // none where the table itself is the one output
  std::vector<TableRow> rows;
  std::optional<TableRow> otherwise;
  Basis basis;
  Span header;
  bool damaged;  // some of it could not be read, and is not here
};

struct Action {
  Name id;
  std::optional<Text> title;
  Name kind;
  std::optional<std::vector<Name>> members;  // of a group, `any of {...}`
  std::vector<Code> codes;
};

// A list of codes that stands in a file of its own.
struct CodesDeclaration {
  Name id;
  std::optional<Text> title;
  Text file;  // by its path from the folder of the pathway
};
struct UnitDeclaration {
  UnitText name;
  Expr size;
  std::optional<Text> ucum;
};
struct TypeDeclaration {
  Name id;
  std::optional<Text> title;
  TypeExpr type;
};

// Sections ----------------------------------------------------------------------

enum class Modality { must, should, consider, should_not, must_not };
enum class Strength { strong, conditional };
enum class Certainty { high, moderate, low, very_low };

struct DoseLimit {
  bool at_most;  // else `at least`
  Expr amount;
};
struct DoseRounding {
  bool down;
  Expr step;
};
// `25 to 50 mg/kg of weight at most 2 g rounded to 250 mg`
struct Dose {
  Range amount;
  std::optional<Name> of;
  std::vector<DoseLimit> limits;
  std::optional<DoseRounding> rounding;
  Span span;
};
// How something is given.
struct Regimen {
  std::optional<Dose> dose;
  std::optional<Name> route;
  std::optional<Range> every, duration;  // `for`
};

struct Target;
enum class ChoiceKind { one_of, all_of };
struct Choice {
  ChoiceKind kind;
  std::vector<Target> options;
};
struct Target {
  Span span;
  std::variant<Name, Choice> node;  // the (dotted) name of an action
  // Of an alternative, what stands in braces behind it:
  std::vector<Regimen> steps{};
  std::vector<Expr> when{};
};

// `2 to 4 hours of lactate`
struct Within {
  Range time;
  std::optional<Name> of;
  Span span;
};

struct Attributes {
  std::vector<Expr> when;
  std::vector<Expr> until;
  std::vector<Name> requires_known;
  std::vector<Regimen> steps;  // one after the other, with `then` between; empty where nothing is said
  std::optional<Within> within;
  bool promptly = false;
  std::optional<Expr> done;  // `done when`
  std::vector<Name> precedes;
  std::optional<Expr> target;
  std::vector<Template> because;
  std::optional<Strength> strength;
  std::optional<Certainty> certainty;
  std::vector<Citation> cites;
  std::vector<Text> interprets, silent;
};

struct Recommendation {
  Modality modality;
  std::optional<Name> verb;  // "give", "refer" (its `to` is not kept), "switch", "admit"
  Target target;
  std::optional<Name> id;  // behind `as`
  Attributes attributes;
  std::optional<Span> withdrawn{};  // where a site says that it is not done there
};

struct Contraindication {
  std::vector<Name> actions;
  std::optional<Name> id;
  Attributes attributes;
  std::vector<Name> misplaced;  // attributes that only recommendations have: their word and where they stand
};

struct NoteStatement {
  Name id;
  std::optional<Template> says;
  std::vector<Expr> when;
  std::vector<Citation> cites;
  std::vector<Text> interprets, silent;
};

struct BlockItem;
using Block = std::vector<BlockItem>;
struct Branch {
  Expr guard;
  Block body;
  Span span;
};
// Each branch stands inside all that come before it.
inline constexpr std::size_t most_branches = 500;
struct Branches {
  std::vector<Branch> branches;
  std::optional<Block> otherwise;
  std::optional<Block> if_unknown;
  Span otherwise_span, if_unknown_span;  // from their first words on; of those that are there
};
struct BlockItem {
  Span span;
  std::variant<Branches, Recommendation, Contraindication, NoteStatement> node;
};

struct Section {
  Name id;
  std::optional<Text> title;
  std::optional<Expr> when;
  Block body;
};

// Sites -----------------------------------------------------------------------

// What a site says of a declaration or a statement of the pathway that it adapts.
struct Adapt {
  Name target;                // "weight_limit", "hour_1.fluids"
  std::optional<Expr> value;  // behind `=`
  Attributes attributes;
  std::optional<Expr> valid_for;
  std::vector<Code> codes;
  std::optional<Name> from;
  bool otherwise_no = false;
  std::vector<Name> words{};  // with which each attribute begins, and where it stands
  bool damaged = false;       // some of it could not be read, and is not here
};
// What is not done at the site: a recommendation, or an action.
struct Withdraw {
  Name target;
  Attributes attributes;
  std::vector<Name> words{};
  bool damaged = false;
};

struct Item {
  Span span;
  std::variant<Header, Use, SourceDeclaration, Fact, Parameter, Define, Score, Table, Action, UnitDeclaration,
               TypeDeclaration, CodesDeclaration, Section, Property, Scenario, Adapt, Withdraw>
      node;
};

// `accept Q4 "why"`: a finding of `prove` that is meant.
struct AcceptedFinding {
  Name question;
  Text reason;
  Span span;
  Span scope;  // of what it stands in; the finding lies there
  bool whole;  // it stands in the header: the finding is about the pathway as a whole
};

struct File {
  std::uint32_t file = 0;  // index into Sources
  std::vector<Item> items;
  std::vector<AcceptedFinding> accepted{};
};

}  // namespace waymark::ast
