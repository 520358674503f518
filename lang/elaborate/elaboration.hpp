#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "lang/ast/ast.hpp"
#include "lang/index/symbol_index.hpp"
#include "lang/model/model.hpp"
#include "lang/modules/module.hpp"
#include "lang/modules/symbols.hpp"
#include "lang/text/diagnostics.hpp"

// From the AST to the model: names are resolved, expressions typed, units checked. Each function reports what
// is wrong with its part and still returns something: an expression of the type `broken`, which fits
// everywhere.
namespace waymark {

// Where a declaration of the model was written.
template <typename Declaration>
struct Declared {
  ModuleIndex module = 0;
  const Declaration* declaration = nullptr;
};

// How many statements of each kind there are.
struct StatementCounts {
  std::uint32_t recommendations = 0, contraindications = 0, notes = 0;
};

// What elaboration has found so far.
struct ElaborationState {
  const std::vector<Module>& modules;
  ModuleIndex main = 0;  // the one that was asked for
  SymbolTable symbols;
  model::Model model = {};
  std::unordered_map<std::string, model::ExprId> canonical = {};  // the first expression of each meaning
  std::unordered_map<std::string, model::StatementReference> statements = {};  // by id: "initial.pulse"

  std::unordered_map<std::string, Span> statement_spans = {};
  std::map<std::string, Span, std::less<>> section_spans = {};  // where sections are declared
  std::map<std::string, Span, std::less<>> unit_spans = {};     // where units are declared
  std::unordered_map<std::string, UnitPtr> units_read = {};     // by how they are written
  std::array<std::vector<std::string>, 3> statement_ids = {};   // by StatementKind and index
  StatementCounts counts = {};
  std::set<model::ActionId> kindless_actions = {};  // whose kind is unknown; it is reported
  std::unordered_map<std::string, model::ExprId> bodies =
      {};  // of defines with arguments, by what they are called with
  std::set<std::uint32_t> circular =
      {};  // defines (and scores, counted on behind them) that are made of themselves

