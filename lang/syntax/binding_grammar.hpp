#pragma once

#include <tao/pegtl.hpp>

// The syntax of `*.binding` files. Included by binding_parser.cpp only.
// clang-format off
namespace waymark::binding_grammar {

using namespace tao::pegtl;

struct comment : seq<one<'#'>, until<eolf>> {};
struct gap : star<sor<space, comment>> {};
template <typename Rule> struct token : seq<Rule, gap> {};

struct name_sign : sor<alnum, one<'_', '.'>> {};
struct name_text : seq<ranges<'a', 'z', 'A', 'Z', '_'>, star<name_sign>> {};
template <typename Text> struct kept : token<seq<Text, not_at<name_sign>>> {};

struct quoted : until<one<'"'>, seq<not_at<eol>, any>> {};
struct text : token<if_must<one<'"'>, quoted>> {};
struct text_after_comma : seq<token<one<','>>, text> {};

#define PW_BINDING_WORD(name, text) struct word_##name : kept<TAO_PEGTL_STRING(text)> {};
PW_BINDING_WORD(binding, "binding") PW_BINDING_WORD(fhir, "fhir") PW_BINDING_WORD(for, "for") PW_BINDING_WORD(zone, "zone")
PW_BINDING_WORD(codes, "codes") PW_BINDING_WORD(from, "from") PW_BINDING_WORD(in, "in") PW_BINDING_WORD(within, "within")
PW_BINDING_WORD(component, "component") PW_BINDING_WORD(unit, "unit") PW_BINDING_WORD(text, "text") PW_BINDING_WORD(is, "is")
PW_BINDING_WORD(no, "no") PW_BINDING_WORD(unknown, "unknown") PW_BINDING_WORD(refuted, "refuted") PW_BINDING_WORD(not, "not")
PW_BINDING_WORD(done, "done") PW_BINDING_WORD(preliminary, "preliminary") PW_BINDING_WORD(counts, "counts")
PW_BINDING_WORD(progress, "progress") PW_BINDING_WORD(list, "list") PW_BINDING_WORD(of, "of") PW_BINDING_WORD(complete, "complete")
PW_BINDING_WORD(medication, "medication") PW_BINDING_WORD(ordered, "ordered") PW_BINDING_WORD(given, "given") PW_BINDING_WORD(reported, "reported")
#undef PW_BINDING_WORD

// Where a fact is found.
struct plain_source_text : sor<TAO_PEGTL_STRING("observation"), TAO_PEGTL_STRING("condition"), TAO_PEGTL_STRING("allergy"),
  TAO_PEGTL_STRING("procedure"), TAO_PEGTL_STRING("immunization"), TAO_PEGTL_STRING("encounter"),
  TAO_PEGTL_STRING("birth_date"), TAO_PEGTL_STRING("sex"), TAO_PEGTL_STRING("deceased")> {};
struct medication_way : sor<word_ordered, word_given, word_reported> {};
struct medication_source : seq<word_medication, must<medication_way>> {};
struct source : sor<kept<plain_source_text>, medication_source> {};

// Codes.
struct system_name : token<name_text> {};
struct system_uri : text {};
struct code : text {};
struct more_codes : star<seq<at<text_after_comma>, token<one<','>>, code>> {};
struct named_codes : seq<not_at<word_zone>, at<token<name_text>, one<'"'>>, system_name, code, more_codes> {};
struct uri_codes : seq<at<text, one<'"'>>, system_uri, code, more_codes> {};
struct list_name : token<name_text> {};
struct listed_codes : if_must<word_in, list_name> {};
struct codes : sor<listed_codes, named_codes, uri_codes> {};
struct component_codes : codes {};
struct all_component_codes : plus<component_codes> {};
struct components : if_must<word_component, all_component_codes> {};

struct number_text : seq<plus<digit>, opt<one<'.'>, plus<digit>>> {};
struct within_number : token<number_text> {};
struct within_unit : token<name_text> {};
struct within : if_must<word_within, within_number, within_unit> {};

// Clauses.
struct unit_sign : seq<not_at<sor<space, one<',', '}', '#'>>>, any> {};
struct written_unit : text {};
struct meant_text : sor<seq<one<'\''>, until<one<'\''>, seq<not_at<eol>, any>>>, plus<unit_sign>> {};
struct meant_unit : token<meant_text> {};
struct unit_text : if_must<seq<word_unit, word_text>, written_unit, word_is, meant_unit> {};
struct meant_of_all : token<meant_text> {};
struct unit_of_all : if_must<seq<word_unit, word_text>, written_unit, word_is, meant_of_all> {};
struct no_or_unknown : sor<word_no, word_unknown> {};
struct refuted : if_must<word_refuted, word_is, no_or_unknown> {};
struct not_done : if_must<word_not, word_done, word_is, no_or_unknown> {};
struct preliminary : if_must<word_preliminary, word_counts> {};
struct in_progress : if_must<seq<word_in, word_progress>, word_counts> {};
struct list_of : token<plus<alpha>> {};
struct complete : if_must<word_list, opt<if_must<word_of, list_of>>, word_is, word_complete> {};
struct clause : sor<unit_text, refuted, not_done, preliminary, in_progress, complete> {};
struct more_clauses : star<if_must<token<one<','>>, clause>> {};

// Lines.
struct fact : token<name_text> {};
struct told : seq<source, opt<within>, star<codes>, opt<components>, more_clauses> {};
struct said : seq<clause, more_clauses> {};
struct what_is_said : sor<told, said> {};
struct line : if_must<fact, what_is_said> {};
struct zone_value : text {};
struct zone : seq<at<word_zone, one<'"'>>, word_zone, zone_value> {};
struct item : sor<zone, unit_of_all, line> {};
struct closing : token<one<'}'>> {};
struct opening : token<one<'{'>> {};
struct items : until<closing, item> {};
struct pathway_name : token<name_text> {};
struct binding : if_must<word_binding, word_fhir, word_for, pathway_name, opening, items> {};
struct declared_list : token<name_text> {};
struct list_title : text {};
struct list_file : text {};
struct code_list : if_must<word_codes, declared_list, opt<list_title>, word_from, list_file> {};
struct declaration : sor<binding, code_list> {};
struct file : seq<gap, until<eof, must<declaration>>> {};

}  // namespace waymark::binding_grammar
// clang-format on
