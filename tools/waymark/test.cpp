#include "tools/waymark/test.hpp"

#include <utility>

#include "tools/waymark/junit.hpp"
#include "tools/waymark/scenario_run.hpp"
#include "tools/waymark/test_json.hpp"
#include "tools/waymark/test_text.hpp"
#include "tools/waymark/watch.hpp"

namespace waymark {

static std::string presented(const Tested& tested, const TestOptions& options,
                             const Surroundings& surroundings) {
  switch (options.format) {
    case TestFormat::json: return test_json(tested);
    case TestFormat::junit: return junit_xml(tested, surroundings.now);
    case TestFormat::text: break;
  }
  return test_text(tested, wants_color(options.color, surroundings.out_is_terminal, surroundings));
}

static Reply test_once(const TestOptions& options, const NameFilter& filter,
                       const Surroundings& surroundings) {
  const auto tested = run_scenarios(options.paths, filter, options, surroundings);
  Reply reply{.exit_code = tested.exit_code, .out = {}, .err = tested.err};
  const bool nothing_chosen = tested.scenarios() == 0 && tested.exit_code == ExitCode::fine;
  if (nothing_chosen) {
    reply.exit_code = ExitCode::unusable;
    reply.err += program_message("--filter " + *options.filter + ": no scenario has such a name");
  }
  if (!tested.pathways.empty()) reply.out = presented(tested, options, surroundings);
  const bool failed = tested.passed() < tested.scenarios();
  if (failed && reply.exit_code == ExitCode::fine) reply.exit_code = ExitCode::answer_is_no;
  return reply;
}

Reply test(const TestOptions& options, const Surroundings& surroundings) {
  auto filter = NameFilter::of(options.filter);
  if (auto* reply = std::get_if<Reply>(&filter)) return std::move(*reply);
  const auto once = [&] { return test_once(options, std::get<NameFilter>(filter), surroundings); };
  return options.watch ? watch(options.paths, options, surroundings, once) : once();
}

}  // namespace waymark
