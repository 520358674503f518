#pragma once

#include <functional>

#include "tools/waymark/check.hpp"
#include "tools/waymark/cohort.hpp"
#include "tools/waymark/diff.hpp"
#include "tools/waymark/eval.hpp"
#include "tools/waymark/explain.hpp"
#include "tools/waymark/fmt.hpp"
#include "tools/waymark/mutate.hpp"
#include "tools/waymark/prove.hpp"
#include "tools/waymark/repl.hpp"
#include "tools/waymark/run.hpp"
#include "tools/waymark/test.hpp"

namespace CLI {
class App;
}

namespace waymark {

// What the arguments may ask for; `command` is what they did ask for.
struct Call {
  CheckOptions check;
  RunOptions run;
  EvalOptions eval;
  ExplainOptions explain;
  ReplOptions repl;
  TestOptions test;
  MutateOptions mutate;
  ProveOptions prove;
  DiffOptions diff;
  CohortOptions cohort;
  FmtOptions fmt;
  std::function<Reply(const Surroundings&)> command;
};

// Describes all commands with their options; parsing them fills the call, which has to outlive it.
void add_commands(CLI::App& app, Call& call);

}  // namespace waymark
