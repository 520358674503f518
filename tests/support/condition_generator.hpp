#pragma once

#include <string>
#include <vector>

#include "random_source.hpp"

namespace waymark::generated {

// What a number measures; numbers of one measure meet each other.
struct Measure {
  std::string name;
  std::string type;                     // as a fact declares it
  std::vector<std::string> thresholds;  // with their units, ascending
  std::string step;                     // of `nearest`; empty where numbers cannot be added up
  std::string other_unit;               // that it can be converted to; empty where there is none
};
const std::vector<Measure>& measures();

struct NumberName {
  std::string name;
  std::size_t measure;
  bool is_fact = false;
  bool goes_stale = false;
};

// What expressions can speak of.
struct Vocabulary {
  std::vector<std::string> conditions, choices, levels, sets, dates, moments, events, scores;
  std::vector<NumberName> numbers;
};

// Writes expressions that are well typed, as templates for `with_random_layout`.
class ConditionGenerator {
 public:
  ConditionGenerator(RandomSource& random, const Vocabulary& vocabulary)
      : random_{random}, vocabulary_{vocabulary} {}

  // Something that can be an operand of any operator.
  std::string condition(int depth);
  std::string number(std::size_t measure, int depth);
  // A level of the type `grade`; with bare members only where one of its own names shows the type.
  std::string level(int depth);
  std::string threshold(std::size_t measure) { return random_.one_of(measures()[measure].thresholds); }

 private:
  std::string compound(int depth);
  std::string joined(int depth);
  std::string counting(int depth);
  std::string several(int depth);
  std::string simple(int depth);
  std::string comparison(int depth);
  std::string knowledge();
  std::string compound_knowledge(int depth);
  std::string about_time();
  std::string moment();
  std::string about_readings();
  std::string about_windows();
  std::string about_events();
  std::string window(const NumberName& number);
  std::string span();
  std::string about_time_between();
  std::string about_first_of_dates();
  std::string about_choice(int depth);
  std::string about_level(int depth);
  std::string about_set();
  std::string about_score();
  std::string atom(std::size_t measure);
  std::string name(const std::vector<std::string>& names) { return random_.one_of(names); }
  std::string order() { return random_.one_of({" < ", " <= ", " > ", " >= "}); }

  RandomSource& random_;
  const Vocabulary& vocabulary_;
};

}  // namespace waymark::generated
