#include <concepts>

#include "lang/syntax/grammar.hpp"
#include "lang/syntax/parse_state.hpp"
#include "lang/syntax/syntax_errors.hpp"
#include "lang/syntax/syntax_tree.hpp"
#include "lang/text/source_text.hpp"

namespace waymark {
namespace {

// Offsets are all the tree needs; Source turns them into lines and columns.
using Input =
    tao::pegtl::memory_input<tao::pegtl::tracking_mode::lazy, tao::pegtl::eol::lf_crlf, const char*>;

std::uint32_t offset(const Input& in) { return static_cast<std::uint32_t>(in.byte()); }

// Which rules become nodes ----------------------------------------------------

constexpr auto no_node = SyntaxKind::file;  // the root is made by `parse`

template <typename Rule>
constexpr SyntaxKind leaf_kind = no_node;

// clang-format off
template <> constexpr SyntaxKind leaf_kind<grammar::word> = SyntaxKind::name;
template <> constexpr SyntaxKind leaf_kind<grammar::dotted_word> = SyntaxKind::name;
template <> constexpr SyntaxKind leaf_kind<grammar::id_word> = SyntaxKind::id;
template <> constexpr SyntaxKind leaf_kind<grammar::own_id_word> = SyntaxKind::id;
template <> constexpr SyntaxKind leaf_kind<grammar::verb_word> = SyntaxKind::verb;
template <typename Text> constexpr SyntaxKind leaf_kind<grammar::keyword_leaf<Text>> = SyntaxKind::keyword;
template <> constexpr SyntaxKind leaf_kind<grammar::arithmetic_text> = SyntaxKind::op;
template <> constexpr SyntaxKind leaf_kind<grammar::comparison_text> = SyntaxKind::op;
template <> constexpr SyntaxKind leaf_kind<grammar::logic_text> = SyntaxKind::op;
template <> constexpr SyntaxKind leaf_kind<grammar::prefix_text> = SyntaxKind::op;
template <> constexpr SyntaxKind leaf_kind<grammar::sign_text> = SyntaxKind::op;
template <> constexpr SyntaxKind leaf_kind<grammar::literal_word> = SyntaxKind::literal;
template <> constexpr SyntaxKind leaf_kind<grammar::number_text> = SyntaxKind::number;
template <> constexpr SyntaxKind leaf_kind<grammar::whole_text> = SyntaxKind::number;
template <> constexpr SyntaxKind leaf_kind<grammar::unit_text> = SyntaxKind::unit;
template <> constexpr SyntaxKind leaf_kind<grammar::date_text> = SyntaxKind::date;
template <> constexpr SyntaxKind leaf_kind<grammar::month_text> = SyntaxKind::date;
template <> constexpr SyntaxKind leaf_kind<grammar::text_literal> = SyntaxKind::text;
template <> constexpr SyntaxKind leaf_kind<grammar::citation_text> = SyntaxKind::citation;
template <> constexpr SyntaxKind leaf_kind<grammar::question_text> = SyntaxKind::name;
template <> constexpr SyntaxKind leaf_kind<grammar::statement_number_text> = SyntaxKind::statement_number;
template <Level L> constexpr SyntaxKind leaf_kind<grammar::skipped_text<L>> = SyntaxKind::skipped;
template <> constexpr SyntaxKind leaf_kind<grammar::skipped_head_text> = SyntaxKind::skipped;

template <typename Rule>
constexpr SyntaxKind node_kind = no_node;

#define PW_NODES(X) \
  X(group) X(arguments) X(set) X(choose) X(arm) X(counting) X(counted_readings) X(apart) X(known) X(since) X(points_of) X(given_dose) X(is_test) X(between) \
  X(includes) X(conversion) X(window) X(span_over) X(span_since) X(span_from) X(expression) \
  X(type_yes_no) X(type_number) X(type_one_of) X(type_any_of) X(type_date) X(type_moment) X(type_event) X(type_named) \
  X(member) X(header) X(version) X(follows) X(about) X(applies) X(adapts) X(use) X(source) X(source_section) X(statement) X(refs) \
  X(incomplete) X(outside) X(leaves_open) X(printed_heading) X(edition) X(address) X(retrieved) X(fact) X(parameter) X(bounds) X(plausible) X(valid_for) X(molar_mass) X(charge) X(code) X(code_list) X(found_in) X(define) \
  X(define_parameters) X(define_parameter) X(score) X(score_row) X(points) X(table) X(table_header) X(table_output) X(table_row) X(table_cell) X(action) X(action_members) \
  X(unit_declaration) X(ucum) X(type_declaration) X(codes_declaration) X(section) X(section_when) X(block) X(branches) X(branch) X(otherwise) \
  X(if_unknown) X(recommendation) X(choice) X(option_block) X(attributes) X(contraindication) X(note) X(says) X(dose) \
  X(dose_of) X(dose_limit) X(rounding) X(next_step) X(route) X(every) X(duration) X(within) X(within_of) X(promptly) X(when) X(done_when) X(precedes) \
  X(because) X(strength) X(certainty) X(cite) X(interprets) X(silent) X(accept) X(adapt) X(changes) X(otherwise_no) X(withdraw) X(property) X(scenario) X(extends) X(scenario_at) X(given) X(given_member) \
  X(given_value) X(reading) X(reading_at) X(reading_ago) X(expect) X(expect_status) X(expect_dose) X(expect_open) X(expect_progress) X(due_by) X(expect_conflict) X(needs)
#define PW_NODE(rule) template <> constexpr SyntaxKind node_kind<grammar::rule> = SyntaxKind::rule;
PW_NODES(PW_NODE)
#undef PW_NODE
#undef PW_NODES
template <> constexpr SyntaxKind node_kind<grammar::member_cite> = SyntaxKind::cite;
template <> constexpr SyntaxKind node_kind<grammar::branch_block> = SyntaxKind::block;
template <> constexpr SyntaxKind node_kind<grammar::sum> = SyntaxKind::expression;
template <> constexpr SyntaxKind node_kind<grammar::converted> = SyntaxKind::expression;
template <> constexpr SyntaxKind node_kind<grammar::condition> = SyntaxKind::expression;
template <> constexpr SyntaxKind node_kind<grammar::until_condition> = SyntaxKind::until;
template <> constexpr SyntaxKind node_kind<grammar::target_attribute> = SyntaxKind::target;
template <> constexpr SyntaxKind node_kind<grammar::requires_known> = SyntaxKind::requires_known;

// Rules that contain themselves; each counts as one level of nesting.
template <typename Rule> constexpr bool nests = false;
template <> constexpr bool nests<grammar::expression> = true;
template <> constexpr bool nests<grammar::sum> = true;
template <> constexpr bool nests<grammar::converted> = true;
template <> constexpr bool nests<grammar::condition> = true;
template <> constexpr bool nests<grammar::choice> = true;
template <> constexpr bool nests<grammar::block> = true;
template <> constexpr bool nests<grammar::branch_block> = true;

// What is reported where a rule must match ------------------------------------

template <typename Rule> constexpr Expectation expected{};
template <typename... Rules> constexpr Expectation expected<tao::pegtl::opt<Rules...>>{{}, Place::never_missing};
template <typename... Rules> constexpr Expectation expected<tao::pegtl::star<Rules...>>{{}, Place::never_missing};
template <> constexpr Expectation expected<grammar::optional_attributes>{{}, Place::never_missing};
template <> constexpr Expectation expected<grammar::reported_already>{{}, Place::reported};
template <typename Rule> constexpr Expectation expected<grammar::recovering_head<Rule>>{{}, Place::reported};
template <> constexpr Expectation expected<grammar::guard>{{}, Place::reported};
template <typename Rule> constexpr Expectation expected<grammar::comma_list<Rule>> = expected<Rule>;
template <typename Rule> constexpr Expectation expected<grammar::list_in_parens<Rule>> = expected<Rule>;
template <typename Rule, typename Separator> constexpr Expectation expected<grammar::list_element<Rule, Separator>> = expected<Rule>;
template <typename Rule, Level L> constexpr Expectation expected<grammar::braced<Rule, L>>{"`{`"};
template <typename Rule, typename Separator> constexpr Expectation expected<grammar::braced_list<Rule, Separator>>{"`{`"};
template <Level L> constexpr Expectation expected<grammar::opening_brace<L>>{"`{`"};

template <> constexpr Expectation expected<grammar::item>{"a declaration", Place::statement, Level::file};
template <> constexpr Expectation expected<grammar::header_item>{"`version`, `follows`, `about`, `applies when` or `adapts`", Place::statement, Level::header};
template <> constexpr Expectation expected<grammar::source_item>{"`section`, `heading`, `edition`, `address` or `retrieved`", Place::statement, Level::source};
template <> constexpr Expectation expected<grammar::source_section_item>{"`statement` or `heading`", Place::statement, Level::source_section};
template <> constexpr Expectation expected<grammar::block_item>{"a recommendation, `when`, `contraindicated` or `note`", Place::statement, Level::block};
template <> constexpr Expectation expected<grammar::attribute>{"an attribute such as `dose`, `when` or `cite`", Place::statement, Level::attributes};
template <> constexpr Expectation expected<grammar::change>{"an attribute such as `when`, `because` or `cite`", Place::statement, Level::changes};
template <> constexpr Expectation expected<grammar::option_item>{"`dose`, `route`, `every`, `for`, `when` or `then`", Place::statement, Level::option};
template <> constexpr Expectation expected<grammar::note_item>{"`says`, `when`, `cite`, `interprets` or `silent`", Place::statement, Level::note};
template <> constexpr Expectation expected<grammar::scenario_item>{"`at`, `given` or `expect`", Place::statement, Level::scenario};

template <> constexpr Expectation expected<grammar::end_of_text>{"an operator or the end of the expression", Place::operation};
template <Level L> constexpr Expectation expected<grammar::closing_brace<L>>{"`,` or `}`"};
template <> constexpr Expectation expected<grammar::closing_paren>{"`)`"};
template <> constexpr Expectation expected<grammar::comma>{"`,`"};
template <> constexpr Expectation expected<grammar::colon>{"`:`"};
template <> constexpr Expectation expected<grammar::equals>{"`=`"};
template <> constexpr Expectation expected<grammar::arrow>{"`=>`"};
template <> constexpr Expectation expected<grammar::block>{"`{`"};
template <> constexpr Expectation expected<grammar::branch_block>{"`{`"};
template <> constexpr Expectation expected<grammar::attributes>{"`{`"};
template <> constexpr Expectation expected<grammar::members>{"`{`"};
template <> constexpr Expectation expected<grammar::set>{"`{`"};
template <> constexpr Expectation expected<grammar::time_ends>{"`since` or `from`"};
template <> constexpr Expectation expected<grammar::counted>{"`of` or `readings of`"};
template <> constexpr Expectation expected<grammar::reading_test>{"a comparison, `is` or `between`"};
template <> constexpr Expectation expected<grammar::adaptation>{"`=` or `{`"};
template <> constexpr Expectation expected<grammar::arguments>{"`(`"};
template <> constexpr Expectation expected<grammar::type_mark>{"`:` and a type"};
template <> constexpr Expectation expected<grammar::typed>{"`:` and a type"};

template <> constexpr Expectation expected<grammar::id>{"a name", Place::declared};
template <> constexpr Expectation expected<grammar::an_operator>{"an operator", Place::operation};
template <> constexpr Expectation expected<grammar::word_in>{"`in`"};
template <> constexpr Expectation expected<grammar::own_id>{"a name", Place::declared};
template <> constexpr Expectation expected<grammar::name>{"a name", Place::name};
template <> constexpr Expectation expected<grammar::names>{"a name", Place::name};
template <> constexpr Expectation expected<grammar::dotted>{"a name", Place::name};
template <> constexpr Expectation expected<grammar::dotted_names>{"a name", Place::name};
template <> constexpr Expectation expected<grammar::define_parameter>{"a name", Place::declared};
template <> constexpr Expectation expected<grammar::member>{"a member", Place::name};
template <> constexpr Expectation expected<grammar::included>{"a member", Place::name};
template <> constexpr Expectation expected<grammar::verb>{"a verb such as `give`", Place::name, Level::list, "a recommendation says what is to be done, as in `must give NAME`"};
template <> constexpr Expectation expected<grammar::target>{"an action, `one of` or `all of`", Place::value, Level::list, "a recommendation names a verb and an action, as in `must give NAME`"};
template <> constexpr Expectation expected<grammar::advice>{"a recommendation"};
template <> constexpr Expectation expected<grammar::titled>{"a name", Place::declared};
template <> constexpr Expectation expected<grammar::section_titled>{"a name", Place::declared};
template <> constexpr Expectation expected<grammar::section_head>{"a name", Place::declared};
template <> constexpr Expectation expected<grammar::scenario_head>{"a text in quotes"};
template <> constexpr Expectation expected<grammar::option>{"an action", Place::name};
template <> constexpr Expectation expected<grammar::action_kind>{"a kind such as `drug` or `procedure`", Place::name};
template <> constexpr Expectation expected<grammar::type>{"a type", Place::name};
template <> constexpr Expectation expected<grammar::unit_name>{"a unit"};
template <> constexpr Expectation expected<grammar::citation>{"a statement such as `section.1`"};
template <> constexpr Expectation expected<grammar::text>{"a text in quotes"};
template <> constexpr Expectation expected<grammar::text_rest>{{}, Place::text_end};
template <> constexpr Expectation expected<grammar::long_text_rest>{{}, Place::long_text_end};
template <> constexpr Expectation expected<grammar::quoted_unit_rest>{{}, Place::unit_end};
template <> constexpr Expectation expected<grammar::number>{"a number"};
template <> constexpr Expectation expected<grammar::whole_number>{"a whole number"};
template <> constexpr Expectation expected<grammar::question>{"a question of `prove` such as `Q4`"};
template <> constexpr Expectation expected<grammar::coded>{"a system such as `loinc`", Place::name};
template <> constexpr Expectation expected<grammar::reference_number>{"the number of a reference"};
template <> constexpr Expectation expected<grammar::statement_number>{"the number of the statement, such as `5` or `5a`"};
template <> constexpr Expectation expected<grammar::date>{"a date such as `2026-11-23`"};
template <> constexpr Expectation expected<grammar::quantity>{"a number"};
template <> constexpr Expectation expected<grammar::instant>{"a date such as `2026-11-23`"};

template <> constexpr Expectation expected<grammar::operand>{"a value", Place::value};
template <> constexpr Expectation expected<grammar::joined_condition>{"a condition", Place::value};
template <> constexpr Expectation expected<grammar::expression>{"a value", Place::value};
template <> constexpr Expectation expected<grammar::condition>{"a condition", Place::value};
template <> constexpr Expectation expected<grammar::sum>{"a value", Place::value};
template <> constexpr Expectation expected<grammar::converted>{"a value", Place::value};
template <> constexpr Expectation expected<grammar::reading>{"a value", Place::value};
template <> constexpr Expectation expected<grammar::range>{"a value", Place::value};
template <> constexpr Expectation expected<grammar::arm>{"a value", Place::value};
template <> constexpr Expectation expected<grammar::predicate>{"`yes`, `no`, `known`, a member or the like", Place::name};
template <> constexpr Expectation expected<grammar::literal>{"`yes`, `no` or `unknown`"};
template <> constexpr Expectation expected<grammar::arm_guard>{"`when` or `otherwise`"};
template <> constexpr Expectation expected<grammar::table_cell>{"a cell", Place::value};
template <> constexpr Expectation expected<grammar::row_start>{"a cell, `any` or `otherwise`", Place::value};
template <> constexpr Expectation expected<grammar::table_columns>{"a column", Place::value};
template <> constexpr Expectation expected<grammar::table_header>{"`|` and the columns", Place::statement, Level::table};
template <> constexpr Expectation expected<grammar::table_row>{"`|` and a row", Place::statement, Level::table};
template <> constexpr Expectation expected<grammar::table_output>{"the name of an output", Place::declared};
template <> constexpr Expectation expected<grammar::table_head>{"a name", Place::declared};
template <> constexpr Expectation expected<grammar::table_body>{{}, Place::reported};
template <> constexpr Expectation expected<grammar::kept_above>{"`above`"};
template <> constexpr Expectation expected<grammar::kept_to>{"`to`"};
template <> constexpr Expectation expected<grammar::points>{"a number of points"};
template <> constexpr Expectation expected<grammar::score_row>{"a number of points"};
template <> constexpr Expectation expected<grammar::given_what>{"`=` or `includes`"};
template <typename... Rules> constexpr Expectation expected<tao::pegtl::sor<Rules...>>{"a value", Place::value};  // of a `given`
template <> constexpr Expectation expected<grammar::expected_outcome>{"an outcome", Place::value};
template <> constexpr Expectation expected<grammar::limit_word>{"`least` or `most`"};
template <> constexpr Expectation expected<grammar::regimen>{"`dose`, `route`, `every` or `for`", Place::token, Level::attributes};
template <> constexpr Expectation expected<grammar::strength_word>{"`strong` or `conditional`"};
template <> constexpr Expectation expected<grammar::certainty_word>{"`high`, `moderate`, `low` or `very low`"};

#define PW_EXPECTED_WORD(word) template <> constexpr Expectation expected<grammar::kw_##word>{"`" #word "`"};
PW_EXPECTED_WORD(to) PW_EXPECTED_WORD(from) PW_EXPECTED_WORD(of) PW_EXPECTED_WORD(for) PW_EXPECTED_WORD(mass) PW_EXPECTED_WORD(known)
PW_EXPECTED_WORD(after) PW_EXPECTED_WORD(apart) PW_EXPECTED_WORD(and) PW_EXPECTED_WORD(or) PW_EXPECTED_WORD(no) PW_EXPECTED_WORD(out)
PW_EXPECTED_WORD(number) PW_EXPECTED_WORD(unknown) PW_EXPECTED_WORD(when)
PW_EXPECTED_WORD(ago)
#undef PW_EXPECTED_WORD
template <> constexpr Expectation expected<grammar::known_status>{"`advised`, `not advised`, `undetermined`, `dose` or `open`"};
template <> constexpr Expectation expected<grammar::kept_advised>{"`advised`"};
// clang-format on

// No rule matches once the statement is broken.
template <typename Rule>
struct control : tao::pegtl::normal<Rule> {
  template <tao::pegtl::apply_mode A, tao::pegtl::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control>
  static bool match(Input& in, ParseState& state) {
    if (state.is_broken()) return false;
    return tao::pegtl::normal<Rule>::template match<A, M, Action, Control>(in, state) && !state.is_broken();
  }

