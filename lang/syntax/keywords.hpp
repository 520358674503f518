#pragma once

#include <span>
#include <string_view>

// The words of the language. One list makes the grammar's keyword rules and the words that no name may be.
#define PW_KEYWORDS(X)                                                                                         \
  X(pathway) X(library) X(use) X(source) X(fact) X(parameter) X(define) X(score) X(action) X(unit) X(section)  \
  X(always) X(never) X(scenario) X(statement) X(when) X(otherwise) X(if) X(note) X(must) X(should) X(consider) \
  X(contraindicated) X(as) X(dose) X(route) X(every) X(for) X(within) X(promptly) X(until) X(target) X(done)   \
  X(before) X(because) X(requires) X(strength) X(certainty) X(cite) X(says) X(and) X(or) X(not) X(implies)     \
  X(is) X(between) X(includes) X(in) X(to) X(of) X(over) X(at) X(any) X(all) X(one) X(first) X(exactly)        \
  X(time) X(choose) X(table) X(highest) X(lowest) X(earliest) X(average) X(yes) X(no) X(unknown) X(version)    \
  X(follows) X(about) X(refs) X(incomplete) X(outside) X(valid) X(code) X(ucum) X(molar) X(given) X(expect)    \
  X(extends) X(ago) X(needs)

// Words that mean something in one place only and are ordinary names everywhere else.
// clang-format off
#define PW_SOFT_WORDS(X) \
  X(type) X(whole) X(number) X(date) X(moment) X(event) X(known) X(mass) X(charge) X(below) X(least) X(most) \
  X(since) X(points) X(years) X(months) X(days) X(ruled) X(out) X(advised) X(undetermined) \
  X(conflict) X(strong) X(conditional) X(high) X(moderate) X(low) X(very) X(from) X(latest) X(previous) X(total) X(readings) X(apart) X(after) \
  X(applies) X(rounded) X(down) X(then) X(open) X(above) X(precedes) X(due) X(overdue) X(by) \
  X(interprets) X(silent) X(heading) X(edition) X(address) X(retrieved) X(plausible) X(accept) \
  X(site) X(adapts) X(adapt) X(withdraw) X(daily) X(codes)
// clang-format on

namespace waymark {

// Where statements stand; each place has words of its own that begin one.
enum class Level {
  file,
  header,
  source,
  source_section,
  block,
  branch,
  attributes,
  option,
  changes,
  note,
  scenario,
  table,
  list
};

bool is_reserved(std::string_view word);

std::span<const std::string_view> reserved_words();

// The words that begin a statement of this level.
std::span<const std::string_view> statement_words(Level level);
bool begins_statement(Level level, std::string_view word);

// Whether `word`, met where a statement of this level could begin, shows that the level's `}` is missing.
bool leaves(Level level, std::string_view word);

}  // namespace waymark
