#pragma once

#include <tao/pegtl.hpp>

#include "lang/syntax/keywords.hpp"
#include "lang/syntax/must.hpp"
#include "lang/syntax/scan.hpp"
#include "lang/syntax/slip_words.hpp"

// The words of the language, from characters up: trivia, tokens, what recovery skips, literals. A token takes
// the trivia after it, so no other rule mentions trivia. `if_must` commits: behind the first word that tells
// a form from the others, what does not match is an error there and not a reason to try something else. Rules
// with a `match` of their own are written out in C++ for speed or because they take no stack; what they
// derive from says what they read.
// clang-format off
namespace waymark::grammar {

using namespace tao::pegtl;

// Trivia ---------------------------------------------------------------------

struct comment : seq<one<'#'>, until<at<eolf>>> {};
struct trivia : plus<sor<plus<space>, comment>> {};

template <typename Rule> struct token : seq<Rule, opt<trivia>> {};

template <char... Signs> struct sign : token<string<Signs...>> {};

struct open_brace : sign<'{'> {};
struct close_brace : sign<'}'> {};
struct open_paren : sign<'('> {};
struct close_paren : sign<')'> {};
struct comma : sign<','> {};
struct colon : sign<':'> {};
struct equals : token<seq<one<'='>, not_at<one<'=', '>'>>>> {};
struct bar : sign<'|'> {};
struct arrow : sign<'=', '>'> {};

// Words ----------------------------------------------------------------------

// A keyword; `kept` ones are leaves of the tree, since something depends on whether they stand there.
template <typename Text> struct keyword_leaf : Text {};
struct kept_minus : token<keyword_leaf<one<'-'>>> {};

#define PW_WORD_RULE(word) \
  struct text_##word : seq<TAO_PEGTL_KEYWORD(#word), not_at<one<'.'>, sor<lower, digit>>> {}; \
  struct kw_##word : token<text_##word> {}; \
  struct kept_##word : token<keyword_leaf<text_##word>> {};
PW_KEYWORDS(PW_WORD_RULE)
PW_SOFT_WORDS(PW_WORD_RULE)
#undef PW_WORD_RULE

struct comparison_beyond_ascii : utf8::one<0x2264, 0x2265, 0x2260> {};
struct identifier : seq<lower, star<identifier_other>,
                        sor<at<comparison_beyond_ascii>, not_at<sor<upper, utf8::range<0x80, 0x10FFFF>>>>> {};

struct word : identifier {  // and not reserved, or where only a name can stand
  template <typename Input> static bool match(Input& in) { return scan::consume(in, scan::name(scan::all(in), in.byte())); }
};
struct reserved : identifier {
  template <typename Input> static bool match(Input& in) { return scan::consume(in, scan::reserved_word(scan::rest(in))); }
};
struct dotted_word : seq<identifier, star<one<'.'>, identifier>> {
  template <typename Input> static bool match(Input& in) { return scan::consume(in, scan::dotted_name(scan::all(in), in.byte())); }
};
struct id_word : word {};
struct own_id_word : identifier {  // a name, or any word that can only be one there
  template <typename Input> static bool match(Input& in) { return scan::consume(in, scan::own_name(scan::all(in), in.byte())); }
};
struct verb_word : identifier {  // not reserved, or `use`
  template <typename Input> static bool match(Input& in) { return scan::consume(in, scan::verb(scan::rest(in))); }
};

struct name : token<word> {};
struct id : token<id_word> {};  // the name that a declaration gives
struct own_id : token<own_id_word> {};  // one that is used behind its section's or with a point only
struct dotted : token<dotted_word> {};

template <typename Rule> struct comma_list : seq<Rule, star<if_must<comma, Rule>>> {};
struct names : comma_list<name> {};
struct dotted_names : comma_list<dotted> {};

// Recovery -------------------------------------------------------------------

// A broken statement costs that statement only: it is reported, then skipped to where the next one can begin.
template <Level L>
struct skipped_text : plus<any> {
  template <typename Input> static bool match(Input& in) { return scan::consume(in, scan::skipped(scan::all(in), in.byte(), L)); }
};
template <Level L> struct skipped : token<skipped_text<L>> {};
template <typename Rule, Level L>
struct recovering : sor<attempt<must<Rule>>, skipped<L>> {};

// A broken head before `{` on the same line costs the head only.
struct skipped_head_text : plus<any> {
  template <typename Input> static bool match(Input& in) { return scan::consume(in, scan::skipped_head(scan::rest(in))); }
};
struct skipped_head : token<skipped_head_text> {};
struct reported_already : failure {};
template <typename Rule>
struct recovering_head : sor<attempt<must<Rule>>, skipped_head, must<reported_already>> {};

template <Level L>
struct beginning : reserved {  // at a word that begins a statement of the level
  template <typename Input> static bool match(Input& in) { return begins_statement(L, scan::keyword(scan::rest(in))); }
};
template <Level L>
struct leaving_word : reserved {  // at a word that shows that the level's `}` is missing
  template <typename Input> static bool match(Input& in) { return leaves(L, scan::keyword(scan::rest(in))); }
};
struct given_dose_ahead;
template <Level L>
struct leaving : seq<not_at<given_dose_ahead>, leaving_word<L>> {};  // `dose of` is asked for in expressions

// What is left out at the end of a statement is reported there, and then taken as given.
template <Level L> struct unclosed_brace : at<sor<eof, leaving<L>>> {};
struct unclosed_paren : at<sor<eof, one<'{', '}'>, kw_when, leaving<Level::list>>> {};
template <Level L>
struct unopened_brace : at<beginning<L>> {};
template <Level L> struct closing_brace : sor<close_brace, unclosed_brace<L>> {};
struct closing_paren : sor<close_paren, unclosed_paren> {};
template <Level L>
struct opening_brace : sor<open_brace, unopened_brace<L>> {};

template <typename Rule, Level L>
struct statements : seq<star<not_at<sor<one<'}'>, eof, leaving<L>>>, recovering<Rule, L>>, must<closing_brace<L>>> {};
template <typename Rule, Level L>
struct braced : seq<must<opening_brace<L>>, statements<Rule, L>> {};
// `{ X%? }`: commas between, one may end the list, and one that is missing is accepted.
template <typename Rule, typename Separator>
struct list_element : seq<Rule, opt<Separator>> {};
template <typename Rule, typename Separator = comma>
struct braced_list : braced<list_element<Rule, Separator>, Level::list> {};

// Literals -------------------------------------------------------------------

struct digits : plus<digit> {};
struct number_text : seq<digits, opt<one<'.'>, digits>, opt<one<'e', 'E'>, opt<one<'+', '-'>>, digits>> {};
struct number : token<number_text> {};
struct whole_text : seq<digits, not_at<sor<identifier_other, seq<one<'.'>, digit>>>> {};
struct whole_number : token<whole_text> {};

struct power_of_ten : seq<string<'1', '0', '^'>, digits> {};
struct unit_letter : sor<alpha, utf8::one<0xB5, 0x3BC>> {};  // micro has two code points
struct unit_symbol : seq<unit_letter, star<sor<unit_letter, digit>>, not_at<identifier_other>> {};
struct no_unit : sor<reserved, text_charge, text_rounded, text_then, text_applies, text_since, text_from, text_after, text_apart, text_readings, text_precedes,
                     text_interprets, text_silent, text_plausible, text_accept> {};
struct first_factor : sor<one<'%'>, power_of_ten, seq<not_at<no_unit>, unit_symbol>> {};
struct next_factor : sor<power_of_ten, seq<opt<number_text>, unit_symbol>> {};
struct doubled_quote : string<'\'', '\''> {};  // a quote that belongs to the unit
struct quoted_unit_rest : seq<plus<sor<not_one<'\'', '\r', '\n'>, doubled_quote>>, one<'\''>> {};
struct unit_text : sor<if_must<one<'\''>, quoted_unit_rest>, seq<first_factor, star<one<'/', '.'>, next_factor>>> {};
struct unit_name : token<unit_text> {};
struct quantity : seq<number_text, opt<star<blank>, unit_text>, opt<trivia>> {};

struct two_digits : rep_min_max<1, 2, digit> {};
struct clock : seq<two_digits, one<':'>, two_digits> {};
struct date_text : seq<rep<4, digit>, one<'-'>, two_digits, one<'-'>, two_digits,
                       opt<one<'T'>, clock, opt<one<':'>, two_digits, opt<one<'.'>, digits>>,
                           opt<sor<one<'Z'>, seq<one<'+', '-'>, clock>>>>> {};
struct date : token<date_text> {};

struct escaped : seq<one<'\\'>, not_one<'\r', '\n'>> {};
struct text_rest : seq<star<sor<not_one<'"', '\\', '\r', '\n'>, escaped>>, one<'"'>> {};
struct long_quote : string<'"', '"', '"'> {};
struct long_text_rest : seq<star<not_at<long_quote>, sor<seq<one<'\\'>, any>, any>>, long_quote> {};
struct text_literal : sor<if_must<long_quote, long_text_rest>, if_must<one<'"'>, text_rest>> {};
struct text : token<text_literal> {};

}  // namespace waymark::grammar
// clang-format on