  static void raise(const Input& in, ParseState& state) {
    static_assert(!expected<Rule>.phrase.empty() || expected<Rule>.place != Place::token,
                  "say above what was expected");
    if (!state.is_broken()) raise_expected(state, offset(in), expected<Rule>);
  }

  static void go_on(ParseState& state) { state.go_on(); }
};

// What is done where a rule has matched ----------------------------------------

constexpr int max_depth = 200;

// A rule that becomes a node takes what was read inside it as its children.
struct make_node {
  template <typename Rule, tao::pegtl::apply_mode A, tao::pegtl::rewind_mode M,
            template <typename...> class Action, template <typename...> class Control>
  static bool match(Input& in, ParseState& state) {
    if constexpr (A == tao::pegtl::apply_mode::nothing) {
      return tao::pegtl::match<Rule, A, M, Action, Control>(in, state);
    } else {
      const auto begin = offset(in);
      const auto first_child = state.open(begin);
      if (!matches<Rule, A, M, Action, Control>(in, state) || state.is_broken()) return false;
      state.close(node_kind<Rule>, begin, first_child, offset(in));
      return true;
    }
  }

 private:
  struct Deeper {
    int& depth;
    explicit Deeper(int& value) : depth{value} { ++depth; }
    ~Deeper() { --depth; }
  };

