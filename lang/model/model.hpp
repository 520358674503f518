#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
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

// The checked pathway: names resolved, every expression typed, units fitting, equal expressions known as
// equal. It is the one meaning that every backend reads. Indices are positions in the vectors of `Model`.
// The expressions stand in operations.hpp.
namespace waymark::model {

// Declarations ------------------------------------------------------------------

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
  bool otherwise_no = false;     // at a site: what is not recorded is no
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

// Sections ----------------------------------------------------------------------

struct ExprRange {
  ExprId low;
  std::optional<ExprId> high;
};

// What is given in the end, after limits and rounding; and what it is made of, as it is written.
struct Dose : ExprRange {
  ExprRange amount;
  std::optional<ExprId> of;               // what the amount is for each unit of
  std::vector<ExprId> at_least, at_most;  // limits of the single dose, or of so much in a time
  std::optional<ExprId> step;             // it is rounded to multiples of
  bool down = false;
  Span span;
};
struct Regimen {
  std::optional<Dose> dose;
  std::optional<std::string> route;
  std::optional<ExprRange> every, duration;
};

struct Target;
struct Choice {
  ast::ChoiceKind kind;
  std::vector<Target> options;
};
struct Target {
  std::variant<ActionId, Choice> node;
  // Of an alternative with braces behind it:
  std::vector<Regimen> steps{};  // what it says itself; the rest is the recommendation's
  std::optional<ExprId> when{};  // it is one only where this holds
};

// How soon; with `of`, a deadline that is counted from an instant: a date, a moment or an event.
struct Within {
  ExprRange time;
  std::optional<ExprId> of;
  Span span;
};

enum class Verb {
  give,
  use,
  start,
  continue_,
  stop,
  delay,
  reduce,
  switch_to,
  assess,
  measure,
  monitor,
  refer_to,
  admit_to,
  perform,
  obtain,
  draw,
  discharge_to,
  counsel,
  vaccinate
};
enum class Stance { asks_for, asks_against, neither };

// Why a statement applies: each part of its condition, in the order in which they stand.
enum class ConditionKind {
  withdrawn,  // a site does not do it
  applies,
  section,
  when,
  otherwise,
  if_unknown,
  own_when,
  until,
  requires_known,
  open,  // an alternative is, neither contraindicated nor ruled out by its own `when`
  not_contraindicated
};
struct Condition {
  ConditionKind kind;
  ExprId expr;
};

// What recommendations, contraindications and notes share.
struct StatementBase {
  std::string id;  // "initial.pulse"
  std::vector<Condition> conditions;
  ExprId condition = 0;  // all of them
  std::vector<Citation> cites;
  std::vector<std::string> interprets = {};  // what the authors decided
  std::vector<std::string> silent = {};      // what the source does not speak of
  std::vector<LocalRuleId> local = {};       // what a site changes of it
  Span span;
};

struct Recommendation : StatementBase {
  ast::Modality modality = ast::Modality::must;
  Verb verb = Verb::give;
  Target target;
  std::vector<ActionId> actions;  // of the target, in order, each once
  std::vector<Regimen> steps;     // one after the other; empty where nothing is said
  std::optional<Within> within;
  bool promptly = false;
  std::optional<ExprId> done;              // where it is yes, it has been done
  std::vector<RecommendationId> precedes;  // that it comes before; each once
  std::optional<ExprId> aim;               // `target`
  std::vector<Template> because;
  std::optional<ast::Strength> strength;
  std::optional<ast::Certainty> certainty;
  std::vector<ContraindicationId> contraindications;  // that speak of one of its actions
};

struct Contraindication : StatementBase {
  std::vector<ActionId> actions;
  std::vector<Template> because;
};

struct Note : StatementBase {
  std::optional<Template> says;
};

struct Branches;
struct Block;
using BlockItem = std::variant<ast::Box<Branches>, StatementReference>;
struct Block {
  std::vector<BlockItem> items;
};
struct Branch {
  ExprId guard;
  Block body;
  Span span;
};
struct Branches {
  std::vector<Branch> branches;
  std::optional<Block> otherwise;
  std::optional<Block> if_unknown;
  std::optional<ExprId> unknown_guard;  // the condition of `if unknown`
  Span span;
  Span otherwise_span, if_unknown_span;  // from their first words on; of those that are there
};
struct Section {
  std::string id, title;
  std::optional<ExprId> guard;
  Block body;
  Span span;
};

// Properties and scenarios --------------------------------------------------------

struct Property {
  ast::PropertyKind kind;
  std::string text;
  ExprId condition;
  Span span;
};

struct GivenTime {
  std::variant<std::monostate, ast::Instant, Quantity> time;
};  // untimed, at, ago
struct GivenReading {
  std::optional<Constant> value;  // none: the event happened at its time
  GivenTime time;
  Span span;
};
struct GivenMember {
  MemberIndex member;
  std::optional<bool> value;
};
struct GivenSet {
  std::vector<MemberIndex> members;
};
struct NotHappened {};  // of an event: `= no`
using Input = std::variant<FactId, ParameterId>;
struct Given {
  Input input;
  std::variant<GivenMember, GivenSet, NotHappened, std::vector<GivenReading>> value;
  Span span;
};
struct ExpectStatus {
  StatementReference statement;
  ast::Status status;
  std::optional<std::vector<Input>> needs;
};
struct ExpectConflict {
  RecommendationId first, second;
};
struct ExpectDose {
  RecommendationId recommendation;
  ExprRange dose;
  std::optional<ActionId> action;  // of a choice
};
struct ExpectOpen {
  RecommendationId recommendation;
  std::vector<ActionId> actions;
};
struct ExpectProgress {
  RecommendationId recommendation;
  ast::Progress progress;
  std::optional<ast::Instant> by;  // when it is due
};
struct Expect {
  std::variant<ExpectStatus, ExpectConflict, ExprId, ExpectDose, ExpectOpen, ExpectProgress> node;
  Span span;
};
struct Scenario {
  std::string name;
  std::optional<std::uint32_t> extends;  // index of a scenario
  std::optional<ast::Instant> at;
  std::vector<Given> given;
  std::vector<Expect> expects;
  std::string library;
  Span span;
};

// A finding of `prove` that its authors mean, with their reason.
struct AcceptedFinding {
  std::string question;  // "Q4"
  std::string reason;
  Span span;
  Span scope;       // of what it stands in; the finding lies there
  bool whole;       // the finding is about the pathway as a whole
  bool own = true;  // false where a site took it over from the pathway that it adapts
};

struct Library {
  std::string id, title, version;
  Span span;
};

struct Model {
  std::string id, title, version;  // of the pathway, or of the library that is compiled by itself
  bool is_library = false;
  std::optional<Site> site = {};  // of a site, whose pathway it is
  std::vector<std::string> about;
  std::vector<std::uint32_t> follows;  // indices of sources
  std::vector<ExprId> applies;         // conditions of `applies when`; all have to hold
  std::vector<Library> libraries;
  std::vector<Source> sources;
  std::vector<Fact> facts;
  std::vector<Parameter> parameters;
  std::vector<Define> defines;
  std::vector<Score> scores;
  std::vector<Table> tables;
  std::vector<Action> actions;
  std::vector<Expression> expressions;
  std::vector<Section> sections;  // in document order
  std::vector<Recommendation> recommendations;
  std::vector<Contraindication> contraindications;
  std::vector<Note> notes;
  std::vector<Property> properties;
  std::vector<Scenario> scenarios;
  std::vector<AcceptedFinding> accepted;  // as they stand
  UnitTable units;

