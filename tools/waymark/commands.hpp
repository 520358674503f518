#pragma once

#include <functional>
#include <string_view>

#include "tools/waymark/commands/adherence_command.hpp"
#include "tools/waymark/commands/bind_command.hpp"
#include "tools/waymark/commands/check_command.hpp"
#include "tools/waymark/commands/cohort.hpp"
#include "tools/waymark/commands/diff.hpp"
#include "tools/waymark/commands/doc.hpp"
#include "tools/waymark/commands/dump.hpp"
#include "tools/waymark/commands/eval.hpp"
#include "tools/waymark/commands/explain.hpp"
#include "tools/waymark/commands/export_command.hpp"
#include "tools/waymark/commands/fmt.hpp"
#include "tools/waymark/commands/graph.hpp"
#include "tools/waymark/commands/lsp_command.hpp"
#include "tools/waymark/commands/mutate.hpp"
#include "tools/waymark/commands/page.hpp"
#include "tools/waymark/commands/prove_command.hpp"
#include "tools/waymark/commands/replay_command.hpp"
#include "tools/waymark/commands/run.hpp"
#include "tools/waymark/commands/serve_command.hpp"
#include "tools/waymark/commands/test.hpp"
#include "tools/waymark/repl/repl.hpp"

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
  BindOptions bind;
  CohortOptions cohort;
  ReplayOptions replay;
  AdherenceOptions adherence;
  FmtOptions fmt;
  DumpOptions dump;
  GraphOptions graph;
  DocOptions doc;
  PageOptions page;
  ExportOptions export_;
  LspOptions lsp;
  ServeOptions serve;
  FeedbackOptions feedback;
  std::function<Reply(const Surroundings&)> command;
};

// Describes the command that is wanted, with its options, or all of them where none is called so: to describe
// them all takes longer than many a call. Parsing fills the call, which has to outlive the application.
void add_commands(CLI::App& app, Call& call, std::string_view wanted);

}  // namespace waymark
