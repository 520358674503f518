#pragma once

#include <tao/pegtl.hpp>

// How a form commits, without exceptions, so that the parser also runs where there are none. Where a rule
// that must match does not, `raise` of its control reports it and marks the statement as broken; from then on
// the control lets no rule match (see `control` in parser.cpp), until `attempt` takes the mark back.
namespace waymark::grammar {

template <typename... Rules>
struct must : tao::pegtl::seq<must<Rules>...> {};

template <typename Rule>
struct must<Rule> : tao::pegtl::seq<Rule> {
  template <tao::pegtl::apply_mode A, tao::pegtl::rewind_mode, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename... States>
  static bool match(Input& in, States&&... states) {
    if (Control<Rule>::template match<A, tao::pegtl::rewind_mode::dontcare, Action, Control>(in, states...))
      return true;
    Control<Rule>::raise(static_cast<const Input&>(in), states...);
    return false;
  }
};

template <typename Condition, typename... Rules>
struct if_must : tao::pegtl::seq<Condition, must<Rules...>> {};

// Matches where all rules do. What breaks among them is taken back, and costs no more than them.
template <typename... Rules>
struct attempt : attempt<tao::pegtl::seq<Rules...>> {};

template <typename Rule>
struct attempt<Rule> : tao::pegtl::seq<Rule> {
  template <tao::pegtl::apply_mode A, tao::pegtl::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename... States>
  static bool match(Input& in, States&&... states) {
    auto mark = in.template mark<M>();
    constexpr auto inside = decltype(mark)::next_rewind_mode;
    const bool matched = Control<Rule>::template match<A, inside, Action, Control>(in, states...);
    if (!matched) Control<Rule>::go_on(states...);
    return mark(matched);
  }
};

}  // namespace waymark::grammar
