#pragma once

#include "lang/syntax/grammar_words.hpp"

// The syntax of the language over its words: expressions, declarations, sections, files. Included by
// parser.cpp (and the grammar's own test) only.
// clang-format off
namespace waymark::grammar {

// Expressions: a flat run of operands and operators; lowering gives it precedence (operators.hpp). ---------------

struct expression; struct sum; struct converted; struct condition;

struct last_comma : seq<comma, at<one<'}'>>> {};
struct set_names : seq<name, star<not_at<last_comma>, if_must<comma, name>>, opt<last_comma>> {};
struct set : if_must<open_brace, opt<set_names>, closing_brace<Level::list>> {};
struct group : if_must<open_paren, expression, closing_paren> {};
struct comma_before_paren : seq<comma, at<one<')'>>> {};  // one may end the list
template <typename Rule> struct list_in_parens : seq<Rule, star<not_at<comma_before_paren>, if_must<comma, Rule>>, opt<comma_before_paren>> {};
struct arguments : if_must<open_paren, list_in_parens<expression>, closing_paren> {};
struct reference : seq<dotted_word, sor<arguments, opt<trivia>>> {};  // a call's `(` touches its name

struct literal_word : sor<text_yes, text_no, text_unknown> {};
struct literal : token<literal_word> {};

struct arm_guard : sor<if_must<kw_when, condition>, kept_otherwise> {};
struct arm : seq<sum, must<arm_guard>> {};
struct choose : if_must<kw_choose, braced_list<arm>> {};
struct known : seq<sor<kept_any, kept_first>, must<kw_known, kw_of, arguments>> {};
struct calendar_since : seq<sor<kept_years, kept_months, kept_days>, kw_since> {};
struct time_ends : sor<if_must<kw_since, dotted>, if_must<kw_from, dotted, kw_to, dotted>> {};
struct since : sor<if_must<seq<not_at<word>, kept_time>, time_ends>, if_must<calendar_since, dotted>> {};
struct points_of : if_must<seq<kw_points, kw_of>, dotted> {};

// Functions over the readings of a fact. Words that are not reserved begin one only before a name on the same line.
struct no_window_name : sor<text_rounded, text_then, text_applies, text_type> {};
struct window_name_ahead : at<plus<blank>, not_at<no_window_name>, word> {};
struct window_soft_text : sor<text_latest, text_previous, text_total> {};
struct window_word : seq<keyword_leaf<window_soft_text>, window_name_ahead, opt<trivia>> {};
struct window_function : sor<kept_highest, kept_lowest, kept_earliest, kept_average, window_word, seq<kept_number, kw_of>> {};
struct span_over : if_must<kw_over, quantity, opt<if_must<kw_before, dotted>>> {};
struct span_since : if_must<kw_since, dotted> {};
struct span_from_ahead : at<text_from, trivia, digit> {};
struct span_from : if_must<seq<span_from_ahead, kw_from>, quantity, opt<if_must<kw_to, quantity>>, kw_after, dotted> {};
struct window_span : sor<span_over, span_since, span_from> {};
struct window : if_must<window_function, dotted, opt<window_span>> {};

struct comparison_sign; struct is_test; struct between;
struct reading_test : sor<if_must<comparison_sign, sum>, is_test, between> {};
// Looked for before anything is read: an attempt that fails behind its first word would keep the comments before it.
struct apart_ahead : at<text_at, trivia, text_least> {};
struct apart : if_must<seq<apart_ahead, kw_at, kw_least>, quantity, kw_apart> {};
struct counted_readings : if_must<kw_readings, kw_of, dotted, reading_test, opt<window_span>, opt<apart>> {};
struct counted : sor<counted_readings, if_must<kw_of, arguments>> {};
struct counting : seq<sor<seq<kw_at, sor<kept_least, kept_most>>, kept_exactly>, must<whole_number, counted>> {};

// Looked for before anything is read: a fact may be called `daily`, and `dose` begin the next attribute.
struct given_dose_ahead : at<opt<sor<text_highest, text_lowest>, trivia>, opt<text_daily, trivia>, text_dose, trivia, text_of> {};
struct given_dose_words : seq<given_dose_ahead, opt<sor<kept_highest, kept_lowest>>, opt<kept_daily>, kw_dose, kw_of> {};
struct given_dose : if_must<given_dose_words, dotted> {};

struct word_form : sor<given_dose, since, points_of, window, reference, literal, choose, counting, known> {};
struct operand : sor<date, quantity, group, word_form> {};

struct comparison_text : sor<string<'<', '='>, string<'>', '='>, string<'!', '='>, seq<one<'<'>, not_at<one<'>'>>>, one<'>'>,
                             seq<one<'='>, not_at<one<'=', '>', '<'>>>, comparison_beyond_ascii> {};
struct comparison_sign : token<comparison_text> {};
struct comment_slash : string<'/', '/'> {};  // of other languages
struct arithmetic_text : seq<not_at<comment_slash>, one<'+', '-', '*', '/'>> {};
struct arithmetic_sign : token<arithmetic_text> {};
struct logic_text : sor<text_and, text_or, text_implies> {};
struct logic_word : token<logic_text> {};
struct prefix_text : sor<one<'-'>, text_not> {};
struct prefix : token<prefix_text> {};
struct sign_text : one<'-'> {};
struct sign_prefix : token<sign_text> {};

struct one_of_set : if_must<seq<not_at<word>, kept_one>, kw_of, set> {};
struct ruled_out : seq<kept_ruled, must<kw_out>> {};
struct predicate : sor<literal, one_of_set, ruled_out, name> {};
struct is_test : if_must<kw_is, opt<kept_not>, predicate> {};
struct between : if_must<kw_between, sum, kw_and, opt<kept_below>, sum> {};
struct members_of : seq<sor<kept_any, kept_all>, must<kw_of, set>> {};
struct included : sor<members_of, name> {};
struct includes : if_must<kw_includes, included> {};
struct conversion : if_must<kw_in, unit_name> {};

struct arithmetic_tail : if_must<arithmetic_sign, star<prefix>, operand> {};
struct joined_condition : operand {};
struct logical_tail : if_must<logic_word, star<prefix>, joined_condition> {};
struct comparison_tail : if_must<comparison_sign, star<prefix>, operand> {};
struct test_tail : sor<is_test, between, includes, conversion> {};

// What can only be meant as an operator makes the whole expression wrong, not what stands before it right.
struct slip_ahead : at<any> {
  template <typename Input> static bool match(Input& in) { return slips::follows_operand(scan::all(in), in.byte()); }
};
struct an_operator : failure {};
struct slip_tail : if_must<slip_ahead, an_operator> {};

struct expression : seq<star<prefix>, operand, star<sor<arithmetic_tail, logical_tail, comparison_tail, test_tail, slip_tail>>> {};
struct sum : seq<star<sign_prefix>, operand, star<arithmetic_tail>> {};
struct converted : seq<star<sign_prefix>, operand, star<arithmetic_tail>, opt<conversion>> {};
struct condition : expression {};

// Where something stands in a source, and what is the authors' own --------------

struct citation_part : sor<identifier, seq<digits, opt<lower>, not_at<identifier_other>>> {};
struct citation_text : seq<identifier, plus<one<'.'>, citation_part>> {};
struct citation : token<citation_text> {};
struct cite : if_must<kw_cite, comma_list<citation>> {};
struct interprets : if_must<kw_interprets, text> {};
struct silent : if_must<kw_silent, text> {};
// A finding of `prove` that is meant, by the question that finds it.
struct question_text : seq<one<'Q'>, digits, opt<lower>, not_at<identifier_other>> {};
struct question : token<question_text> {};
struct accept : if_must<kw_accept, question, text> {};
struct basis : sor<cite, interprets, accept> {};  // of a definition

// Several codes of one system; a comma before anything else is none of them.
struct code_ahead : at<one<','>, opt<trivia>, one<'"'>> {};
struct code_system : sor<text, name> {};
struct code_list : if_must<kw_in, dotted> {};
struct coded : sor<code_list, seq<code_system, must<text>, star<if_must<code_ahead, comma, text>>>> {};
struct code : if_must<kw_code, coded> {};

// Types ----------------------------------------------------------------------

struct member_points : if_must<equals, opt<kept_minus>, number> {};
// A comma before the next member is none of the citations.
struct citation_ahead : at<one<','>, opt<trivia>, citation_text> {};
struct member_cite : if_must<kw_cite, citation, star<if_must<citation_ahead, comma, citation>>> {};
struct member : seq<id, opt<text>, opt<member_points>, star<sor<member_cite, code>>> {};
struct kept_less : token<keyword_leaf<one<'<'>>> {};
struct member_separator : sor<comma, kept_less> {};
struct members : braced_list<member, member_separator> {};
struct number_unit : if_must<kw_in, unit_name> {};
struct type_yes_no : if_must<kw_yes, kw_or, kw_no> {};
struct stray_unit : at<any> {  // a unit behind `number` without `in`
  template <typename Input> static bool match(Input& in) { return slips::begins_unit(scan::all(in), in.byte()); }
};
struct word_in : failure {};
struct type_number : seq<sor<seq<kept_whole, must<kw_number>>, kw_number>, opt<sor<number_unit, if_must<stray_unit, word_in>>>> {};
struct type_one_of : if_must<kw_one, kw_of, members> {};
struct type_any_of : if_must<kw_any, kw_of, members> {};
struct type_date : kw_date {};
struct type_moment : kw_moment {};
struct type_event : seq<kw_event, opt<number_unit>> {};
struct type_named : seq<dotted, opt<number_unit>> {};  // with a unit it was meant to be `number`
struct type : sor<type_yes_no, type_number, type_one_of, type_any_of, type_date, type_moment, type_event, type_named> {};
struct type_mark : colon {};
struct typed : must<type_mark, type> {};

// Declarations ---------------------------------------------------------------

struct version : if_must<kw_version, text> {};
struct follows : if_must<kw_follows, names> {};
struct about : if_must<kw_about, text> {};
struct applies : if_must<kw_applies, kw_when, condition> {};
struct adapts : if_must<kw_adapts, name, text> {};
struct header_item : sor<version, follows, about, applies, adapts, accept> {};
struct header : if_must<sor<kept_pathway, kept_library, kept_site>, id, opt<text>, braced<header_item, Level::header>> {};
struct use : if_must<kw_use, name> {};
struct reference_number : whole_number {};
struct refs : if_must<kw_refs, comma_list<reference_number>> {};
struct incomplete : if_must<kw_incomplete, text> {};
struct outside : if_must<kw_outside, text> {};
struct statement_number_text : seq<digits, opt<lower>, not_at<identifier_other>> {};
struct statement_number : token<statement_number_text> {};
struct leaves_open : if_must<kw_open, text> {};
struct statement : if_must<kw_statement, statement_number, text, star<sor<refs, incomplete, outside, leaves_open>>> {};
struct printed_heading : if_must<kw_heading, text> {};
struct edition : if_must<kw_edition, text> {};
struct address : if_must<kw_address, text> {};
struct retrieved : if_must<kw_retrieved, date> {};
struct titled : seq<must<id>, opt<text>> {};
struct section_titled : seq<must<own_id>, opt<text>> {};
struct source_section_item : sor<statement, printed_heading> {};
struct source_section : if_must<kw_section, recovering_head<section_titled>, braced<source_section_item, Level::source_section>> {};
struct source_item : sor<source_section, printed_heading, edition, address, retrieved> {};
struct source : if_must<kw_source, recovering_head<titled>, braced<source_item, Level::source>> {};

struct bounds : if_must<kw_within, sum, kw_to, opt<kept_below>, sum> {};
struct plausible : if_must<kw_plausible, sum, kw_to, opt<kept_below>, sum> {};
struct valid_for : if_must<kw_valid, kw_for, sum> {};
struct found_in : if_must<kw_from, name> {};  // the resource of a record
struct molar_mass : if_must<kw_molar, kw_mass, quantity> {};
struct charge : if_must<kw_charge, number> {};
struct fact : if_must<kw_fact, id, opt<text>, typed, star<sor<bounds, plausible, valid_for, molar_mass, charge, code, found_in, cite>>> {};
struct initial_value : if_must<equals, expression> {};
struct parameter : if_must<kw_parameter, id, opt<text>, typed, opt<bounds>, opt<initial_value>, star<cite>> {};

struct define_parameter : seq<id, typed> {};
struct define_parameters : if_must<open_paren, list_in_parens<define_parameter>, closing_paren> {};
struct define_type : if_must<colon, type> {};
struct define : if_must<kw_define, id, opt<define_parameters>, opt<text>, opt<define_type>, equals, expression, star<basis>> {};

struct points : seq<opt<kept_minus>, number, must<kw_when, condition>, opt<text>> {};
struct more_points : if_must<kw_otherwise, points> {};
struct score_row : seq<points, star<more_points>> {};
struct score : if_must<kw_score, id, opt<text>, star<basis>, braced_list<score_row>> {};

// A row that is broken costs that row only. `any` and `above` are names where no cell ends or no number follows.
struct ends_cell : sor<one<'|'>, string<'=', '>'>> {};
struct any_cell : seq<at<kw_any, ends_cell>, kept_any> {};
struct compared_cell : if_must<comparison_sign, sum> {};
struct above_cell : if_must<at<kw_above, not_at<sor<ends_cell, one<',', '=', '+', '*', '/'>, kw_to>>>, kept_above, sum, kept_to,
                            opt<kept_below>, sum> {};
struct listed_cell : seq<sum, sor<if_must<kept_to, opt<kept_below>, sum>, star<if_must<comma, sum>>>> {};
struct table_cell : sor<any_cell, compared_cell, above_cell, listed_cell> {};
struct table_cells : seq<table_cell, star<if_must<bar, table_cell>>> {};
struct row_start : sor<kept_otherwise, table_cells> {};
struct table_row : if_must<bar, row_start, arrow, comma_list<converted>> {};
struct table_output : seq<own_id, opt<text>, opt<define_type>> {};
struct table_columns : seq<converted, star<if_must<bar, converted>>> {};
struct table_header : if_must<bar, table_columns, arrow, opt<comma_list<table_output>>> {};
struct table_head : seq<must<id>, opt<text>, opt<define_type>, opt<kept_first>, star<basis>> {};
struct table_ends : at<sor<one<'}'>, eof, leaving<Level::table>>> {};
struct table_body : seq<sor<table_ends, recovering<table_header, Level::table>>, statements<table_row, Level::table>> {};
struct table : if_must<kw_table, recovering_head<table_head>, opening_brace<Level::table>, table_body> {};

struct action_members : if_must<kw_any, kw_of, set> {};
struct action_kind : name {};
struct action : if_must<kw_action, id, opt<text>, action_kind, opt<action_members>, star<code>> {};

struct ucum : if_must<kw_ucum, text> {};
struct unit_declaration : if_must<kw_unit, unit_name, equals, quantity, opt<ucum>> {};
struct type_declaration : if_must<kw_type, id, opt<text>, typed> {};
struct codes_declaration : if_must<kw_codes, id, opt<text>, kw_from, text> {};

// Sections -------------------------------------------------------------------

struct range : seq<sum, opt<if_must<kw_to, sum>>> {};
struct dose_of : if_must<kw_of, dotted> {};
struct limit_word : sor<kept_least, kept_most> {};
struct dose_limit : if_must<kw_at, limit_word, sum> {};
struct rounding : if_must<kw_rounded, opt<kept_down>, kw_to, sum> {};
struct dose : if_must<kw_dose, range, opt<dose_of>, star<dose_limit>, opt<rounding>> {};
struct route : if_must<kw_route, name> {};
struct every : if_must<kw_every, range> {};
struct duration : if_must<kw_for, range> {};
struct regimen : sor<dose, route, every, duration> {};
struct next_step : if_must<kw_then, regimen> {};  // what follows belongs to the next step

struct within_of : if_must<kw_of, dotted> {};
struct within : if_must<kw_within, range, opt<within_of>> {};
struct promptly : kw_promptly {};
struct when : if_must<kw_when, condition> {};
struct until_condition : if_must<kw_until, condition> {};
struct target_attribute : if_must<kw_target, expression> {};
struct done_when : if_must<kw_done, kw_when, condition> {};
struct precedes : if_must<kw_precedes, dotted_names> {};
struct because : if_must<kw_because, text> {};
struct requires_known : if_must<kw_requires, kw_known, dotted_names> {};
struct strength_word : sor<kept_strong, kept_conditional> {};
struct strength : if_must<kw_strength, strength_word> {};
struct certainty_word : sor<kept_high, kept_moderate, seq<opt<kept_very>, kept_low>> {};
struct certainty : if_must<kw_certainty, certainty_word> {};
struct attribute : sor<regimen, next_step, within, promptly, when, until_condition, target_attribute, done_when, precedes, because,
                       requires_known, strength, certainty, cite, interprets, silent, accept> {};
struct attributes : seq<opening_brace<Level::attributes>, statements<attribute, Level::attributes>> {};

struct choice; struct branch_block;
struct option_item : sor<regimen, next_step, when> {};
struct option_word : reserved {  // at a word that can only stand in the braces of an option
  template <typename Input> static bool match(Input& in) { const auto found = scan::keyword(scan::rest(in)); return is_reserved(found) && begins_statement(Level::option, found); }
};
// Where the `{` is left out: whether a `}` is that of the option, and not that of the list.
struct own_close_ahead : at<close_brace, sor<one<',', '}'>, word>> {};
struct implied_close : opt<seq<own_close_ahead, close_brace>> {};
struct unopened_option : seq<at<option_word>, opening_brace<Level::option>, plus<option_item>, implied_close> {};
struct option_block : sor<seq<at<one<'{'>>, braced<option_item, Level::option>>, unopened_option> {};
struct option : sor<choice, seq<dotted, opt<option_block>>> {};
struct choice_mark : seq<sor<kept_one, kept_all>, must<kw_of>> {};
struct choice : seq<choice_mark, braced_list<option>> {};
struct target_start : sor<text_one, text_all, word> {};
struct target : sor<choice, dotted> {};
struct verb : seq<token<verb_word>, opt<kw_to>> {};
struct verb_ahead : at<verb_word, trivia, opt<kw_to>, target_start> {};  // so `consider refer as x` advises `refer`
struct command : seq<sor<kept_must, kept_should>, opt<kept_not>, must<verb>> {};
struct suggestion : seq<kept_consider, opt<verb_ahead, verb>> {};
struct as_id : if_must<kw_as, own_id> {};
struct advice : seq<sor<command, suggestion>, must<target>, opt<as_id>> {};
struct attributes_ahead : at<not_at<kw_when>, sor<one<'{'>, beginning<Level::attributes>>> {};
struct optional_attributes : opt<if_must<attributes_ahead, attributes>> {};
struct recommendation : if_must<at<sor<kw_must, kw_should, kw_consider>>, recovering_head<advice>, optional_attributes> {};
struct contraindication : if_must<kw_contraindicated, dotted_names, opt<as_id>, optional_attributes> {};

struct says : if_must<kw_says, text> {};
struct note_item : sor<says, when, cite, interprets, silent, accept> {};
struct note : if_must<kw_note, own_id, braced<note_item, Level::note>> {};

struct guard : recovering_head<condition> {};
struct branch : seq<kw_when, must<guard, branch_block>> {};
struct next_branch : seq<kw_otherwise, branch> {};
struct otherwise : if_must<kw_otherwise, branch_block> {};
struct if_unknown : if_must<kw_if, kw_unknown, branch_block> {};
struct branches : seq<branch, star<next_branch>, opt<otherwise>, opt<if_unknown>> {};

struct block_item : sor<branches, recommendation, contraindication, note, accept> {};
template <Level L> struct block_of : seq<must<opening_brace<L>>, statements<block_item, L>> {};
struct branch_block : block_of<Level::branch> {};
struct block : block_of<Level::block> {};
struct section_when : if_must<kw_when, guard> {};
struct section_head : seq<section_titled, opt<section_when>> {};
struct section : if_must<kw_section, recovering_head<section_head>, block> {};

// Sites: what a hospital changes of a pathway ----------------------------------

struct otherwise_no : if_must<kw_otherwise, kw_no> {};
struct change : sor<attribute, valid_for, code, found_in, otherwise_no> {};
struct changes : seq<at<one<'{'>>, braced<change, Level::changes>> {};
struct adaptation : sor<seq<initial_value, opt<changes>>, changes> {};
struct adapt : if_must<kw_adapt, dotted, adaptation> {};
struct withdraw : if_must<kw_withdraw, dotted, optional_attributes> {};

// Properties and scenarios ---------------------------------------------------

struct property : if_must<sor<kept_always, kept_never>, text, colon, condition, star<accept>> {};

struct instant : date {};
struct reading_at : if_must<kw_at, instant> {};
struct reading_ago : if_must<at<digit>, quantity, kw_ago> {};
struct happened_ago : seq<at<quantity, kw_ago>, reading_ago> {};  // of an event: its moment alone
// `2026-11`: a month without its day, where no unit or sign makes a sum of it.
struct month_ends : seq<not_at<identifier_other>, not_at<star<blank>, sor<one<'-', '+', '*', '/', '.', '\''>, unit_text>>> {};
struct month_text : seq<rep<4, digit>, one<'-'>, two_digits, month_ends> {};
struct month : token<month_text> {};
struct reading : sor<happened_ago, seq<sor<month, converted>, opt<sor<reading_at, reading_ago>>>> {};
struct member_state : if_must<equals, literal> {};
struct given_member : if_must<kw_includes, name, opt<member_state>> {};
struct given_value : if_must<equals, sor<set, comma_list<reading>>> {};
struct given_what : sor<given_member, given_value> {};
struct given : if_must<kw_given, dotted, given_what> {};

struct needs : if_must<kw_needs, dotted_names> {};
struct known_status : failure {};
struct status : sor<if_must<kept_not, kept_advised>, kept_advised, kept_undetermined, if_must<at<word>, known_status>> {};
struct window_ahead : seq<window_soft_text, plus<blank>, not_at<sor<text_advised, text_undetermined, text_open, text_due, text_overdue, text_done>>, word> {};
struct expected_id : seq<not_at<sor<calendar_since, window_ahead, given_dose_ahead>>, dotted> {};
struct expect_status : seq<expected_id, status, opt<needs>> {};
struct progress_word : sor<seq<kept_not, kept_due>, kept_due, kept_overdue, kept_done> {};
struct due_by : if_must<kw_by, instant> {};
struct expect_progress : seq<expected_id, progress_word, opt<due_by>> {};
struct expect_conflict : if_must<seq<kw_conflict, at<dotted>>, dotted, comma, dotted> {};
struct expect_dose : seq<expected_id, if_must<kw_dose, range, opt<dose_of>>> {};
struct expect_open : seq<expected_id, if_must<seq<kw_open, at<word>>, dotted_names>> {};
struct expected_outcome : sor<expect_conflict, expect_dose, expect_open, expect_progress, expect_status, expression> {};
struct expect : if_must<kw_expect, expected_outcome> {};
struct scenario_at : if_must<kw_at, instant> {};
struct extends : if_must<kw_extends, text> {};
struct scenario_item : sor<given, expect, scenario_at> {};
struct scenario_head : seq<must<text>, opt<extends>> {};
struct scenario : if_must<kw_scenario, recovering_head<scenario_head>, braced<scenario_item, Level::scenario>> {};

// Files ----------------------------------------------------------------------

struct item : sor<fact, define, section, source, scenario, action, parameter, score, table, use, header, property,
                  unit_declaration, type_declaration, codes_declaration, adapt, withdraw> {};
struct file : seq<opt<utf8::bom>, opt<trivia>, star<not_at<eof>, recovering<item, Level::file>>, eof> {};

// A text that is one expression; an action tells which of both is to be read.
struct reads_expression : success {};
struct end_of_text : eof {};
struct single_expression : attempt<opt<trivia>, must<expression>, must<end_of_text>> {};
struct document : if_then_else<reads_expression, single_expression, file> {};

}  // namespace waymark::grammar
// clang-format on