  // By the model's indices.
  std::vector<Declared<ast::Fact>> fact_declarations = {};
  std::vector<Declared<ast::Parameter>> parameter_declarations = {};
  std::vector<Declared<ast::Define>> define_declarations = {};  // null for an output of a table
  std::vector<Declared<ast::Score>> score_declarations = {};
  std::vector<Declared<ast::Table>> table_declarations = {};
  std::vector<Declared<ast::Action>> action_declarations = {};
  std::vector<Declared<ast::SourceDeclaration>> source_declarations = {};
  std::vector<Declared<ast::TypeDeclaration>> type_declarations = {};
  std::vector<Declared<ast::CodesDeclaration>> codes_declarations = {};
  std::vector<std::optional<Type>> types = {};  // by the index of a type; none while it is being elaborated
  std::vector<std::uint32_t> open_types = {};   // that are being elaborated, the outermost first
};

// All that elaboration works on.
struct Elaboration : ElaborationState {
  const Sources& sources;
  Diagnostics& diagnostics;
  SymbolIndex* index = nullptr;  // null where nobody asks what stands where
};

// Where an expression stands.
struct Environment {
  ModuleIndex module = 0;
  bool statuses = false;  // `R is advised` can be asked
  const std::map<std::string, model::ExprId, std::less<>>* arguments = nullptr;  // of the define being called
  const std::vector<ast::DefineParameter>* parameters = nullptr;  // where these arguments are declared
};

// Expressions -----------------------------------------------------------------

// Adds an expression to the model; finds the earlier one of the same meaning.
model::ExprId add(Elaboration&, model::Operation operation, Type type, Span span);
model::ExprId add_broken(Elaboration&, Span span);
const Type& type_of(const Elaboration&, model::ExprId expr);
Span span_of(const Elaboration&, model::ExprId expr);
bool is_broken(const Elaboration&, model::ExprId expr);

// `expected`, where the place wants a certain type, gives bare names their members and `unknown` its type; it
// is not checked here.
model::ExprId elaborate(Elaboration&, const Environment&, const ast::Expr& expr,
                        const Type* expected = nullptr);
// A yes or no; an event counts as one.
model::ExprId elaborate_condition(Elaboration&, const Environment&, const ast::Expr& expr);
// What fits `type`: reports it where it does not, and converts where units or mass and amount differ.
model::ExprId elaborate_as(Elaboration&, const Environment&, const ast::Expr& expr, const Type& type);
// A number that measures clock or calendar time.
model::ExprId elaborate_duration(Elaboration&, const Environment&, const ast::Expr& expr);
// The value where it depends on no patient; reports otherwise. nullopt also where the expression is broken.
std::optional<model::Constant> elaborate_constant(Elaboration&, const Environment&, const ast::Expr& expr,
                                                  const Type* expected = nullptr);
std::optional<Quantity> elaborate_constant_quantity(Elaboration&, const Environment&, const ast::Expr& expr);

// By kind, each in a file of its name.
model::ExprId elaborate_reference(Elaboration&, const Environment&, const std::string& name, Span span,
                                  const Type* expected);
model::ExprId elaborate_comparison(Elaboration&, const Environment&, const ast::Comparison&, Span span);
model::ExprId elaborate_between(Elaboration&, const Environment&, const ast::Between&, Span span);
// The same of operands that are elaborated.
model::ExprId compared(Elaboration&, ast::ComparisonOperator op, model::ExprId left, model::ExprId right,
                       Span span);
model::ExprId lying_between(Elaboration&, model::ExprId subject, model::ExprId low, model::ExprId high,
                            bool below, Span span);
// Reports a range that runs backwards.
void check_range(Elaboration&, model::ExprId low, model::ExprId high);
model::ExprId elaborate_arithmetic(Elaboration&, const Environment&, const ast::Arithmetic&, Span span);
model::ExprId elaborate_negate(Elaboration&, const Environment&, const ast::Negate&, Span span);
model::ExprId elaborate_conversion(Elaboration&, const Environment&, const ast::Conversion&, Span span);
model::ExprId elaborate_is(Elaboration&, const Environment&, const ast::Is&, Span span);
model::ExprId elaborate_includes(Elaboration&, const Environment&, const ast::Includes&, Span span);
model::ExprId elaborate_since(Elaboration&, const Environment&, const ast::Since&, Span span);
model::ExprId elaborate_time_between(Elaboration&, const Environment&, const ast::TimeBetween&, Span span);
model::ExprId elaborate_window(Elaboration&, const Environment&, const ast::Window&, Span span);
model::ExprId elaborate_each_reading(Elaboration&, const Environment&, const ast::EachReading&, Span span);
model::ExprId elaborate_reading_count(Elaboration&, const Environment&, const ast::ReadingCount&, Span span);
// What has a time, as a date, moment or event: a named one, when a named fact was read last, or when the
// reading was taken that a named window picks. Reports what has none.
model::ExprId elaborate_instant(Elaboration&, const Environment&, const ast::Name& name);
model::ExprId elaborate_points_of(Elaboration&, const Environment&, const ast::PointsOf&, Span span);
// What a recommendation gives where it is advised, or all of them give of an action together.
model::ExprId elaborate_given_dose(Elaboration&, const Environment&, const ast::GivenDose&, Span span);
model::ExprId elaborate_call(Elaboration&, const Environment&, const ast::Call&, Span span,
                             const Type* expected);

// The type that alternatives share: that of the first which has one; the others are made to fit it, and what
// does not is reported.
Type common_type(Elaboration&, std::vector<model::ExprId>& values);
// Makes two numbers (or what they are compared as) fit: reports different dimensions, converts mass and
// amount. False where they do not fit. `span` is where both stand.
bool fit_numbers(Elaboration&, model::ExprId& left, model::ExprId& right, Span span);
// The same for any two values of one type: members, dates, numbers.
bool fit_values(Elaboration&, model::ExprId& left, model::ExprId& right, Span span);
// An event where a yes or no is wanted.
model::ExprId as_condition(Elaboration&, model::ExprId expr);
// An event where a moment is wanted: when it happened.
model::ExprId as_moment(Elaboration&, model::ExprId expr);
// The index of a member; reports an unknown one.
// "true", "false" and "null" are no names here, and many will try them.
bool report_foreign_word(Elaboration&, const std::string& name, Span span);
std::optional<model::MemberIndex> find_member(Elaboration&, const MemberSet& members, const ast::Name& name);
std::optional<model::MemberIndex> find_member(const MemberSet& members, std::string_view name);
// All of them, each once; nullopt where one is unknown.
std::optional<std::vector<model::MemberIndex>> find_members(Elaboration&, const MemberSet& members,
                                                            const std::vector<ast::Name>& names);
// "`mmHg` (pressure)", "a number without a unit": how messages name what a number measures.
std::string describe_unit(const Type& type);
// What the fact would have to declare for the two units to convert; empty if nothing would help.
std::string help_for_exchange(const Unit& from, const Unit& to, const Substance& substance);
bool measures_time(const Unit& unit);           // clock or calendar
bool measures_calendar_time(const Unit& unit);  // months and years
// Half a month and the like: months are counted on the calendar, so only whole ones can be.
bool is_part_of_a_month(const Elaboration&, model::ExprId duration);
void report_part_of_a_month(Elaboration&, model::ExprId duration);
bool counts_whole_days(const Unit& unit);  // days, weeks

// Declarations ------------------------------------------------------------------

UnitPtr elaborate_unit(Elaboration&, const ast::UnitText& unit);  // null where it is reported
Type elaborate_type(Elaboration&, ModuleIndex, const ast::TypeExpr& type, const std::string& owner);
// Notes in the index that a name is declared or used here. `name` as it is written may be dotted: then its
// last part is meant. A statement without a name of its own is declared by all that it says.
void note_declaration(Elaboration&, NameKind kind, Span name);
void note_declaration(Elaboration&, SymbolKind kind, Span name);
void note_declaration(Elaboration&, model::StatementKind kind, Span name);
void note_use(Elaboration&, NameKind kind, Span name, Span declaration);
void note_use(Elaboration&, const Symbol& symbol, Span name);
// Notes what is before the point of a dotted name: a library or a table.
void note_prefix(Elaboration&, ModuleIndex, const std::string& name, Span span);
// Notes a unit as it is written, and the declared units in it.
void note_unit(Elaboration&, Span unit);
// The same for the use of a statement by its id.
void note_use(Elaboration&, const model::StatementReference& statement, const std::string& id, Span name);

// The one symbol that a name means; reports unknown and ambiguous names.
std::optional<Symbol> resolve(Elaboration&, ModuleIndex, NameSpace, const std::string& name, Span span);

// Says that there is no such recommendation, contraindication or note, and which are near.
void report_unknown_statement(Elaboration&, ModuleIndex, const std::string& id, Span span);

// Reports a value outside the bounds it is declared with.
void check_bounds(Elaboration&, const Quantity& value, const std::optional<model::Bounds>& bounds, Span span,
                  const std::string& written);
// Reports a part where a whole number is wanted; false then.
bool check_whole(Elaboration&, const Quantity& value, const Type& type, Span span);

void declare_names(Elaboration&);  // every declared name of every module gets its index
void elaborate_units(Elaboration&);
void elaborate_types(Elaboration&);
void elaborate_sources(Elaboration&);
void elaborate_actions(Elaboration&);
void elaborate_inputs(Elaboration&);       // facts and parameters
void elaborate_definitions(Elaboration&);  // defines, scores and tables, operands first
// What all of these cite, and how they read it.
void elaborate_basis(Elaboration&);
void elaborate_accepted(Elaboration&);
// Which parts of the model are a site's, and why; a definition that it changes keeps its type.
void elaborate_site(Elaboration&);
// Of a site: warnings of the pathway that it adapts are the pathway's own business. Its errors are told of
// where the site has none, as these may be where they come from.
void settle_findings_of_pathway(Elaboration&);
// What a cell asks of its column; `unit` is that of bare numbers in it, null where the header names none.
model::ExprId elaborate_cell(Elaboration&, const Environment&, const ast::TableCell& cell,
                             model::ExprId column, const UnitPtr& unit);
// Whether it is a number alone, with or without a sign, and has no unit.
bool is_bare_number(const ast::Expr& expr);
// The expression, where a number without a unit stands in `unit`.
model::ExprId elaborate_in_unit(Elaboration&, const Environment&, const ast::Expr& expr, const Type* expected,
                                const UnitPtr& unit);
void elaborate_table(Elaboration&, model::TableId);
void declare_statements(Elaboration&);  // the ids of recommendations, contraindications and notes
// The sections of the pathway and where each stands, in document order.
std::vector<std::pair<const ast::Section*, Span>> in_document_order(const Elaboration&);
void elaborate_sections(Elaboration&);
void elaborate_properties(Elaboration&);
// A fact or parameter by its name; reports what is none.
std::optional<model::Input> elaborate_input(Elaboration&, ModuleIndex, const ast::Name& name);
// What a scenario gives; `has_moment`: it says when it plays. nullopt where something is wrong with it.
std::optional<model::Given> elaborate_given(Elaboration&, ModuleIndex, const ast::Given&, bool has_moment);
void elaborate_scenarios(Elaboration&);

// A section's parts; the conditions of a recommendation are only its own ones here.
model::Recommendation elaborate_recommendation(Elaboration&, const Environment&, const ast::Recommendation&,
                                               Span span);
// How soon, in which order and until what it is to be done.
void elaborate_plan(Elaboration&, const Environment&, const ast::Attributes&, model::Recommendation&);
// Numbers, or times where it is a `duration`: a first one without a unit takes the second's.
model::ExprRange elaborate_range(Elaboration&, const Environment&, const ast::Range& range, bool duration);
// How something is given. What an alternative leaves out is the recommendation's, `common`.
std::vector<model::Regimen> elaborate_steps(Elaboration&, const Environment&,
                                            const std::vector<ast::Regimen>& steps,
                                            const std::vector<model::Regimen>& common);
std::vector<model::Citation> elaborate_citations(Elaboration&, ModuleIndex,
                                                 const std::vector<ast::Citation>&);
// Warns of a system without a name, and of a code that stands there twice.
std::vector<model::Code> elaborate_codes(Elaboration&, ModuleIndex, const std::vector<ast::Code>& codes);
// Reports a resource that there is not, or that holds nothing of this type.
std::optional<model::Resource> elaborate_resource(Elaboration&, const ast::Name& name, const Type& type);
std::vector<std::string> texts_of(const std::vector<ast::Text>& texts);
model::Template elaborate_template(Elaboration&, const Environment&, const ast::Template&);
std::optional<model::ActionId> elaborate_action(Elaboration&, ModuleIndex, const ast::Name&);
// All of them that are known; one that stands there twice is reported.
std::vector<model::ActionId> elaborate_action_list(Elaboration&, ModuleIndex,
                                                   const std::vector<ast::Name>& names);

}  // namespace waymark