  const Expression& operator[](ExprId expr) const { return expressions[expr]; }
};

// What an alternative says of a step, and what the recommendation says of it where the alternative does not.
Regimen completed(Regimen own, const Regimen& common);
// The steps of an alternative of the recommendation, completed; or the recommendation's where it has none.
std::vector<Regimen> steps_of(const Recommendation& recommendation, const Target& alternative);
// The actions of a target, each with the target that is only it, in the order in which they are written.
std::vector<const Target*> single_targets(const Target& target);
// Whether some alternative has a regimen or a condition of its own.
bool has_own_regimens(const Target& target);
// Whether some alternative has a condition of its own.
bool has_own_conditions(const Target& target);
// Every dose that a recommendation may come to, those of its alternatives among them.
std::vector<const Dose*> doses_of(const Recommendation& recommendation);
// Whether a site does not do it; then it is never advised.
bool is_withdrawn(const StatementBase& statement);
// Whether it is to be done by a certain time.
bool has_deadline(const Recommendation& recommendation);
// Whether it can be told of one that is advised whether it is done, due, overdue or not due yet.
bool has_progress(const Recommendation& recommendation);

// What a verb asks for, turned round by `should not` and `must not`.
Stance stance(ast::Modality modality, Verb verb);
std::string_view to_string(Verb verb);               // "refer to"
std::string_view to_string(ast::Modality modality);  // "should not"
std::string_view to_string(ActionKind kind);
std::string_view to_string(Function function);
std::string_view to_string(ast::WindowFunction function);  // "number of"
// Whether the value is that of one of the readings, which has a time.
bool picks_a_reading(ast::WindowFunction function);
// The window that an expression is, directly or by the name of a definition that is nothing else; or null.
const Window* window_meant(const Model& model, ExprId expr);
// Whether a reading of the fact counts for some time only.
inline bool goes_stale(const Fact& fact) { return fact.valid_for || fact.validity; }
// The fact whose readings over time an operation looks at, if it does so.
std::optional<FactId> fact_of_readings(const Operation& operation);
const Statement& statement(const Model& model, const CitedStatement& cited);
// `initial.2`, behind its source's name where the pathway does not follow it.
std::string name_of(const Model& model, const CitedStatement& cited);
const StatementBase& statement(const Model& model, const StatementReference& reference);
// All statements of the pathway, in the order of their kinds.
std::vector<StatementReference> all_statements(const Model& model);

}  // namespace waymark::model