  template <typename Rule, tao::pegtl::apply_mode A, tao::pegtl::rewind_mode M,
            template <typename...> class Action, template <typename...> class Control>
  static bool matches(Input& in, ParseState& state) {
    if constexpr (nests<Rule>) {
      const Deeper deeper{state.depth};
      if (state.depth > max_depth) {
        raise_nested_too_deeply(state, offset(in), max_depth);
        return false;
      }
      return tao::pegtl::match<Rule, A, M, Action, Control>(in, state);
    } else {
      return tao::pegtl::match<Rule, A, M, Action, Control>(in, state);
    }
  }
};

template <typename Rule>
struct make_leaf {
  template <typename Match>
  static void apply(const Match& match, ParseState& state) {
    const auto begin = static_cast<std::uint32_t>(match.begin() - state.text().data());
    const auto end = static_cast<std::uint32_t>(match.end() - state.text().data());
    if (leaf_kind<Rule> == SyntaxKind::skipped) state.drop_brackets_from(begin);
    state.leaf(leaf_kind<Rule>, begin, end);
  }
};

template <typename Rule>
struct action {};

template <typename Rule>
requires(node_kind<Rule> != no_node) struct action<Rule> : make_node, tao::pegtl::maybe_nothing {
};

template <typename Rule>
requires(leaf_kind<Rule> != no_node) struct action<Rule> : make_leaf<Rule> {
};

template <>
struct action<grammar::reads_expression> {
  static bool apply0(ParseState& state) { return state.reads_expression; }
};

template <>
struct action<grammar::trivia> {
  template <typename Match>
  static void apply(const Match& match, ParseState& state) {
    state.trivia(static_cast<std::uint32_t>(match.begin() - state.text().data()),
                 static_cast<std::uint32_t>(match.end() - state.text().data()));
  }
};

template <typename Rule>
requires(std::same_as<Rule, grammar::open_brace> ||
         std::same_as<Rule, grammar::open_paren>) struct action<Rule> {
  template <typename Match>
  static void apply(const Match& match, ParseState& state) {
    state.open_bracket(static_cast<std::uint32_t>(match.begin() - state.text().data()), false);
  }
};

template <Level L>
struct action<grammar::unopened_brace<L>> {
  template <typename Match>
  static void apply(const Match& match, ParseState& state) {
    const auto at = static_cast<std::uint32_t>(match.begin() - state.text().data());
    report_unopened(state, at);
    state.open_bracket(at, true);
  }
};

template <char Closing>
struct report_missing {
  template <typename Match>
  static void apply(const Match& match, ParseState& state) {
    report_unclosed(state, static_cast<std::uint32_t>(match.begin() - state.text().data()), Closing);
  }
};

template <Level L>
struct action<grammar::unclosed_brace<L>> : report_missing<'}'> {};

template <>
struct action<grammar::unclosed_paren> : report_missing<')'> {};

struct close_bracket {
  static void apply0(ParseState& state) { state.close_bracket(); }
};

template <Level L>
struct action<grammar::closing_brace<L>> : close_bracket {};

template <>
struct action<grammar::implied_close> : close_bracket {};

template <>
struct action<grammar::closing_paren> : close_bracket {};

}  // namespace

// A word that is refused where it is declared is not refused again where it is used.
static void keep_first_refusals(const Sources& sources, const Diagnostics& found, const ParseState& state,
                                Diagnostics& diagnostics) {
  for (const auto& diagnostic : found.list()) {
    const auto& refused = state.refused_names();
    const auto declared = refused.find(sources.text(diagnostic.span));
    if (declared == refused.end() || declared->second == diagnostic.span.begin)
      diagnostics.append(diagnostic);
  }
}

static std::unique_ptr<SyntaxNode> parse_document(const Sources& sources, std::uint32_t file,
                                                  Diagnostics& diagnostics, bool reads_expression) {
  Diagnostics found;
  ParseState state{sources, file, found};
  state.reads_expression = reads_expression;
  const auto text = state.text();
  Input in{text.data(), text.data() + text.size(), ""};
  const bool readable = check_source_text(sources, file, diagnostics);
  if (!readable || !tao::pegtl::parse<grammar::document, action, control>(in, state)) state.skip_rest(0);
  keep_first_refusals(sources, found, state, diagnostics);
  return std::make_unique<SyntaxNode>(state.finish());
}

std::unique_ptr<SyntaxNode> parse(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics) {
  return parse_document(sources, file, diagnostics, false);
}

std::unique_ptr<SyntaxNode> parse_expression(const Sources& sources, std::uint32_t file,
                                             Diagnostics& diagnostics) {
  return parse_document(sources, file, diagnostics, true);
}

}  // namespace waymark
