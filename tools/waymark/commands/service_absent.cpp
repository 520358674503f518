// Of a program without the service: what `serve` and `feedback` say there.
#include "tools/waymark/commands/serve_command.hpp"

namespace waymark {

static Reply absent() {
  return {ExitCode::unusable, {}, program_message("this program was built without the service")};
}

Reply serve(const ServeOptions&, const Surroundings&) { return absent(); }
Reply report_feedback(const FeedbackOptions&, const Surroundings&) { return absent(); }

}  // namespace waymark
